package exec

import (
	"slices"

	"memgraphd/cypher/batch"
	"memgraphd/engine/value"
)

// weighted is *WSHORTEST and *ALLSHORTEST: Dijkstra's algorithm with the weights
// that a lambda computes. With an upper bound the states are nodes at a distance,
// since a dearer path of fewer steps may lead further.
type weighted struct {
	scale scale
	all   bool // every path of the least weight, not one

	q       *query
	states  []state
	index   idMap // of states, by key
	emitted idMap // nodes that a path was found to
	queue   costs
	bounded bool
	at      int32   // the state whose path is handed on
	ways    ways    // all: the paths to it
	settled []int32 // all: the states that end a least path, in order
	ran     bool    // all: the search is finished
	charged int64
}

// state is a node that was reached.
type state struct {
	node, rel uint64
	parent    int32
	depth     int32
	cost      float64
	total     value.Value
	done      bool
	others    []way // all: other last steps of the same weight
}

// way is a last step to a state.
type way struct {
	rel    uint64
	parent int32
}

// boundedDepth is the upper bound from which on there is none in effect.
const boundedDepth = 1 << 20

func (d *weighted) begin(x *Execution, q *query) error {
	d.q, d.states, d.ran = q, d.states[:0], false
	d.scale.reset()
	d.index.reset()
	d.emitted.reset()
	d.queue = d.queue[:0]
	d.settled = d.settled[:0]
	d.ways.begin()
	d.bounded = q.bounds.max < boundedDepth
	d.states = append(d.states, state{node: q.from, parent: -1})
	d.index.add(d.key(q.from, 0), 0)
	d.queue.push(cost{})
	return nil
}

func (d *weighted) key(node uint64, depth int32) uint64 {
	if d.bounded {
		return node<<20 | uint64(depth)
	}
	return node
}

func (d *weighted) next(x *Execution) (bool, error) {
	if d.all {
		return d.nextWay(x)
	}
	for {
		i, err := d.settle(x)
		if err != nil || i < 0 {
			return false, err
		}
		if n := &d.states[i]; n.depth > 0 && n.node != d.q.from && d.emitted.add(n.node, i) {
			if !d.q.into || n.node == d.q.to {
				if d.q.into {
					d.queue = d.queue[:0]
				}
				d.at = i
				return true, nil
			}
		}
	}
}

// settle takes the cheapest state and follows its hops; -1 if there is none.
func (d *weighted) settle(x *Execution) (int32, error) {
	for len(d.queue) > 0 {
		c := d.queue.pop()
		if d.states[c.state].done {
			continue
		}
		if err := d.q.steps.poll(x); err != nil {
			return -1, err
		}
		d.states[c.state].done = true
		if int64(d.states[c.state].depth) < d.q.bounds.max {
			if err := d.relax(x, c.state); err != nil {
				return -1, err
			}
		}
		return c.state, nil
	}
	return -1, nil
}

// relax follows the hops of a state.
func (d *weighted) relax(x *Execution, i int32) error {
	s := d.q.steps
	if err := s.all(x, d.states[i].node, false); err != nil {
		return err
	}
	var c candidates
	if err := s.possible(x, &c); err != nil {
		return err
	}
	n := len(s.hops.To)
	if n == 0 {
		return nil
	}
	costs, err := d.scale.weigh(x, s, d.states[i].cost, d.states[i].total, &c)
	if err != nil {
		return err
	}
	pass := batch.All(n)
	if s.filter != nil {
		if s.filter.path != batch.None {
			c.prefix = d.path(i)
		}
		if pass, err = s.filter.pass(x, s.in, s.row, &c); err != nil {
			return err
		}
	}
	for _, h := range pass {
		d.reach(i, s.hops.Rel[h], s.hops.To[h], costs[h], c.totals[h])
	}
	return x.charge(&d.charged, int64(96*len(d.states))+d.index.bytes())
}

// reach notes a way to a node.
func (d *weighted) reach(from int32, rel, node uint64, c float64, total value.Value) {
	depth := d.states[from].depth + 1
	key := d.key(node, depth)
	i, known := d.index.get(key)
	if !known {
		i = int32(len(d.states))
		d.index.add(key, i)
		d.states = append(d.states, state{node: node, rel: rel, parent: from, depth: depth, cost: c, total: total})
		d.queue.push(cost{cost: c, state: i})
		return
	}
	s := &d.states[i]
	switch {
	case c == s.cost && d.all && i > 0:
		s.others = append(s.others, way{rel, from})
	case c < s.cost && !s.done:
		s.rel, s.parent, s.depth, s.cost, s.total, s.others = rel, from, depth, c, total, nil
		d.queue.push(cost{cost: c, state: i})
	}
}

// path returns the path to a state.
func (d *weighted) path(i int32) *value.Path {
	p := &value.Path{}
	for ; d.states[i].parent >= 0; i = d.states[i].parent {
		p.Nodes, p.Rels = append(p.Nodes, d.states[i].node), append(p.Rels, d.states[i].rel)
	}
	p.Nodes = append(p.Nodes, d.states[i].node)
	slices.Reverse(p.Nodes)
	slices.Reverse(p.Rels)
	return p
}

func (d *weighted) end() (uint64, value.Value) { return d.states[d.at].node, d.states[d.at].total }

func (d *weighted) rels(dst []uint64) []uint64 {
	if d.all {
		return d.ways.rels(d.states, dst)
	}
	from := len(dst)
	for i := d.at; d.states[i].parent >= 0; i = d.states[i].parent {
		dst = append(dst, d.states[i].rel)
	}
	slices.Reverse(dst[from:])
	return dst
}

func (d *weighted) free(x *Execution) {
	x.ctx.Memory.Release(d.charged)
	d.charged = 0
	if cap(d.states) > keepColumns {
		d.states, d.queue, d.settled = nil, nil, nil
	}
	d.index.reset()
	d.emitted.reset()
}
