package engine

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

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
		db := New(Options{})
		rng := rand.New(rand.NewPCG(seed, 1))
		w := &textWorld{Database: db, rng: rng, label: db.Label("A"), keys: []PropertyID{db.Property("p"), db.Property("q")}}
		db.nextNode.Store(ChunkRows - 8) // rows on both sides of a chunk's end
		for range 30 {
			w.step(t)
		}
		for name, keys := range map[string][]PropertyID{"some": w.keys[:1], "whole": nil} {
			if err := db.CreateIndex(background, IndexSpec{Kind: IndexText, Name: name, Labels: []LabelID{w.label}, Properties: keys}); err != nil {
				t.Fatal(err)
			}
		}
		for range 200 {
			w.step(t)
			w.compare(t)
		}
		for _, txn := range w.open {
			txn.Abort()
		}
		if found := db.Check(5); len(found) > 0 {
			t.Error(found)
		}
		db.Close()
	}
}

type textWorld struct {
	*Database
	rng   *rand.Rand
	label LabelID
	keys  []PropertyID
	open  []*Txn
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
	if len(w.open) < 3 {
		w.open = append(w.open, w.Begin(TxnOptions{}))
	}
	i := w.rng.IntN(len(w.open))
	txn, node, key := w.open[i], w.rng.Uint64N(w.nextNode.Load()+1), w.keys[w.rng.IntN(2)]
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
		w.open = slices.Delete(w.open, i, i+1)
		if n == 15 {
			txn.Abort()
			return
		}
		err = txn.Commit(background)
	}
	if err != nil && !errors.Is(err, ErrConflict) && !errors.Is(err, ErrNotFound) {
		t.Fatal(err)
	}
	if txn.broken != nil {
		w.open = slices.DeleteFunc(w.open, func(x *Txn) bool { return x == txn })
		txn.Abort()
	}
}

func (w *textWorld) compare(t *testing.T) {
	t.Helper()
	for _, txn := range w.open {
		for _, ix := range w.Indexes() {
			word := string(rune('a' + w.rng.IntN(5)))
			got, want := textFound(t, txn, ix, word), textScanned(txn, ix, word)
			if !slices.Equal(got, want) {
				t.Fatalf("index %s finds %v, a scan %v", ix.Spec.Name, got, want)
			}
		}
	}
}

// TestTextsUnderWriters has writers move words around between nodes while readers must find each
// word at one node.
func TestTextsUnderWriters(t *testing.T) {
	const n = 32
	db := New(Options{})
	defer db.Close()
	label, key := db.Label("A"), db.Property("p")
	txn := db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(txn.CreateNodes(n, db.InternLabels([]LabelID{label}), nil))
	for i, id := range ids {
		if err := txn.SetNodeProperty(id, key, value.String(fmt.Sprint("word w", i))); err != nil {
			t.Fatal(err)
		}
	}
	mustCommit(t, txn)
	if err := db.CreateIndex(background, IndexSpec{Kind: IndexText, Name: "t", Labels: []LabelID{label}}); err != nil {
		t.Fatal(err)
	}
	var quit atomic.Bool
	var wg sync.WaitGroup
	for seed := range uint64(2) {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(seed, 1))
			for !quit.Load() {
				if err := swap(db, key, ids[rng.IntN(n)], ids[rng.IntN(n)], rng.IntN(4) > 0); err != nil && !errors.Is(err, ErrConflict) {
					t.Error(err)
				}
			}
		})
	}
	for until := time.Now().Add(500 * time.Millisecond); time.Now().Before(until) && !t.Failed(); {
		txn := db.Begin(TxnOptions{ReadOnly: true})
		ix := db.NamedIndex(IndexText, "t")
		if got := textFound(t, txn, ix, "word"); len(got) != n {
			t.Errorf("%d nodes have the word, want %d", len(got), n)
		}
		if got := textFound(t, txn, ix, "w7"); len(got) != 1 {
			t.Errorf("the word is at %v", got)
		}
		txn.Abort()
	}
	quit.Store(true)
	wg.Wait()
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
