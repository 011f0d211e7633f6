package engine

import (
	"cmp"
	"fmt"
	"slices"
)

// load builds one direction of the adjacency of a chunk, each run exactly as
// large as it must be, from entries in the order of relationships.
func (c *chunk) load(dir Direction, share loose) error {
	n := len(share.words) / stride(share.wide)
	if n == 0 {
		return nil
	}
	if c == nil {
		return fmt.Errorf("there are relationships at nodes of a chunk that does not exist")
	}
	r := &hopRoot{wide: share.wide}
	r.words = make([]uint64, n<<r.shift())
	types := make([]TypeID, n)
	starts := share.starts()
	for row := range ChunkRows {
		if starts[row+1] > starts[row] && !c.isLive(row) {
			return fmt.Errorf("there are relationships at node %d, which does not exist", c.base+uint64(row))
		}
	}
	loops := share.place(r, types, starts, c.base)
	a := c.adjacency(dir)
	a.cutRuns(r, types, starts)
	a.entries, a.words = n, len(r.words)
	a.loops.Store(loops)
	a.root.Store(r)
	return nil
}

// starts counts the entries of each row and returns where they begin.
func (l loose) starts() *[ChunkRows + 1]int {
	starts := new([ChunkRows + 1]int)
	for i := 0; i < len(l.words); i += stride(l.wide) {
		starts[l.words[i]>>32+1]++
	}
	for row := range ChunkRows {
		starts[row+1] += starts[row]
	}
	return starts
}

// place writes each entry behind those of its row that came before, and returns the number of loops.
func (l loose) place(r *hopRoot, types []TypeID, starts *[ChunkRows + 1]int, base uint64) (loops int64) {
	next := *starts
	size := stride(l.wide)
	for i := 0; i < len(l.words); i += size {
		row := l.words[i] >> 32
		at := next[row]
		next[row]++
		types[at] = TypeID(l.words[i])
		copy(r.words[at<<r.shift():], l.words[i+1:i+size])
		if r.entry(r.words, at).neighbour == base+row {
			loops++
		}
	}
	return loops
}

// cutRuns cuts the entries of each row into segments by type.
func (a *adjacency) cutRuns(r *hopRoot, types []TypeID, starts *[ChunkRows + 1]int) {
	for row := range ChunkRows {
		lo, hi := starts[row], starts[row+1]
		if !slices.IsSorted(types[lo:hi]) {
			r.sortByType(types, lo, hi)
		}
		for i := lo; i < hi; {
			j := i + 1
			for j < hi && types[j] == types[i] {
				j++
			}
			r.segments = append(r.segments, segment{run: uint64(i)<<32 | uint64(j-i), typ: types[i], next: r.heads[row] >> 1})
			r.heads[row] = uint32(len(r.segments)) << 1
			i = j
		}
	}
	r.segments = slices.Clip(slices.Clone(r.segments))
	a.segs = len(r.segments)
}

// sortByType sorts the entries lo … hi-1 by type and keeps their order within a type.
func (r *hopRoot) sortByType(types []TypeID, lo, hi int) {
	type typed struct {
		entry
		typ TypeID
	}
	run := make([]typed, 0, hi-lo)
	for i := lo; i < hi; i++ {
		run = append(run, typed{r.entry(r.words, i), types[i]})
	}
	slices.SortStableFunc(run, func(a, b typed) int { return cmp.Compare(a.typ, b.typ) })
	for i, e := range run {
		r.put(lo+i, e.entry)
		types[lo+i] = e.typ
	}
}
