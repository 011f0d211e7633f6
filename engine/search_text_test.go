package engine

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"memgraphd/engine/fulltext"
	"memgraphd/engine/value"
)

func parsed(t failer, query string) *fulltext.Query {
	t.Helper()
	q, err := fulltext.Parse(query)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// textFound are the ids that an index finds, ascending.
func textFound(t failer, txn *Txn, ix *Index, query string) (ids []uint64) {
	t.Helper()
	hits, err := txn.SearchText(background, ix, parsed(t, query))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	slices.Sort(ids)
	return ids
}

// textScanned are the ids that a scan finds for a word.
func textScanned(txn *Txn, ix *Index, word string) (ids []uint64) {
	for i := range txn.NodeChunks() {
		for _, id := range txn.ScanNodes(i, ix.filter, nil) {
			for _, p := range txn.NodeProperties(id, nil) {
				if ix.reads(p.Key) && slices.Contains(strings.Fields(p.Value.AsString()), word) {
					ids = append(ids, id)
					break
				}
			}
		}
	}
	return ids
}

// TestTextsAgreeWithScans compares searches with scans while transactions change
// texts, labels and what there is, commit and roll back.
func TestTextsAgreeWithScans(t *testing.T) {
	for seed := range uint64(10) {
		w := &textWorld{searchWorld: newSearchWorld(seed)}
		w.label, w.keys = w.Label("A"), []PropertyID{w.Property("p"), w.Property("q")}
		for range 30 {
			w.step(t)
		}
		for name, keys := range map[string][]PropertyID{"some": w.keys[:1], "whole": nil} {
			if err := w.CreateIndex(background, IndexSpec{Kind: IndexText, Name: name, Labels: []LabelID{w.label}, Properties: keys}); err != nil {
				t.Fatal(err)
			}
		}
		for range 200 {
			w.step(t)
			w.agree(t, func(txn *Txn, ix *Index) (got, want []uint64) {
				word := string(rune('a' + w.rng.IntN(5)))
				return textFound(t, txn, ix, word), textScanned(txn, ix, word)
			})
		}
		w.finish(t)
	}
}

type textWorld struct {
	searchWorld
	label LabelID
	keys  []PropertyID
}

func (w *textWorld) text() value.Value {
	var words []string
	for range w.rng.IntN(4) {
		words = append(words, string(rune('a'+w.rng.IntN(5))))
	}
	if words == nil {
		return value.Null
	}
	return value.String(strings.Join(words, " "))
}

func (w *textWorld) set() LabelSet { return w.InternLabels([]LabelID{w.label}[:w.rng.IntN(2)]) }

func (w *textWorld) step(t *testing.T) {
	t.Helper()
	txn, node, key := w.pick(TxnOptions{}), w.rng.Uint64N(w.nextNode.Load()+1), w.keys[w.rng.IntN(2)]
	var err error
	switch n := w.rng.IntN(16); {
	case n < 4:
		var ids []uint64
		if ids, err = txn.CreateNodes(1, w.set(), nil); err == nil {
			err = txn.SetNodeProperty(ids[0], key, w.text())
		}
	case n < 9:
		err = txn.SetNodeProperty(node, key, w.text())
	case n < 11:
		err = txn.SetNodeLabels(node, w.set())
	case n < 12:
		err = txn.DeleteNode(node)
	default:
		if err = w.end(txn, n == 15); err == nil {
			return
		}
	}
	w.settle(t, txn, err)
}

// TestTextsUnderWriters has writers move words around between nodes while readers must find each
// word at one node.
func TestTextsUnderWriters(t *testing.T) {
	const n = 32
	text := func(i int) value.Value { return value.String(fmt.Sprint("word w", i)) }
	never := func(error) bool { return false }
	underWriters(t, n, text, IndexSpec{Kind: IndexText, Name: "t"}, never, func(db *Database) {
		txn := db.Begin(TxnOptions{ReadOnly: true})
		defer txn.Abort()
		ix := db.NamedIndex(IndexText, "t")
		if got := textFound(t, txn, ix, "word"); len(got) != n {
			t.Errorf("%d nodes have the word, want %d", len(got), n)
		}
		if got := textFound(t, txn, ix, "w7"); len(got) != 1 {
			t.Errorf("the word is at %v", got)
		}
	})
}

func TestTextsSurvive(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	log := &testLog{records: map[uint64][]byte{}}
	db.SetLog(log)
	early := db.Snapshot()
	defer early.Release()
	a, p, q, typ := db.Label("A"), db.Property("p"), db.Property("q"), db.Type("T")
	txn := db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(txn.CreateNodes(2, db.InternLabels([]LabelID{a}), nil))
	rels := must[[]uint64](t)(txn.CreateRelationships(ids[:1], ids[1:], typ, nil))
	if err := errors.Join(
		txn.SetNodeProperty(ids[0], p, value.String("one two")), txn.SetNodeProperty(ids[1], q, value.Int(2)),
		txn.SetRelationshipProperty(rels[0], p, value.String("three")),
	); err != nil {
		t.Fatal(err)
	}
	mustCommit(t, txn)
	for _, spec := range []IndexSpec{
		{Kind: IndexText, Name: "whole", Labels: []LabelID{a}},
		{Kind: IndexText, Name: "gone", Labels: []LabelID{a}},
		{Kind: IndexTextRel, Name: "rel", Types: []TypeID{typ}, Properties: []PropertyID{p, q}},
	} {
		if err := db.CreateIndex(background, spec); err != nil {
			t.Fatal(err)
		}
	}
	late := db.Snapshot()
	defer late.Release()
	if err := db.DropIndex(background, IndexSpec{Kind: IndexText, Name: "gone"}); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Snapshot{early, late} {
		again := reload(t, s, log)
		txn := again.Begin(TxnOptions{ReadOnly: true})
		if got := names(again); !slices.Equal(got, []string{"whole", "rel"}) {
			t.Error(got)
		}
		for query, n := range map[string]int{"two": 1, "p:one": 1, "q:2": 1, "three": 0} {
			if got := textFound(t, txn, again.NamedIndex(IndexText, "whole"), query); len(got) != n {
				t.Errorf("%s is found at %v", query, got)
			}
		}
		if got := textFound(t, txn, again.NamedIndex(IndexTextRel, "rel"), "three"); len(got) != 1 {
			t.Errorf("the relationship is not found: %v", got)
		}
		txn.Abort()
		if found := again.Check(5); len(found) > 0 {
			t.Error(found)
		}
	}
}

func BenchmarkFillTextIndex(b *testing.B) {
	db := New(Options{})
	defer db.Close()
	rng := rand.New(rand.NewPCG(1, 2))
	label, key := db.Label("A"), db.Property("p")
	txn := db.Begin(TxnOptions{})
	for _, id := range must[[]uint64](b)(txn.CreateNodes(100_000, db.InternLabels([]LabelID{label}), nil)) {
		var s strings.Builder
		for range 20 {
			fmt.Fprintf(&s, "w%d ", int(1000*rng.ExpFloat64()))
		}
		if err := txn.SetNodeProperty(id, key, value.String(s.String())); err != nil {
			b.Fatal(err)
		}
	}
	mustCommit(b, txn)
	spec := IndexSpec{Kind: IndexText, Name: "t", Labels: []LabelID{label}}
	for b.Loop() {
		if err := errors.Join(db.CreateIndex(context.Background(), spec), db.DropIndex(context.Background(), spec)); err != nil {
			b.Fatal(err)
		}
	}
}
