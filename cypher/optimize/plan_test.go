package optimize_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/compile"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/plan"
)

// TestPlan runs testdata: schema replaces the catalog, plan shows the plan of a
// query, with the argument live what is needed of each operator, and with hints the advice only.
func TestPlan(t *testing.T) {
	datadriven.Walk(t, "testdata", func(t *testing.T, path string) {
		catalog := newFakeCatalog()
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			switch d.Cmd {
			case "schema":
				catalog = newFakeCatalog()
				for line := range strings.SplitSeq(d.Input, "\n") {
					if err := catalog.define(line); err != nil {
						d.Fatalf(t, "%v", err)
					}
				}
				return "ok"
			case "plan":
				p, err := compiled(catalog, d.Input)
				if err != nil {
					return "error: " + err.Error()
				}
				if d.HasArg("hints") {
					return hints(p)
				}
				return show(p, d.HasArg("live"))
			}
			d.Fatalf(t, "unknown command %q", d.Cmd)
			return ""
		})
	})
}

func compiled(catalog *fakeCatalog, text string) (*plan.Plan, error) {
	statement, err := parser.Parse(text)
	if err != nil {
		return nil, err
	}
	return compile.Query(catalog, statement.(*ast.Query), testEnv{})
}

func show(p *plan.Plan, live bool) string {
	var b strings.Builder
	for _, line := range plan.Lines(p) {
		b.WriteString(line.String())
		if live && line.Op != nil {
			names := make([]string, 0, len(line.Op.Common().Live))
			for _, s := range line.Op.Common().Live {
				names = append(names, p.SlotNames[s])
			}
			fmt.Fprintf(&b, "   -- %s", strings.Join(names, " "))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func hints(p *plan.Plan) string {
	var b strings.Builder
	for _, n := range p.Notifications {
		b.WriteString(n.Severity + " " + n.Code + ": " + n.Title + "\n")
	}
	return b.String()
}
