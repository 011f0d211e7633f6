package exec

import (
	"testing"
	"time"

	"memgraphd/cypher/gate"
	"memgraphd/engine"
	"memgraphd/engine/column"
)

// TestCores: the operator's bound holds for large work, and what a caller prescribes holds always.
func TestCores(t *testing.T) {
	db := engine.New(engine.Options{})
	defer db.Close()
	txn := db.Begin(engine.TxnOptions{})
	defer txn.Abort()
	if _, err := txn.CreateNodes(8*parallelChunks*column.BatchSize, 0, nil); err != nil {
		t.Fatal(err)
	}
	x := &Execution{}
	x.ctx.Txn = txn
	g := gather{rows: 2 * parallelRows}
	for _, c := range []struct{ cores, prescribed, most int }{{1, 0, 1}, {2, 0, 2}, {1, 4, 4}} {
		var pass gate.Pass
		pass.Begin(gate.New(gate.Options{Cores: c.cores}), time.Time{})
		x.given, x.ctx.Pass = Start{Workers: c.prescribed}, &pass
		if n := g.workers(x); n < 1 || n > c.most {
			t.Errorf("%+v: %d workers", c, n)
		}
	}
}
