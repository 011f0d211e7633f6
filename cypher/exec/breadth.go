package exec

import (
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// breadth is *BFS: a shortest path to every node that can be reached, in order of
// their lengths. If both ends are known it searches from both at once.
type breadth struct {
	q       *query
	tree    tree
	back    tree // from the other end, if both are known
	at      int  // in the tree: the node that was handed on last
	both    bool
	found   []uint64 // with both ends: the path
	done    bool
	charged int64
}

// tree are the nodes that a search has reached, in order, each with the way to
// it.
type tree struct {
	nodes []reached
	index idMap // of nodes, by id
	next  int   // the first that was not expanded
	depth int64 // of the last level
	froms []uint64
}

// reached is a node with its predecessor in the tree, -1 for the root.
type reached struct {
	node, rel uint64
	parent    int32
	depth     int32
}

func (t *tree) reset(root uint64) {
	t.nodes, t.next, t.depth = append(t.nodes[:0], reached{node: root, parent: -1}), 0, 0
	t.index.reset()
	t.index.add(root, 0)
}

// rels appends the relationships from the root to node i.
func (t *tree) rels(i int32, dst []uint64) []uint64 {
	from := len(dst)
	for ; t.nodes[i].parent >= 0; i = t.nodes[i].parent {
		dst = append(dst, t.nodes[i].rel)
	}
	slices.Reverse(dst[from:])
	return dst
}

// path returns the path from the root to node i.
func (t *tree) path(i int32) *value.Path {
	p := &value.Path{Rels: t.rels(i, nil)}
	for j := i; j >= 0; j = t.nodes[j].parent {
		p.Nodes = append(p.Nodes, t.nodes[j].node)
	}
	slices.Reverse(p.Nodes)
	return p
}

func (t *tree) bytes() int64 { return int64(24*len(t.nodes)) + t.index.bytes() }

func (d *breadth) begin(x *Execution, q *query) error {
	d.q, d.at, d.done = q, -1, false
	d.tree.reset(q.from)
	d.both = q.into && !q.steps.hasPath() && q.bounds.min <= 1 && q.from != q.to
	if d.both {
		d.back.reset(q.to)
	}
	return nil
}

func (d *breadth) next(x *Execution) (bool, error) {
	if d.both {
		return d.meet(x)
	}
	for !d.done {
		d.at++
		for d.at == len(d.tree.nodes) {
			if more, err := d.grow(x); err != nil || !more {
				d.done = true
				return false, err
			}
		}
		n := d.tree.nodes[d.at]
		if d.q.into && n.node == d.q.to {
			d.done = true
		}
		if int64(n.depth) >= d.q.bounds.min && (!d.q.into || d.done) {
			return true, nil
		}
	}
	return false, nil
}

// grow expands some more nodes; false if there are none.
func (d *breadth) grow(x *Execution) (bool, error) {
	t := &d.tree
	if t.next == len(t.nodes) || int64(t.nodes[t.next].depth) >= d.q.bounds.max {
		return false, nil
	}
	if err := x.charge(&d.charged, t.bytes()); err != nil {
		return false, err
	}
	if d.q.steps.hasPath() {
		return true, t.growOne(x, d.q.steps)
	}
	n := min(len(t.nodes), t.next+column.BatchSize)
	// A path is as long as the level of its node: levels are not mixed.
	for n > t.next && t.nodes[n-1].depth > t.nodes[t.next].depth {
		n--
	}
	_, err := t.grow(x, d.q.steps, n, false, nil)
	return true, err
}

// growOne expands one node whose hops depend on the path to it.
func (t *tree) growOne(x *Execution, s *steps) error {
	i := t.next
	t.next++
	if err := s.all(x, t.nodes[i].node, false); err != nil {
		return err
	}
	if err := s.allowed(x, &candidates{prefix: t.path(int32(i))}); err != nil {
		return err
	}
	for j := range s.hops.To {
		t.reach(i, s.hops.Rel[j], s.hops.To[j])
	}
	return nil
}

func (t *tree) reach(parent int, rel, to uint64) bool {
	if !t.index.add(to, int32(len(t.nodes))) {
		return false
	}
	t.nodes = append(t.nodes, reached{node: to, rel: rel, parent: int32(parent), depth: t.nodes[parent].depth + 1})
	return true
}

// grow expands the nodes up to end, which are of one level. It stops at the first
// new node that is in other, and returns its place there.
func (t *tree) grow(x *Execution, s *steps, end int, backward bool, other *tree) (met int32, err error) {
	t.froms = t.froms[:0]
	first := t.next
	for _, n := range t.nodes[first:end] {
		t.froms = append(t.froms, n.node)
	}
	t.next = end
	dir := s.dir
	if backward {
		dir = opposite(dir)
	}
	var cursor engine.ExpandCursor
	for done := s.types.nothing; !done; {
		if err := x.ctx.Look(); err != nil {
			return -1, err
		}
		room := x.hopRoom(column.BatchSize)
		if room == 0 {
			return -1, nil
		}
		s.clear()
		done = x.ctx.Txn.Expand(&cursor, t.froms, dir, s.types.ids, true, room, &s.hops)
		if err := x.hopped(len(s.hops.To)); err != nil {
			return -1, err
		}
		if met, err := t.absorb(x, s, first, backward, other); err != nil || met >= 0 {
			return met, err
		}
	}
	return -1, nil
}

// absorb takes the hops in s that are allowed into the tree.
func (t *tree) absorb(x *Execution, s *steps, first int, backward bool, other *tree) (met int32, err error) {
	c := candidates{}
	if backward {
		c.starts = t.froms
	}
	if err := s.allowed(x, &c); err != nil {
		return -1, err
	}
	for i, to := range s.hops.To {
		if !t.reach(first+int(s.hops.Row[i]), s.hops.Rel[i], to) || other == nil {
			continue
		}
		if at, ok := other.index.get(to); ok {
			return at, nil
		}
	}
	return -1, nil
}

// meet searches from both ends, always expanding the smaller level, until the
// trees touch.
func (d *breadth) meet(x *Execution) (bool, error) {
	if d.done {
		return false, nil
	}
	d.done = true
	fore, back := &d.tree, &d.back
	for fore.depth+back.depth < d.q.bounds.max {
		if fore.next == len(fore.nodes) || back.next == len(back.nodes) {
			return false, nil
		}
		if err := x.charge(&d.charged, fore.bytes()+back.bytes()); err != nil {
			return false, err
		}
		t, other := fore, back
		if len(back.nodes)-back.next < len(fore.nodes)-fore.next {
			t, other = back, fore
		}
		met, err := t.grow(x, d.q.steps, len(t.nodes), t == back, other)
		if err != nil {
			return false, err
		}
		t.depth++
		if met >= 0 {
			d.joinAt(t, met)
			return true, nil
		}
	}
	return false, nil
}

// joinAt makes the path through the last node of t, which is node met of the
// other tree.
func (d *breadth) joinAt(t *tree, met int32) {
	fore, back := int32(len(t.nodes)-1), met
	if t == &d.back {
		fore, back = back, fore
	}
	d.found = d.tree.rels(fore, d.found[:0])
	n := len(d.found)
	d.found = d.back.rels(back, d.found)
	slices.Reverse(d.found[n:])
}

func (d *breadth) end() (uint64, value.Value) {
	if d.both {
		return d.q.to, value.Null
	}
	return d.tree.nodes[d.at].node, value.Null
}

func (d *breadth) rels(dst []uint64) []uint64 {
	if d.both {
		return append(dst, d.found...)
	}
	return d.tree.rels(int32(d.at), dst)
}

func (d *breadth) free(x *Execution) {
	x.ctx.Memory.Release(d.charged)
	d.charged = 0
	d.tree.free()
	d.back.free()
}

func (t *tree) free() {
	if cap(t.nodes) > keepColumns {
		t.nodes, t.froms = nil, nil
	}
	t.index.reset()
}
