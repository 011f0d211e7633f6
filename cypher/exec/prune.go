package exec

import (
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// prune is a variable-length pattern of which only the distinct end nodes are
// wanted. A shortest path uses no relationship twice, so that breadth-first
// search finds them all, but for two cases: with a lower bound above one a node
// may be reached by a longer path only, and is searched for depth first; and
// the start is an end only if a cycle leads back to it.
type prune struct {
	q       *query
	tree    tree
	branch  []uint64 // by place in the tree: the first relationship on the way
	at      int
	circle  bool // a cycle through the start was found
	start   bool // the start is handed on
	deep    bool // depth first
	depth   depth
	seen    idMap
	node    uint64
	charged int64
}

func (p *prune) begin(x *Execution, q *query) error {
	p.q, p.at, p.circle, p.start = q, -1, false, false
	if p.deep = q.bounds.min > 1 || q.steps.hasPath(); p.deep {
		p.seen.reset()
		return p.depth.begin(x, q)
	}
	p.tree.reset(q.from)
	p.branch = append(p.branch[:0], 0)
	return nil
}

func (p *prune) next(x *Execution) (bool, error) {
	if p.deep {
		return p.nextDeep(x)
	}
	for {
		p.at++
		for p.at == len(p.tree.nodes) {
			more, err := p.grow(x)
			if err != nil {
				return false, err
			}
			if !more {
				p.at--
				return p.back()
			}
		}
		n := p.tree.nodes[p.at]
		if p.at > 0 || p.q.bounds.min == 0 {
			p.node = n.node
			return true, nil
		}
	}
}

// back hands on the start, once, if a cycle leads to it.
func (p *prune) back() (bool, error) {
	if !p.circle || p.start || p.q.bounds.min == 0 {
		return false, nil
	}
	p.start, p.node = true, p.q.from
	return true, nil
}

// grow expands the next node; false if there is none.
func (p *prune) grow(x *Execution) (bool, error) {
	t := &p.tree
	if t.next == len(t.nodes) || int64(t.nodes[t.next].depth) >= p.q.bounds.max {
		return false, nil
	}
	if err := x.charge(&p.charged, t.bytes()+int64(8*len(p.branch))); err != nil {
		return false, err
	}
	i := t.next
	t.next++
	hops, err := p.q.steps.from(x, t.nodes[i].node, false)
	if err != nil {
		return false, err
	}
	for h, to := range hops.To {
		rel := hops.Rel[h]
		branch := p.branch[i]
		if i == 0 {
			branch = rel
		}
		if t.reach(i, rel, to) {
			p.branch = append(p.branch, branch)
		} else if !p.circle {
			p.circle = p.closes(i, rel, to)
		}
	}
	return true, nil
}

// closes reports whether a hop from place i to a node that was reached before
// closes a cycle through the start that is short enough.
func (p *prune) closes(i int, rel, to uint64) bool {
	from := p.tree.nodes[i]
	j, _ := p.tree.index.get(to)
	if p.q.steps.dir != engine.Both {
		return j == 0
	}
	if j == 0 {
		return i == 0 || rel != p.branch[i]
	}
	if i == 0 || p.branch[i] == p.branch[j] {
		return i == 0 && rel != p.branch[j] && p.q.bounds.max >= 2
	}
	return int64(from.depth)+int64(p.tree.nodes[j].depth)+1 <= p.q.bounds.max
}

func (p *prune) nextDeep(x *Execution) (bool, error) {
	for {
		found, err := p.depth.next(x)
		if err != nil || !found {
			return false, err
		}
		p.node, _ = p.depth.end()
		if p.seen.add(p.node, 0) {
			return true, x.charge(&p.charged, p.seen.bytes())
		}
	}
}

func (p *prune) end() (uint64, value.Value) { return p.node, value.Null }

func (p *prune) rels(dst []uint64) []uint64 { return dst }

func (p *prune) free(x *Execution) {
	x.ctx.Memory.Release(p.charged)
	p.charged = 0
	p.tree.free()
	p.seen.reset()
	p.depth.free(x)
	if cap(p.branch) > keepColumns {
		p.branch = nil
	}
}
