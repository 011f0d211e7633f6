package cypher_test

import (
	"slices"
	"strings"
	"testing"

	"memgraphd/cypher"
)

// TestOptionalJoin compares OPTIONAL MATCH by equal values, which is a join, with lists filtered by hand.
func TestOptionalJoin(t *testing.T) {
	_, s := openSession(t, cypher.Options{})
	run(t, s, "UNWIND range(0, 1999) AS i CREATE (:P {i: i, k: CASE i % 5 WHEN 0 THEN null WHEN 1 THEN 0.0 / 0.0 ELSE i % 40 END})", nil)
	run(t, s, "UNWIND range(0, 999) AS i CREATE (:Q {i: i, k: CASE i % 3 WHEN 0 THEN null ELSE toFloat(i % 30) END})-[:R]->(:T {i: i % 2})", nil)
	for _, c := range []struct{ query, model string }{
		{
			"MATCH (a:P) OPTIONAL MATCH (b:Q {k: a.k}) RETURN a.i, b.i, b:Q",
			"MATCH (b:Q) WITH collect(b) AS bs MATCH (a:P) WITH a, [b IN bs WHERE b.k = a.k] AS m UNWIND CASE m WHEN [] THEN [null] ELSE m END AS b RETURN a.i, b.i, b:Q",
		},
		{
			"MATCH (a:P) OPTIONAL MATCH (b:Q {i: -1, k: a.k}) RETURN a.i, b",
			"MATCH (a:P) RETURN a.i, null",
		},
		{
			"MATCH (a:P) OPTIONAL MATCH p = (b:Q)-[r:R]->(c:T {i: 1}) WHERE b.k + 1 = a.k + 1 AND b.i < 50 RETURN a.i, b.i, type(r), length(p)",
			"MATCH (b:Q)-->(:T {i: 1}) WHERE b.i < 50 WITH collect(b) AS bs MATCH (a:P) WITH a, [b IN bs WHERE b.k = a.k] AS m UNWIND CASE m WHEN [] THEN [null] ELSE m END AS b RETURN a.i, b.i, CASE WHEN b IS NULL THEN null ELSE 'R' END, CASE WHEN b IS NULL THEN null ELSE 1 END",
		},
		{
			"MATCH (a:P) OPTIONAL MATCH (b:Q {k: a.k}) RETURN a.i, count(b) ORDER BY a.i LIMIT 5",
			"MATCH (b:Q) WITH collect(b) AS bs MATCH (a:P) WHERE a.i < 5 RETURN a.i, size([b IN bs WHERE b.k = a.k])",
		},
	} {
		plan, err := tryRows(t, s, "EXPLAIN "+c.query, cypher.TxOptions{})
		if err != nil || !slices.ContainsFunc(plan, func(row string) bool { return strings.Contains(row, "OptionalHashJoin {a : ") }) {
			t.Errorf("%s is no join: %v (%v)", c.query, plan, err)
		}
		sameRows(t, s, c.query, c.model)
	}
}
