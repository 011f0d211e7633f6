package rewrite

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"memgraphd/cypher/parser"
	"memgraphd/engine/value"
	"memgraphd/internal/tck/feature"
)

// TestRewritings shows what each rewriting makes of queries. A name of a rewriting is the command, a line is a query.
func TestRewritings(t *testing.T) {
	datadriven.RunTest(t, "testdata/rewritings", func(t *testing.T, d *datadriven.TestData) string {
		var out strings.Builder
		for text := range strings.SplitSeq(d.Input, "\n") {
			r := named(t, strings.ReplaceAll(d.Cmd, "_", " ")).Apply(text, value.Map([]value.Entry{{Key: "x", Value: value.Int(7)}}))
			if r == nil {
				out.WriteString("as it is\n")
				continue
			}
			fmt.Fprintln(&out, strings.ReplaceAll(r.Text, "`", ""))
		}
		return out.String()
	})
}

func named(t *testing.T, name string) Rewriting {
	t.Helper()
	for _, w := range All {
		if w.Name == name {
			return w
		}
	}
	t.Fatalf("there is no rewriting %q", name)
	return Rewriting{}
}

// TestPrint prints the queries of every fourth scenario: what is printed must be read as what it was printed from.
func TestPrint(t *testing.T) {
	all := Rewriting{apply: func(*Query) bool { return true }}
	for _, f := range feature.All(t) {
		for i := 0; i < len(f.Scenarios); i += 4 {
			for _, step := range f.Scenarios[i].Steps {
				once := all.Apply(step.Doc, value.Map(nil))
				if once == nil {
					continue
				}
				if _, err := parser.Parse(once.Text); err != nil {
					t.Errorf("%s\nis printed as\n%s\n%v", step.Doc, once.Text, err)
					continue
				}
				if twice := all.Apply(once.Text, value.Map(nil)); twice.Text != once.Text {
					t.Errorf("%s\nis printed as\n%s", once.Text, twice.Text)
				}
			}
		}
	}
}
