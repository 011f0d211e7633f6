package engine

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"memgraphd/engine/value"
)

// TestSnapshotWhileWriting copies a snapshot while its rows are changed,
// deleted and created, and compares the copy with what was there at its commit.
func TestSnapshotWhileWriting(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	key := db.Property("k")
	w := db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(w.CreateNodes(1500, db.InternLabels([]LabelID{db.Label("A")}), nil))
	for _, id := range ids {
		if err := w.SetNodeProperty(id, key, value.Int(int64(id))); err != nil {
			t.Fatal(err)
		}
	}
	rels := must[[]uint64](t)(w.CreateRelationships(ids[:1499], ids[1:], db.Type("R"), nil))
	mustCommit(t, w)

	view := db.Begin(TxnOptions{ReadOnly: true})
	defer view.Abort()
	s := db.Snapshot()
	changeAll(t, db, ids, rels)
	open := db.Begin(TxnOptions{}) // changes that are not committed are not in the copy either
	defer open.Abort()
	if err := open.SetNodeProperty(ids[3], key, value.Float(1)); err != nil {
		t.Fatal(err)
	}

	loaded := New(Options{})
	defer loaded.Close()
	load(t, s, loaded)
	s.Release()
	s.Release()
	copied := loaded.Begin(TxnOptions{ReadOnly: true})
	defer copied.Abort()
	if diff := cmp.Diff(read(t, view), read(t, copied)); diff != "" {
		t.Fatalf("the copy differs:\n%s", diff)
	}
}

// changeAll commits 500 transactions that change properties and labels, delete and create.
func changeAll(t *testing.T, db *Database, ids, rels []uint64) {
	key, other := db.Property("k"), db.Property("other")
	rng := rand.New(rand.NewPCG(1, 1))
	for range 500 {
		w := db.Begin(TxnOptions{})
		must[[]uint64](t)(w.CreateNodes(1, 0, nil))
		for _, err := range []error{
			w.SetNodeProperty(ids[rng.IntN(len(ids))], key, value.String("changed")),
			w.SetNodeProperty(ids[rng.IntN(len(ids))], other, value.Bool(true)),
			w.SetNodeProperty(ids[rng.IntN(len(ids))], key, value.Null),
			w.SetNodeLabels(ids[rng.IntN(len(ids))], 0),
			w.DeleteRelationship(rels[rng.IntN(len(rels))]),
		} {
			if err != nil && !errors.Is(err, ErrNotFound) {
				t.Fatal(err)
			}
		}
		mustCommit(t, w)
	}
}

// TestSnapshotReusesMemory fills the same image from chunk after chunk.
func TestSnapshotReusesMemory(t *testing.T) {
	db := graph(20_000, 1000)
	s := db.Snapshot()
	defer s.Release()
	var img NodeImage
	fill := func() {
		for i := range s.NodeChunks() {
			if !s.NodeChunk(i, &img) {
				t.Fatal("an empty chunk")
			}
		}
	}
	fill()
	if n := testing.AllocsPerRun(3, fill); n > 20*4 {
		t.Fatalf("%.0f allocations for 20 chunks", n)
	}
}
