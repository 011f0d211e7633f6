package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
)

func TestNames(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	if _, ok := db.FindLabel("A"); ok {
		t.Error("an unknown label is found")
	}
	before := db.NameGeneration()
	a, b := db.Label("A"), db.Label("B")
	if a == b || db.Label("A") != a || db.LabelName(b) != "B" {
		t.Error("labels are mixed up")
	}
	if db.NameGeneration() == before {
		t.Error("new names do not change the generation")
	}
	if before = db.NameGeneration(); db.Label("A") != a || db.NameGeneration() != before {
		t.Error("known names change the generation")
	}
	if id, ok := db.FindLabel("B"); !ok || id != b {
		t.Error("a known label is not found")
	}
	if !slices.Equal(db.LabelNames(), []string{"A", "B"}) || len(db.TypeNames()) != 0 {
		t.Errorf("labels %v, types %v", db.LabelNames(), db.TypeNames())
	}
	if db.Property("A") != 0 || db.Type("A") != 0 || db.LabelName(77) != "" {
		t.Error("kinds of names are mixed up")
	}
}

// TestNamesConcurrently interns the same names from several goroutines.
func TestNamesConcurrently(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 500 {
				name := fmt.Sprint("label ", i)
				id := db.Label(name)
				if db.LabelName(id) != name {
					t.Errorf("%s has the name %s", name, db.LabelName(id))
				}
				db.InternLabels([]LabelID{id, 0, LabelID(i / 2)})
			}
		})
	}
	wg.Wait()
	if n := len(db.LabelNames()); n != 500 {
		t.Fatalf("%d labels", n)
	}
}

func TestLabelSets(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	a, b := db.Label("A"), db.Label("B")
	if db.InternLabels(nil) != 0 || len(db.Labels(0)) != 0 {
		t.Error("the empty set is not 0")
	}
	ba := db.InternLabels([]LabelID{b, a, b})
	if !slices.Equal(db.Labels(ba), []LabelID{b, a}) {
		t.Errorf("labels %v", db.Labels(ba))
	}
	if db.InternLabels([]LabelID{b, a}) != ba || db.LabelSets() != 2 {
		t.Error("the same labels are interned twice")
	}
	if db.Labels(99) != nil {
		t.Error("an unknown set has labels")
	}
}

func TestLabelFilter(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	a, b := db.Label("A"), db.Label("B")
	calls := 0
	f := db.NewLabelFilter(func(labels []LabelID) bool {
		calls++
		if !slices.IsSorted(labels) {
			t.Errorf("labels %v are not ascending", labels)
		}
		return slices.Contains(labels, a)
	})
	sets := map[LabelSet]bool{
		0:                                false,
		db.InternLabels([]LabelID{a}):    true,
		db.InternLabels([]LabelID{b}):    false,
		db.InternLabels([]LabelID{b, a}): true, // sets that came after the filter
		db.InternLabels([]LabelID{a, b}): true,
	}
	for range 3 {
		for set, want := range sets {
			if f.Matches(set) != want {
				t.Errorf("set %v: %v", db.Labels(set), !want)
			}
		}
	}
	if calls != len(sets) {
		t.Errorf("%d sets were decided %d times", len(sets), calls)
	}
}

// TestScanSkipsChunks scans for one of several labels, while rows change theirs.
func TestScanByLabel(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	sets := make([]LabelSet, 4)
	for i := range sets {
		sets[i] = db.InternLabels([]LabelID{db.Label(fmt.Sprint("L", i))})
	}
	w := db.Begin(TxnOptions{})
	for i := range 5000 {
		must[[]uint64](t)(w.CreateNodes(1, sets[i/1500%4], nil))
	}
	mustCommit(t, w)
	scan := func(txn *Txn, set LabelSet) (n int) {
		want := db.Labels(set)[0]
		f := db.NewLabelFilter(func(labels []LabelID) bool { return slices.Contains(labels, want) })
		for i := range txn.NodeChunks() {
			n += len(txn.ScanNodes(i, f, nil))
		}
		return n
	}
	old := db.Begin(TxnOptions{ReadOnly: true})
	defer old.Abort()
	w = db.Begin(TxnOptions{})
	for id := range uint64(1500) { // nobody has sets[0] any more
		if err := w.SetNodeLabels(id, sets[1]); err != nil {
			t.Fatal(err)
		}
	}
	if scan(w, sets[0]) != 0 || scan(w, sets[1]) != 3000 || scan(old, sets[0]) != 1500 || scan(old, sets[1]) != 1500 {
		t.Error("scans see the wrong labels before the commit")
	}
	mustCommit(t, w)
	db.CollectGarbage()
	r := db.Begin(TxnOptions{ReadOnly: true})
	defer r.Abort()
	if scan(r, sets[0]) != 0 || scan(r, sets[1]) != 3000 || scan(old, sets[0]) != 1500 || scan(old, sets[3]) != 500 {
		t.Error("scans see the wrong labels after the commit")
	}
	if db.LabelCount(0) != 0 || db.LabelCount(1) != 3000 {
		t.Errorf("counts %d and %d", db.LabelCount(0), db.LabelCount(1))
	}
}

func TestMeta(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	ctx := context.Background()
	if _, ok := db.Meta("s", "k"); ok {
		t.Error("an unknown key is found")
	}
	val := []byte("v")
	for _, key := range []string{"k2", "k1"} {
		if err := db.SetMeta(ctx, "s", key, val); err != nil {
			t.Fatal(err)
		}
	}
	val[0] = 'x'
	if got, ok := db.Meta("s", "k1"); !ok || string(got) != "v" {
		t.Errorf("%q", got)
	}
	if keys := db.MetaKeys("s"); !slices.Equal(keys, []string{"k1", "k2"}) {
		t.Errorf("keys %v", keys)
	}
	if err := db.SetMeta(ctx, "s", "k1", nil); err != nil {
		t.Fatal(err)
	}
	if _, ok := db.Meta("s", "k1"); ok {
		t.Error("a removed key is found")
	}
	done, cancel := context.WithCancel(ctx)
	cancel()
	if err := db.SetMeta(done, "s", "k3", val); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
