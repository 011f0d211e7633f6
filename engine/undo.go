package engine

import (
	"sync/atomic"

	"memgraphd/engine/value"
)

// inFlight marks the stamp of a transaction that is not visible yet, ordered that
// of one that has its place in the commit order and waits for the log.
const (
	inFlight = 1 << 63
	ordered  = 1 << 62
)

// stamp is the commit timestamp of a transaction, shared by all its undo
// records: storing it makes the whole transaction committed at once.
type stamp struct {
	commit atomic.Uint64 // inFlight|id, then ordered|id, until it is published
}

type undoKind uint8

const (
	undoCreated  undoKind = iota // rows row … row+n-1 did not exist
	undoDeleted                  // the row existed
	undoProperty                 // property key was old
	undoLabels                   // the label set was LabelSet(key)
	undoDropped                  // nobody needs the record any more: it is in no chain
)

// undo says how a row was before a transaction changed it. Its fields are
// guarded by the chunk's latch. A created record is shared by all rows that it
// covers, which works because it is always the oldest of a row.
type undo struct {
	by    *stamp
	next  *undo // older
	chunk *chunk
	old   value.Value
	key   uint32
	row   uint16
	n     uint16 // rows covered by undoCreated
	kind  undoKind
}

// undoLog holds the undo records of one transaction in slabs, oldest first.
type undoLog struct {
	slabs [][]undo
	n     int
}

const (
	undoBytes    = 64 // of a record, about
	firstSlab    = 4
	largestSlab  = 512
	slabGrowthBy = 4
)

// add returns a new record; it never moves.
func (l *undoLog) add() *undo {
	last := len(l.slabs) - 1
	if last < 0 || len(l.slabs[last]) == cap(l.slabs[last]) {
		size := firstSlab
		if last >= 0 {
			size = min(largestSlab, slabGrowthBy*cap(l.slabs[last]))
		}
		l.slabs = append(l.slabs, make([]undo, 0, size))
		last++
	}
	slab := append(l.slabs[last], undo{})
	l.slabs[last] = slab
	l.n++
	return &slab[len(slab)-1]
}

// sees reports whether the reader sees the changes of a transaction.
func (t *Txn) sees(by *stamp) bool {
	return by.commit.Load() <= t.horizon || by == t.stamp
}

// rowExists reports whether t sees the row; the chunk's latch is held.
func (t *Txn) rowExists(c *chunk, row int) bool {
	exists := c.isLive(row)
	for u := c.head(row); u != nil && !t.sees(u.by); u = u.next {
		switch u.kind {
		case undoCreated:
			return false
		case undoDeleted:
			exists = true
		}
	}
	return exists
}

// rowLabels returns the label set that t sees and whether it sees the row; the chunk's latch is held.
func (t *Txn) rowLabels(c *chunk, row int) (LabelSet, bool) {
	exists, set := c.isLive(row), c.labels[row]
	for u := c.head(row); u != nil && !t.sees(u.by); u = u.next {
		switch u.kind {
		case undoCreated:
			return 0, false
		case undoDeleted:
			exists = true
		case undoLabels:
			set = LabelSet(u.key)
		}
	}
	return set, exists
}

// rowProperty returns the value that t sees, null where it sees none; the chunk's latch is held.
func (t *Txn) rowProperty(c *chunk, col *propColumn, row int, key PropertyID) value.Value {
	exists := c.isLive(row)
	var found *undo
	for u := c.head(row); u != nil && !t.sees(u.by); u = u.next {
		switch {
		case u.kind == undoCreated:
			return value.Null
		case u.kind == undoDeleted:
			exists = true
		case u.kind == undoProperty && u.key == uint32(key):
			found = u
		}
	}
	switch {
	case !exists:
		return value.Null
	case found != nil:
		return found.old
	case col == nil:
		return value.Null
	}
	return col.value(row)
}
