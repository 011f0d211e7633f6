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
	starts, uniform := share.starts()
	for row := range ChunkRows {
		if starts[row+1] > starts[row] && !c.isLive(row) {
			return fmt.Errorf("there are relationships at node %d, which does not exist", c.base+uint64(row))
		}
	}
	a := c.adjacency(dir)
	var loops int64
	if uniform && !share.wide {
		loops = share.placeUniform(r.words, *starts, c.base)
		r.segments = uniformRuns(&r.heads, starts, TypeID(share.words[0]))
		a.segs = len(r.segments)
	} else {
		types := make([]TypeID, n)
		loops = share.place(r, types, starts, c.base)
		a.cutRuns(r, types, starts)
	}
	a.entries, a.words = n, len(r.words)
	a.loops.Store(loops)
	a.root.Store(r)
	return nil
}

// starts counts the entries of each row and returns where they begin, and whether all are of one type.
func (l loose) starts() (starts *[ChunkRows + 1]int, uniform bool) {
	starts = new([ChunkRows + 1]int)
	first, differing, size := l.words[0], uint64(0), stride(l.wide)
	for i := 0; i < len(l.words); i += size {
		word := l.words[i]
		differing |= word ^ first
		starts[word>>32&rowMask+1]++
	}
	for row := range ChunkRows {
		starts[row+1] += starts[row]
	}
	return starts, uint32(differing) == 0
}

// placeUniform is place for narrow entries of one type.
func (l loose) placeUniform(words []uint64, next [ChunkRows + 1]int, base uint64) (loops int64) {
	for i := 0; i+1 < len(l.words); i += 2 {
		row, e := l.words[i]>>32&rowMask, l.words[i+1]
		words[next[row]] = e
		next[row]++
		if e>>32 == base+row {
			loops++
		}
	}
	return loops
}

// uniformRuns gives each row that has entries a segment.
func uniformRuns(heads *[ChunkRows]uint32, starts *[ChunkRows + 1]int, typ TypeID) []segment {
	n := 0
	for row := range ChunkRows {
		if starts[row+1] > starts[row] {
			n++
		}
	}
	segments := make([]segment, 0, n)
	for row := range ChunkRows {
		if lo, hi := starts[row], starts[row+1]; hi > lo {
			segments = append(segments, segment{run: uint64(lo)<<32 | uint64(hi-lo), typ: typ})
			heads[row] = uint32(len(segments)) << 1
		}
	}
	return segments
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
