package engine

import (
	"bytes"

	"memgraphd/engine/column"
	"memgraphd/engine/index"
)

// Bounds select a stretch of an index: Equal is a prefix of equal values; the
// property behind it may be bounded by Lower and Upper, or by a string Prefix.
// The zero value selects all entries: all rows that have the first property of
// the index, or every one of them if it is [Index.Whole].
type Bounds = index.Bounds

// IndexCursor walks a stretch of an index; its zero value starts at the
// beginning. It must not be copied once it is in use.
type IndexCursor struct {
	at      index.Cursor
	entries index.Entries
	own     *index.Index // replaces an index that was dropped
	zone    zoneCursor   // of an index without properties
}

// Reset puts the cursor back to the beginning, for other bounds if need be, and
// keeps its memory.
func (c *IndexCursor) Reset() {
	c.at.Reset()
	c.own, c.zone = nil, zoneCursor{pending: c.zone.pending[:0]}
}

// SeekIndex appends ids of visible nodes (or relationships) within bounds, in index order, until
// dst has grown by limit or the stretch ends, which it reports. Values are
// compared as = and < do: types never mix, null and NaN never match.
//
// The index holds entries of all versions. As long as it is settled, each of
// them is what everybody sees; otherwise each is checked against its row.
func (t *Txn) SeekIndex(ix *Index, b Bounds, c *IndexCursor, limit int, dst []uint64) (_ []uint64, done bool) {
	switch {
	case ix.tree == nil:
		return t.seekZone(ix, &c.zone, limit, dst)
	case c.own != nil || t.outlives(ix):
		return t.seekOwn(ix, &b, c, limit, dst)
	}
	want := len(dst) + limit
	if !b.Loose() {
		found, done, ok := ix.seekSettled(&b, &c.at, limit, dst)
		if ok {
			return found, done
		}
	}
	for {
		removed := ix.removed.Load()
		c.entries.Reset()
		done = ix.tree.SeekEntries(&b, &c.at, want-len(dst), &c.entries)
		before := len(dst)
		dst = t.valid(ix, &b, &c.entries, !b.Loose(), dst)
		if ix.removed.Load() != removed || ix.droppedAt.Load() != 0 {
			dst = t.valid(ix, &b, &c.entries, false, dst[:before])
		}
		if done || len(dst) >= want {
			return dst, done
		}
	}
}

// seekSettled reads entries without a look at the rows. It fails if any
// transaction has changes in the index that some other does not see: none may
// be open before the entries are read, and none have begun until afterwards. An
// index that is dropped is not settled again.
func (ix *Index) seekSettled(b *Bounds, c *index.Cursor, limit int, dst []uint64) (_ []uint64, done, ok bool) {
	begun := ix.begun.Load()
	if ix.settled.Load() != begun {
		return dst, false, false
	}
	found, done := ix.tree.Seek(b, c, limit, dst)
	if ix.begun.Load() != begun || ix.droppedAt.Load() != 0 {
		c.Rewind()
		return dst, false, false
	}
	return found, done, true
}

// valid appends the ids of the entries that t sees. With trust, the entry of a
// row without undo records is taken for what it says: there is but one version.
// The caller must make sure that no entry was removed in the meantime.
func (t *Txn) valid(ix *Index, b *Bounds, entries *index.Entries, trust bool, dst []uint64) []uint64 {
	d := t.db.table(ix)
	ids := entries.IDs
	var at reading
	defer at.done()
	for i := 0; i < len(ids); {
		end := sameChunk(ids, i)
		c := d.at(ids[i])
		c.latch.RLock()
		at.c = c
		for ; i < end; i++ {
			row := int(ids[i] & rowMask)
			if trust && c.head(row) == nil || t.validEntry(ix, b, c, row, entries.Key(i)) {
				dst = append(dst, ids[i])
			}
		}
		at.c = nil
		c.latch.RUnlock()
	}
	return dst
}

// validEntry reports whether the version of a row that t sees has a key.
func (t *Txn) validEntry(ix *Index, b *Bounds, c *chunk, row int, key []byte) bool {
	var vals valBuf
	v, ok := t.indexed(ix, c, row, &vals)
	if !ok {
		return false
	}
	var buf keyBuf
	return bytes.Equal(index.AppendKey(buf[:0], v.vals...), key) && (!b.Loose() || b.Match(v.vals))
}

// outlives reports whether t sees, or made, changes that a dropped index does not have.
func (t *Txn) outlives(ix *Index) bool {
	at := ix.droppedAt.Load()
	return at != 0 && (t.start >= at || t.horizon > t.start || t.Changed())
}

// seekOwn is SeekIndex on an index that was dropped after the plan had been
// made: the transaction makes itself one of what it sees.
func (t *Txn) seekOwn(ix *Index, b *Bounds, c *IndexCursor, limit int, dst []uint64) ([]uint64, bool) {
	if c.own == nil {
		c.own = t.ownIndex(ix) // a walk that has begun goes on behind the same key
	}
	want := len(dst) + limit
	for {
		c.entries.Reset()
		done := c.own.SeekEntries(b, &c.at, want-len(dst), &c.entries)
		dst = t.valid(ix, b, &c.entries, false, dst)
		if done || len(dst) >= want {
			return dst, done
		}
	}
}

func (t *Txn) ownIndex(ix *Index) *index.Index {
	run := index.NewRun(len(ix.Spec.Properties))
	var vals valBuf
	var at reading
	defer at.done()
	for _, c := range t.db.table(ix).all() {
		if c == nil {
			continue
		}
		c.latch.RLock()
		at.c = c
		for row := range ChunkRows {
			if v, ok := t.indexed(ix, c, row, &vals); ok {
				run.Add(v.vals, c.base+uint64(row))
			}
		}
		at.c = nil
		c.latch.RUnlock()
	}
	run.Sort()
	own := index.New(len(ix.Spec.Properties))
	own.Load(run)
	return own
}

// zoneCursor walks the rows of one label or type, chunk by chunk.
type zoneCursor struct {
	chunk   int
	pending []uint64 // of the chunks before
	rels    Relationships
}

func (t *Txn) seekZone(ix *Index, c *zoneCursor, limit int, dst []uint64) (_ []uint64, done bool) {
	want := len(dst) + limit
	types := []TypeID{ix.Spec.Type}
	for {
		n := min(want-len(dst), len(c.pending))
		dst, c.pending = append(dst, c.pending[:n]...), c.pending[n:]
		if len(c.pending) > 0 {
			return dst, false
		}
		switch {
		case ix.Spec.OnNodes() && c.chunk < t.NodeChunks():
			c.pending = t.ScanNodes(c.chunk, ix.filter, c.pending[:0])
		case !ix.Spec.OnNodes() && c.chunk < t.RelationshipChunks():
			c.rels = Relationships{c.rels.ID[:0], c.rels.From[:0], c.rels.To[:0], c.rels.Type[:0]}
			t.ScanRelationships(c.chunk, types, &c.rels)
			c.pending = c.rels.ID
		default:
			return dst, true
		}
		c.chunk++
	}
}

// Matches are what [Txn.LookUp] has found.
type Matches = index.Matches

// LookUp is [Txn.SeekIndex] for many values of an index over one property, nested or not, at once: it appends
// the ids that are equal to row r of vals, for one r of rows after the other. It reports false,
// and leaves dst empty, if what the index holds must be checked for t.
func (t *Txn) LookUp(ix *Index, vals *column.Column, rows []int32, dst *Matches) bool {
	if ix.tree == nil || len(ix.Spec.Properties) != 1 || ix.Spec.Kind == IndexPoint || t.outlives(ix) {
		return false
	}
	begun := ix.begun.Load()
	ok := ix.settled.Load() == begun && ix.tree.Lookup(vals, rows, dst)
	if ok && ix.begun.Load() == begun && ix.droppedAt.Load() == 0 {
		return true
	}
	dst.Reset()
	return false
}
