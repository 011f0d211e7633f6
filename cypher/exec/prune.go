package exec

import (
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// prune is a variable-length pattern of which only the distinct end nodes are
// wanted. A shortest path uses no relationship twice, so that breadth-first
// search finds them all, but for two cases: with a lower bound above one a node
// may be reached by a longer path only, and is searched for as by a path selector; and
// the start is an end only if a cycle leads back to it. Whether one node is an end
// is searched for from both sides. Depth first goes only a search whose filter looks at the path.
type prune struct {
	q       *query
	mode    pruneMode
	both    breadth
	tree    tree
	branch  []uint64 // by place in the tree: the first relationship on the way
	at      int
	circle  bool // a cycle through the start was found
	start   bool // the start is handed on
	long    pruneLong
	depth   depth
	seen    idMap
	node    uint64
	charged int64
}

// pruneMode is how a prune searches.
type pruneMode uint8

const (
	pruneTree   pruneMode = iota // breadth first
	prunePair                    // from two nodes towards each other
	pruneCircle                  // breadth first, for a cycle through the start
	pruneByPath                  // for a path to each node that walks lead to
	pruneDeep                    // depth first
)

func (p *prune) begin(x *Execution, q *query) error {
	p.q, p.at, p.circle, p.start = q, -1, false, false
	switch p.mode = p.choose(); p.mode {
	case pruneDeep:
		p.seen.reset()
		return p.depth.begin(x, q)
	case pruneByPath:
		return p.long.begin(x, q)
	case prunePair:
		return p.both.begin(x, q)
	}
	p.tree.reset(q.from)
	p.branch = append(p.branch[:0], 0)
	return nil
}

func (p *prune) choose() pruneMode {
	switch q := p.q; {
	case q.steps.hasPath():
		return pruneDeep
	case q.bounds.min > 1 || p.oneWay():
		return pruneByPath
	case !q.into:
		return pruneTree
	case q.from != q.to:
		return prunePair
	}
	return pruneCircle
}

// oneWay reports whether a cycle through the start is wanted that may be there in one direction only.
func (p *prune) oneWay() bool {
	return p.q.steps.filter != nil && p.q.steps.dir == engine.Both && p.q.bounds.min == 1 && (!p.q.into || p.q.from == p.q.to)
}

func (p *prune) next(x *Execution) (found bool, err error) {
	switch p.mode {
	case pruneDeep:
		return p.nextDeep(x)
	case pruneByPath:
		p.node, found, err = p.long.next(x)
		return found, err
	case prunePair:
		p.node = p.q.to
		return p.both.next(x)
	case pruneCircle:
		return p.close(x)
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

// close hands on the start, which is the only end that is wanted, as soon as a cycle is found.
func (p *prune) close(x *Execution) (bool, error) {
	for p.q.bounds.min > 0 && !p.circle {
		if more, err := p.grow(x); err != nil || !more {
			return false, err
		}
	}
	found := !p.start
	p.start, p.node = true, p.q.from
	return found, nil
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
		if p.q.into && p.seen.n > 0 {
			return false, nil
		}
		found, err := p.depth.next(x)
		if err != nil || !found {
			return false, err
		}
		p.node, _ = p.depth.end()
		if p.q.into && p.node != p.q.to {
			continue
		}
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
	p.both.free(x)
	p.long.free(x)
	p.seen.reset()
	p.depth.free(x)
	if cap(p.branch) > keepColumns {
		p.branch = nil
	}
}
