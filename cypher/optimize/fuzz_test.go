package optimize_test

import (
	"testing"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/optimize"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/semantic"
)

// FuzzPlan checks and plans whatever can be parsed: it is refused, or its plan holds together.
func FuzzPlan(f *testing.F) {
	for _, text := range corpus {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1000 {
			return
		}
		statement, err := parser.Parse(text)
		if err != nil {
			return
		}
		q, ok := statement.(*ast.Query)
		if !ok {
			return
		}
		checked, err := semantic.Check(q, testEnv{})
		if err != nil {
			return
		}
		p, err := optimize.Plan(checked, catalogs()[1])
		if err != nil {
			return
		}
		if err := optimize.Verify(p, checked.Info); err != nil {
			t.Errorf("%s\n%s%v", text, show(p, true), err)
		}
	})
}
