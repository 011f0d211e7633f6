package engine

import (
	"slices"
	"testing"

	"memgraphd/engine/value"
	"memgraphd/engine/vector"
)

// TestStaleRowsAreRead has a search begin after an index has taken over a change, and look at the
// row after the change was rolled back: without undo records, and not yet refreshed.
func TestStaleRowsAreRead(t *testing.T) {
	db := New(Options{})
	defer db.Close()
	v, p := db.Property("v"), db.Property("p")
	txn := db.Begin(TxnOptions{})
	ids := must[[]uint64](t)(txn.CreateNodes(2, 0, nil))
	set := func(id uint64, x float64, word string) {
		t.Helper()
		if err := txn.SetNodeProperty(id, v, vectorOf(x)); err != nil {
			t.Fatal(err)
		}
		if err := txn.SetNodeProperty(id, p, value.String(word)); err != nil {
			t.Fatal(err)
		}
	}
	set(ids[0], 1, "near")
	set(ids[1], 2, "far")
	mustCommit(t, txn)
	for _, spec := range []IndexSpec{
		{Kind: IndexVector, Name: "v", Match: MatchEvery, Properties: []PropertyID{v}, Vector: flatConfig(vector.L2sq, 1)},
		{Kind: IndexText, Name: "t", Match: MatchEvery},
	} {
		if err := db.CreateIndex(background, spec); err != nil {
			t.Fatal(err)
		}
	}
	txn = db.Begin(TxnOptions{})
	set(ids[0], 9, "gone")
	near, words := db.NamedIndex(IndexVector, "v"), db.NamedIndex(IndexText, "t")
	searched(t, txn, near, []float32{0}, 1) // both take the change over
	textFound(t, txn, words, "gone")
	txn.Abort()

	read := db.Begin(TxnOptions{ReadOnly: true})
	defer read.Abort()
	s := vectorSearch{t: read, ix: near, query: vector.NewQuery(&near.Spec.Vector, []float32{0}), limit: 1}
	if hits := s.run(background); len(hits) != 1 || hits[0].ID != ids[0] {
		t.Errorf("the nearest vector is %v", hits)
	}
	content := words.search.content.(*texts)
	found := func(query string) (ids []uint64) {
		for _, h := range content.index.Search(background, parsed(t, query), db.fieldNumber, read.doubtfulTexts(background, words, content)) {
			ids = append(ids, h.ID)
		}
		return ids
	}
	if got := found("near"); !slices.Equal(got, ids[:1]) {
		t.Errorf("the word is at %v", got)
	}
	if got := found("gone"); len(got) > 0 {
		t.Errorf("a word that was rolled back is at %v", got)
	}
}
