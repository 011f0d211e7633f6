package engine

import (
	"slices"

	"memgraphd/engine/column"
	"memgraphd/engine/index"
)

// How writes keep indexes up to date. An index holds an entry for every version
// of a row that anybody may read: the one in place and those in undo records.
//
//   - A new version is entered after it is in place, by the writer, who owns the row.
//   - An entry is removed when the last version with its key goes: overwritten by
//     its own writer, rolled back or released. The test and the removal are one
//     step under the chunk's latch; thus an entry is never removed after a writer
//     has put its key back in place.
//   - An index is published before it is filled. A writer looks for indexes after
//     its version is in place, so either it sees the index or the filling sees
//     the version.
//
// Lock order: commit lock, chunk latch, latch of an index's tree.

// entering is a transaction's memory for entering rows.
type entering struct {
	ids []uint64
	col column.Column
	run *index.Run
}

// touch notes that t changes what an index says.
func (t *Txn) touch(ix *Index) {
	if !slices.Contains(t.touched, ix) {
		t.touched = append(t.touched, ix)
		ix.begun.Add(1)
	}
}

// touchNew touches the indexes that were filled with versions of t: those that
// have come since it looked last. The commit calls it under the commit lock, so that an
// index that comes later is settled later than t, too.
func (t *Txn) touchNew(s *schema) {
	if s == t.schema {
		return
	}
	t.schema = s
	for _, c := range []*covering{&s.nodes, &s.rels} {
		for _, ix := range c.all {
			t.touch(ix)
		}
	}
}

// settle ends what touch has begun.
func settle(touched []*Index) {
	for _, ix := range touched {
		ix.settled.Add(1)
	}
}

// enterRows enters rows of one chunk, which t has given new values of a
// property, into the indexes over it, or marks them there.
func (t *Txn) enterRows(c *chunk, ids []uint64, key PropertyID) {
	if t.direct {
		return
	}
	t.db.stale(c, key, ids...)
	for _, ix := range t.db.covering(c).of(key) {
		switch {
		case len(ids) == 1:
			t.enterRow(ix, c, ids[0])
		case ix.plain():
			t.enterValues(ix, c, ids, key)
		default:
			t.enterTuples(ix, c, ids)
		}
	}
}

// plain reports whether the keys are the values of one property, whatever they are.
func (ix *Index) plain() bool {
	return len(ix.Spec.Properties) == 1 && ix.Spec.Kind != IndexPoint && ix.Spec.Kind != IndexNested
}

// enterRow is enterRows for a single row.
func (t *Txn) enterRow(ix *Index, c *chunk, id uint64) {
	var vals valBuf
	c.latch.RLock()
	v := ix.newest(c, int(id&rowMask), &vals)
	c.latch.RUnlock()
	if !ix.admits(v.class) {
		return
	}
	t.touch(ix)
	if ix.hasKey(&v) {
		ix.tree.Insert(v.vals, id)
		ix.inserted.Add(1)
	}
}

// memory returns the transaction's memory for entering rows.
func (t *Txn) memory() *entering {
	if t.entering == nil {
		t.entering = &entering{}
	}
	return t.entering
}

// enterValues is enterRows for an index over one property. It reads the values
// from the rows: the batch that they came from may name a row twice.
func (t *Txn) enterValues(ix *Index, c *chunk, ids []uint64, key PropertyID) {
	e := t.memory()
	c.latch.RLock()
	e.ids = ix.admitted(c, ids, e.ids[:0])
	if len(e.ids) > 0 {
		g := gatherer{dst: &e.col}
		g.start(len(e.ids))
		g.run(c.column(key), e.ids, 0)
	}
	c.latch.RUnlock()
	if len(e.ids) == 0 {
		return
	}
	t.touch(ix)
	ix.tree.InsertColumn(&e.col, e.ids)
	ix.inserted.Add(uint64(len(e.ids)))
}

// enterTuples is enterRows for an index over several properties.
func (t *Txn) enterTuples(ix *Index, c *chunk, ids []uint64) {
	e := t.memory()
	e.run = index.NewRun(len(ix.Spec.Properties))
	var vals valBuf
	c.latch.RLock()
	e.ids = ix.admitted(c, ids, e.ids[:0])
	for _, id := range e.ids {
		if v := ix.newest(c, int(id&rowMask), &vals); ix.hasKey(&v) {
			e.run.Add(v.vals, id)
		}
	}
	c.latch.RUnlock()
	if len(e.ids) == 0 {
		return
	}
	t.touch(ix)
	ix.tree.InsertRun(e.run)
	ix.inserted.Add(uint64(len(e.ids)))
}

// admitted appends the ids of the rows whose class the index covers; the latch is held.
func (ix *Index) admitted(c *chunk, ids, dst []uint64) []uint64 {
	for _, id := range ids {
		if ix.admits(c.class(int(id & rowMask))) {
			dst = append(dst, id)
		}
	}
	return dst
}

// relabelled enters a node into the indexes over the labels that t gave it; the
// latch is held exclusively.
func (t *Txn) relabelled(c *chunk, row int, old, labels LabelSet) {
	if t.direct {
		return
	}
	t.db.staleRow(c, row)
	var vals valBuf
	for _, ix := range t.db.covering(c).all {
		was, is := ix.admits(uint32(old)), ix.admits(uint32(labels))
		if was == is {
			continue
		}
		t.touch(ix)
		if v := ix.newest(c, row, &vals); is && ix.hasKey(&v) {
			ix.tree.Insert(v.vals, c.base+uint64(row))
			ix.inserted.Add(1)
		}
	}
}

// unlisted notes that t has deleted a row; the latch is held.
func (t *Txn) unlisted(c *chunk, row int) {
	if t.direct {
		return
	}
	t.db.staleRow(c, row)
	for _, ix := range t.db.covering(c).all {
		if ix.admits(c.class(row)) {
			t.touch(ix)
		}
	}
}
