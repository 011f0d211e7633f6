package engine

import (
	"errors"
	"slices"
	"testing"

	"memgraphd/engine/value"
)

func seekAll(t *Txn, ix *Index, b Bounds) (ids []uint64) {
	var c IndexCursor
	for done := false; !done; {
		ids, done = t.SeekIndex(ix, b, &c, 2, ids)
	}
	return ids
}

func equals(vals ...value.Value) Bounds { return Bounds{Equal: vals} }

// TestIndexBesideOpenWriter creates an index while a transaction has changes open
// that began before, and commits them while a reader looks on.
func TestIndexBesideOpenWriter(t *testing.T) {
	p := newPeople(t)
	id := must[uint64](t)(p.put(t, text(p.name, "old")))
	w := p.Begin(TxnOptions{})
	if err := w.SetNodeProperty(id, p.name, value.String("new")); err != nil {
		t.Fatal(err)
	}
	spec := IndexSpec{Kind: IndexLabelProps, Label: p.person, Properties: []PropertyID{p.name}}
	if err := p.CreateIndex(background, spec); err != nil {
		t.Fatal(err)
	}
	ix := p.Indexes()[0]
	r := p.Begin(TxnOptions{ReadOnly: true})
	defer r.Abort()
	check := func(when string, txn *Txn, sees, misses string) {
		t.Helper()
		p.CollectGarbage()
		if got := seekAll(txn, ix, equals(value.String(sees))); !slices.Equal(got, []uint64{id}) {
			t.Errorf("%s: %q is found at %v", when, sees, got)
		}
		if got := seekAll(txn, ix, equals(value.String(misses))); len(got) != 0 {
			t.Errorf("%s: %q is found at %v", when, misses, got)
		}
	}
	check("open", r, "old", "new")
	check("open, its own", w, "new", "old")
	mustCommit(t, w)
	check("committed", r, "old", "new")
	later := p.Begin(TxnOptions{ReadOnly: true})
	defer later.Abort()
	check("committed", later, "new", "old")
	r.Abort()
	check("collected", later, "new", "old")
	if n, _ := p.IndexEntries(ix); n != 1 {
		t.Errorf("%d entries", n)
	}
}

// TestDroppedIndexStillAnswers seeks in an index whose end a plan has not heard of.
func TestDroppedIndexStillAnswers(t *testing.T) {
	p := newPeople(t)
	spec := IndexSpec{Kind: IndexNodeProp, Properties: []PropertyID{p.name}}
	if err := p.CreateIndex(background, spec); err != nil {
		t.Fatal(err)
	}
	ix := p.Indexes()[0]
	before := p.Begin(TxnOptions{})
	defer before.Abort()
	if err := p.DropIndex(background, spec); err != nil {
		t.Fatal(err)
	}
	if err := p.DropIndex(background, spec); !errors.Is(err, ErrMissing) {
		t.Errorf("dropping twice: %v", err)
	}
	ids := []uint64{must[uint64](t)(p.put(t, text(p.name, "b"))), must[uint64](t)(p.put(t, text(p.name, "a")))}
	after := p.Begin(TxnOptions{ReadOnly: true})
	defer after.Abort()
	slices.Reverse(ids) // in the order of the index
	if got := seekAll(after, ix, Bounds{}); !slices.Equal(got, ids) {
		t.Errorf("found %v, want %v", got, ids)
	}
	if got := seekAll(before, ix, Bounds{}); len(got) != 0 {
		t.Errorf("found %v before they were there", got)
	}
	own := p.add(t, before, text(p.name, "c"))
	if got := seekAll(before, ix, Bounds{}); !slices.Equal(got, []uint64{own}) {
		t.Errorf("found %v, not its own", got)
	}
}

func TestEstimates(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	_, label, key := numbered(t, db, 1000)
	for _, spec := range []IndexSpec{{Kind: IndexLabel, Label: label}, {Kind: IndexLabelProps, Label: label, Properties: []PropertyID{key}}} {
		if err := db.CreateIndex(background, spec); err != nil {
			t.Fatal(err)
		}
	}
	byLabel, byNumber := db.Indexes()[0], db.Indexes()[1]
	below := Bounds{Upper: value.Float(99.5)}
	for _, c := range []struct {
		ix                     *Index
		b                      Bounds
		entries, distinct, hit int64
	}{
		{byLabel, Bounds{}, 1000, 1, 1000},
		{byNumber, Bounds{}, 1000, 1000, 1000},
		{byNumber, below, 1000, 1000, 100},
		{byNumber, equals(value.Int(5)), 1000, 1000, 1},
		{byNumber, equals(value.String("5")), 1000, 1000, 0},
	} {
		entries, distinct := db.IndexEntries(c.ix)
		if hit := db.EstimateRange(c.ix, c.b); entries != c.entries || distinct != c.distinct || hit != c.hit {
			t.Errorf("%+v: %d entries, %d keys, %d within bounds", c, entries, distinct, hit)
		}
	}
	if db.Info().MemoryBytes <= db.tableBytes() {
		t.Error("indexes take no memory")
	}
}
