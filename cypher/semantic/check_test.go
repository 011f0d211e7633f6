package semantic_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser"
	"memgraphd/cypher/semantic"
	"memgraphd/engine/value"
)

// TestCheck runs testdata: procedure declares one, kind says of what kind a parameter is, check shows the columns
// of a query with their types, or why it makes no sense. Of several queries, one a line, each is checked.
func TestCheck(t *testing.T) {
	datadriven.Walk(t, "testdata", func(t *testing.T, path string) {
		env := newTestEnv()
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			switch d.Cmd {
			case "procedure":
				for line := range strings.SplitSeq(d.Input, "\n") {
					env.declare(line)
				}
				return "ok"
			case "kind":
				for line := range strings.SplitSeq(d.Input, "\n") {
					name, kind, _ := strings.Cut(line, " ")
					env.kinds[name] = kindOf(kind)
				}
				return "ok"
			case "check":
				var b strings.Builder
				for line := range strings.SplitSeq(d.Input, "\n") {
					b.WriteString(outcome(line, env) + "\n")
				}
				return b.String()
			}
			d.Fatalf(t, "unknown command %q", d.Cmd)
			return ""
		})
	})
}

func kindOf(name string) value.Kind {
	for k := value.KindNull; k <= value.KindGraph; k++ {
		if k.String() == name {
			return k
		}
	}
	return value.KindNull
}

// outcome checks a query and says what came of it.
func outcome(text string, env semantic.Env) string {
	statement, err := parser.Parse(text)
	if err != nil {
		return "syntax: " + err.Error()
	}
	q, err := semantic.Check(statement.(*ast.Query), env)
	var wrong *semantic.Error
	if errors.As(err, &wrong) {
		return fmt.Sprintf("%s: %v", wrong.Detail, err)
	}
	var columns []string
	for _, col := range q.Result.Columns {
		columns = append(columns, col.Name+" "+col.Sym.Type.String())
	}
	return "ok: " + strings.Join(columns, ", ")
}
