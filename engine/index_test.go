package engine

import (
	"context"
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
	_, label, key := numbered(t, db, 1000, value.Int)
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

// TestPlansMayUseUniqueConstraints looks for the index that a unique constraint keeps.
func TestPlansMayUseUniqueConstraints(t *testing.T) {
	p := newPeople(t)
	id := must[uint64](t)(p.put(t, text(p.name, "Ann")))
	w := p.Begin(TxnOptions{})
	if err := w.SetNodeProperty(id, p.name, value.String("Bob")); err != nil {
		t.Fatal(err)
	}
	if err := p.CreateConstraint(background, p.unique(p.name)); err != nil {
		t.Fatal(err)
	}
	if len(p.Indexes()) != 0 || len(p.PlanIndexes()) != 1 {
		t.Fatalf("%d indexes are listed, %d may be used", len(p.Indexes()), len(p.PlanIndexes()))
	}
	ix := p.PlanIndexes()[0]
	r := p.Begin(TxnOptions{ReadOnly: true})
	defer r.Abort()
	for name, want := range map[string]int{"Ann": 1, "Bob": 0} {
		if got := seekAll(r, ix, equals(value.String(name))); len(got) != want {
			t.Errorf("%s is found at %v", name, got)
		}
	}
	w.Abort()
	if err := p.CreateIndex(background, ix.Spec); err != nil {
		t.Fatal(err)
	}
	if all := p.PlanIndexes(); len(all) != 1 || all[0] != p.Indexes()[0] {
		t.Error("two indexes over the same properties may be used")
	}
	if err := p.DropConstraint(background, p.unique(p.name)); err != nil {
		t.Fatal(err)
	}
	id = must[uint64](t)(p.put(t, text(p.name, "Cid")))
	later := p.Begin(TxnOptions{ReadOnly: true})
	defer later.Abort()
	if got := seekAll(later, ix, equals(value.String("Cid"))); !slices.Equal(got, []uint64{id}) {
		t.Errorf("the index of a dropped constraint finds %v", got)
	}
}

func TestCancelledSchemaChangesLeaveNothing(t *testing.T) {
	p := newPeople(t)
	must[uint64](t)(p.put(t, text(p.name, "Ann")))
	ctx, cancel := context.WithCancel(background)
	cancel()
	spec := IndexSpec{Kind: IndexNodeProp, Properties: []PropertyID{p.name}}
	for _, err := range []error{p.CreateIndex(ctx, spec), p.CreateConstraint(ctx, p.unique(p.name)), p.CreateConstraint(ctx, p.exists(p.name))} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
	if s := p.schema.Load(); len(s.indexes)+len(s.constraints)+len(s.nodes.all) != 0 {
		t.Error("something is left")
	}
}
