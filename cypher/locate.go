package cypher

import (
	"errors"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/normal"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
)

// maxKeptText is the length up to which a text is kept with its plan, so that
// errors of other texts with the same plan can say where they arose.
const maxKeptText = 64 << 10

// located corrects the place of an error. A plan has the places of the text for
// which it was made; in the text that was run the same token may be elsewhere.
func (q *query) located(err error) error {
	var wrong *eval.Located
	made := q.cached.text
	if !errors.As(err, &wrong) || wrong.Pos.Line == 0 || made == q.text {
		return err
	}
	pos := ast.Pos{} // unknown
	if at, ok := normal.Translate(made, q.text, wrong.Pos.Offset); ok {
		pos = ast.PosAt(q.text, at)
	}
	return &eval.Located{Pos: pos, Err: wrong.Err}
}

// blamed adds to the error of a commit which violates a constraint where the node was written, if that is known:
// triggers may have written it as well.
func (q *query) blamed(err error) error {
	var violated *engine.ConstraintError
	db := q.t.txn.Database()
	if !errors.As(err, &violated) || len(q.session.in.triggersOf(db)) > 0 {
		return err
	}
	spec := violated.Spec
	v := plan.Violation{Label: db.LabelName(spec.Label), Missing: spec.Kind == engine.ConstraintExists, Created: violated.Created}
	for _, key := range spec.Properties {
		v.Properties = append(v.Properties, db.PropertyName(key))
	}
	return eval.Locate(q.cached.plan.Culprit(v), err)
}

// messaging returns message where a plan may ask for it; the others save the closure.
func (q *query) messaging() func(error) string {
	if !q.cached.divided {
		return nil
	}
	return q.message
}

// message is what the client is told of an error.
func (q *query) message(err error) string { return classify(q.located(err)).Error() }
