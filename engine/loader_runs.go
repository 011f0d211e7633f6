package engine

import (
	"cmp"
	"fmt"
	"slices"
)

// sorter is memory to sort shares with.
type sorter struct {
	next  [ChunkRows + 1]uint32 // where the next entry of each row goes
	words []uint64
	types []TypeID
}

// load makes a share the adjacency of a node chunk, each run exactly as large as it must be.
func (b *hopBuilder) load(number int, s *share, with *sorter) error {
	if len(s.rows) == 0 {
		return nil
	}
	c := b.nodes[number]
	if c == nil {
		return fmt.Errorf("there are relationships at nodes %d and up, which do not exist", number<<rowBits)
	}
	r := &hopRoot{wide: b.wide, words: s.words}
	starts := with.starts(s.rows)
	for row := range ChunkRows {
		if starts[row+1] > starts[row] && !c.isLive(row) {
			return fmt.Errorf("there are relationships at node %d, which does not exist", c.base+uint64(row))
		}
	}
	a := c.adjacency(b.dir)
	a.entries, a.words = len(s.rows), len(s.words)
	a.loops.Store(with.sort(s, b.wide, c.base))
	if b.uniform {
		r.segments = uniformRuns(&r.heads, &starts, b.typ)
	} else {
		r.cutRuns(s.types, &starts)
	}
	a.segs = len(r.segments)
	a.root.Store(r)
	return nil
}

// starts counts the entries of each row and returns where they will begin.
func (s *sorter) starts(rows []uint16) (starts [ChunkRows + 1]uint32) {
	for _, row := range rows {
		starts[row&rowMask+1]++
	}
	for row := range ChunkRows {
		starts[row+1] += starts[row]
	}
	s.next = starts
	return starts
}

// sort brings a share into the order of rows, and returns the number of loops in it.
func (s *sorter) sort(in *share, wide bool, base uint64) (loops int64) {
	s.words = append(s.words[:0], in.words...)
	if in.types != nil {
		s.types = append(s.types[:0], in.types...)
	}
	for i, row := range in.rows {
		row &= rowMask
		at := s.next[row]
		s.next[row]++
		neighbour := s.words[i] >> 32
		if wide {
			neighbour = s.words[2*i]
			in.words[2*at], in.words[2*at+1] = neighbour, s.words[2*i+1]
		} else {
			in.words[at] = s.words[i]
		}
		if in.types != nil {
			in.types[at] = s.types[i]
		}
		if neighbour == base+uint64(row) {
			loops++
		}
	}
	return loops
}

// uniformRuns gives each row that has entries a segment.
func uniformRuns(heads *[ChunkRows]uint32, starts *[ChunkRows + 1]uint32, typ TypeID) []segment {
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

// cutRuns cuts the entries of each row into segments by type.
func (r *hopRoot) cutRuns(types []TypeID, starts *[ChunkRows + 1]uint32) {
	for row := range ChunkRows {
		lo, hi := int(starts[row]), int(starts[row+1])
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
