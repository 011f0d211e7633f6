package engine

import (
	"bytes"

	"memgraphd/engine/index"
	"memgraphd/engine/value"
)

// keyBuf and valBuf are the memory that common keys fit in.
type (
	keyBuf [64]byte
	valBuf [4]value.Value
)

// rowVersion is what an index knows of one version of a row.
type rowVersion struct {
	live  bool
	class uint32
	vals  []value.Value // of the index's properties, in its order
}

// newest returns the version in place; the latch is held.
func (ix *Index) newest(c *chunk, row int, buf *valBuf) rowVersion {
	v := rowVersion{live: c.isLive(row), class: c.class(row), vals: buf[:0]}
	for _, key := range ix.Spec.Properties {
		val := value.Null
		if col := c.column(key); col != nil {
			val = col.value(row)
		}
		v.vals = append(v.vals, val)
	}
	if ix.Spec.Paths != nil {
		ix.descend(v.vals)
	}
	return v
}

// revert turns v into the version before a change, and reports whether the
// index could tell the difference. Before its creation a row is not live.
func (ix *Index) revert(v *rowVersion, u *undo) (changed bool) {
	switch u.kind {
	case undoCreated:
		changed, v.live = v.live, false
	case undoDeleted:
		changed, v.live = !v.live, true
	case undoLabels:
		changed, v.class = ix.admits(v.class) != ix.admits(u.key), u.key
	case undoProperty:
		for i, key := range ix.Spec.Properties {
			if uint32(key) == u.key {
				changed, v.vals[i] = true, ix.part(i, u.old)
			}
		}
	}
	return changed
}

// hasKey reports whether the contents of v, live or not, make a key.
func (ix *Index) hasKey(v *rowVersion) bool {
	if ix.Spec.IsText() {
		return ix.admits(v.class) // any of the properties will do
	}
	for i, val := range v.vals {
		if (i == 0 || ix.whole) && !ix.takes(val) {
			return false
		}
	}
	return ix.admits(v.class)
}

// anyHolds reports whether a version of a row has the key; the latch is held.
func (ix *Index) anyHolds(c *chunk, row int, key []byte) bool {
	var vals valBuf
	v := ix.newest(c, row, &vals)
	if ix.holds(&v, key) {
		return true
	}
	for u := c.head(row); u != nil; u = u.next {
		if ix.revert(&v, u) && ix.holds(&v, key) {
			return true
		}
	}
	return false
}

func (ix *Index) holds(v *rowVersion, key []byte) bool {
	if !v.live || !ix.hasKey(v) {
		return false
	}
	var buf keyBuf
	return bytes.Equal(index.AppendKey(buf[:0], v.vals...), key)
}

// indexed returns the version of a row that t sees, and whether the index has an
// entry for it; the latch is held.
func (t *Txn) indexed(ix *Index, c *chunk, row int, buf *valBuf) (rowVersion, bool) {
	v := ix.newest(c, row, buf)
	for u := c.head(row); u != nil && !t.sees(u.by); u = u.next {
		ix.revert(&v, u)
	}
	return v, v.live && ix.hasKey(&v)
}
