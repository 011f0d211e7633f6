package optimize

import (
	"cmp"
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/semantic"
)

// search looks for a cheap way to match a graph.
type search struct {
	p     *planner
	graph *logical.Graph
	preds []*predicate
	links []*link
}

// link is a link of the graph with what it needs before it can be followed.
type link struct {
	*logical.Link
	index int
	// needs are the variables that its bounds, conditions and lambdas read.
	needs set
}

// state is a graph matched in part. States are values.
type state struct {
	tree
	used   set // predicates that are applied or part of the plan, by index
	linked set // links that are followed, by index
	paths  set // named paths that are built, by index
	hinted int // indexes used that the query asks for
}

// match extends a tree by the embeddings of a graph.
func (p *planner) match(g *logical.Graph, t tree) tree {
	s := &search{p: p, graph: g, preds: p.predicates(g.Predicates)}
	for i, l := range g.Links {
		s.links = append(s.links, &link{Link: l, index: i, needs: p.linkNeeds(l)})
	}
	st := s.settle(s.present(state{tree: t}))
	for parts := s.components(st); len(parts) > 0; parts = s.components(st) {
		before := st
		st = s.all(st, parts)
		if before.bound.covers(st.bound) && before.linked.covers(st.linked) {
			p.fail(ast.Pos{}, "A pattern depends on itself: the bounds or conditions of a relationship refer to what is found by following it.")
			break
		}
	}
	return s.whole(s.finish(st)).tree
}

// all matches components, as far as they can be, one after the other. They stay the same
// meanwhile: what hangs together does not change with what is bound elsewhere.
func (s *search) all(st state, parts []*component) state {
	for len(parts) > 0 {
		var done *component
		st, done = s.next(st, s.ready(st, parts))
		parts = slices.DeleteFunc(parts, func(c *component) bool { return c == done })
	}
	return st
}

// ready returns the components that need nothing of the others, or all if there is none.
func (s *search) ready(st state, parts []*component) []*component {
	var ready []*component
	for _, c := range parts {
		known := st.bound.with(c.nodes...)
		ok := true
		for _, l := range c.links {
			known = known.with(l.Symbols()...)
		}
		for _, l := range c.links {
			ok = ok && known.covers(l.needs)
		}
		if ok {
			ready = append(ready, c)
		}
		if ok && len(parts) > largePattern {
			break
		}
	}
	if len(ready) == 0 {
		return parts
	}
	return ready
}

// linkNeeds returns the variables that a link reads but does not bind.
func (p *planner) linkNeeds(l *logical.Link) set {
	var s set
	for _, e := range l.Predicates {
		s = s.union(p.freeOf(e))
	}
	s = s.union(p.freeOf(l.Min)).union(p.freeOf(l.Max)).union(p.freeOf(l.Limit))
	s = s.union(p.lambdaNeeds(l.Weight)).union(p.lambdaNeeds(l.Filter))
	if l.Group != nil {
		s = s.union(p.groupNeeds(l.Group))
	}
	if l.Edge != nil {
		s.remove(l.Edge.ID)
	}
	return s
}

// lambdaNeeds returns the variables that a lambda reads from outside.
func (p *planner) lambdaNeeds(l *ast.Lambda) set {
	if l == nil {
		return nil
	}
	s := p.freeOf(l.Body).clone()
	for _, v := range []*ast.Variable{l.Rel, l.Node, l.Path, l.Weight} {
		if v != nil {
			s.remove(p.info.Uses[v].ID)
		}
	}
	return s
}

// groupNeeds returns the variables that the body of a quantified group reads from outside.
func (p *planner) groupNeeds(g *logical.GroupBody) set {
	var s, own set
	for _, e := range g.Graph.Predicates {
		s = s.union(p.freeOf(e))
	}
	for _, l := range g.Graph.Links {
		s = s.union(p.linkNeeds(l))
	}
	own = own.with(g.Graph.Symbols()...)
	return s.minus(own)
}

// component is a part of the graph that hangs together and is still to be matched.
type component struct {
	nodes []*semantic.Symbol // those that are not bound
	links []*link
}

// components returns what is left to be matched. Nodes that are bound hold nothing together.
func (s *search) components(st state) []*component {
	var parts []*component
	of := map[*semantic.Symbol]*component{}
	for _, n := range s.graph.Nodes {
		if !st.bound.has(n.ID) {
			of[n] = &component{nodes: []*semantic.Symbol{n}}
			parts = append(parts, of[n])
		}
	}
	join := func(a, b *component) {
		if a == b {
			return
		}
		a.nodes, a.links = append(a.nodes, b.nodes...), append(a.links, b.links...)
		for n, c := range of {
			if c == b {
				of[n] = a
			}
		}
		parts = slices.DeleteFunc(parts, func(c *component) bool { return c == b })
	}
	for _, l := range s.links {
		if st.linked.has(l.index) {
			continue
		}
		left, right := of[l.Left], of[l.Right]
		switch {
		case left == nil && right == nil:
			parts = append(parts, &component{links: []*link{l}})
		case left == nil:
			right.links = append(right.links, l)
		case right == nil:
			left.links = append(left.links, l)
		default:
			join(left, right)
			left.links = append(left.links, l)
		}
	}
	return parts
}

// next matches one component more, which it returns: the one after which there are the fewest rows.
func (s *search) next(st state, parts []*component) (best state, done *component) {
	if len(parts) > largePattern {
		parts = parts[:1]
	}
	for _, c := range parts {
		if got := s.best(st, c); done == nil || better(got, best) {
			best, done = got, c
		}
	}
	return best, done
}

// better compares the results of matching different components.
func better(a, b state) bool {
	if a.rows != b.rows {
		return a.rows < b.rows
	}
	return a.cost < b.cost
}

// cheaper compares two ways to match the same component. Indexes that the query asks for come first.
func cheaper(a, b state) bool {
	if a.hinted != b.hinted {
		return a.hinted > b.hinted
	}
	return a.cost+a.rows*costRow < b.cost+b.rows*costRow
}

// best matches a component in the cheapest way found.
func (s *search) best(st state, c *component) state {
	var best state
	found := false
	consider := func(got state) {
		if !found || cheaper(got, best) {
			best, found = got, true
		}
	}
	attached := s.attached(st, c)
	if attached {
		consider(s.grow(st, c))
	}
	if !attached && s.joinable(st) {
		if got, ok := s.join(st, c); ok {
			consider(got)
		}
	}
	s.starts(st, c, func(start state) { consider(s.grow(s.settle(start), c)) })
	return best
}

// attached reports whether the component can be reached from what is bound.
func (s *search) attached(st state, c *component) bool {
	for _, l := range c.links {
		if st.bound.has(l.Left.ID) || st.bound.has(l.Right.ID) || l.Kind == logical.Hop && st.bound.has(l.Sym.ID) {
			return true
		}
	}
	return len(c.nodes) == 0
}

// A pattern of up to smallPattern links is tried from every start, and each time with the best link next. Of a
// larger one only the fewStarts most promising starts are tried, and beyond largePattern links just one, and
// links are followed as they come: what planning takes must not grow faster than the pattern.
const (
	smallPattern = 10
	largePattern = 40
	fewStarts    = 3
)

// starts calls try for the ways to begin a component with one of its nodes or relationships.
func (s *search) starts(st state, c *component, try func(state)) {
	if len(c.links) <= smallPattern {
		s.allStarts(st, c, try)
		return
	}
	var all []state
	s.allStarts(st, c, func(got state) { all = append(all, got) })
	slices.SortStableFunc(all, func(a, b state) int {
		return cmp.Compare(a.cost+a.rows*costRow, b.cost+b.rows*costRow)
	})
	n := fewStarts
	if len(c.links) > largePattern {
		n = 1
	}
	for _, got := range all[:min(n, len(all))] {
		try(got)
	}
}

func (s *search) allStarts(st state, c *component, try func(state)) {
	for _, n := range c.nodes {
		s.access(st, n, try)
	}
	for _, l := range c.links {
		s.accessLink(st, l, try)
	}
}

// grow follows the links of a component, always the one next that leaves the fewest rows.
func (s *search) grow(st state, c *component) state {
	for {
		var best state
		found := false
		for _, l := range c.links {
			if st.linked.has(l.index) {
				continue
			}
			if got, ok := s.followed(st, l); ok && (!found || better(got, best)) {
				best, found = got, true
				if len(c.links) > largePattern {
					break
				}
			}
		}
		if !found {
			if best, found = s.stranded(st, c); !found {
				return st
			}
		}
		st = best
	}
}

// followed follows a link in the cheapest way; false if it can't be followed yet.
func (s *search) followed(st state, l *link) (best state, ok bool) {
	s.follow(st, l, func(got state) {
		got = s.settle(got)
		if !ok || cheaper(got, best) {
			best, ok = got, true
		}
	})
	return best, ok
}

// stranded begins at another node of a component where no link can be followed yet: because it needs
// both ends, or a variable that is bound elsewhere in the component.
func (s *search) stranded(st state, c *component) (best state, found bool) {
	for _, n := range c.nodes {
		if st.bound.has(n.ID) {
			continue
		}
		s.access(st, n, func(got state) {
			got = s.settle(got)
			if !found || cheaper(got, best) {
				best, found = got, true
			}
		})
	}
	return best, found
}
