package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
)

// frontier follows a chain of hops of which only the distinct last nodes are
// wanted. It goes from one set of nodes to the next instead of from row to row.
//
// That no relationship is followed twice forbids some walks, and a node may be
// the end of forbidden ones only. So each node of a set carries a [family] of
// ways to it. Few nodes need more than two: a family is complete as soon as
// nothing that is still to come can meet all of its ways, and behind a complete
// family any relationship may be followed.
type frontier struct {
	input    *node
	from, to batch.Slot
	hops     []frontierHop

	ids      nodeIDs
	set      waySet // that is reached
	coming   waySet // behind the hop that is followed
	index    idMap  // of nodes in the coming set, by id
	complete idBitmap
	way      []uint64 // scratch
	family   family   // scratch
	plain    []uint64 // nodes behind which any relationship may be followed
	picky    []uint64 // the other nodes
	places   []int32  // of the picky in the set

	reached bool // the set in front of the last hop
	cursor  engine.ExpandCursor
	done    stage
	seen    idBitmap // last nodes that were found
	queue   []uint64 // those of them that are to be handed on, from pos on
	pos     int
	found   column.Column
	hit     engine.Hops
	sets    labelSets
	b       batch.Batch
	ramp    ramp
}

// stage is how far the last hop is followed.
type stage uint8

const (
	followingPlain stage = iota
	followingPicky
	followedAll
)

// frontierHop is one hop of the chain.
type frontierHop struct {
	dir    engine.Direction
	types  typeTest
	labels *labelTest // of the node that is reached
	// size is the number of relationships behind the hop that the following must
	// differ from, ahead the number of hops that must.
	size, ahead int
}

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

// frontier makes the operator, or nil if it does not pay or cannot be done.
func (b *builder) frontier(p *plan.Expand) (operator, error) {
	if b.duplicates == counted || b.program.plan.HopsLimit != nil || b.scope != nil && b.scope.slot != batch.None {
		return nil, nil
	}
	c := chainOf(p)
	if len(c.hops) < 2 || len(c.hops) > maxChain {
		return nil, nil
	}
	f := &frontier{from: c.hops[0].From, to: p.To, ramp: ramp{first: b.ramp}}
	for i := range c.hops {
		h, err := b.frontierHop(c, i)
		if err != nil {
			return nil, err
		}
		if h.labels != nil && len(h.labels.dynamic) > 0 {
			return nil, nil
		}
		f.hops = append(f.hops, h)
	}
	var err error
	f.input, err = b.full(c.input)
	return f, err
}

func (b *builder) frontierHop(c chain, i int) (h frontierHop, err error) {
	e := c.hops[i]
	h = frontierHop{dir: e.Direction, types: typeTest{planned: e.Types, names: e.TypeNames, none: e.NoTypes}}
	h.size = len(e.Distinct) + 1
	for _, later := range c.hops[i+1:] {
		if len(later.Distinct) == 0 {
			break
		}
		h.ahead++
	}
	h.labels, err = b.labelTest(e.ToLabels)
	return h, err
}

func (f *frontier) reset(x *Execution) error {
	f.reached = false
	f.ramp.reset(x)
	for i := range f.hops {
		f.hops[i].types.reset(x)
	}
	f.seen.clear()
	f.queue, f.pos = f.queue[:0], 0
	return f.input.reset(x)
}

func (f *frontier) close(*Execution) {
	f.seen.free()
	f.complete.free()
	f.index.reset()
	if cap(f.set.ways)+cap(f.coming.ways) > keepColumns {
		f.set, f.coming, f.plain, f.picky, f.places = waySet{}, waySet{}, nil, nil, nil
	}
}

// reach makes the set in front of the last hop.
func (f *frontier) reach(x *Execution) error {
	if err := f.start(x); err != nil {
		return err
	}
	last := len(f.hops) - 1
	for i := range last {
		if err := f.step(x, &f.hops[i]); err != nil {
			return err
		}
	}
	f.split(&f.hops[last-1])
	f.cursor, f.done = engine.ExpandCursor{}, followingPlain
	return nil
}

// start makes the first set, of the nodes that the chain starts at.
func (f *frontier) start(x *Execution) error {
	f.set.clear()
	f.index.reset()
	for {
		b, err := f.input.next(x)
		if err != nil || b == nil {
			return err
		}
		if err := f.ids.collect(b.Cols[f.from], b.Rows()); err != nil {
			return err
		}
		for _, id := range f.ids.ids {
			if f.index.add(id, 0) {
				f.set.nodes = append(f.set.nodes, wayNode{id: id})
			}
		}
	}
}

// step goes from a set to the one behind a hop.
func (f *frontier) step(x *Execution, h *frontierHop) error {
	f.index.reset()
	f.complete.clear()
	f.coming.clear()
	f.plain = f.plain[:0]
	for _, n := range f.set.nodes {
		f.plain = append(f.plain, n.id)
	}
	var cursor engine.ExpandCursor
	for done := h.types.nothing; !done; {
		if err := x.ctx.Ctx.Err(); err != nil {
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
	return nil
}

// expand follows some more relationships.
func (f *frontier) expand(x *Execution, cursor *engine.ExpandCursor, nodes []uint64, h *frontierHop, wantRel bool) (done bool) {
	f.hit.Row, f.hit.Rel, f.hit.To = f.hit.Row[:0], f.hit.Rel[:0], f.hit.To[:0]
	done = x.ctx.Txn.Expand(cursor, nodes, h.dir, h.types.ids, wantRel, column.BatchSize, &f.hit)
	x.ctx.Hops += int64(len(f.hit.To))
	return done
}

// offer adds to the family of a node the ways that lead to it from another.
func (f *frontier) offer(h *frontierHop, from *wayNode, rel, to uint64) {
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

func (f *frontier) next(x *Execution) (*batch.Batch, error) {
	if !f.reached {
		if err := f.reach(x); err != nil {
			return nil, err
		}
		f.reached = true
	}
	h := &f.hops[len(f.hops)-1]
	if h.types.nothing {
		return nil, nil
	}
	target := f.ramp.next()
	for len(f.queue)-f.pos < target && f.done < followedAll {
		if err := x.ctx.Ctx.Err(); err != nil {
			return nil, err
		}
		f.queue = append(f.queue[:0], f.queue[f.pos:]...)
		f.pos = 0
		before := len(f.queue)
		if f.done == followingPlain {
			f.followPlain(x, h)
		} else {
			f.followPicky(x, h)
		}
		f.keepLabelled(x, h, before)
	}
	n := min(target, len(f.queue)-f.pos)
	if n == 0 {
		return nil, nil
	}
	f.found.Reset(column.Node, n)
	f.pos += copy(f.found.IDs, f.queue[f.pos:])
	f.b.Reset(x.slots)
	f.b.N = n
	f.b.Cols[f.to] = &f.found
	return &f.b, nil
}

// followPlain follows the next relationships behind the plain nodes.
func (f *frontier) followPlain(x *Execution, h *frontierHop) {
	if f.expand(x, &f.cursor, f.plain, h, false) {
		f.cursor, f.done = engine.ExpandCursor{}, followingPicky
	}
	for _, to := range f.hit.To {
		if f.seen.add(to) {
			f.queue = append(f.queue, to)
		}
	}
}

// followPicky follows the next relationships behind the other nodes.
func (f *frontier) followPicky(x *Execution, h *frontierHop) {
	if f.expand(x, &f.cursor, f.picky, h, true) {
		f.done = followedAll
	}
	for i, to := range f.hit.To {
		if !f.seen.has(to) && f.free(h, f.places[f.hit.Row[i]], f.hit.Rel[i]) {
			f.seen.add(to)
			f.queue = append(f.queue, to)
		}
	}
}

// free reports whether any way to a node of the set does without a relationship.
func (f *frontier) free(h *frontierHop, place int32, rel uint64) bool {
	n, size := &f.set.nodes[place], h.size-1
	for w := range int(n.n) {
		if !has(f.set.ways[int(n.at)+w*size:][:size], rel) {
			return true
		}
	}
	return false
}

// keepLabelled drops what the queue holds from a place on and fails the label test.
func (f *frontier) keepLabelled(x *Execution, h *frontierHop, from int) {
	if h.labels == nil || len(f.queue) == from {
		return
	}
	filter, kept := h.labels.filter(x, 0), from
	for i, set := range f.sets.of(x, f.queue[from:]) {
		if filter.Matches(set) {
			f.queue[kept] = f.queue[from+i]
			kept++
		}
	}
	f.queue = f.queue[:kept]
}
