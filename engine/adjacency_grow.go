package engine

const (
	firstSegments = 16
	firstWords    = 64
)

// moreSegments publishes a root with twice the segments and the same arena. Who
// still reads the old root misses only entries that it may not see anyway.
func (a *adjacency) moreSegments() *hopRoot {
	old := a.root.Load()
	r := &hopRoot{words: old.words, wide: old.wide}
	r.segments = make([]segment, min(2*len(old.segments), len(old.segments)+2*ChunkRows))
	for i := range a.segs {
		r.segments[i] = old.segments[i]
	}
	r.heads = old.heads
	a.root.Store(r)
	return r
}

// grown says what a rebuild makes room for.
type grown struct {
	row   int
	typ   TypeID
	cap   int // of the run of row and typ, if not 0
	spare int // entries for a new run
	widen bool
}

// rebuild publishes a root without garbage whose arena has half as much room again.
func (a *adjacency) rebuild(g grown) *hopRoot {
	old := a.root.Load()
	segs, entries := old.live()
	r := &hopRoot{wide: g.widen}
	r.segments = make([]segment, max(firstSegments, segs+segs/4+1))
	entries += g.cap + g.spare
	r.words = make([]uint64, max(firstWords, entries+entries/2)<<r.shift())
	a.copyTo(r, old, g)
	a.root.Store(r)
	return r
}

// trim publishes a root without garbage and without room.
func (a *adjacency) trim() {
	old := a.root.Load()
	segs, entries := old.live()
	if segs == 0 && a.doubts == 0 {
		a.root.Store(nil)
		a.segs, a.words = 0, 0
		return
	}
	r := &hopRoot{wide: old.wide, segments: make([]segment, segs)}
	r.words = make([]uint64, entries<<r.shift())
	a.copyTo(r, old, grown{row: -1, widen: old.wide})
	a.root.Store(r)
}

// live counts the segments and entries that are in use.
func (r *hopRoot) live() (segs, entries int) {
	for row := range r.heads {
		for i := r.heads[row] >> 1; i != 0; i = r.segments[i-1].next {
			if _, length := r.segments[i-1].load(); length > 0 {
				segs++
				entries += length
			}
		}
	}
	return segs, entries
}

// copyTo fills a root that is not published yet; empty runs are left behind.
func (a *adjacency) copyTo(r, old *hopRoot, g grown) {
	a.segs, a.words = 0, 0
	for row := range old.heads {
		last := &r.heads[row]
		*last = old.heads[row] & doubtBit
		low := uint32(1) // heads hold the doubt in their lowest bit, links do not
		for i := old.heads[row] >> 1; i != 0; {
			s := &old.segments[i-1]
			i = s.next
			wanted := g.cap > 0 && row == g.row && s.typ == g.typ
			if _, length := s.load(); length == 0 && !wanted {
				continue
			}
			a.copyRun(r, old, s, wanted, g.cap)
			*last |= uint32(a.segs) << low
			last, low = &r.segments[a.segs-1].next, 0
		}
	}
}

// copyRun appends one run to a root that is not published yet.
func (a *adjacency) copyRun(r, old *hopRoot, s *segment, wanted bool, want int) {
	start, length := s.load()
	capacity := length
	if wanted {
		capacity = want
	}
	sh := r.shift()
	at := a.words >> sh
	r.segments[a.segs] = segment{run: uint64(at)<<32 | uint64(length), typ: s.typ, cap: uint32(capacity)}
	words := old.entries(start, length)
	if r.wide == old.wide {
		copy(r.words[a.words:], words)
	} else {
		for i := range length {
			r.put(at+i, old.entry(words, i))
		}
	}
	a.segs++
	a.words += capacity << sh
}

// drop removes the entries of relationships for which dead holds from the runs
// of a row, and returns how many there were. What is left is written elsewhere:
// readers may be on the old run.
func (a *adjacency) drop(row int, dead func(rel uint64) bool) int {
	r := a.root.Load()
	if r == nil {
		return 0
	}
	dropped := 0
	for i, _ := r.head(row); i != 0; {
		s := &r.segments[i-1]
		i = s.next
		n, moved := a.dropFrom(r, s, dead)
		if moved {
			return dropped + a.drop(row, dead) // in a new root
		}
		dropped += n
	}
	return dropped
}

// dropFrom is drop for one run; moved means that nothing was done but to
// publish a root that has room to do it.
func (a *adjacency) dropFrom(r *hopRoot, s *segment, dead func(rel uint64) bool) (dropped int, moved bool) {
	start, length := s.load()
	words := r.entries(start, length)
	kept, first := 0, length
	for i := range length {
		if !dead(r.entry(words, i).rel) {
			kept++
		} else if first == length {
			first = i
		}
	}
	switch {
	case kept == length:
		return 0, false
	case kept == first: // only from the end: shorten, and never write there again
		s.cap = uint32(kept)
		s.store(start, kept)
		return length - kept, false
	case a.words+kept<<r.shift() > len(r.words):
		a.rebuild(grown{spare: kept, widen: r.wide})
		return 0, true
	}
	at := a.words >> r.shift()
	n := at
	for i := range length {
		if e := r.entry(words, i); !dead(e.rel) {
			r.put(n, e)
			n++
		}
	}
	a.words += kept << r.shift()
	s.cap = uint32(kept)
	s.store(at, kept)
	return length - kept, false
}

// bytes returns the memory that the adjacency holds.
func (a *adjacency) bytes() int {
	r := a.root.Load()
	if r == nil {
		return 0
	}
	n := 4*ChunkRows + 24*len(r.segments) + 8*len(r.words)
	if a.pending != nil {
		n += 4 * ChunkRows
	}
	return n
}
