package engine

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// TestCatalogWhileNamesAreAdded: every label set of a catalog is of labels that the catalog has.
func TestCatalogWhileNamesAreAdded(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	var done atomic.Bool
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() {
		for i := range 1 << 13 {
			db.InternLabels([]LabelID{db.Label(fmt.Sprint(i))})
		}
		done.Store(true)
	})
	for !done.Load() {
		s := db.Snapshot()
		c := s.Catalog()
		for _, set := range c.LabelSets {
			if len(set) > 0 && int(set[0]) >= len(c.Labels) {
				t.Fatalf("a set has the label %d of %d", set[0], len(c.Labels))
			}
		}
		s.Release()
	}
}

// TestRefreshAcrossIndexCreation: what a transaction that weakens isolation wrote before an index came
// must not be found in it by others once that transaction has moved its view.
func TestRefreshAcrossIndexCreation(t *testing.T) {
	p := newPeople(t)
	id := must[uint64](t)(p.put(t, text(p.name, "Ann")))
	w := p.Begin(TxnOptions{ReadCommitted: true})
	defer w.Abort()
	if err := w.SetNodeProperty(id, p.name, value.String("Bob")); err != nil {
		t.Fatal(err)
	}
	spec := IndexSpec{Kind: IndexLabelProps, Label: p.person, Properties: []PropertyID{p.name}}
	if err := p.CreateIndex(background, spec); err != nil {
		t.Fatal(err)
	}
	w.Refresh()
	p.CollectGarbage()
	r := p.Begin(TxnOptions{ReadOnly: true})
	defer r.Abort()
	if got := seekAll(r, p.Indexes()[0], equals(value.String("Bob"))); len(got) > 0 {
		t.Errorf("what is not committed is found: %v", got)
	}
}

// TestUnstorableValueLeavesNoHalfRecord: a value that cannot be encoded leaves nothing to commit.
func TestUnstorableValueLeavesNoHalfRecord(t *testing.T) {
	for _, byColumn := range []bool{false, true} {
		log := &testLog{records: map[uint64][]byte{}}
		db := New(Options{Log: log})
		w := db.Begin(TxnOptions{})
		ids := must[[]uint64](t)(w.CreateNodes(1, 0, nil))
		bad := value.List([]value.Value{value.NodeRef(ids[0])})
		var err error
		if byColumn {
			var col column.Column
			col.Append(bad)
			err = w.SetNodeColumn(ids, db.Property("k"), &col)
		} else {
			err = w.SetNodeProperty(ids[0], db.Property("k"), bad)
		}
		if err == nil {
			t.Error("the value was stored")
		}
		if err := w.Commit(background); err == nil {
			for commit, redo := range log.records {
				if err := New(Options{}).Replay(commit, redo); err != nil {
					t.Errorf("by column %v: the log cannot be replayed: %v", byColumn, err)
				}
			}
		}
		db.Close()
	}
}

// TestSnapshotOfLongTexts: a column that holds a text too long for a column's data is written as one
// that holds any values, also where its rows have older versions.
func TestSnapshotOfLongTexts(t *testing.T) {
	p := newPeople(t)
	reader := p.Begin(TxnOptions{ReadOnly: true})
	defer reader.Abort()
	must[uint64](t)(p.put(t, text(p.name, strings.Repeat("x", longestInline+1))))
	s := p.Snapshot()
	defer s.Release()
	var img NodeImage
	if !s.NodeChunk(0, &img) || len(img.Columns) != 1 || img.Columns[0].Type != column.Any {
		t.Fatalf("%+v", img.Columns)
	}
}
