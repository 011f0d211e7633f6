package engine

import "memgraphd/engine/value"

// conflicts reports whether a change by another transaction forbids t to change
// the same row: it is not committed, or it was committed after t started.
func (t *Txn) conflicts(by *stamp) bool {
	if by == t.stamp {
		return false
	}
	commit := by.commit.Load()
	return commit > t.start // in flight included
}

// claim checks that t may change a row, whose chunk's latch is held
// exclusively, and reports whether the old version must be kept. It need not
// for rows that t created itself.
func (t *Txn) claim(c *chunk, row int) (keep bool, err error) {
	h := c.head(row)
	switch {
	case h != nil && t.conflicts(h.by):
		return false, ErrConflict
	case !c.isLive(row):
		return false, ErrNotFound
	case t.direct:
		return false, nil
	}
	return h == nil || h.by != t.stamp || h.kind != undoCreated, nil
}

// record keeps an old version of a row: it becomes the row's newest undo record.
func (t *Txn) record(c *chunk, row int, kind undoKind, key uint32, old value.Value) {
	u := t.undo.add()
	u.by, u.next, u.chunk = t.stamp, c.head(row), c
	u.old, u.key, u.row, u.kind = old, key, uint16(row), kind
	c.push(row, u)
}

// recorded reports whether t keeps the old value of a property already.
func (t *Txn) recorded(c *chunk, row int, key PropertyID) bool {
	for u := c.head(row); u != nil && u.by == t.stamp; u = u.next {
		if u.kind == undoProperty && u.key == uint32(key) {
			return true
		}
	}
	return false
}

// recordedLabels reports whether t keeps the old label set already.
func (t *Txn) recordedLabels(c *chunk, row int) bool {
	for u := c.head(row); u != nil && u.by == t.stamp; u = u.next {
		if u.kind == undoLabels {
			return true
		}
	}
	return false
}

// recordCreated notes that t created the rows row … row+n-1 of a chunk, whose
// latch is held exclusively.
func (t *Txn) recordCreated(last **undo, c *chunk, row, n int) {
	if t.direct {
		return
	}
	u := *last
	if u == nil || u.chunk != c || int(u.row)+int(u.n) != row {
		u = t.undo.add()
		u.by, u.chunk, u.row, u.kind = t.stamp, c, uint16(row), undoCreated
		*last = u
	}
	u.n += uint16(n)
	c.pushRun(row, n, u)
}
