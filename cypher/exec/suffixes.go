package exec

// suffixes finds the paths to an end of a product in the order of their lengths. It goes backwards from
// the end, best first: what is missing in front of a suffix is known from the depths of the pairs, so
// that the first path is found in as many steps as it has, and each further one in about as many
// as it differs from those before. (Enumeration of the k shortest walks by deviations, as in Eppstein, 1998,
// of which those that use a relationship twice are dropped as soon as they do.)
type suffixes struct {
	p       *product
	most    int64 // paths longer than that are not wanted
	all     []suffix
	queue   [][]int32 // by the length of the shortest path that the next way in front may lead to
	short   int
	found   int32
	barren  int // suffixes that were made since a path was found
	reach   reach
	charged int64
}

// suffix is a way from a pair to the end. Those in front of it are made one by one.
type suffix struct {
	at, behind int32 // behind: the suffix that it goes on with; -1: it is the end itself
	tried      int32 // the last of the ways to the pair that was taken; -1 for none
	length     int32
	rel        uint64
	hop        bool   // it begins with a relationship
	mask       uint64 // in which each of its relationships has a bit
}

// barrenSuffixes is how many suffixes may be made in vain before each further one has to prove that a
// way from the start leads to it which does without its relationships.
const barrenSuffixes = 512

func (s *suffixes) begin(p *product, end int32) {
	s.p, s.most = p, p.pattern.longest
	s.all = append(s.all[:0], suffix{at: end, behind: -1, tried: -1})
	for i := range s.queue {
		s.queue[i] = s.queue[i][:0]
	}
	s.short, s.barren = 0, 0
	s.push(0)
}

// way returns the next way to try in front of a suffix, and how long a path through it is at least;
// false if it is not known yet.
func (s *suffixes) way(i int32) (w int32, length int64, known bool) {
	x := &s.all[i]
	to := &s.p.pairs[x.at]
	if w = to.first; x.tried >= 0 {
		w = s.p.ways[x.tried].next
	}
	if w < 0 {
		return w, int64(x.length) + s.p.depth + 1, false
	}
	length = int64(x.length) + int64(s.p.pairs[s.p.ways[w].from].depth)
	if !s.p.pattern.entered(to.state) {
		length++
	}
	return w, length, true
}

// push queues a suffix by its next way.
func (s *suffixes) push(i int32) {
	_, length, known := s.way(i)
	if length > s.most || !known && s.p.whole {
		return
	}
	for int64(len(s.queue)) <= length {
		s.queue = append(s.queue, nil)
	}
	s.queue[length] = append(s.queue[length], i)
}

// next goes on to the next path.
func (s *suffixes) next(x *Execution) (bool, error) {
	for ; s.short < len(s.queue) && int64(s.short) <= s.most; s.short++ {
		for !s.p.whole && s.p.depth < int64(s.short) {
			if err := s.p.grow(x); err != nil {
				return false, err
			}
		}
		for q := s.queue[s.short]; len(q) > 0; q = s.queue[s.short] {
			i := q[len(q)-1]
			s.queue[s.short] = q[:len(q)-1]
			if err := s.p.pattern.segments[0].hops[0].steps.poll(x); err != nil {
				return false, err
			}
			if found, err := s.extend(x, i); err != nil || found {
				return found, err
			}
		}
	}
	return false, nil
}

// extend takes the next way in front of a suffix, and reports whether that makes it a path.
func (s *suffixes) extend(x *Execution, i int32) (bool, error) {
	w, length, known := s.way(i)
	if !known || length > int64(s.short) {
		s.push(i)
		return false, nil
	}
	s.all[i].tried = w
	s.push(i)
	way, behind := s.p.ways[w], s.all[i]
	next := suffix{at: way.from, behind: i, tried: -1, length: behind.length, mask: behind.mask}
	if !s.p.pattern.entered(s.p.pairs[behind.at].state) {
		bit := uint64(1) << (way.rel * 0x9E3779B97F4A7C15 >> 58)
		if behind.mask&bit != 0 && s.uses(i, way.rel) {
			return false, nil
		}
		next.rel, next.hop, next.length, next.mask = way.rel, true, behind.length+1, behind.mask|bit
	}
	s.found = int32(len(s.all))
	s.all = append(s.all, next)
	if way.from == 0 {
		s.barren = 0
		return true, nil
	}
	if s.barren++; s.barren > barrenSuffixes {
		if ok, err := s.hopeful(x, s.found); err != nil || !ok {
			return false, err
		}
	}
	s.push(s.found)
	if s.barren&255 == 0 {
		return false, x.charge(&s.charged, int64(48*len(s.all)+4*len(s.reach.seen)))
	}
	return false, nil
}

// uses reports whether a relationship is part of a suffix.
func (s *suffixes) uses(i int32, rel uint64) bool {
	for ; i >= 0; i = s.all[i].behind {
		if s.all[i].hop && s.all[i].rel == rel {
			return true
		}
	}
	return false
}

// reach is scratch memory of a search for a way back to the start.
type reach struct {
	seen  []uint32 // by pair: the last search that came there
	now   uint32
	stack []int32
}

// hopeful reports whether a suffix can be reached from the start without its own relationships.
func (s *suffixes) hopeful(x *Execution, i int32) (bool, error) {
	for !s.p.whole {
		if err := s.p.grow(x); err != nil {
			return false, err
		}
	}
	r := &s.reach
	if n := len(s.p.pairs) - len(r.seen); n > 0 {
		r.seen = append(r.seen, make([]uint32, n)...)
	}
	if r.now++; r.now == 0 {
		clear(r.seen)
		r.now = 1
	}
	r.stack = append(r.stack[:0], s.all[i].at)
	r.seen[s.all[i].at] = r.now
	for len(r.stack) > 0 {
		at := r.stack[len(r.stack)-1]
		r.stack = r.stack[:len(r.stack)-1]
		if at == 0 {
			return true, nil
		}
		if err := s.p.pattern.segments[0].hops[0].steps.poll(x); err != nil {
			return false, err
		}
		s.backTo(i, at)
	}
	return false, nil
}

// backTo adds what leads to a pair without the relationships of a suffix, the nearest last, so that it is next.
func (s *suffixes) backTo(i, at int32) {
	r, from := &s.reach, len(s.reach.stack)
	hop := !s.p.pattern.entered(s.p.pairs[at].state)
	for w := s.p.pairs[at].first; w >= 0; w = s.p.ways[w].next {
		way := s.p.ways[w]
		if r.seen[way.from] == r.now {
			continue
		}
		bit := uint64(1) << (way.rel * 0x9E3779B97F4A7C15 >> 58)
		if hop && s.all[i].mask&bit != 0 && s.uses(i, way.rel) {
			continue
		}
		r.seen[way.from] = r.now
		r.stack = append(r.stack, way.from)
	}
	for a, b := from, len(r.stack)-1; a < b; a, b = a+1, b-1 {
		r.stack[a], r.stack[b] = r.stack[b], r.stack[a]
	}
}

// path makes a path of the suffix that was found.
func (s *suffixes) path(t *segmented) {
	i := s.found
	t.nodes, t.rels, t.over = append(t.nodes[:0], s.p.pairs[s.all[i].at].node), t.rels[:0], t.over[:0]
	for ; s.all[i].behind >= 0; i = s.all[i].behind {
		if !s.all[i].hop {
			t.over = append(t.over, len(t.rels))
			continue
		}
		t.rels = append(t.rels, s.all[i].rel)
		t.nodes = append(t.nodes, s.p.pairs[s.all[s.all[i].behind].at].node)
	}
}

func (s *suffixes) free(x *Execution) {
	x.ctx.Memory.Release(s.charged)
	s.charged = 0
	if cap(s.all) > keepColumns {
		s.all, s.queue, s.reach = nil, nil, reach{}
	}
}

// segmented is a path with the numbers of relationships behind which its segments are over.
type segmented struct {
	nodes, rels []uint64
	over        []int
}
