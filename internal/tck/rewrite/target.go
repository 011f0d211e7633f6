package rewrite

import (
	"memgraphd/engine/value"
	"memgraphd/internal/tck"
)

// Target is a target that is asked in other words.
type Target struct {
	tck.Target
	How Rewriting
	// Applied is how many queries were rewritten.
	Applied int
}

// Execute rewrites a query and executes what comes of it. What can't be rewritten it executes as it is.
func (t *Target) Execute(query string, params value.Value) (*tck.Answer, error) {
	r := t.How.Apply(query, params)
	if r == nil {
		return t.Target.Execute(query, params)
	}
	t.Applied++
	answer, err := t.Target.Execute(r.Text, r.Params)
	if err != nil {
		return nil, err
	}
	for i, name := range answer.Columns {
		answer.Columns[i] = r.Column(name)
	}
	return answer, nil
}

// Prepare tells the target what comes, if it wants to know.
func (t *Target) Prepare(query string) error {
	if p, ok := t.Target.(tck.Preparer); ok {
		return p.Prepare(query)
	}
	return nil
}
