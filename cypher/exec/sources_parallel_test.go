package exec_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"memgraphd/cypher/plan"
	"memgraphd/engine"
)

// TestWorkersShareSources: a stretch of an index and the table of relationships are read by several
// workers, each entry by one.
func TestWorkersShareSources(t *testing.T) {
	db := hubs(t, 12_000)
	txn := db.Begin(engine.TxnOptions{})
	ids := txn.ScanNodes(3, nil, nil)
	_, err := txn.CreateRelationships(ids[:300], ids[300:600], db.Type("RARE"), nil)
	if err := errors.Join(err, txn.Commit(t.Context())); err != nil {
		t.Fatal(err)
	}
	for _, spec := range []engine.IndexSpec{
		{Kind: engine.IndexLabelProps, Label: db.Label("User"), Properties: []engine.PropertyID{db.Property("i")}},
		{Kind: engine.IndexType, Type: db.Type("RARE")},
	} {
		if err := db.CreateIndex(t.Context(), spec); err != nil {
			t.Fatal(err)
		}
	}
	r := db.Begin(engine.TxnOptions{ReadOnly: true})
	defer r.Abort()
	for _, c := range []struct{ source, text string }{
		{"ScanAllByLabelPropert", "MATCH (n:User) WHERE n.i > 9500 RETURN count(*), sum(n.i), min(n.i), avg(n.i)"},
		{"ScanAllByLabelPropert", "MATCH (n:User) WHERE 5000 < n.i <= 9000 RETURN n.i % 3 AS k, count(*), avg(n.i)"},
		{"ScanAllByLabelPropert", "MATCH (n:User)-[e]->(m) WHERE n.i > 10000 RETURN m.i % 5 AS k, count(e), max(n.i)"},
		{"ScanAllByLabelPropert", "MATCH (n:User) WHERE n.i > 11990 RETURN DISTINCT n.i"},
		{"ScanAllByLabelPropert", "MATCH (n:User)-->(m) WHERE n.i > 11000 WITH n, count(m) AS c ORDER BY c DESC, n.i LIMIT 20 RETURN n.i, c"},
		{"ScanAllByEdgeType", "MATCH (n)-[e:RARE]->(m) RETURN n.i % 5 AS k, count(*), avg(m.i)"},
		{"ScanAllByEdgeType", "MATCH (n)-[e:RARE]-(m) WHERE m.i % 2 = 0 RETURN DISTINCT n.i, m.i"},
	} {
		if p := strings.Join(plan.Explain(program(t, db, c.text).Plan()), "\n"); !strings.Contains(p, c.source) {
			t.Errorf("%s reads no %s:\n%s", c.text, c.source, p)
		}
		one := answer(t, db, r, c.text, 0, 1)
		for range 3 {
			if many := answer(t, db, r, c.text, 0, 4); !slices.Equal(many, one) {
				t.Errorf("%s\nby workers: %d rows, want %d", c.text, len(many)-1, len(one)-1)
			}
		}
	}
}
