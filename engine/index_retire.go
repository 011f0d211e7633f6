package engine

import "memgraphd/engine/index"

// departures are the entries of one row that may have lost their last version.
type departures struct {
	list []departure
	keys []byte // their encoded keys
}

type departure struct {
	ix       *Index
	from, to int // in keys
}

// add notes the key of a version, live or not.
func (d *departures) add(ix *Index, v *rowVersion) {
	if ix.hasKey(v) {
		from := len(d.keys)
		d.keys = index.AppendKey(d.keys, v.vals...)
		d.list = append(d.list, departure{ix, from, len(d.keys)})
	}
}

// retire removes the entries that no version has any more, and forgets all; the
// latch is held exclusively.
func (d *departures) retire(c *chunk, row int) {
	for _, e := range d.list {
		key := d.keys[e.from:e.to]
		if !e.ix.anyHolds(c, row, key) && e.ix.tree.RemoveKey(key, c.base+uint64(row)) {
			e.ix.removed.Add(1)
		}
	}
	d.list, d.keys = d.list[:0], d.keys[:0]
}

// newest adds the entries of the version in place in some indexes, before it
// goes; the latch is held exclusively.
func (d *departures) newest(indexes []*Index, c *chunk, row int) {
	var vals valBuf
	for _, ix := range indexes {
		v := ix.newest(c, row, &vals)
		d.add(ix, &v)
	}
}

// overwritten adds the entries that a change without an undo record, by a row's
// own writer, may leave without a version. The versions between its undo records
// change with the one in place: each record holds but one property.
func (d *departures) overwritten(t *Txn, indexes []*Index, c *chunk, row int) {
	if t.direct {
		return
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
}

// undone adds the entries that the rollback of a change may leave without a version.
func (d *departures) undone(db *Database, u *undo) {
	switch c := u.chunk; u.kind {
	case undoProperty:
		d.newest(db.covering(c).of(PropertyID(u.key)), c, int(u.row))
	case undoLabels:
		d.newest(db.covering(c).all, c, int(u.row))
	}
}

// released adds the entries of the versions of a row that go when its undo
// records up to a commit are cut off, and, if the row is deleted, of the one in
// place; the latch is held exclusively.
func (d *departures) released(db *Database, c *chunk, row int, bound uint64) {
	head := c.head(row)
	var vals valBuf
	for _, ix := range db.covering(c).affected(head, c.isLive(row)) {
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
}

// affected returns the indexes to which the versions of a row may make a difference.
func (c *covering) affected(head *undo, live bool) []*Index {
	if len(c.all) == 0 || !live {
		return c.all
	}
	var changed *undo
	for u := head; u != nil; u = u.next {
		switch {
		case u.kind == undoCreated:
		case u.kind != undoProperty || changed != nil && changed.key != u.key:
			return c.all
		default:
			changed = u
		}
	}
	if changed == nil {
		return nil
	}
	return c.of(PropertyID(changed.key))
}
