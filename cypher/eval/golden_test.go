package eval

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"memgraphd/cypher/plan"
	"memgraphd/engine/value"
)

// TestGolden evaluates the expressions of testdata/golden, one a line, and
// compares what they show as literals; a temporal value is shown bare.
func TestGolden(t *testing.T) {
	datadriven.Walk(t, "testdata/golden", func(t *testing.T, path string) {
		f := newFixture(t)
		f.ctx.Session = SessionInfo{User: "ada", Roles: []string{"admin", "reader"}}
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			var b strings.Builder
			switch d.Cmd {
			case "eval":
				for line := range strings.SplitSeq(d.Input, "\n") {
					b.WriteString(f.golden(line) + "\n")
				}
			case "functions":
				for _, fn := range Functions() {
					b.WriteString(fn.Signature + mark(fn.Aggregation, " (aggregation)") + mark(!fn.Pure, " (impure)") + "\n")
				}
			case "suggest":
				for name := range strings.SplitSeq(d.Input, "\n") {
					b.WriteString(name + "." + SuggestFunction(name) + "\n")
				}
			default:
				d.Fatalf(t, "unknown command %q", d.Cmd)
			}
			return b.String()
		})
	})
}

func mark(b bool, text string) string {
	if b {
		return text
	}
	return ""
}

func (f *fixture) golden(text string) string {
	e, err := parseExpr(text)
	if err != nil {
		return fmt.Sprintf("syntax error: %v", err)
	}
	enums := map[string]bool{"Status::Good": true}
	k, err := Compile(e, &Env{
		Plan: &plan.Plan{Slots: f.slots(e)},
		Enum: func(typ, val string) bool { return enums[typ+"::"+val] },
	})
	if err != nil {
		return "error: " + err.Error()
	}
	b := f.batch(1, nil)
	c, err := k.Eval(f.ctx, b, b.Rows())
	if err != nil {
		return "error: " + err.Error()
	}
	if v := c.Value(0); !v.Kind().IsTemporal() {
		return value.Literal(v)
	}
	return value.Format(c.Value(0))
}
