package cypher_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"memgraphd/cypher"
	"memgraphd/cypher/eval"
)

// anyArguments are expressions of all types, where n is a node, r a relationship and p a path, or null,
// and h a virtual graph.
var anyArguments = []string{
	"n", "r", "p", "g", "h", "h.nodes[0]", "h.edges[0]", "h.edges", "null", "true", "false", "0", "1", "-1", "9223372036854775807", "-9223372036854775808", "0.5", "-1.5", "1e308", "0.0 / 0", "1.0 / 0",
	"''", "'a'", "'abc def'", "'ä€😀'", "'1'", "'2020-01-01'", "'P1D'", "'('", "'%Y-%m'", "'day'", "'0x41'", "'{\"a\": [1]}'",
	"[]", "[1, 2]", "[null]", "['a', 'b']", "[1.0, 0.0]", "[n]", "[[1, 2], ['a', 'b']]", "{}", "{a: 1}", "{year: 2024, month: 2}", "{x: 1, y: 2}", "{a: {b: [1]}}",
	"date('2020-02-29')", "localtime('10:11')", "time('10:11+01:00')", "localdatetime('2020-02-29T10:11')", "datetime('2020-02-29T10:11[Europe/Oslo]')",
	"duration('P1Y2M3DT4H')", "duration('-P1D')", "point({x: 1, y: 2})", "point({longitude: 1, latitude: 2, height: 3})", "range(1, 5)", "labels(n)",
}

// TestFunctionsEndWell calls all functions and aggregations, and the operators, with all sorts of arguments:
// they may refuse them, but neither panic nor run on.
func TestFunctionsEndWell(t *testing.T) {
	functions := eval.Functions()
	operators := []string{" + ", " - ", " * ", " / ", " % ", " ^ ", " = ", " < ", " IN ", " =~ ", " STARTS WITH ", " AND ", " XOR ", " || "}
	rapid.Check(t, func(r *rapid.T) {
		g := drawGraph(r)
		defer g.close()
		argument := func() string { return rapid.SampledFrom(anyArguments).Draw(r, "argument") }
		for range 10 {
			text := argument() + rapid.SampledFrom(operators).Draw(r, "operator") + argument()
			if rapid.IntRange(0, 4).Draw(r, "function") > 0 {
				f := rapid.SampledFrom(functions).Draw(r, "name")
				args := make([]string, rapid.IntRange(f.MinArgs, max(f.MinArgs, f.MaxArgs, 1)).Draw(r, "arguments"))
				for i := range args {
					args[i] = argument()
				}
				text = f.Name + "(" + strings.Join(args, ", ") + ")"
			}
			text = "MATCH (n) OPTIONAL MATCH p = (n)-[r]->() WITH n, r, p LIMIT 2 WITH n, r, p, project([n], [r]) AS g, derive(p, {virtualEdgeType: 'R'}) AS h RETURN " + text + " AS x"
			ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
			err := drain(ctx, g.session, text)
			var e *cypher.Error
			if ctx.Err() != nil || errors.As(err, &e) && e.Class == cypher.DatabaseError {
				r.Fatalf("%s\n%s\n%v", strings.Join(g.make, ";\n"), text, err)
			}
			cancel()
		}
	})
}
