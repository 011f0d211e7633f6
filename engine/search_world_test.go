package engine

import (
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"memgraphd/engine/value"
)

// searchWorld is a database with open transactions that change what its indexes are about.
type searchWorld struct {
	*Database
	rng  *rand.Rand
	open []*Txn
}

// newSearchWorld makes an empty world whose first rows lie on both sides of a chunk's end.
func newSearchWorld(seed uint64) searchWorld {
	w := searchWorld{Database: New(Options{}), rng: rand.New(rand.NewPCG(seed, 1))}
	w.nextNode.Store(ChunkRows - 8)
	return w
}

// pick returns one of three open transactions.
func (w *searchWorld) pick(o TxnOptions) *Txn {
	if len(w.open) < 3 {
		w.open = append(w.open, w.Begin(o))
	}
	return w.open[w.rng.IntN(len(w.open))]
}

// end commits a transaction or aborts it.
func (w *searchWorld) end(txn *Txn, abort bool) error {
	w.open = slices.DeleteFunc(w.open, func(x *Txn) bool { return x == txn })
	if abort {
		txn.Abort()
		return nil
	}
	return txn.Commit(background)
}

// settle aborts a transaction that is broken; no error but those that meet other transactions is expected.
func (w *searchWorld) settle(t *testing.T, txn *Txn, err error) {
	t.Helper()
	if err != nil && !errors.Is(err, ErrConflict) && !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrHasRelationships) {
		t.Fatal(err)
	}
	if txn.broken != nil {
		_ = w.end(txn, true)
	}
}

// agree compares in each transaction what each index finds with what a scan does.
func (w *searchWorld) agree(t *testing.T, search func(txn *Txn, ix *Index) (got, want []uint64)) {
	t.Helper()
	for _, txn := range w.open {
		for _, ix := range w.Indexes() {
			if got, want := search(txn, ix); !slices.Equal(got, want) {
				t.Fatalf("index %s finds %v, a scan %v", ix.Spec.Name, got, want)
			}
		}
	}
}

// finish ends all transactions and looks for damage.
func (w *searchWorld) finish(t *testing.T) {
	t.Helper()
	for _, txn := range w.open {
		txn.Abort()
	}
	if found := w.Check(5); len(found) > 0 {
		t.Error(found)
	}
	w.Close()
}

// underWriters has writers swap values between n nodes with an index, while look looks at them again and again.
// tolerated are errors of writers that are no wonder.
func underWriters(t *testing.T, n int, valueOf func(i int) value.Value, spec IndexSpec, tolerated func(error) bool, look func(db *Database)) {
	t.Helper()
	db := New(Options{})
	defer db.Close()
	label, key := db.Label("A"), db.Property("p")
	txn := db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(txn.CreateNodes(n, db.InternLabels([]LabelID{label}), nil))
	for i, id := range ids {
		if err := txn.SetNodeProperty(id, key, valueOf(i)); err != nil {
			t.Fatal(err)
		}
	}
	mustCommit(t, txn)
	spec.Labels, spec.Properties = []LabelID{label}, []PropertyID{key}
	if err := db.CreateIndex(background, spec); err != nil {
		t.Fatal(err)
	}
	var quit atomic.Bool
	var wg sync.WaitGroup
	for seed := range uint64(2) {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(seed, 1))
			for !quit.Load() {
				if err := swap(db, key, ids[rng.IntN(n)], ids[rng.IntN(n)], rng.IntN(4) > 0); err != nil && !errors.Is(err, ErrConflict) && !tolerated(err) {
					t.Error(err)
				}
			}
		})
	}
	defer wg.Wait()
	defer quit.Store(true)
	for until := time.Now().Add(500 * time.Millisecond); time.Now().Before(until) && !t.Failed(); {
		look(db)
	}
}
