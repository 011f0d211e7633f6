package engine

import "memgraphd/engine/column"

// scattered is how many chunks gatherScattered reads at once.
const scattered = 16

// scatter is some rows in different chunks, whose latches are held. Taking a
// latch is a barrier that would keep the misses of the rows from overlapping,
// so all are taken before anything is read.
type scatter struct {
	chunks [scattered]*chunk
	cols   [scattered]*propColumn
	index  [scattered]int
}

// latch takes the latches of the chunks of the first ids, and returns how many.
// It waits only for the first: holding some while waiting for another could be a deadlock.
func (s *scatter) latch(d *directory, ids []uint64) (n int) {
	for _, id := range ids[:min(len(ids), scattered)] {
		c := d.at(id)
		if c == nil {
			break
		}
		if n == 0 {
			c.latch.RLock()
		} else if !c.latch.TryRLock() {
			break
		}
		s.chunks[n] = c
		n++
	}
	return n
}

func (s *scatter) release(n int) {
	for _, c := range s.chunks[:n] {
		c.latch.RUnlock()
	}
}

// find looks up the columns and indexes of n rows. It reports false unless all
// chunks are quiet and all rows have a value of the same type.
func (s *scatter) find(ids []uint64, key PropertyID, n int) (t column.Type, ok bool) {
	for i, c := range s.chunks[:n] {
		s.cols[i] = c.column(key)
	}
	if s.cols[0] == nil {
		return column.Null, false
	}
	t, ok = s.cols[0].typ, true
	for i, id := range ids[:n] {
		col := s.cols[i]
		if col == nil || col.typ != t || s.chunks[i].heads != nil {
			return t, false
		}
		j, present := col.index(int(id & rowMask))
		s.index[i] = j
		ok = ok && present
	}
	return t, ok
}

// gatherScattered writes the values of a few rows in different chunks from at on, and returns how many.
func (t *Txn) gatherScattered(g gatherer, d *directory, ids []uint64, at int, key PropertyID) int {
	var s scatter
	ids = ids[at:]
	n := s.latch(d, ids)
	if n == 0 {
		g.absent(at, 1) // no such chunk
		return 1
	}
	defer s.release(n)
	typ, ok := s.find(ids, key, n)
	if !ok || !g.accept(typ, at) {
		for i, c := range s.chunks[:n] {
			t.gatherChunk(g, c, ids[i:i+1], at+i, key)
		}
		return n
	}
	g.mark(at, n)
	switch typ {
	case column.Bool:
		for i, col := range s.cols[:n] {
			g.dst.Bools[at+i] = col.bools[s.index[i]]
		}
	case column.Int:
		for i, col := range s.cols[:n] {
			g.dst.Ints[at+i] = col.ints.at(s.index[i])
		}
	case column.Float:
		for i, col := range s.cols[:n] {
			g.dst.Floats[at+i] = col.floats[s.index[i]]
		}
	case column.String:
		for i, col := range s.cols[:n] {
			g.dst.Strings[at+i] = col.strings.at(s.index[i])
		}
	default:
		for i, col := range s.cols[:n] {
			g.dst.Values[at+i] = col.values[s.index[i]]
		}
	}
	return n
}
