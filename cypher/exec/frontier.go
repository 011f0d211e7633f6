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
//
// Most nodes need no family. Where all hops go the same way and one is to come, it
// begins at the node itself: a way that has not been there before cannot hold it.
type frontier struct {
	input    *node
	from, to batch.Slot
	hops     []frontierHop

	ids      nodeIDs
	set      waySet   // that is reached
	coming   waySet   // behind the hop that is followed
	index    idMap    // of nodes in the coming set, by id
	complete idBitmap // of nodes in the coming set
	earlier  idBitmap // nodes of the sets before the coming one
	way      []uint64 // scratch
	family   family   // scratch
	plain    []uint64 // nodes behind which any relationship may be followed
	picky    []uint64 // the other nodes
	places   []int32  // of the picky in the set

	reached bool // the set in front of the last hop
	marked  marked
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
	charged int64
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
	// straight tells that one hop is to come and goes the same way as all
	// whose relationships it must differ from.
	straight bool
}

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
	h.straight = h.ahead == 1 && straight(c.hops[i+1-len(c.hops[i+1].Distinct):i+2])
	h.labels, err = b.labelTest(e.ToLabels)
	return h, err
}

// straight reports whether hops go the same way.
func straight(hops []*plan.Expand) bool {
	for _, e := range hops {
		if e.Direction == engine.Both || e.Direction != hops[0].Direction {
			return false
		}
	}
	return true
}

func (f *frontier) reset(x *Execution) error {
	f.reached = false
	f.ramp.reset(x)
	for i := range f.hops {
		f.hops[i].types.reset(x)
	}
	f.seen.clear()
	f.earlier.clear()
	f.marked.reset()
	f.queue, f.pos = f.queue[:0], 0
	return f.input.reset(x)
}

func (f *frontier) close(x *Execution) {
	x.ctx.Memory.Release(f.charged)
	f.charged = 0
	f.seen.free()
	f.complete.free()
	f.earlier.free()
	f.marked.free()
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
	f.marked.begin(x, f)
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

// expand follows some more relationships.
func (f *frontier) expand(x *Execution, cursor *engine.ExpandCursor, nodes []uint64, h *frontierHop, wantRel bool) (done bool) {
	f.hit.Row, f.hit.Rel, f.hit.To = f.hit.Row[:0], f.hit.Rel[:0], f.hit.To[:0]
	done = x.ctx.Txn.Expand(cursor, nodes, h.dir, h.types.ids, wantRel, column.BatchSize, &f.hit)
	x.ctx.Hops += int64(len(f.hit.To))
	return done
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
	if f.marked.pays {
		return f.nextMarked(x, h)
	}
	target := f.ramp.next()
	for len(f.queue)-f.pos < target && f.done < followedAll {
		if err := x.ctx.Look(); err != nil {
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
	f.pos += n
	return f.hand(x, f.queue[f.pos-n:f.pos]), nil
}

// hand makes a batch of last nodes.
func (f *frontier) hand(x *Execution, nodes []uint64) *batch.Batch {
	f.found.Reset(column.Node, len(nodes))
	copy(f.found.IDs, nodes)
	x.empty(&f.b)
	f.b.N = len(nodes)
	f.b.Cols[f.to] = &f.found
	return &f.b
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
		if !f.seen.has(to) && f.free(&f.set.nodes[f.places[f.hit.Row[i]]], h.size-1, f.hit.Rel[i]) {
			f.seen.add(to)
			f.queue = append(f.queue, to)
		}
	}
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
