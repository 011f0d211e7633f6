package exec_test

import (
	"errors"
	"testing"

	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// TestWorkersGiveUpDistinct: where most rows are distinct, workers stop looking; what they hand on is
// looked at once more.
func TestWorkersGiveUpDistinct(t *testing.T) {
	const nodes = 150_000
	db := engine.New(engine.Options{})
	t.Cleanup(db.Close)
	txn := db.Begin(engine.TxnOptions{})
	ids, err := txn.CreateNodes(nodes, db.InternLabels(nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	var i column.Column
	for n := range nodes {
		i.Append(value.Int(int64(n % 100_000)))
	}
	if err := errors.Join(txn.SetNodeColumn(ids, db.Property("i"), &i), txn.Commit(t.Context())); err != nil {
		t.Fatal(err)
	}
	r := db.Begin(engine.TxnOptions{ReadOnly: true})
	defer r.Abort()
	for text, want := range map[string]string{
		"MATCH (n) RETURN count(DISTINCT n.i)":                                          "100000",
		"MATCH (n) RETURN count(DISTINCT n.i), max(n.i)":                                "100000 99999",
		"MATCH (n) WITH DISTINCT n.i AS i RETURN count(i)":                              "100000",
		"MATCH (n) WITH n.i % 2 AS k, count(DISTINCT n.i) AS c RETURN sum(c), count(*)": "100000 2",
	} {
		for _, workers := range []int{1, 2, 4} {
			if got := answer(t, db, r, text, 0, workers)[0]; got != want {
				t.Errorf("%s by %d: %s, want %s", text, workers, got, want)
			}
		}
	}
}
