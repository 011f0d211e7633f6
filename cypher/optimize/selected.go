package optimize

import (
	"math"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// mostTargets is how many nodes a search for paths may have as its end for it to pay to look them up first. Of more
// it is cheaper to recognise them when they are reached.
const mostTargets = 100

// chain is the pattern of a path selector while it is planned.
type chain struct {
	*search // for the ends, with the conditions on them alone
	links   []*logical.Link
	ends    [2]*semantic.Symbol
	own     set // all symbols of the chain
	path    *semantic.Symbol
	choose  *logical.Choose
	rest    []ast.Expr // conditions on more than the ends
}

// selected plans a search for the paths of a chain: from the end that leaves the fewest searches, to the other end if
// that is known or easily found.
func (p *planner) selected(s *logical.Selected, t tree) tree {
	reads := p.graphReads(s.Graph, t.bound)
	if t.wrote {
		t = p.after(t, reads)
	}
	c := p.chain(s, t.bound)
	st := c.settle(state{tree: t})
	forth, into := c.ended(st, forward)
	if back, intoBack := c.ended(st, backward); c.work(back, intoBack) < c.work(forth, into) {
		return c.plan(back, backward, intoBack, reads)
	}
	return c.plan(forth, forward, into, reads)
}

// chain divides what is known of a chain. Variables of it that were bound before, its ends apart, are replaced by others
// that have to be the same.
func (p *planner) chain(s *logical.Selected, bound set) *chain {
	c := &chain{ends: [2]*semantic.Symbol{s.Choose.From, s.Choose.To}, choose: s.Choose}
	conditions := s.Graph.Predicates
	stand := map[*semantic.Symbol]*semantic.Symbol{c.ends[0]: c.ends[0], c.ends[1]: c.ends[1]}
	fresh := func(sym *semantic.Symbol) *semantic.Symbol {
		if stand[sym] == nil {
			stand[sym] = sym
			if bound.has(sym.ID) {
				stand[sym] = p.info.NewSymbol("", sym.Type)
				conditions = append(conditions, p.same(stand[sym], sym))
			}
		}
		return stand[sym]
	}
	for _, l := range s.Graph.Links {
		own := *l
		own.Left, own.Sym, own.Right = fresh(l.Left), fresh(l.Sym), fresh(l.Right)
		c.links = append(c.links, &own)
		c.own = c.own.with(own.Left, own.Right).with(own.Symbols()...)
	}
	if len(s.Graph.Paths) > 0 {
		c.path = s.Graph.Paths[0].Sym
		c.own = c.own.with(c.path)
	}
	ends := &logical.Graph{Nodes: c.ends[:1]}
	if c.ends[0] != c.ends[1] {
		ends.Nodes = c.ends[:]
	}
	inner := c.own.minus(set{}.with(c.ends[:]...))
	for _, e := range conditions {
		if p.freeOf(e).meets(inner) {
			c.rest = append(c.rest, e)
		} else {
			ends.Predicates = append(ends.Predicates, e)
		}
	}
	c.search = &search{p: p, graph: ends, preds: p.predicates(ends.Predicates)}
	return c
}

// ended binds the end that a search begins at, and the other one if that is to be known before.
func (c *chain) ended(st state, w way) (got state, into bool) {
	from, to := c.ends[0], c.ends[1]
	if w == backward {
		from, to = to, from
	}
	st = c.bind(st, from)
	if st.bound.has(to.ID) {
		return st, true
	}
	if c.looksAtEnds() {
		return c.bind(st, to), true
	}
	best, found := st, false
	c.seeks(st, to, func(got state) {
		if got = c.settle(got); got.rows <= st.rows*mostTargets && (!found || cheaper(got, best)) {
			best, found = got, true
		}
	})
	return best, found
}

// bind finds a node in the cheapest way, unless it is bound.
func (c *chain) bind(st state, n *semantic.Symbol) (best state) {
	if st.bound.has(n.ID) {
		return st
	}
	found := false
	c.access(st, n, func(got state) {
		if got = c.settle(got); !found || cheaper(got, best) {
			best, found = got, true
		}
	})
	return best
}

// looksAtEnds reports whether conditions on single steps read the ends, which then have to be known.
func (c *chain) looksAtEnds() bool {
	for _, l := range c.links {
		for _, e := range l.Conditions() {
			if c.p.freeOf(e).meets(set{}.with(c.ends[:]...)) {
				return true
			}
		}
	}
	return false
}

// work estimates what it takes to find the ends and to search between them. A search to a given node ends there.
func (c *chain) work(st state, into bool) float64 {
	reached := 0.0
	for _, l := range c.links {
		reached += math.Max(c.p.relationships(linkTypes(l)), 1)
	}
	if into {
		reached /= 4
	}
	return st.cost + st.rows*(costPlan+reached*costHop)
}

// plan makes the search, whose ends are bound as far as they are to be.
func (c *chain) plan(st state, w way, into bool, reads effects) tree {
	from, to := c.ends[0], c.ends[1]
	if w == backward {
		from, to = to, from
	}
	work, rows := c.work(st, into)-st.cost, st.rows
	if !into {
		rows *= math.Max(1, c.p.nodes()*c.share(to)/4)
	}
	if op := c.pair(into); op != nil {
		return c.search.grown(st, op, rows, work, reads, c.symbols()...).tree
	}
	op := &plan.PathSearch{
		From: slot(from), To: slot(to), Into: into, Reverse: w == backward, K: c.choose.K, Groups: c.choose.Groups, Path: slotOf(c.path),
	}
	b := &segmentBuilder{chain: c, op: op, way: w, known: st.bound}
	b.build()
	if !into {
		st = b.arriving(st, to)
	}
	return c.search.grown(st, op, rows, work, reads, c.symbols()...).tree
}

// symbols returns all that the chain binds.
func (c *chain) symbols() []*semantic.Symbol {
	var all []*semantic.Symbol
	for _, l := range c.links {
		all = append(append(all, l.Left, l.Right), l.Symbols()...)
	}
	if c.path != nil {
		all = append(all, c.path)
	}
	return all
}

// pair returns a search from both ends at once for one shortest path along one relationship; nil if more is wanted.
func (c *chain) pair(into bool) plan.Operator {
	l := c.links[0]
	if !into || len(c.links) > 1 || l.Kind != logical.Walk || l.Filter != nil || c.choose.K != nil || c.choose.Groups ||
		len(c.rest) > 0 || fixed(l.Min, 1) > 1 || l.Min != nil && fixed(l.Min, -1) < 0 {
		return nil
	}
	op := &plan.ShortestPath{
		From: slot(l.Left), To: slot(l.Right), Path: slotOf(c.path), Rels: slot(l.Sym), Selector: ast.ShortestK,
		Direction: (&link{Link: l}).direction(forward), TypeNames: l.Types, Min: l.Min, Max: l.Max,
		Predicate: conjunction(l.Predicates), EdgeVar: slotOf(l.Edge),
	}
	op.Types, op.NoTypes = c.p.types(l.Types)
	return op
}
