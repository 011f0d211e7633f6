package engine

import (
	"testing"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// TestCompositeIndexOfBatches writes the columns of new rows one after the other, in either order, by the row and by
// the batch: a composite index has one entry of each row that has its first property, and no other.
func TestCompositeIndexOfBatches(t *testing.T) {
	for name, order := range map[string][]int{"first first": {0, 1}, "first last": {1, 0}} {
		for _, rows := range []int{1, 5} {
			p := newPeople(t)
			ctx := t.Context()
			keys := []PropertyID{p.name, p.email}
			spec := IndexSpec{Kind: IndexLabelProps, Label: p.person, Properties: keys}
			if err := p.CreateIndex(ctx, spec); err != nil {
				t.Fatal(err)
			}
			txn := p.Begin(TxnOptions{})
			ids, err := txn.CreateNodes(rows, p.InternLabels([]LabelID{p.person}), nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range order {
				var col column.Column
				for r := range rows {
					col.Append(value.Int(int64(r)))
				}
				if err := txn.SetNodeColumn(ids, keys[i], &col); err != nil {
					t.Fatal(err)
				}
			}
			mustCommit(t, txn)
			if n, distinct := p.IndexEntries(p.Indexes()[0]); n != int64(rows) || distinct != int64(rows) {
				t.Errorf("%s, %d rows: %d entries, %d keys", name, rows, n, distinct)
			}
			if found := p.Check(10); len(found) > 0 {
				t.Error(found)
			}
			p.Close()
		}
	}
}
