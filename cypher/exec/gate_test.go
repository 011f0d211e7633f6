package exec_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"memgraphd/cypher/exec"
	"memgraphd/cypher/gate"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// TestLongQueryGoesThroughGate occupies the only core: a long query waits for it, whether it is run by
// workers or not, a short one does not.
func TestLongQueryGoesThroughGate(t *testing.T) {
	const rows = 50_000
	db := engine.New(engine.Options{})
	t.Cleanup(db.Close)
	txn := db.Begin(engine.TxnOptions{})
	if _, err := txn.CreateNodes(rows, db.InternLabels(nil), nil); err != nil {
		t.Fatal(err)
	}
	if err := txn.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		query   string
		workers int
		short   bool
	}{
		{"MATCH (n) WHERE id(n) = 1 RETURN n.x", 1, true},
		{"MATCH (n) WHERE n.x IS NULL RETURN count(n.x)", 1, false},
		{"MATCH (n) WHERE n.x IS NULL RETURN count(n.x)", 4, false},
		{"MATCH (n) WITH DISTINCT id(n) + 1 AS i RETURN i", 1, false},
		{"UNWIND range(1, 50000) AS i WITH i WHERE i > 7 RETURN i", 1, false},
	} {
		prog := program(t, db, c.query)
		synctest.Test(t, func(t *testing.T) {
			g := gate.New(gate.Options{Turn: -1})
			other := &gate.Pass{}
			other.Begin(g, time.Time{})
			for g.Free() > 0 {
				_ = other.Look(t.Context())
			}
			done := make(chan error, 1)
			began := time.Time{}
			if c.short {
				began = time.Now()
			}
			go func() { done <- drain(t.Context(), prog, db, g, began, c.workers) }()
			synctest.Wait()
			if ended := len(done) > 0; ended != c.short {
				t.Errorf("%s by %d: ended while others had the core: %v", c.query, c.workers, ended)
			}
			other.Rest()
			if err := <-done; err != nil {
				t.Errorf("%s: %v", c.query, err)
			}
			if g.Free() != 1 {
				t.Errorf("%s by %d: the core was not given back", c.query, c.workers)
			}
		})
	}
}

// drain runs a program to its end, of a query that began at a time.
func drain(ctx context.Context, prog *exec.Program, db *engine.Database, g *gate.Gate, began time.Time, workers int) error {
	txn := db.Begin(engine.TxnOptions{ReadOnly: true})
	defer txn.Abort()
	var pass gate.Pass
	pass.Begin(g, began)
	defer pass.Rest()
	none := func(string) (value.Value, bool) { return value.Null, false }
	x, err := prog.Start(ctx, exec.Start{Txn: txn, Parameter: none, Workers: workers, Pass: &pass})
	if err != nil {
		return err
	}
	defer x.Close()
	for {
		if b, err := x.Next(ctx); b == nil {
			return err
		}
	}
}
