package cypher_test

import (
	"testing"

	"memgraphd/cypher"
	"memgraphd/engine"
)

// TestReplacedDatabase: a transaction goes on with the database that it began on, whose names have
// other numbers than those of the database that has taken its place.
func TestReplacedDatabase(t *testing.T) {
	in, s := openSession(t, cypher.Options{})
	run(t, s, "CREATE (:Old {a: 1})-[:T]->(:Other {b: 2})", nil)
	if err := s.Begin(cypher.TxOptions{}); err != nil {
		t.Fatal(err)
	}
	fresh := engine.New(engine.Options{})
	defer fresh.Close()
	for _, name := range []string{"Other", "New", "Old"} {
		fresh.Label(name)
		fresh.Property("not " + name)
	}
	fresh.Type("not T")
	fresh.Type("T")
	spec := engine.IndexSpec{Kind: engine.IndexLabelProps, Label: fresh.Label("Old"), Properties: []engine.PropertyID{fresh.Property("a")}}
	if err := fresh.CreateIndex(t.Context(), spec); err != nil {
		t.Fatal(err)
	}
	in.Replace(fresh)
	queries := []string{"MATCH (n:Old {a: 1}) RETURN n", "MATCH (:Old)-[r:T]->(:Other) RETURN r", "MATCH (n:Old {a: 1})-[r:T]->(m) RETURN m"}
	for _, q := range queries {
		if n := run(t, s, q, nil); n != 1 {
			t.Errorf("%s finds %d rows in the transaction's own database", q, n)
		}
	}
	s.Rollback()
	for _, q := range queries {
		if n := run(t, s, q, nil); n != 0 {
			t.Errorf("%s finds %d rows of the old database in the new one", q, n)
		}
	}
}
