package engine

import (
	"context"
	"errors"
	"testing"

	"memgraphd/engine/value"
)

// pair is two nodes with a number each, for tests of isolation.
type pair struct {
	t   *testing.T
	db  *Database
	key PropertyID
	ids []uint64
}

func newPair(t *testing.T) *pair {
	p := &pair{t: t, db: New(Options{})}
	t.Cleanup(p.db.Close)
	p.key = p.db.Property("n")
	w := p.db.Begin(TxnOptions{})
	p.ids = must[[]uint64](t)(w.CreateNodes(2, 0, nil))
	p.set(w, 0, 10)
	p.set(w, 1, 20)
	mustCommit(t, w)
	return p
}

func (p *pair) begin() *Txn {
	txn := p.db.Begin(TxnOptions{})
	p.t.Cleanup(txn.Abort)
	return txn
}

func (p *pair) get(txn *Txn, i int) int64 {
	return txn.NodeProperties(p.ids[i], nil)[0].Value.AsInt()
}

func (p *pair) set(txn *Txn, i int, n int64) {
	p.t.Helper()
	if err := txn.SetNodeProperty(p.ids[i], p.key, value.Int(n)); err != nil {
		p.t.Fatal(err)
	}
}

func (p *pair) refuses(txn *Txn, i int, n int64) {
	p.t.Helper()
	if err := txn.SetNodeProperty(p.ids[i], p.key, value.Int(n)); !errors.Is(err, ErrConflict) {
		p.t.Fatalf("got %v, want a conflict", err)
	}
}

func (p *pair) want(txn *Txn, i int, n int64) {
	p.t.Helper()
	if got := p.get(txn, i); got != n {
		p.t.Fatalf("node %d is %d, want %d", i, got, n)
	}
}

func TestNoDirtyRead(t *testing.T) {
	p := newPair(t)
	w, r := p.begin(), p.begin()
	p.set(w, 0, 11)
	p.want(r, 0, 10)
	p.want(w, 0, 11)
	w.Abort()
	p.want(r, 0, 10)
	p.want(p.begin(), 0, 10)
}

func TestRepeatableRead(t *testing.T) {
	p := newPair(t)
	r, w := p.begin(), p.begin()
	p.want(r, 0, 10)
	p.set(w, 0, 11)
	mustCommit(t, w)
	p.want(r, 0, 10)
	p.db.CollectGarbage()
	p.want(r, 0, 10)
	p.want(p.begin(), 0, 11)
}

func TestNoLostUpdate(t *testing.T) {
	p := newPair(t)
	a, b := p.begin(), p.begin()
	p.set(a, 0, p.get(a, 0)+1)
	p.refuses(b, 0, 12) // while a is open
	mustCommit(t, a)
	p.refuses(b, 0, 12) // and after it has committed
	c := p.begin()
	p.set(c, 0, p.get(c, 0)+1)
	mustCommit(t, c)
	p.want(p.begin(), 0, 12)
}

func TestConflictEndsWithAbort(t *testing.T) {
	p := newPair(t)
	a, b := p.begin(), p.begin()
	p.set(a, 0, 11)
	p.refuses(b, 0, 12)
	a.Abort()
	p.set(b, 0, 12)
	mustCommit(t, b)
	p.want(p.begin(), 0, 12)
}

// TestWriteSkewIsAllowed: snapshot isolation is not serialisable, as Memgraph's is not.
func TestWriteSkewIsAllowed(t *testing.T) {
	p := newPair(t)
	a, b := p.begin(), p.begin()
	p.set(a, 0, p.get(a, 1))
	p.set(b, 1, p.get(b, 0))
	mustCommit(t, a)
	mustCommit(t, b)
	r := p.begin()
	p.want(r, 0, 20)
	p.want(r, 1, 10)
}

func TestReadCommitted(t *testing.T) {
	p := newPair(t)
	r := p.db.Begin(TxnOptions{ReadCommitted: true})
	defer r.Abort()
	w := p.begin()
	p.set(w, 0, 11)
	mustCommit(t, w)
	p.want(r, 0, 10)
	r.Refresh()
	p.want(r, 0, 11)
	p.set(r, 0, 12) // no conflict with what it sees
	mustCommit(t, r)
}

func TestReadUncommitted(t *testing.T) {
	p := newPair(t)
	r := p.db.Begin(TxnOptions{ReadUncommitted: true})
	defer r.Abort()
	w := p.begin()
	p.set(w, 0, 11)
	p.want(r, 0, 11)
	p.refuses(r, 0, 12)
	ids := must[[]uint64](t)(w.CreateNodes(1, 0, nil))
	if !r.NodeExists(ids[0]) {
		t.Fatal("an uncommitted node is not seen")
	}
	if _, err := r.CreateRelationships(ids, ids, p.db.Type("R"), nil); !errors.Is(err, ErrConflict) {
		t.Fatalf("a relationship at a node that may vanish: %v", err)
	}
	w.Abort()
	if r.NodeExists(ids[0]) {
		t.Fatal("a node that was rolled back is seen")
	}
}

func TestRefreshLeavesSnapshotsAlone(t *testing.T) {
	p := newPair(t)
	r, w := p.begin(), p.begin()
	p.set(w, 0, 11)
	mustCommit(t, w)
	r.Refresh()
	p.want(r, 0, 10)
}

// TestNodeDeletionAndNewRelationship: whoever comes second is refused, in both orders.
func TestNodeDeletionAndNewRelationship(t *testing.T) {
	for _, commit := range []bool{false, true} {
		p := newPair(t)
		a, b := p.begin(), p.begin()
		if err := a.DeleteNode(p.ids[0]); err != nil {
			t.Fatal(err)
		}
		if commit {
			mustCommit(t, a)
		}
		if _, err := b.CreateRelationships(p.ids[1:], p.ids[:1], p.db.Type("R"), nil); !errors.Is(err, ErrConflict) {
			t.Fatalf("relationship to a node that is being deleted: %v", err)
		}
		if err := b.Commit(context.Background()); !errors.Is(err, ErrConflict) {
			t.Fatalf("a transaction that was left half done committed: %v", err)
		}

		p = newPair(t)
		a, b = p.begin(), p.begin()
		must[[]uint64](t)(b.CreateRelationships(p.ids[1:], p.ids[:1], p.db.Type("R"), nil))
		if commit {
			mustCommit(t, b)
		}
		if err := a.DeleteNode(p.ids[0]); !errors.Is(err, ErrConflict) {
			t.Fatalf("deleting a node that is being related: %v", err)
		}
		a.Abort()
		b.Abort()
		if found := p.db.Check(5); len(found) > 0 {
			t.Fatal(found)
		}
	}
}

// TestSharedNode: relationships at the same node, and a change of the node, do not conflict.
func TestSharedNode(t *testing.T) {
	p := newPair(t)
	a, b, c := p.begin(), p.begin(), p.begin()
	must[[]uint64](t)(a.CreateRelationships(p.ids[:1], p.ids[1:], p.db.Type("R"), nil))
	must[[]uint64](t)(b.CreateRelationships(p.ids[:1], p.ids[1:], p.db.Type("R"), nil))
	p.set(c, 0, 11)
	for _, txn := range []*Txn{c, a, b} {
		mustCommit(t, txn)
	}
	deg := make([]int64, 2)
	p.begin().Degrees(p.ids, Both, nil, deg)
	if deg[0] != 2 || deg[1] != 2 {
		t.Fatalf("degrees %v", deg)
	}
}

func TestEndedAndReadOnly(t *testing.T) {
	p := newPair(t)
	txn := p.begin()
	mustCommit(t, txn)
	txn.Abort()
	if err := txn.Commit(context.Background()); err == nil {
		t.Error("a transaction commits twice")
	}
	if err := txn.SetNodeProperty(p.ids[0], p.key, value.Int(1)); err == nil {
		t.Error("a transaction writes after its end")
	}
	ro := p.db.Begin(TxnOptions{ReadOnly: true})
	defer ro.Abort()
	if _, err := ro.CreateNodes(1, 0, nil); !errors.Is(err, ErrReadOnly) {
		t.Errorf("writing in a read-only transaction: %v", err)
	}
	if ro.Changed() {
		t.Error("it has changed something")
	}
}

// TestOwnWrites: a transaction reads what it wrote, and nothing else does before it commits.
func TestOwnWrites(t *testing.T) {
	p := newPair(t)
	w, other := p.begin(), p.begin()
	ids := must[[]uint64](t)(w.CreateNodes(1, p.db.InternLabels([]LabelID{p.db.Label("A")}), nil))
	rels := must[[]uint64](t)(w.CreateRelationships(ids, p.ids[:1], p.db.Type("R"), nil))
	if err := w.DeleteRelationship(rels[0]); err != nil {
		t.Fatal(err)
	}
	if err := w.DeleteRelationship(rels[0]); err != nil {
		t.Fatalf("deleting twice: %v", err)
	}
	from, to := make([]uint64, 1), make([]uint64, 1)
	w.Endpoints(rels, from, to, nil)
	if from[0] != ids[0] || to[0] != p.ids[0] {
		t.Fatalf("ends of a deleted relationship: %v → %v", from, to)
	}
	if err := w.DeleteNode(ids[0]); err != nil {
		t.Fatal(err)
	}
	if err := w.SetNodeProperty(ids[0], p.key, value.Int(1)); !errors.Is(err, ErrNotFound) {
		t.Fatalf("setting a property of a deleted node: %v", err)
	}
	if other.NodeExists(ids[0]) || w.NodeExists(ids[0]) {
		t.Fatal("it exists")
	}
	mustCommit(t, w)
	p.db.CollectGarbage()
	other.Abort()
	p.db.CollectGarbage()
	if found := p.db.Check(5); len(found) > 0 {
		t.Fatal(found)
	}
}
