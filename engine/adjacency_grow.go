package engine

import "slices"

const (
	firstSegments = 16
	firstRoom     = 64
	maxUniform    = 1<<31 - 1 // entries, so that each start fits beside the doubt
	roomShare     = 4         // a run gets room for this part of its length, so that not every insertion moves one
)

// roomFor returns how many entries a run is given room for, beyond its length.
func roomFor(length int) int { return 1 + length/roomShare }

// moreSegments publishes a root with twice the segments and the same arena. Who
// still reads the old root misses only entries that it may not see anyway.
func (a *adjacency) moreSegments() *hopRoot {
	old := a.root.Load()
	n := min(2*len(old.segments), len(old.segments)+ChunkRows)
	r := &hopRoot{layout: old.layout, data: old.data, room: old.room, heads: old.heads, segments: make([]segment, n)}
	copy(r.segments, old.segments[:a.segs])
	a.caps = append(make([]uint32, 0, n), a.caps...)[:n]
	a.root.Store(r)
	return r
}

// rebuild publishes a root without garbage that has room for extra entries and
// for half as much more besides: a run that moves takes three places of it for each
// entry that it gains, and each rebuilding copies everything.
func (a *adjacency) rebuild(extra int, l layout) *hopRoot {
	n := a.entries + a.entries/roomShare + a.segs + extra
	r := newHopRoot(l, max(firstSegments, a.segs+a.segs/8+1), max(firstRoom, n+n/2))
	a.copyTo(r, roomFor)
	a.root.Store(r)
	return r
}

// trim publishes a root without garbage and without room, its entries in a layout that all of them fit.
func (a *adjacency) trim(l layout) {
	if a.entries == 0 && a.doubts == 0 {
		a.root.Store(nil)
		a.caps, a.segs, a.used = nil, 0, 0
		return
	}
	var r *hopRoot
	if typ, ok := a.onlyType(); ok {
		r = newHopRoot(l, 0, a.entries)
		r.uniform, r.typ = true, typ
		a.copyInOrder(r)
	} else {
		r = newHopRoot(l, a.segs, a.entries)
		a.copyTo(r, func(int) int { return 0 })
		r.segments = slices.Clip(r.segments[:a.segs])
	}
	a.caps = nil
	a.root.Store(r)
}

// onlyType returns the type that all relationships have; false if there are several.
func (a *adjacency) onlyType() (typ TypeID, ok bool) {
	r := a.root.Load()
	if r.uniform {
		return r.typ, true
	}
	for i := range r.segments[:a.segs] {
		s := &r.segments[i]
		if _, length := s.load(); length == 0 {
			continue
		}
		if ok && s.typ != typ {
			return 0, false
		}
		typ, ok = s.typ, true
	}
	return typ, ok && a.entries <= maxUniform
}

// copyInOrder fills a uniform root that is not published yet.
func (a *adjacency) copyInOrder(r *hopRoot) {
	old := a.root.Load()
	a.segs, a.used = 0, 0
	for row := range old.heads {
		r.heads[row] = uint32(a.used)<<1 | old.heads[row]&doubtBit
		for i := old.first(row); i != 0; _, i = old.link(i) {
			if start, length := placeOf(old.place(i)); length > 0 {
				r.copy(r.data, a.used, old.run(start, length), old.layout)
				a.segs++
				a.used += length
			}
		}
	}
}

// wasteful reports whether trimming would pay.
func (a *adjacency) wasteful(l layout) bool {
	r := a.root.Load()
	return r != nil && len(r.data)-l.arenaSize(a.entries) > len(r.data)/16
}

// copyTo fills a root that is not published yet; empty runs are left behind, the others
// get the room that their length gives them.
func (a *adjacency) copyTo(r *hopRoot, room func(length int) int) {
	old := a.root.Load()
	a.caps = make([]uint32, len(r.segments))
	a.segs, a.used = 0, 0
	for row := range old.heads {
		last, low := &r.heads[row], 1 // heads hold the doubt in their lowest bit, links do not
		*last = old.heads[row] & doubtBit
		for i := old.first(row); i != 0; {
			typ, next := old.link(i)
			start, length := placeOf(old.place(i))
			i = next
			if length > 0 {
				a.copyRun(r, old, typ, start, length, room(length))
				*last |= uint32(a.segs) << low
				last, low = &r.segments[a.segs-1].next, 0
			}
		}
	}
}

// copyRun appends one run to a root that is not published yet.
func (a *adjacency) copyRun(r, old *hopRoot, typ TypeID, start, length, slack int) {
	at := a.used
	r.segments[a.segs] = segment{run: uint64(at)<<32 | uint64(length), typ: typ}
	a.caps[a.segs] = uint32(length + slack)
	r.copy(r.data, at, old.run(start, length), old.layout)
	a.segs++
	a.used += length + slack
}

// drop removes the entries of relationships for which dead holds from the runs
// of a row, and returns how many there were. What is left is written elsewhere:
// readers may be on the old run.
func (a *adjacency) drop(row int, dead func(rel uint64) bool) int {
	r := a.root.Load()
	if r == nil {
		return 0
	}
	if r.uniform { // and what is shortened needs segments
		r = a.rebuild(0, r.grown(nil))
	}
	dropped := 0
	for i := r.first(row); i != 0; {
		n, moved := a.dropFrom(r, i, dead)
		if moved {
			return dropped + a.drop(row, dead) // in a new root
		}
		dropped += n
		i = r.segments[i-1].next
	}
	return dropped
}

// dropFrom is drop for one run; moved means that nothing was done but to
// publish a root that has room to do it.
func (a *adjacency) dropFrom(r *hopRoot, i uint32, dead func(rel uint64) bool) (dropped int, moved bool) {
	s := &r.segments[i-1]
	start, length := s.load()
	run := r.run(start, length)
	kept, first := 0, length
	for j := range length {
		if !dead(r.at(run, j).rel) {
			kept++
		} else if first == length {
			first = j
		}
	}
	switch {
	case kept == length:
		return 0, false
	case kept == first: // only from the end: shorten
	case a.used+kept > int(r.room):
		a.rebuild(kept, r.grown(nil))
		return 0, true
	default:
		start = a.copyLiving(r, run, dead)
	}
	if a.caps == nil {
		a.makeCaps(r)
	}
	a.caps[i-1] = uint32(kept) // never write where readers of the longer run may be
	s.store(start, kept)
	a.entries -= length - kept
	return length - kept, false
}

// copyLiving appends the entries of a run that are not dead to the arena, and returns where.
func (a *adjacency) copyLiving(r *hopRoot, run hopRun, dead func(rel uint64) bool) (start int) {
	start = a.used
	for j := range run.n {
		if e := r.at(run, j); !dead(e.rel) {
			r.put(r.data, a.used, e)
			a.used++
		}
	}
	return start
}

// bytes returns the memory that the adjacency holds.
func (a *adjacency) bytes() int {
	r := a.root.Load()
	if r == nil {
		return 0
	}
	n := 4*ChunkRows + 16*len(r.segments) + len(r.data) + 4*len(a.caps)
	if a.pending != nil {
		n += 4 * ChunkRows
	}
	return n
}
