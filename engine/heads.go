package engine

import "sync"

// heads holds the newest undo record of each row of a chunk. Rows that were created together share
// one, so that it is kept by its place in a list: that makes a small table without pointers, which
// the collector of Go would otherwise follow one by one while millions of rows are loaded.
type heads struct {
	place [ChunkRows]uint16 // of the record of a row in slots, plus one; 0: it has none
	slots []headSlot
	free  []uint16 // places that are not taken
	last  uint16   // the place that was taken last
}

// headSlot is a record and the number of rows that have it as their newest.
type headSlot struct {
	record *undo
	rows   uint16
}

var headPool = sync.Pool{New: func() any { return new(heads) }}

// has reports whether a row has an undo record.
func (h *heads) has(row int) bool { return h.place[row] != 0 }

// at returns the newest undo record of a row, or nil.
func (h *heads) at(row int) *undo {
	p := h.place[row]
	if p == 0 {
		return nil
	}
	return h.slots[p-1].record
}

// set replaces the record of a row; u may be nil.
func (h *heads) set(row int, u *undo) {
	was := h.place[row]
	h.place[row] = 0
	if u != nil {
		h.place[row] = h.enter(u, 1)
	}
	h.leave(was)
}

// setRun makes u the record of n rows, and returns how many of them had none.
func (h *heads) setRun(row, n int, u *undo) (fresh int) {
	p := h.enter(u, n)
	for r := row; r < row+n; r++ {
		was := h.place[r]
		h.place[r] = p
		if was == 0 {
			fresh++
		}
		h.leave(was)
	}
	return fresh
}

// enter returns a place of a record, for so many rows more.
func (h *heads) enter(u *undo, rows int) uint16 {
	switch n := len(h.free); {
	case h.last != 0 && h.slots[h.last-1].record == u:
	case n > 0:
		h.last, h.free = h.free[n-1], h.free[:n-1]
	default:
		h.slots = append(h.slots, headSlot{})
		h.last = uint16(len(h.slots))
	}
	s := &h.slots[h.last-1]
	s.record = u
	s.rows += uint16(rows)
	return h.last
}

// leave notes that a row is no longer at a place.
func (h *heads) leave(p uint16) {
	if p == 0 {
		return
	}
	s := &h.slots[p-1]
	if s.rows--; s.rows == 0 {
		s.record = nil
		h.free = append(h.free, p)
		if h.last == p {
			h.last = 0
		}
	}
}

// release gives back a table in which no row has a record.
func (h *heads) release() {
	h.slots, h.free, h.last = h.slots[:0], h.free[:0], 0
	headPool.Put(h)
}

// bytes returns the memory that the table holds.
func (h *heads) bytes() int { return 2*ChunkRows + 16*cap(h.slots) + 2*cap(h.free) }
