package engine

import "slices"

// How writes mark what they make stale: see search.go.

// searches returns the text and vector indexes over a table that t must keep.
func (t *Txn) searches(d *directory) []*Index {
	if t.direct {
		return nil
	}
	s := t.db.schema.Load()
	if d == &t.db.nodes {
		return s.nodes.searches
	}
	return s.rels.searches
}

// reads reports whether the index looks at a property.
func (ix *Index) reads(key PropertyID) bool {
	return len(ix.Spec.Properties) == 0 || slices.Contains(ix.Spec.Properties, key)
}

// covers reports whether an index covers a row, as t sees it.
func (t *Txn) covers(ix *Index, d *directory, id uint64) bool {
	c := d.at(id)
	if c == nil {
		return false
	}
	c.latch.RLock()
	defer c.latch.RUnlock()
	return ix.admits(c.class(int(id & rowMask)))
}

// stale marks rows of a chunk in whose properties a change is in place.
func (db *Database) stale(c *chunk, key PropertyID, ids ...uint64) {
	for _, ix := range db.covering(c).searches {
		if ix.reads(key) {
			ix.search.stale.mark(c, ids...)
		}
	}
}

// staleRow marks a row that was given other labels, deleted, or put back as it was.
func (db *Database) staleRow(c *chunk, row int) {
	for _, ix := range db.covering(c).searches {
		ix.search.stale.mark(c, c.base+uint64(row))
	}
}
