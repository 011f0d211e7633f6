package exec

import (
	"slices"

	"memgraphd/engine/value"
)

// thrifty finds the paths between two nodes that visit no node twice, in order of
// their weights and, where these tie, of their lengths: *KSHORTEST with a weight. As
// ranked does, it searches the paths best first; what is left of one is estimated by
// Dijkstra's algorithm from the other end, which goes only as far as it is asked.
type thrifty struct {
	scale scale

	q       *query
	back    homeward
	steps   []thriftyStep
	queue   costs
	at      int32
	found   int64
	barren  int // paths that were lengthened since one was found
	out     wayOut
	charged int64
}

// thriftyStep is the last step of a path, which its parents lead up to.
type thriftyStep struct {
	node, rel uint64
	parent    int32
	depth     int32
	cost      float64
	total     value.Value
}

func (t *thrifty) begin(x *Execution, q *query) error {
	t.q, t.steps, t.queue, t.found = q, append(t.steps[:0], thriftyStep{node: q.from, parent: -1}), t.queue[:0], 0
	t.barren = 0
	t.scale.reset()
	t.back.reset(q.to)
	return t.push(x, 0)
}

// push queues a path if the end can be reached from its own.
func (t *thrifty) push(x *Execution, i int32) error {
	s := &t.steps[i]
	rest, ok, err := t.back.rest(x, t.q.steps, &t.scale, s.node)
	if err == nil && ok {
		t.queue.push(cost{cost: s.cost + rest.cost, hops: s.depth + rest.hops, depth: s.depth, state: i})
	}
	return err
}

func (t *thrifty) next(x *Execution) (bool, error) {
	for t.found < t.q.limit && len(t.queue) > 0 {
		if err := t.q.steps.poll(x); err != nil {
			return false, err
		}
		i := t.queue.pop().state
		s := t.steps[i]
		if s.node != t.q.to {
			if err := t.lengthen(x, i); err != nil {
				return false, err
			}
			continue
		}
		if int64(s.depth) >= t.q.bounds.min {
			t.at = i
			t.found++
			t.barren = 0
			return true, nil
		}
	}
	return false, nil
}

// lengthen expands a path unless that is known to be in vain.
func (t *thrifty) lengthen(x *Execution, i int32) error {
	if t.barren++; t.barren > barrenPaths {
		t.out.begin(t.steps[i].node, t.q.to)
		for j := t.steps[i].parent; j >= 0; j = t.steps[j].parent {
			t.out.avoid(t.steps[j].node)
		}
		if ok, err := t.out.exists(x, t.q.steps); err != nil || !ok {
			return err
		}
	}
	return t.expand(x, i)
}

// expand adds the paths that go one step further than i.
func (t *thrifty) expand(x *Execution, i int32) error {
	last := t.steps[i]
	if int64(last.depth) >= t.q.bounds.max {
		return nil
	}
	s := t.q.steps
	if err := s.all(x, last.node, false); err != nil {
		return err
	}
	var c candidates
	if err := s.allowed(x, &c); err != nil || len(s.hops.To) == 0 {
		return err
	}
	costs, err := t.scale.weigh(x, s, last.cost, last.total, &c)
	if err != nil {
		return err
	}
	from := len(t.steps)
	for h, to := range s.hops.To {
		if !t.visits(i, to) {
			t.steps = append(t.steps, thriftyStep{to, s.hops.Rel[h], i, last.depth + 1, costs[h], c.totals[h]})
		}
	}
	for j := from; j < len(t.steps); j++ {
		if err := t.push(x, int32(j)); err != nil {
			return err
		}
	}
	return x.charge(&t.charged, int64(64*len(t.steps))+t.back.bytes())
}

// visits reports whether path i leads over a node.
func (t *thrifty) visits(i int32, node uint64) bool {
	for ; i >= 0; i = t.steps[i].parent {
		if t.steps[i].node == node {
			return true
		}
	}
	return false
}

func (t *thrifty) end() (uint64, value.Value) { return t.steps[t.at].node, t.steps[t.at].total }

func (t *thrifty) rels(dst []uint64) []uint64 {
	from := len(dst)
	for i := t.at; t.steps[i].parent >= 0; i = t.steps[i].parent {
		dst = append(dst, t.steps[i].rel)
	}
	slices.Reverse(dst[from:])
	return dst
}

func (t *thrifty) free(x *Execution) {
	x.ctx.Memory.Release(t.charged)
	t.charged = 0
	if cap(t.steps) > keepColumns {
		t.steps, t.queue = nil, nil
	}
	t.back.free()
	t.out.free()
}

// homeward knows what the way to a node costs from others.
type homeward struct {
	nodes []homewardNode
	index idMap // of nodes, by id
	queue costs
}

type homewardNode struct {
	node uint64
	cost float64
	hops int32 // of the shortest of the cheapest ways
	done bool
}

func (h *homeward) reset(to uint64) {
	h.nodes, h.queue = append(h.nodes[:0], homewardNode{node: to}), append(h.queue[:0], cost{})
	h.index.reset()
	h.index.add(to, 0)
}

// rest returns the way from a node; false if there is none.
func (h *homeward) rest(x *Execution, s *steps, sc *scale, node uint64) (homewardNode, bool, error) {
	for {
		if i, known := h.index.get(node); known && h.nodes[i].done {
			return h.nodes[i], true, nil
		}
		if len(h.queue) == 0 {
			return homewardNode{}, false, nil
		}
		if err := s.poll(x); err != nil {
			return homewardNode{}, false, err
		}
		if i := h.queue.pop().state; !h.nodes[i].done {
			h.nodes[i].done = true
			if err := h.relax(x, s, sc, i); err != nil {
				return homewardNode{}, false, err
			}
		}
	}
}

// relax follows the hops that lead to a node.
func (h *homeward) relax(x *Execution, s *steps, sc *scale, i int32) error {
	if _, err := s.from(x, h.nodes[i].node, true); err != nil || len(s.hops.To) == 0 {
		return err
	}
	c := candidates{hops: &s.hops, starts: s.one[:]}
	costs, err := sc.weigh(x, s, h.nodes[i].cost, value.Null, &c)
	if err != nil {
		return err
	}
	hops := h.nodes[i].hops + 1
	for hop, node := range s.hops.To {
		j, known := h.index.get(node)
		found := cost{cost: costs[hop], hops: hops}
		switch {
		case !known:
			j = int32(len(h.nodes))
			h.index.add(node, j)
			h.nodes = append(h.nodes, homewardNode{node: node, cost: costs[hop], hops: hops})
		case h.nodes[j].done || !found.before(cost{cost: h.nodes[j].cost, hops: h.nodes[j].hops}):
			continue
		default:
			h.nodes[j].cost, h.nodes[j].hops = costs[hop], hops
		}
		found.state = j
		h.queue.push(found)
	}
	return nil
}

func (h *homeward) bytes() int64 { return int64(24*len(h.nodes)) + h.index.bytes() }

func (h *homeward) free() {
	if cap(h.nodes) > keepColumns {
		h.nodes, h.queue = nil, nil
	}
	h.index.reset()
}
