package exec

import (
	"memgraphd/engine"
	"memgraphd/engine/column"
)

// product is what a path search reaches from a node: pairs of a node and a state of the automaton,
// found breadth first, each with all the ways to come to it that the levels so far hold. Walks in it
// are those of the pattern, though they may use a relationship twice.
type product struct {
	pattern *automaton
	pairs   []pair
	index   idMap // of pairs, by node and state
	ways    []arrival
	level   []int32 // pairs of the last level, the farthest from the start
	coming  []int32 // those of the next one
	depth   int64   // of the level
	whole   bool    // there are no more levels
	ends    []int32 // pairs in which paths are complete, in the order of their depths

	froms   []uint64
	charged int64
}

// pair is a node in a state, with the ways to it, a list within product.ways in the order of the
// depths that they come from; -1 is none.
type pair struct {
	node        uint64
	state       int32
	depth       int32
	first, last int32
}

// arrival is a way from another pair: by a relationship or, where the state says so, without one.
type arrival struct {
	rel        uint64
	from, next int32
}

// begin starts at a node.
func (p *product) begin(x *Execution, a *automaton, from uint64) error {
	p.pattern = a
	p.pairs, p.ways, p.ends = append(p.pairs[:0], pair{node: from, first: -1, last: -1}), p.ways[:0], p.ends[:0]
	p.index.reset()
	p.index.add(p.key(from, 0), 0)
	p.level, p.coming, p.depth, p.whole = append(p.level[:0], 0), p.coming[:0], 0, false
	return p.leave(x)
}

func (p *product) key(node uint64, state int32) uint64 { return node*mostStates + uint64(state) }

// end returns the pair in which paths to a node are complete, if that was reached.
func (p *product) end(node uint64) (int32, bool) { return p.index.get(p.key(node, p.pattern.states)) }

// grow adds the next level.
func (p *product) grow(x *Execution) error {
	if err := x.charge(&p.charged, p.bytes()); err != nil {
		return err
	}
	p.coming = p.coming[:0]
	if p.depth < p.pattern.longest {
		if err := p.eachRun(p.follow(x)); err != nil {
			return err
		}
	}
	p.level, p.coming = p.coming, p.level
	p.depth++
	p.whole = len(p.level) == 0
	return p.leave(x)
}

// eachRun calls do for the pairs of the level in stretches of one state.
func (p *product) eachRun(do func(at position, run []int32) error) error {
	for i := 0; i < len(p.level); {
		state, end := p.pairs[p.level[i]].state, i+1
		for end < len(p.level) && end-i < column.BatchSize && p.pairs[p.level[end]].state == state {
			end++
		}
		if state < p.pattern.states {
			p.froms = p.froms[:0]
			for _, j := range p.level[i:end] {
				p.froms = append(p.froms, p.pairs[j].node)
			}
			if err := do(p.pattern.at(state), p.level[i:end]); err != nil {
				return err
			}
		}
		i = end
	}
	return nil
}

// leave adds to the level the pairs that are reached by a segment being over.
func (p *product) leave(x *Execution) error {
	return p.eachRun(func(at position, run []int32) error {
		if !p.pattern.leaves(at) {
			return nil
		}
		seg := &p.pattern.segments[at.segment]
		s := &seg.hops[0].steps
		s.clear()
		for i, node := range p.froms {
			s.hops.Row, s.hops.Rel, s.hops.To = append(s.hops.Row, int32(i)), append(s.hops.Rel, 0), append(s.hops.To, node)
		}
		for _, l := range seg.arrival {
			if err := s.drop(x, l, &candidates{hops: &s.hops}); err != nil {
				return err
			}
		}
		p.add(run, s, p.pattern.behind(at.segment), p.depth)
		return nil
	})
}

// follow returns what follows the hops of a run.
func (p *product) follow(x *Execution) func(at position, run []int32) error {
	return func(at position, run []int32) error {
		state, ok := p.pattern.follows(at)
		h := &p.pattern.segments[at.segment].hops[at.place]
		s := &h.steps
		var cursor engine.ExpandCursor
		for done := !ok || s.types.nothing; !done; {
			if err := x.ctx.Look(); err != nil {
				return err
			}
			room := x.hopRoom(column.BatchSize)
			if room == 0 {
				return nil
			}
			s.clear()
			done = x.ctx.Txn.Expand(&cursor, p.froms, s.dir, s.types.ids, true, room, &s.hops)
			if err := x.hopped(len(s.hops.To)); err != nil {
				return err
			}
			if err := h.allowed(x, p.froms); err != nil {
				return err
			}
			p.add(run, s, state, p.depth+1)
		}
		return nil
	}
}

// allowed drops the hops, which start at froms, that must not be taken.
func (h *hop) allowed(x *Execution, froms []uint64) error {
	c := candidates{froms: froms}
	if err := h.steps.allowed(x, &c); err != nil {
		return err
	}
	for _, l := range h.tests {
		if err := h.steps.drop(x, l, &c); err != nil {
			return err
		}
	}
	return nil
}

// add notes the hops of a run.
func (p *product) add(run []int32, s *steps, state int32, depth int64) {
	for i, to := range s.hops.To {
		p.reach(run[s.hops.Row[i]], s.hops.Rel[i], to, state, depth)
	}
}

// reach notes a way to a pair.
func (p *product) reach(from int32, rel, node uint64, state int32, depth int64) {
	i := int32(len(p.pairs))
	if p.index.add(p.key(node, state), i) {
		p.pairs = append(p.pairs, pair{node: node, state: state, depth: int32(depth), first: -1, last: -1})
		switch {
		case state == p.pattern.states:
			p.ends = append(p.ends, i)
		case depth == p.depth:
			p.level = append(p.level, i)
		default:
			p.coming = append(p.coming, i)
		}
	} else {
		i, _ = p.index.get(p.key(node, state))
	}
	to, w := &p.pairs[i], int32(len(p.ways))
	p.ways = append(p.ways, arrival{rel: rel, from: from, next: -1})
	if to.last >= 0 {
		p.ways[to.last].next = w
	} else {
		to.first = w
	}
	to.last = w
}

func (p *product) bytes() int64 {
	return int64(24*len(p.pairs)+16*len(p.ways)+4*(len(p.level)+len(p.coming)+len(p.ends))) + p.index.bytes()
}

func (p *product) free(x *Execution) {
	x.ctx.Memory.Release(p.charged)
	p.charged = 0
	if cap(p.ways) > keepColumns {
		p.pairs, p.ways, p.level, p.coming, p.ends = nil, nil, nil, nil, nil
	}
	p.index.reset()
}

// outside reports whether the automaton looks at nothing of the row, so that what was found from a
// node holds for every row.
func (a *automaton) outside() bool { return len(a.outer) == 0 }
