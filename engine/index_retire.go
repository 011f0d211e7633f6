package engine

import "memgraphd/engine/index"

// departure is an entry whose version is about to go.
type departure struct {
	ix  *Index
	key []byte
}

// departures are the entries of one row that may have lost their last version.
type departures []departure

// add notes the key of a version, live or not.
func (d *departures) add(ix *Index, v *rowVersion) {
	if ix.hasKey(v) {
		*d = append(*d, departure{ix, index.AppendKey(nil, v.vals...)})
	}
}

// retire removes the entries that no version has any more; the latch is held exclusively.
func (d departures) retire(c *chunk, row int) {
	for _, e := range d {
		if !e.ix.anyHolds(c, row, e.key) && e.ix.tree.RemoveKey(e.key, c.base+uint64(row)) {
			e.ix.removed.Add(1)
		}
	}
}

// departing returns the entries of the version in place in some indexes, before
// it goes; the latch is held exclusively.
func departing(indexes []*Index, c *chunk, row int) (d departures) {
	var vals valBuf
	for _, ix := range indexes {
		v := ix.newest(c, row, &vals)
		d.add(ix, &v)
	}
	return d
}

// overwriting returns the entries that a change without an undo record, by a
// row's own writer, may leave without a version. The versions between its undo
// records change with the one in place: each record holds but one property.
func (t *Txn) overwriting(indexes []*Index, c *chunk, row int) (d departures) {
	if t.direct {
		return nil
	}
	var vals valBuf
	for _, ix := range indexes {
		v := ix.newest(c, row, &vals)
		d.add(ix, &v)
		for u := c.head(row); u != nil && u.by == t.stamp; u = u.next {
			if ix.revert(&v, u) && v.live {
				d.add(ix, &v)
			}
		}
	}
	return d
}

// undoing returns the entries that the rollback of a change may leave without a version.
func (db *Database) undoing(u *undo) departures {
	switch c := u.chunk; u.kind {
	case undoProperty:
		return departing(db.covering(c).of(PropertyID(u.key)), c, int(u.row))
	case undoLabels:
		return departing(db.covering(c).all, c, int(u.row))
	}
	return nil
}

// releasing returns the entries of the versions of a row that go when its undo
// records up to a commit are cut off, and, if the row is deleted, of the one in
// place; the latch is held exclusively.
func (db *Database) releasing(c *chunk, row int, bound uint64) (d departures) {
	head := c.head(row)
	if head.kind == undoCreated && c.isLive(row) {
		return nil // there was nothing before
	}
	var vals valBuf
	for _, ix := range db.covering(c).all {
		v := ix.newest(c, row, &vals)
		if !v.live {
			d.add(ix, &v)
		}
		cut := false
		for u := head; u != nil; u = u.next {
			cut = cut || u.by.commit.Load() <= bound
			if ix.revert(&v, u) && cut && v.live {
				d.add(ix, &v)
			}
		}
	}
	return d
}
