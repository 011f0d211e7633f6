package engine

import (
	"cmp"
	"fmt"
	"slices"
)

// sorter is memory to sort shares with.
type sorter struct {
	next  [ChunkRows + 1]uint32 // where the next entry of each row goes
	data  []byte
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
	r := &hopRoot{layout: b.layout, data: s.data, room: uint32(len(s.rows))}
	starts := with.starts(s.rows)
	for row := range ChunkRows {
		if starts[row+1] > starts[row] && !c.isLive(row) {
			return fmt.Errorf("there are relationships at node %d, which does not exist", c.base+uint64(row))
		}
	}
	a := c.adjacency(b.dir)
	a.entries, a.used = len(s.rows), len(s.rows)
	a.loops.Store(with.sort(s, b.layout, c.base))
	if typ, ok := b.onlyType(s); ok {
		r.uniform, r.typ = true, typ
		a.segs = r.startRuns(&starts)
	} else {
		r.cutRuns(s.types, &starts)
		a.segs = len(r.segments)
	}
	a.root.Store(r)
	return nil
}

// onlyType returns the type that all relationships of a share have; false if there are several.
func (b *hopBuilder) onlyType(s *share) (typ TypeID, ok bool) {
	if typ = b.typ; !b.uniform {
		typ = s.types[0]
	}
	if len(s.rows) > maxUniform && b.uniform {
		s.types = slices.Repeat([]TypeID{typ}, len(s.rows))
	}
	return typ, len(s.rows) <= maxUniform && (b.uniform || allAre(s.types, typ))
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
func (s *sorter) sort(in *share, l layout, base uint64) (loops int64) {
	s.data = append(s.data[:0], in.data...)
	if in.types != nil {
		s.types = append(s.types[:0], in.types...)
		s.sortTypes(in)
	}
	if l.isWide() {
		return s.sortWide(in, base)
	}
	from, to := hopRun{s.data, len(in.rows)}.memory(l), in.memory()
	size, nodes := int(l.size), l.nodeMask()
	for i, row := range in.rows {
		row &= rowMask
		at := int(s.next[row])
		s.next[row]++
		w := loadWord(from, i*size)
		storeWord(to, at*size, size-halfSize, w)
		if w&nodes == base+uint64(row) {
			loops++
		}
	}
	return loops
}

// sortWide is sort for wide entries.
func (s *sorter) sortWide(in *share, base uint64) (loops int64) {
	unsorted := hopRun{s.data, len(in.rows)}
	for i, row := range in.rows {
		e := wide.at(unsorted, i)
		wide.put(in.data, int(s.next[row]), e)
		s.next[row]++
		if e.neighbour == base+uint64(row) {
			loops++
		}
	}
	return loops
}

// sortTypes brings the types of a share into the order of rows.
func (s *sorter) sortTypes(in *share) {
	next := s.next
	for i, row := range in.rows {
		in.types[next[row]] = s.types[i]
		next[row]++
	}
}

// startRuns says where the runs of a uniform root start, and returns how many there are.
func (r *hopRoot) startRuns(starts *[ChunkRows + 1]uint32) (n int) {
	for row := range ChunkRows {
		r.heads[row] = starts[row] << 1
		if starts[row+1] > starts[row] {
			n++
		}
	}
	return n
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
	sorted, run := make([]typed, 0, hi-lo), r.run(lo, hi-lo)
	for i := range run.n {
		sorted = append(sorted, typed{r.at(run, i), types[lo+i]})
	}
	slices.SortStableFunc(sorted, func(a, b typed) int { return cmp.Compare(a.typ, b.typ) })
	for i, e := range sorted {
		r.put(r.data, lo+i, e.entry)
		types[lo+i] = e.typ
	}
}
