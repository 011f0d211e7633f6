package exec

import (
	"unsafe"

	"memgraphd/engine"
)

// waySet is a set of nodes with their families.
type waySet struct {
	nodes []wayNode
	ways  []uint64
}

// wayNode is a node with its family: ways[at : at+n*size].
type wayNode struct {
	id       uint64
	at, n    int32
	complete bool
}

func (s *waySet) clear() { s.nodes, s.ways = s.nodes[:0], s.ways[:0] }

// step goes from a set to the one behind a hop.
func (f *frontier) step(x *Execution, h *frontierHop) error {
	f.index.reset()
	f.complete.clear()
	f.coming.clear()
	f.plain = f.plain[:0]
	for _, n := range f.set.nodes {
		f.plain = append(f.plain, n.id)
		f.earlier.add(n.id)
	}
	var cursor engine.ExpandCursor
	for done := h.types.nothing; !done; {
		if err := x.ctx.Look(); err != nil {
			return err
		}
		wantRel := h.ahead > 0 || h.size > 1
		done = f.expand(x, &cursor, f.plain, h, wantRel)
		for i, to := range f.hit.To {
			if f.complete.has(to) {
				continue
			}
			rel := uint64(0)
			if wantRel {
				rel = f.hit.Rel[i]
			}
			f.offer(h, &f.set.nodes[f.hit.Row[i]], rel, to)
		}
	}
	f.dropUnlabelled(x, h)
	f.set, f.coming = f.coming, f.set
	return x.charge(&f.charged, f.bytes())
}

// bytes returns the memory that the sets hold.
func (f *frontier) bytes() int64 {
	nodes := cap(f.set.nodes) + cap(f.coming.nodes)
	words := cap(f.set.ways) + cap(f.coming.ways) + cap(f.plain) + cap(f.picky) + len(f.marked.set)
	return int64(nodes)*int64(unsafe.Sizeof(wayNode{})) + int64(8*words) + f.index.bytes()
}

// offer adds to the family of a node the ways that lead to it from another.
func (f *frontier) offer(h *frontierHop, from *wayNode, rel, to uint64) {
	if h.ahead == 0 || h.straight && !f.earlier.has(to) {
		if h.size == 1 || from.complete || f.free(from, h.size-1, rel) {
			f.complete.add(to)
			f.coming.nodes = append(f.coming.nodes, wayNode{id: to, complete: true})
		}
		return
	}
	before := h.size - 1
	if before == 0 {
		f.way = append(f.way[:0], rel)
		f.keep(h, to)
		return
	}
	for w := range int(from.n) {
		way := f.set.ways[int(from.at)+w*before:][:before]
		if has(way, rel) {
			continue
		}
		f.way = append(append(f.way[:0], way...), rel)
		if f.keep(h, to) {
			return
		}
	}
}

// keep takes the way in scratch into the family of a node if it needs it, and
// reports whether the family is complete.
func (f *frontier) keep(h *frontierHop, to uint64) (complete bool) {
	s := &f.coming
	at := int32(len(s.nodes))
	if f.index.add(to, at) {
		s.nodes = append(s.nodes, wayNode{id: to, at: int32(len(s.ways))})
		for range h.waysPerNode() * h.size {
			s.ways = append(s.ways, 0)
		}
	} else {
		at, _ = f.index.get(to)
	}
	n := &s.nodes[at]
	room := s.ways[n.at:]
	fam := &f.family
	fam.size, fam.ahead, fam.ways = h.size, h.ahead, room[:int(n.n)*h.size]
	if n.n > 0 && !fam.needs(f.way) {
		return n.complete
	}
	copy(room[int(n.n)*h.size:], f.way)
	n.n++
	fam.ways = room[:int(n.n)*h.size]
	if !fam.needs(nil) {
		n.complete = true
		f.complete.add(to)
	}
	return n.complete
}

// waysPerNode returns how many ways a family may have.
func (h *frontierHop) waysPerNode() int {
	n := 1
	for i := 1; i <= h.size; i++ {
		n = n * (h.ahead + i) / i
	}
	return n
}

// dropUnlabelled drops nodes of the coming set that fail the label test.
func (f *frontier) dropUnlabelled(x *Execution, h *frontierHop) {
	s := &f.coming
	if h.labels == nil || len(s.nodes) == 0 {
		return
	}
	f.plain = f.plain[:0]
	for _, n := range s.nodes {
		f.plain = append(f.plain, n.id)
	}
	filter, kept := h.labels.filter(x, 0), 0
	for i, set := range f.sets.of(x, f.plain) {
		if filter.Matches(set) {
			s.nodes[kept] = s.nodes[i]
			kept++
		}
	}
	s.nodes = s.nodes[:kept]
}

// split divides the set behind a hop by whether any relationship may be followed.
func (f *frontier) split(h *frontierHop) {
	f.plain, f.picky, f.places = f.plain[:0], f.picky[:0], f.places[:0]
	for at, n := range f.set.nodes {
		if h.ahead == 0 || n.complete {
			f.plain = append(f.plain, n.id)
		} else {
			f.picky, f.places = append(f.picky, n.id), append(f.places, int32(at))
		}
	}
}

// free reports whether any way to a node of the set does without a relationship.
func (f *frontier) free(n *wayNode, size int, rel uint64) bool {
	for w := range int(n.n) {
		if !has(f.set.ways[int(n.at)+w*size:][:size], rel) {
			return true
		}
	}
	return false
}
