package eval

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// TestGolden evaluates the expressions of testdata/golden, one a line, and
// compares what they show as literals; a temporal value is shown bare. The
// variables of [fixture.graph] may be used.
func TestGolden(t *testing.T) {
	datadriven.Walk(t, "testdata/golden", func(t *testing.T, path string) {
		f := newFixture(t)
		f.graph(t)
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
					b.WriteString(name + "." + suggestFunction(name) + "\n")
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
	b := f.batch(1, f.columns)
	c, err := k.Eval(f.ctx, b, b.Rows())
	if err != nil {
		return "error: " + err.Error()
	}
	if v := c.Value(0); !v.Kind().IsTemporal() {
		return value.Literal(v)
	}
	return value.Format(c.Value(0))
}

// graph makes (n:Person:Admin {name: 'Ada', age: 36})-[r:KNOWS {since: 2020}]->(m:Person {name: 'Bob'}),
// the path p of it, a node d that had been in a relationship e before both were
// deleted, and a null z.
func (f *fixture) graph(t *testing.T) {
	txn := f.ctx.Txn
	db := txn.Database()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	person, admin := db.Label("Person"), db.Label("Admin")
	nodes, err := txn.CreateNodes(1, db.InternLabels([]engine.LabelID{person, admin}), nil)
	must(err)
	nodes, err = txn.CreateNodes(2, db.InternLabels([]engine.LabelID{person}), nodes)
	must(err)
	must(txn.SetNodeProperty(nodes[0], db.Property("name"), value.String("Ada")))
	must(txn.SetNodeProperty(nodes[0], db.Property("age"), value.Int(36)))
	must(txn.SetNodeProperty(nodes[1], db.Property("name"), value.String("Bob")))
	rels, err := txn.CreateRelationships([]uint64{nodes[0], nodes[0]}, nodes[1:], db.Type("KNOWS"), nil)
	must(err)
	must(txn.SetRelationshipProperty(rels[0], db.Property("since"), value.Int(2020)))
	must(txn.DeleteRelationship(rels[1]))
	must(txn.DeleteNode(nodes[2]))
	f.columns = map[string]*column.Column{
		"n": columnOf(value.NodeRef(nodes[0])), "m": columnOf(value.NodeRef(nodes[1])),
		"r": columnOf(value.RelationshipRef(rels[0])), "z": columnOf(value.Null),
		"d": columnOf(value.NodeRef(nodes[2])), "e": columnOf(value.RelationshipRef(rels[1])),
		"p": columnOf(value.PathValue(&value.Path{Nodes: nodes[:2], Rels: rels[:1]})),
	}
}
