package engine

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

// batchSizes are on all sides of the thresholds.
var batchSizes = []int{1, sortRelationships - 1, sortRelationships, 1000, connectApart - 1, connectApart, 3 * connectApart}

// friends is a batch of relationships between the first nodes of a database, with
// loops and duplicates among them.
func friends(rng *rand.Rand, nodes, n int) (from, to []uint64) {
	for range n {
		from, to = append(from, rng.Uint64N(uint64(nodes))), append(to, rng.Uint64N(uint64(nodes)))
		if rng.IntN(8) == 0 {
			to[len(to)-1] = from[len(from)-1]
		}
		if i := rng.IntN(len(from)); rng.IntN(8) == 0 {
			from[len(from)-1], to[len(to)-1] = from[i], to[i]
		}
	}
	return from, to
}

// withNodes returns a database of two workers with so many nodes.
func withNodes(t testing.TB, n int) *Database {
	db := New(Options{Workers: 2})
	t.Cleanup(db.Close)
	w := db.Begin(TxnOptions{})
	must[[]uint64](t)(w.CreateNodes(n, 0, nil))
	mustCommit(t, w)
	return db
}

func sound(t testing.TB, db *Database) {
	t.Helper()
	db.CollectGarbage()
	if found := db.Check(5); len(found) > 0 {
		t.Fatal(found)
	}
}

// hopsOf returns what leads from the first nodes in one direction, of one type and in order.
func hopsOf(txn *Txn, nodes int, dir Direction, typ TypeID) (all [][]entry) {
	all = make([][]entry, nodes)
	for i := range all {
		var h Hops
		txn.Expand(&ExpandCursor{}, []uint64{uint64(i)}, dir, []TypeID{typ}, true, 1<<30, &h)
		for j := range h.Rel {
			all[i] = append(all[i], entry{h.To[j], h.Rel[j]})
		}
	}
	return all
}

// TestCreateInBatches creates relationships in batches of all sizes, in several
// types, and finds each at both of its ends, in the order of creation.
func TestCreateInBatches(t *testing.T) {
	const nodes = 3*ChunkRows + 10
	db := withNodes(t, nodes)
	rng := rand.New(rand.NewPCG(1, 1))
	types := []TypeID{db.Type("R"), db.Type("S")}
	want := map[TypeID][2][][]entry{}
	for _, typ := range types {
		want[typ] = [2][][]entry{make([][]entry, nodes), make([][]entry, nodes)}
	}
	for i, size := range batchSizes {
		typ := types[i%2]
		from, to := friends(rng, nodes, size)
		if i == len(batchSizes)-1 { // ascending, as exported files are
			slices.Sort(from)
		}
		w := db.Begin(TxnOptions{})
		ids := must[[]uint64](t)(w.CreateRelationships(from, to, typ, nil))
		for j, id := range ids {
			out, in := &want[typ][0][from[j]], &want[typ][1][to[j]]
			*out, *in = append(*out, entry{to[j], id}), append(*in, entry{from[j], id})
		}
		mustCommit(t, w)
	}
	txn := db.Begin(TxnOptions{ReadOnly: true})
	for _, typ := range types {
		for side, dir := range []Direction{Out, In} {
			for i, got := range hopsOf(txn, nodes, dir, typ) {
				if !slices.Equal(got, want[typ][side][i]) {
					t.Fatalf("node %d, direction %v: %v, want %v", i, dir, got, want[typ][side][i])
				}
			}
		}
	}
	txn.Abort()
	sound(t, db)
}

// TestBatchFails has a batch meet a node that is gone, or that another transaction
// deletes, at either end: after the rollback nothing of it is left.
func TestBatchFails(t *testing.T) {
	const nodes = 2*ChunkRows + 10
	for _, size := range batchSizes[1:] {
		for _, conflict := range []bool{false, true} {
			for side := range 2 {
				db := withNodes(t, nodes)
				typ := db.Type("R")
				other, want := db.Begin(TxnOptions{}), ErrNotFound
				if conflict {
					want = ErrConflict
				}
				if err := other.DeleteNode(nodes - 1); err != nil {
					t.Fatal(err)
				}
				if !conflict {
					mustCommit(t, other)
				}
				from, to := friends(rand.New(rand.NewPCG(2, 2)), nodes-1, size)
				[][]uint64{from, to}[side][size/2] = nodes - 1
				w := db.Begin(TxnOptions{})
				if _, err := w.CreateRelationships(from, to, typ, nil); !errors.Is(err, want) {
					t.Fatalf("%d relationships: %v, want %v", size, err, want)
				}
				if err := w.Commit(context.Background()); !errors.Is(err, want) {
					t.Fatalf("commit after a failure: %v", err)
				}
				other.Abort()
				txn := db.Begin(TxnOptions{ReadOnly: true})
				for _, dir := range []Direction{Out, In} {
					for i, got := range hopsOf(txn, nodes-1, dir, typ) {
						if len(got) > 0 {
							t.Fatalf("node %d has %v", i, got)
						}
					}
				}
				txn.Abort()
				if n := db.RelationshipCount(); n != 0 {
					t.Fatalf("%d relationships are counted", n)
				}
				sound(t, db)
			}
		}
	}
}

// TestBatchesAtOneNode has transactions create batches at the same nodes at the same
// time, some of which are given up, while others read.
func TestBatchesAtOneNode(t *testing.T) {
	const nodes, writers, rounds, size = ChunkRows + 10, 3, 6, connectApart + 100
	db := withNodes(t, nodes)
	typ := db.Type("R")
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(3, uint64(i)))
			for round := range rounds {
				from, to := friends(rng, nodes, size)
				for j := range size / 2 {
					from[j] = ChunkRows // shared
				}
				w := db.Begin(TxnOptions{})
				if _, err := w.CreateRelationships(from, to, typ, nil); err != nil {
					t.Error(err)
				}
				if round%3 == 2 {
					w.Abort()
				} else if err := w.Commit(context.Background()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Go(func() {
		for range rounds {
			txn := db.Begin(TxnOptions{ReadOnly: true})
			var h, again Hops
			txn.Expand(&ExpandCursor{}, []uint64{ChunkRows}, Out, nil, true, 1<<30, &h)
			txn.Expand(&ExpandCursor{}, []uint64{ChunkRows}, Out, nil, true, 1<<30, &again)
			if !slices.Equal(h.Rel, again.Rel) {
				t.Error("a transaction reads different relationships at the same node")
			}
			txn.Abort()
		}
	})
	wg.Wait()
	if n, want := db.RelationshipCount(), int64(writers*rounds*2/3*size); n != want {
		t.Errorf("%d relationships, want %d", n, want)
	}
	sound(t, db)
}
