package engine

import (
	"context"
	"math"
	"slices"

	"memgraphd/engine/fulltext"
	"memgraphd/engine/index"
)

// indexes checks that indexes, those of unique constraints included, find what a
// scan finds, and that all rows obey the constraints.
func (c *checker) indexes() {
	s := c.txn.db.schema.Load()
	for _, ix := range s.indexes {
		if ix.tree != nil && ix.ready.Load() {
			c.index(ix)
		}
		if ix.Spec.IsVector() && ix.ready.Load() {
			c.vectors(ix)
		}
		if ix.Spec.IsText() && ix.ready.Load() {
			c.texts(ix)
		}
	}
	for _, k := range s.constraints {
		if !k.ready.Load() {
			continue
		}
		if k.unique != nil {
			c.index(k.unique)
		}
		if err := c.txn.db.validate(context.Background(), k); err != nil {
			c.wrong("%v", err)
		}
	}
}

// index compares an index with one made of what the transaction sees.
func (c *checker) index(ix *Index) {
	own := c.txn.ownIndex(ix)
	var want, got []uint64
	var at index.Cursor
	var seek IndexCursor
	for done, all := false, (Bounds{}); !done && !c.full(); {
		var wantDone, gotDone bool
		want, wantDone = own.Seek(&all, &at, ChunkRows, want[:0])
		got, gotDone = c.txn.SeekIndex(ix, all, &seek, ChunkRows, got[:0])
		if !slices.Equal(want, got) {
			i := differ(want, got)
			c.wrong("index %+v has %v where a scan finds %v", ix.Spec, got[i:min(i+1, len(got))], want[i:min(i+1, len(want))])
			return
		}
		done = wantDone && gotDone
	}
}

// differ returns the first place at which two different sequences differ.
func differ(a, b []uint64) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// vectors compares what a vector index finds with a scan of all rows.
func (c *checker) vectors(ix *Index) {
	want := map[uint64]bool{}
	s := vectorSearch{t: c.txn, ix: ix}
	buf := make([]float32, ix.Spec.Vector.Dimension)
	for _, ch := range c.txn.db.table(ix).all() {
		if ch == nil {
			continue
		}
		ch.latch.RLock()
		for row := range ChunkRows {
			if s.visible(ch, row, buf) {
				want[ch.base+uint64(row)] = true
			}
		}
		ch.latch.RUnlock()
	}
	hits, err := c.txn.SearchVectors(context.Background(), ix, buf, math.MaxInt)
	if err != nil || len(hits) != len(want) {
		c.wrong("vector index %s finds %d rows where a scan finds %d (%v)", ix.Spec.Name, len(hits), len(want), err)
	}
	for _, h := range hits {
		if !want[h.ID] {
			c.wrong("vector index %s finds row %d, a scan does not", ix.Spec.Name, h.ID)
		}
	}
}

// texts compares what a text index finds with a scan of all rows.
func (c *checker) texts(ix *Index) {
	hits, err := c.txn.SearchText(context.Background(), ix, fulltext.Everything())
	found := make(map[uint64]bool, len(hits))
	for _, h := range hits {
		found[h.ID] = true
	}
	rows := 0
	for _, ch := range c.txn.db.table(ix).all() {
		if ch == nil {
			continue
		}
		ch.latch.RLock()
		for row := range ChunkRows {
			if c.txn.visibleText(ix, ix.search.content.(*texts), ch, row) != nil {
				rows++
				if id := ch.base + uint64(row); !found[id] {
					c.wrong("text index %s does not find row %d", ix.Spec.Name, id)
				}
			}
		}
		ch.latch.RUnlock()
	}
	if err != nil || rows != len(hits) {
		c.wrong("text index %s finds %d rows where a scan finds %d (%v)", ix.Spec.Name, len(hits), rows, err)
	}
}
