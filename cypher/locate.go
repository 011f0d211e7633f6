package cypher

import (
	"errors"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/normal"
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
