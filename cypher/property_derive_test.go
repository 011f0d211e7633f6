package cypher_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestDeriveKeepsTheEndsOfPaths compares virtual graphs with the ends of the paths that they are made of.
func TestDeriveKeepsTheEndsOfPaths(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		g := drawGraph(r)
		defer g.close()
		pattern := rapid.SampledFrom([]string{"(x)-->(y)", "(x:A)-[:R]-(y)", "(x)-[*1..2]->(y)", "(x)-[:R]->()<-[:S]-(y)", "(x)-[*0..1]->(y:B)"}).Draw(r, "pattern")
		derived := "MATCH p = " + pattern + " WITH derive(p, {virtualEdgeType: 'V', relationshipProperties: {n: length(p)}}) AS g "
		for _, c := range []struct{ virtual, stored string }{
			{
				derived + "UNWIND g.edges AS r RETURN startNode(r).i AS a, endNode(r).i AS b, r.n AS n",
				"MATCH p = " + pattern + " WHERE length(p) > 0 RETURN x.i AS a, y.i AS b, length(p) AS n",
			},
			{
				derived + "UNWIND g.nodes AS v RETURN v.i AS i, labels(v) AS l, properties(v) AS p",
				"MATCH p = " + pattern + " UNWIND [x, y] AS v WITH DISTINCT v RETURN v.i AS i, labels(v) AS l, properties(v) AS p",
			},
		} {
			if got, want := g.rows(c.virtual), g.rows(c.stored); !slices.Equal(got, want) {
				r.Fatalf("%q\n%s\ngives %q\n%s\ngives %q", g.make, c.virtual, got, c.stored, want)
			}
		}
	})
}
