package engine

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"

	"memgraphd/engine/value"
)

// queueLog holds records until the test decides on them, in order, as a log
// with group commit does.
type queueLog struct {
	mu      sync.Mutex
	records []queued
	came    chan struct{}
}

type queued struct {
	commit uint64
	done   func(error)
}

func newQueueLog() *queueLog { return &queueLog{came: make(chan struct{}, 100)} }

func (l *queueLog) Append(commit uint64, _ []byte, done func(error)) error {
	l.mu.Lock()
	l.records = append(l.records, queued{commit, done})
	l.mu.Unlock()
	l.came <- struct{}{}
	return nil
}

func (l *queueLog) Flush() {}

func (l *queueLog) decide(err error) {
	l.mu.Lock()
	records := l.records
	l.records = nil
	l.mu.Unlock()
	for _, r := range records {
		r.done(err)
	}
}

// start commits in the background, and returns when the record is queued.
func (l *queueLog) start(ctx context.Context, txn *Txn) chan error {
	outcome := make(chan error, 1)
	go func() { outcome <- txn.Commit(ctx) }()
	<-l.came
	return outcome
}

func create(t *testing.T, db *Database) (*Txn, uint64) {
	t.Helper()
	txn := db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(txn.CreateNodes(1, 0, nil))
	return txn, ids[0]
}

// TestVisibleWhenDurable: before the log has a commit no one sees it, and what it wrote conflicts.
func TestVisibleWhenDurable(t *testing.T) {
	log := newQueueLog()
	db := New(Options{Log: log})
	defer db.Close()
	a, idA := create(t, db)
	b, idB := create(t, db)
	doneA, doneB := log.start(context.Background(), a), log.start(context.Background(), b)
	r := db.Begin(TxnOptions{})
	if r.NodeExists(idA) || db.LastCommit() != 0 || db.NodeCount() != 0 {
		t.Fatal("a commit is visible before it is durable")
	}
	if err := r.SetNodeProperty(idA, db.Property("k"), value.Int(1)); !errors.Is(err, ErrConflict) {
		t.Fatalf("writing to what is being committed: %v", err)
	}
	r.Abort()
	log.decide(nil)
	if err := errors.Join(<-doneA, <-doneB); err != nil {
		t.Fatal(err)
	}
	r = db.Begin(TxnOptions{})
	defer r.Abort()
	if !r.NodeExists(idA) || !r.NodeExists(idB) || db.LastCommit() != 2 || db.NodeCount() != 2 {
		t.Fatal("the commits are not visible")
	}
}

func TestRefusedCommits(t *testing.T) {
	log := newQueueLog()
	db := New(Options{Log: log})
	defer db.Close()
	a, idA := create(t, db)
	b, idB := create(t, db)
	doneA, doneB := log.start(context.Background(), a), log.start(context.Background(), b)
	refused := errors.New("disk full")
	log.decide(refused)
	for _, done := range []chan error{doneA, doneB} {
		if err := <-done; !errors.Is(err, refused) {
			t.Fatalf("got %v", err)
		}
	}
	c, idC := create(t, db)
	doneC := log.start(context.Background(), c)
	log.decide(nil)
	if err := <-doneC; err != nil {
		t.Fatal(err)
	}
	r := db.Begin(TxnOptions{})
	defer r.Abort()
	if r.NodeExists(idA) || r.NodeExists(idB) || !r.NodeExists(idC) || db.NodeCount() != 1 {
		t.Fatal("the wrong nodes are there")
	}
	if found := db.Check(5); len(found) > 0 {
		t.Fatal(found)
	}
}

func TestCommitContext(t *testing.T) { synctest.Test(t, testCommitContext) }

func testCommitContext(t *testing.T) {
	log := newQueueLog()
	db := New(Options{Log: log})
	defer db.Close()
	ctx, cancel := context.WithCancel(context.Background())
	a, idA := create(t, db)
	done := log.start(ctx, a)
	cancel()
	synctest.Wait()
	select {
	case err := <-done:
		t.Fatalf("it did not wait for the outcome: %v", err)
	default:
	}
	log.decide(nil)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	b, idB := create(t, db)
	if err := b.Commit(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("commit with a context that is done: %v", err)
	}
	r := db.Begin(TxnOptions{})
	defer r.Abort()
	if !r.NodeExists(idA) || r.NodeExists(idB) {
		t.Fatal("the wrong nodes are there")
	}
}

// TestReadOnlyCommit: transactions that changed nothing never meet the log.
func TestReadOnlyCommit(t *testing.T) {
	log := newQueueLog()
	db := New(Options{Log: log})
	defer db.Close()
	mustCommit(t, db.Begin(TxnOptions{ReadOnly: true}))
	w := db.Begin(TxnOptions{})
	if err := w.DeleteNode(5); !errors.Is(err, ErrNotFound) {
		t.Fatal(err)
	}
	mustCommit(t, w)
	if len(log.records) != 0 || db.LastCommit() != 0 {
		t.Fatal("something was logged")
	}
}

func TestExactCounts(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	old := db.Begin(TxnOptions{})
	defer old.Abort()
	if !old.ExactCounts() {
		t.Fatal("counts of an empty database are not exact")
	}
	w, _ := create(t, db)
	if w.ExactCounts() {
		t.Fatal("counts include what is not committed")
	}
	mustCommit(t, w)
	r := db.Begin(TxnOptions{})
	defer r.Abort()
	if old.ExactCounts() || !r.ExactCounts() {
		t.Fatal("counts are exact for the wrong transaction")
	}
}

func TestLongReaderHoldsUndo(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	key := db.Property("k")
	w, id := create(t, db)
	mustCommit(t, w)
	db.CollectGarbage()
	reader := db.Begin(TxnOptions{ReadOnly: true})
	for i := range 100 {
		w := db.Begin(TxnOptions{})
		if err := w.SetNodeProperty(id, key, value.Int(int64(i))); err != nil {
			t.Fatal(err)
		}
		mustCommit(t, w)
	}
	db.CollectGarbage()
	if n := db.Info(); n.UnreleasedUndo == 0 || n.ActiveTransactions != 1 || n.OldestStart != 1 {
		t.Fatalf("%+v", n)
	}
	if props := reader.NodeProperties(id, nil); len(props) != 0 {
		t.Fatalf("the reader sees %v", props)
	}
	reader.Abort()
	db.CollectGarbage()
	if n := db.Info(); n.UnreleasedUndo != 0 || n.ActiveTransactions != 0 {
		t.Fatalf("%+v", n)
	}
}

// TestPruning: one long reader does not keep all versions of a row that changes all the time.
func TestPruning(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	key, other := db.Property("k"), db.Property("other")
	w, id := create(t, db)
	mustCommit(t, w)
	var readers []*Txn
	const n = 3 * pruneAbove
	for i := range n {
		if i%(n/4) == 0 {
			readers = append(readers, db.Begin(TxnOptions{ReadOnly: true}))
		}
		w := db.Begin(TxnOptions{})
		for _, k := range []PropertyID{key, other} {
			if err := w.SetNodeProperty(id, k, value.Int(int64(i))); err != nil {
				t.Fatal(err)
			}
		}
		mustCommit(t, w)
	}
	db.CollectGarbage()
	if n := db.Info().UnreleasedUndo; n > 2*pruneAbove {
		t.Fatalf("%d undo records are kept", n)
	}
	for i, r := range readers {
		for _, p := range r.NodeProperties(id, nil) {
			if p.Value.AsInt() != int64(i*(n/4)-1) {
				t.Fatalf("reader %d sees %d", i, p.Value.AsInt())
			}
		}
		r.Abort()
	}
	db.CollectGarbage()
	if n := db.Info().UnreleasedUndo; n != 0 {
		t.Fatalf("%d undo records are left", n)
	}
}

// TestCollectorRuns waits for the background collector to do its work unasked.
func TestCollectorRuns(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	for range 10 {
		w, _ := create(t, db)
		mustCommit(t, w)
	}
	waitFor(t, "undo is not collected", func() bool { return db.Info().UnreleasedUndo == 0 })
}
