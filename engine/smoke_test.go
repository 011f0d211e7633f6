package engine

import (
	"context"
	"slices"
	"testing"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

func mustCommit(t testing.TB, txn *Txn) {
	t.Helper()
	if err := txn.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// must returns v and ends the test on an error.
func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestCreateReadDelete(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	person, knows, age := db.Label("Person"), db.Type("KNOWS"), db.Property("age")
	set := db.InternLabels([]LabelID{person})

	w := db.Begin(TxnOptions{})
	nodes := must[[]uint64](t)(w.CreateNodes(3000, set, nil))
	vals := &column.Column{}
	for i := range nodes {
		vals.Append(value.Int(int64(i)))
	}
	if err := w.SetNodeColumn(nodes, age, vals); err != nil {
		t.Fatal(err)
	}
	rels := must[[]uint64](t)(w.CreateRelationships(nodes[:2999], nodes[1:], knows, nil))
	mustCommit(t, w)

	r := db.Begin(TxnOptions{ReadOnly: true})
	defer r.Abort()
	var seen []uint64
	for i := range r.NodeChunks() {
		seen = r.ScanNodes(i, nil, seen)
	}
	if !slices.Equal(seen, nodes) {
		t.Fatalf("scan found %d nodes", len(seen))
	}
	var got column.Column
	r.NodeProperty(nodes, age, &got)
	if !slices.Equal(got.Ints, vals.Ints) {
		t.Fatal("property differs")
	}
	var hops Hops
	var c ExpandCursor
	if !r.Expand(&c, nodes, Both, nil, true, 1<<20, &hops) || len(hops.To) != 2*2999 {
		t.Fatalf("%d hops", len(hops.To))
	}
	db.CollectGarbage()

	d := db.Begin(TxnOptions{})
	if err := d.DeleteNode(nodes[0]); err != ErrHasRelationships {
		t.Fatal(err)
	}
	if err := d.DeleteRelationship(rels[0]); err != nil {
		t.Fatal(err)
	}
	if err := d.DeleteNode(nodes[0]); err != nil {
		t.Fatal(err)
	}
	if d.NodeExists(nodes[0]) || !r.NodeExists(nodes[0]) {
		t.Fatal("deletion is seen by the wrong transaction")
	}
	mustCommit(t, d)
	if n := db.NodeCount(); n != 2999 {
		t.Fatalf("%d nodes", n)
	}
	if n := db.LabelCount(person); n != 2999 {
		t.Fatalf("%d persons", n)
	}
	var deg [1]int64
	r.Degrees(nodes[:1], Out, nil, deg[:])
	if deg[0] != 1 {
		t.Fatal("the older reader lost a relationship")
	}
	n := db.Begin(TxnOptions{})
	defer n.Abort()
	n.Degrees(nodes[1:2], In, nil, deg[:])
	if deg[0] != 0 {
		t.Fatal("the newer reader sees a deleted relationship")
	}
}
