package engine

import (
	"testing"
	"time"
)

// TestCollectsWhatEndsDuringARound: a transaction that ends while the collector is at older
// undo does not wake it; what it leaves behind is collected nevertheless.
func TestCollectsWhatEndsDuringARound(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	create := func(n int) {
		w := db.Begin(TxnOptions{})
		must[[]uint64](t)(w.CreateNodes(n, 0, nil))
		mustCommit(t, w)
	}
	reader := db.Begin(TxnOptions{ReadOnly: true})
	create(ChunkRows)
	create(1)
	c := db.nodes.at(0)
	c.latch.Lock()
	reader.Abort() // the collector goes to work, and waits for the latch
	waitFor(t, "the collector does not begin", func() bool {
		db.garbage.mu.Lock()
		defer db.garbage.mu.Unlock()
		return len(db.garbage.queue) == 1
	})
	create(1)
	c.latch.Unlock()
	waitFor(t, "undo is left", func() bool { return db.garbage.records.Load() == 0 })
}

func waitFor(t *testing.T, what string, done func() bool) {
	t.Helper()
	for range 2000 {
		if done() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal(what)
}
