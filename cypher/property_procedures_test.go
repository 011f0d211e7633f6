package cypher_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"memgraphd/cypher"
	"memgraphd/cypher/procedure"
	"memgraphd/engine/value"
)

// argumentTexts are expressions of each type, where n is a node, r a relationship and p a path, or null,
// and h a virtual graph.
var argumentTexts = map[string][]string{
	"BOOLEAN": {"true", "false"}, "INTEGER": {"0", "1", "3", "-1", "9223372036854775807"}, "FLOAT": {"0.0", "0.5", "1", "-1.5", "0.0 / 0"},
	"STRING":       {"''", "'R'", "'a'", "'weight'", "'in'", "'RETURN 1 AS x'", "'MATCH (n) RETURN n'", "'%Y'", "'['", "'<R>'"},
	"NUMBER":       {"0", "1", "-2.5", "9223372036854775807", "0.0 / 0"},
	"MAP":          {"{}", "{a: 1}", "{maxHops: 2}", "{batch_size: 2}", "{rel: [r]}", "{limit: 0}", "{labels: ['A']}", "{uniqueness: 'NODE_PATH'}", "{stream: true}"},
	"NODE":         {"n", "n", "null", "h.nodes[0]"},
	"RELATIONSHIP": {"r", "r", "null", "h.edges[0]"},
	"PATH":         {"p", "null"},
	"ANY":          {"n", "r", "p", "1", "'a'", "[n, n]", "[1, null]", "null", "{a: n}", "h.nodes[0]", "h.nodes", "date('2020-01-01')"},
}

// drawArgument draws an expression of a type, or now and then of another one.
func drawArgument(r *rapid.T, typ string) string {
	typ = strings.TrimPrefix(typ, "NULLABLE ")
	if elem, ok := strings.CutPrefix(typ, "LIST OF "); ok {
		var elems []string
		for range rapid.IntRange(0, 3).Draw(r, "elements") {
			elems = append(elems, drawArgument(r, elem))
		}
		return "[" + strings.Join(elems, ", ") + "]"
	}
	typ, _, _ = strings.Cut(typ, "|")
	if rapid.IntRange(0, 19).Draw(r, "odd") == 0 {
		typ = "ANY"
	}
	texts, ok := argumentTexts[typ]
	if !ok {
		r.Fatalf("there are no arguments of type %s", typ)
	}
	return rapid.SampledFrom(texts).Draw(r, "argument")
}

// TestProceduresEndWell calls all procedures with all sorts of arguments: they may refuse them, but
// neither panic, nor run on, nor damage the store.
func TestProceduresEndWell(t *testing.T) {
	registry := procedure.NewRegistry()
	rapid.Check(t, func(r *rapid.T) {
		g := drawGraph(r)
		defer g.close()
		for range 5 {
			p, _ := registry.Get(rapid.SampledFrom(registry.Names()).Draw(r, "procedure"))
			g.callWell(r, p)
		}
		if findings := g.db.Check(5); len(findings) > 0 {
			r.Fatalf("%s\n%q", strings.Join(g.make, ";\n"), findings)
		}
	})
}

func (g *smallGraph) callWell(r *rapid.T, p *procedure.Procedure) {
	var args []string
	if i := rapid.IntRange(0, 9).Draw(r, "graph"); i < 2 {
		args = append(args, []string{"g", "h"}[i])
	}
	for _, f := range p.Params {
		args = append(args, drawArgument(r, f.Type))
	}
	text := "MATCH (n) OPTIONAL MATCH p = (n)-[r]->() WITH n, r, p LIMIT 2 WITH n, r, p, project([n], [r]) AS g, derive(p, {virtualEdgeType: 'R'}) AS h " +
		"CALL " + p.Name + "(" + strings.Join(args, ", ") + ")"
	if len(p.Results) > 0 {
		text += " YIELD " + p.Results[0].Name + " AS result RETURN result LIMIT 100"
	}
	g.make = append(g.make, text)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	err := drain(ctx, g.session, text)
	var e *cypher.Error
	asked := p.Name == "pagerank.get" // goes on for as many iterations as it is asked to
	if ctx.Err() != nil && !asked || errors.As(err, &e) && e.Class == cypher.DatabaseError {
		r.Fatalf("%s\n%v", strings.Join(g.make, ";\n"), err)
	}
}

// drain reads a query to its end.
func drain(ctx context.Context, s *cypher.Session, text string) error {
	res, err := s.Run(ctx, text, value.Null, cypher.TxOptions{})
	if err != nil {
		return err
	}
	defer res.Close()
	rows, err := res.Rows(ctx)
	if err == nil {
		_ = fmt.Sprint(rows) // whatever was yielded can be shown
	}
	return err
}
