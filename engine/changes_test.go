package engine

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"memgraphd/engine/value"
)

func TestChanges(t *testing.T) {
	do := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	db := New(Options{})
	defer db.Close()
	key, set := db.Property("k"), db.InternLabels([]LabelID{db.Label("A")})
	before := db.Begin(TxnOptions{})
	nodes, err := before.CreateNodes(4, 0, nil)
	do(err)
	do(before.SetNodeProperty(nodes[0], key, value.Int(1)))
	do(before.SetNodeProperty(nodes[1], key, value.Int(1)))
	do(before.Commit(t.Context()))

	txn := db.Begin(TxnOptions{})
	defer txn.Abort()
	created, err := txn.CreateNodes(2, set, nil)
	do(err)
	do(txn.SetNodeProperty(created[0], key, value.Int(9)))
	do(txn.DeleteNode(created[1]))
	do(txn.SetNodeProperty(nodes[0], key, value.Int(2)))
	do(txn.SetNodeProperty(nodes[0], key, value.Int(3)))
	do(txn.SetNodeProperty(nodes[1], key, value.Int(5)))
	do(txn.SetNodeProperty(nodes[1], key, value.Int(1))) // as it was
	do(txn.SetNodeLabels(nodes[2], set))
	do(txn.SetNodeProperty(nodes[3], key, value.Int(1)))
	do(txn.DeleteNode(nodes[3]))
	want := &Changes{
		CreatedNodes: created[:1],
		DeletedNodes: nodes[3:],
		Properties:   []PropertyChange{{Node: true, ID: nodes[0], Key: key, Old: value.Int(1), New: value.Int(3)}},
		Labels:       []LabelChange{{ID: nodes[2], New: set}},
	}
	if d := cmp.Diff(want, txn.Changes(), cmp.Comparer(value.Equivalent)); d != "" {
		t.Error(d)
	}
}
