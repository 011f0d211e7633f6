package exec

import (
	"slices"

	"memgraphd/cypher/batch"
	"memgraphd/engine/value"
)

// ranked finds the paths between two nodes in order of their lengths: *KSHORTEST
// and SHORTEST k. It is a best-first search (A*, Hart, Nilsson and Raphael 1968)
// over paths. What is left of a path is estimated by a breadth-first search from
// the other end, which goes only as far as the paths that are looked at ask for.
type ranked struct {
	simple bool // no node twice, rather than no relationship twice

	q       *query
	back    tree
	steps   []step
	queue   [][]int32 // steps by estimated length, the shortest at short
	short   int
	at      int32
	found   int64
	barren  int // paths that were lengthened since one was found
	out     wayOut
	charged int64
}

// step is the last step of a path, which its parents lead up to.
type step struct {
	node, rel uint64
	parent    int32
	depth     int32
}

func (r *ranked) begin(x *Execution, q *query) error {
	r.q, r.steps, r.short, r.found = q, append(r.steps[:0], step{node: q.from, parent: -1}), 0, 0
	for i := range r.queue {
		r.queue[i] = r.queue[i][:0]
	}
	r.back.reset(q.to)
	r.barren = 0
	r.push(0, 0)
	return nil
}

func (r *ranked) push(i int32, length int64) {
	if length > r.q.bounds.max {
		return
	}
	for int64(len(r.queue)) <= length {
		r.queue = append(r.queue, nil)
	}
	r.queue[length] = append(r.queue[length], i)
	r.short = min(r.short, int(length))
}

func (r *ranked) next(x *Execution) (bool, error) {
	for r.found < r.q.limit {
		i, ok, err := r.pop(x)
		if err != nil || !ok {
			return false, err
		}
		s := r.steps[i]
		ends := s.node == r.q.to
		if !ends || !r.simple {
			if err := r.lengthen(x, i); err != nil {
				return false, err
			}
		}
		if ends && int64(s.depth) >= r.q.bounds.min {
			r.at = i
			r.found++
			r.barren = 0
			return true, nil
		}
	}
	return false, nil
}

// pop takes the path with the shortest estimate, once that is certain.
func (r *ranked) pop(x *Execution) (int32, bool, error) {
	for ; r.short < len(r.queue); r.short++ {
		for q := r.queue[r.short]; len(q) > 0; q = r.queue[r.short] {
			if err := r.q.steps.poll(x); err != nil {
				return 0, false, err
			}
			length := r.short
			i := q[len(q)-1]
			r.queue[length] = q[:len(q)-1]
			rest, ok, err := r.rest(x, r.steps[i].node, int32(length)-r.steps[i].depth)
			if err != nil {
				return 0, false, err
			}
			if !ok {
				continue
			}
			if int(r.steps[i].depth+rest) > length {
				r.push(i, int64(r.steps[i].depth+rest))
				continue
			}
			return i, true, nil
		}
	}
	return 0, false, nil
}

// rest returns how far a node is from the end, or that it is further than asked;
// false if no path leads there.
func (r *ranked) rest(x *Execution, node uint64, asked int32) (int32, bool, error) {
	t := &r.back
	for {
		if i, ok := t.index.get(node); ok {
			return t.nodes[i].depth, true, nil
		}
		if t.next == len(t.nodes) || t.depth >= r.q.bounds.max {
			return 0, false, nil
		}
		if int64(asked) <= t.depth {
			return int32(t.depth) + 1, true, nil
		}
		if _, err := t.grow(x, r.q.steps, len(t.nodes), true, nil); err != nil {
			return 0, false, err
		}
		t.depth++
	}
}

// lengthen expands a path unless that is known to be in vain: because the end can't be reached without the nodes of the path
// or, if these may come again, without its relationships.
func (r *ranked) lengthen(x *Execution, i int32) error {
	if r.barren++; r.barren <= barrenPaths {
		return r.expand(x, i)
	}
	s := r.q.steps
	r.out.begin(r.steps[i].node, r.q.to)
	used := len(s.used)
	for j := i; r.steps[j].parent >= 0; j = r.steps[j].parent {
		if r.simple {
			r.out.avoid(r.steps[r.steps[j].parent].node)
		} else {
			s.used = append(s.used, r.steps[j].rel)
		}
	}
	ok, err := r.out.exists(x, s)
	s.used = s.used[:used]
	if err != nil || !ok {
		return err
	}
	return r.expand(x, i)
}

// expand adds the paths that go one step further than i.
func (r *ranked) expand(x *Execution, i int32) error {
	if int64(r.steps[i].depth) >= r.q.bounds.max {
		return nil
	}
	s := r.q.steps
	if err := s.all(x, r.steps[i].node, false); err != nil {
		return err
	}
	c := candidates{}
	if s.filter != nil && s.filter.path != batch.None {
		c.prefix = r.path(i)
	}
	if err := s.allowed(x, &c); err != nil {
		return err
	}
	from, size := len(r.steps), r.steps[i].depth+1
	for h, to := range s.hops.To {
		if !r.on(i, s.hops.Rel[h], to) {
			r.steps = append(r.steps, step{node: to, rel: s.hops.Rel[h], parent: i, depth: size})
		}
	}
	// The queue is a stack: what was found first is to come first.
	for j := len(r.steps) - 1; j >= from; j-- {
		rest := int32(r.back.depth) + 1
		if at, ok := r.back.index.get(r.steps[j].node); ok {
			rest = r.back.nodes[at].depth
		}
		r.push(int32(j), int64(size+rest))
	}
	return x.charge(&r.charged, int64(24*len(r.steps))+r.back.bytes())
}

// on reports whether a step would use a relationship of path i, or go to a node
// of it if that is forbidden, again.
func (r *ranked) on(i int32, rel, node uint64) bool {
	for ; i >= 0; i = r.steps[i].parent {
		if r.simple && r.steps[i].node == node || r.steps[i].rel == rel && r.steps[i].parent >= 0 {
			return true
		}
	}
	return false
}

func (r *ranked) path(i int32) *value.Path {
	p := &value.Path{}
	for j := i; j >= 0; j = r.steps[j].parent {
		p.Nodes = append(p.Nodes, r.steps[j].node)
		if r.steps[j].parent >= 0 {
			p.Rels = append(p.Rels, r.steps[j].rel)
		}
	}
	slices.Reverse(p.Nodes)
	slices.Reverse(p.Rels)
	return p
}

func (r *ranked) end() (uint64, value.Value) { return r.steps[r.at].node, value.Null }

func (r *ranked) rels(dst []uint64) []uint64 {
	from := len(dst)
	for i := r.at; r.steps[i].parent >= 0; i = r.steps[i].parent {
		dst = append(dst, r.steps[i].rel)
	}
	slices.Reverse(dst[from:])
	return dst
}

func (r *ranked) free(x *Execution) {
	x.ctx.Memory.Release(r.charged)
	r.charged = 0
	if cap(r.steps) > keepColumns {
		r.steps, r.queue = nil, nil
	}
	r.out.free()
	r.back.free()
}
