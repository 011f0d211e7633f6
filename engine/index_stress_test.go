package engine

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// numbered makes n nodes with a label whose property "n" counts from 0, in a form of choice.
func numbered(t testing.TB, db *Database, n int, form func(int64) value.Value) (ids []uint64, label LabelID, key PropertyID) {
	t.Helper()
	label, key = db.Label("Number"), db.Property("n")
	txn := db.Begin(TxnOptions{})
	ids = must[[]uint64](t)(txn.CreateNodes(n, db.InternLabels([]LabelID{label}), nil))
	vals := &column.Column{}
	for i := range n {
		vals.Append(form(int64(i)))
	}
	if err := txn.SetNodeColumn(ids, key, vals); err != nil {
		t.Fatal(err)
	}
	mustCommit(t, txn)
	return ids, label, key
}

// swap exchanges the numbers of two nodes; now and then it thinks better of it.
func swap(db *Database, key PropertyID, a, b uint64, keep bool) error {
	t := db.Begin(TxnOptions{})
	defer t.Abort()
	var col column.Column
	t.NodeProperty([]uint64{a, b}, key, &col)
	x, y := col.Value(0), col.Value(1)
	for _, set := range []struct {
		id uint64
		v  value.Value
	}{{a, value.String("on its way")}, {a, y}, {b, x}} {
		if err := t.SetNodeProperty(set.id, key, set.v); err != nil {
			return err
		}
	}
	if !keep {
		return nil
	}
	return t.Commit(context.Background())
}

// TestEveryNumberIsFoundOnce swaps numbers between nodes, from several
// goroutines, while the index is dropped and created again; every reader must
// find each number at one node.
func TestEveryNumberIsFoundOnce(t *testing.T) {
	t.Run("plain", func(t *testing.T) { findNumbers(t, IndexSpec{Kind: IndexLabelProps}, value.Int) })
	t.Run("nested", func(t *testing.T) {
		spec := IndexSpec{Kind: IndexNested, Paths: [][]string{{"a", "b"}}}
		findNumbers(t, spec, func(i int64) value.Value { return mapOf("a", mapOf("b", value.Int(i))) })
	})
}

func findNumbers(t *testing.T, spec IndexSpec, form func(int64) value.Value) {
	const n = 200
	db := New(Options{})
	defer db.Close()
	ids, label, key := numbered(t, db, n, form)
	spec.Label, spec.Properties = label, []PropertyID{key}
	if err := db.CreateIndex(context.Background(), spec); err != nil {
		t.Fatal(err)
	}
	var quit atomic.Bool
	var wg sync.WaitGroup
	for seed := range uint64(2) {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(seed, 1))
			for !quit.Load() {
				a, b := ids[rng.IntN(n)], ids[rng.IntN(n)]
				if err := swap(db, key, a, b, rng.IntN(4) > 0); err != nil && !errors.Is(err, ErrConflict) {
					t.Error(err)
				}
			}
		})
	}
	wg.Go(func() {
		for !quit.Load() {
			if err := errors.Join(db.DropIndex(context.Background(), spec), db.CreateIndex(context.Background(), spec)); err != nil {
				t.Error(err)
			}
		}
	})
	for until := time.Now().Add(time.Second); time.Now().Before(until) && !t.Failed(); {
		if all := db.Indexes(); len(all) == 1 {
			readNumbers(t, db, all[0], ids)
		}
	}
	quit.Store(true)
	wg.Wait()
	db.CollectGarbage()
	ix := db.Indexes()[0]
	if entries, distinct := db.IndexEntries(ix); entries != n || distinct != n {
		t.Errorf("%d entries of %d numbers are left", entries, distinct)
	}
}

func readNumbers(t *testing.T, db *Database, ix *Index, ids []uint64) {
	t.Helper()
	txn := db.Begin(TxnOptions{ReadOnly: true})
	defer txn.Abort()
	var c IndexCursor
	var found []uint64
	for done := false; !done; {
		found, done = txn.SeekIndex(ix, Bounds{}, &c, 50, found)
	}
	slices.Sort(found)
	if !slices.Equal(found, ids) {
		t.Errorf("the whole index has %d nodes, %d of them once", len(found), len(slices.Compact(found)))
	}
	var numbers column.Column
	var rows []int32
	for i := 0; i < len(ids); i += 17 {
		numbers.Append(value.Int(int64(i)))
		rows = append(rows, int32(len(rows)))
	}
	var at Matches
	if txn.LookUp(ix, &numbers, rows, &at) && !slices.Equal(at.Rows, rows) {
		t.Errorf("numbers looked up at once are found at the nodes %v", at.IDs)
	}
	for i := 0; i < len(ids); i += 17 {
		c.Reset()
		found, _ = txn.SeekIndex(ix, Bounds{Equal: []value.Value{value.Int(int64(i))}}, &c, 10, found[:0])
		if len(found) != 1 {
			t.Errorf("number %d is found at the nodes %v", i, found)
		}
	}
}
