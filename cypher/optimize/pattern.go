package optimize

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// patternFilters keeps the rows for which conditions hold that run plans. A
// pattern or EXISTS by itself, or its negation, becomes a join; the rest are
// evaluated as expressions.
func (p *planner) patternFilters(t tree, conditions []ast.Expr) tree {
	var rest []ast.Expr
	for _, e := range conditions {
		anti := false
		inner := e
		for not, ok := inner.(*ast.Unary); ok && not.Op == ast.Not; not, ok = inner.(*ast.Unary) {
			inner, anti = not.X, !anti
		}
		g := p.existence(inner)
		if g == nil {
			rest = append(rest, e)
			continue
		}
		t = p.semi(t, g, anti)
	}
	if len(rest) == 0 {
		return t
	}
	share := 1.0
	for _, e := range rest {
		share *= p.selectivity(e)
	}
	t = t.on(&plan.Filter{Predicates: rest}, t.rows*share, t.cost+t.rows*costPlan)
	return t.reading(p.readsOf(rest...))
}

// joinRisk is how much dearer it may be than it seems to find all nodes for which a graph matches: to look for a match from
// each row ends with the first one, and may be asked of a few rows only.
const joinRisk = 4

// semi keeps the rows for which a graph matches or, if anti, does not: by looking for a match from each row or, if that is
// cheaper, by finding all nodes first for which it does.
func (p *planner) semi(t tree, g *logical.Graph, anti bool) tree {
	right := p.exists(g, argument(t.bound))
	work := t.rows * (costPlan + right.cost)
	if key := p.joint(g, t); key != nil {
		all := p.match(g, p.once())
		if once := joinRisk*(all.cost+all.rows*costHash) + t.rows*costPlan; once < work {
			op := &plan.SemiJoin{Key: slot(key), Anti: anti}
			op.Left, op.Right = t.op, all.op
			return t.over(op, t.rows*selPattern, t.cost+once).reading(all.seen)
		}
	}
	op := &plan.SemiApply{Anti: anti}
	op.Left, op.Right = t.op, right.op
	return t.over(op, t.rows*selPattern, t.cost+work).reading(right.seen)
}

// joint returns the node that is all that a graph takes of the rows of a tree, so that the graph can be matched without them;
// nil if it takes more, or must not be matched by itself.
func (p *planner) joint(g *logical.Graph, t tree) *semantic.Symbol {
	if t.nested || t.wrote || p.periodic {
		return nil
	}
	var taken set
	for _, e := range g.Predicates {
		if changes(e) {
			return nil
		}
		taken = taken.union(p.freeOf(e))
	}
	for _, l := range g.Links {
		taken = taken.union(p.linkNeeds(l)).with(l.Symbols()...)
	}
	taken = taken.with(g.Nodes...)
	for _, n := range g.Nodes {
		outer := set{}.with(n)
		if t.bound.has(n.ID) && outer.covers(taken.minus(taken.minus(t.bound))) {
			return n
		}
	}
	return nil
}

// exists plans a graph of which it matters only whether it matches at all: where it repeats something, a search for one path of
// it does not try all.
func (p *planner) exists(g *logical.Graph, start tree) tree {
	if one := logical.AsChain(p.info, g); one != nil && p.entangled(g) {
		return p.selected(one, start)
	}
	return p.match(g, start)
}

// entangled reports whether a search for the nodes that each link leads to would not be enough to tell whether a graph
// matches, because something is repeated whose relationships matter elsewhere.
func (p *planner) entangled(g *logical.Graph) bool {
	for _, l := range g.Links {
		switch {
		case l.Kind == logical.Repeat:
			return true
		case l.Kind == logical.Walk && fixed(l.Max, -1) < 0:
			if slices.ContainsFunc(g.Links, func(other *logical.Link) bool { return mayShare(l, other) }) {
				return true
			}
		}
	}
	return false
}

// existence returns the graph that an expression asks to exist, nil if it asks for something else or for more.
func (p *planner) existence(e ast.Expr) *logical.Graph {
	switch e := e.(type) {
	case *ast.PatternExpr:
		return logical.Pattern(p.info, e.Part, nil)
	case *ast.Subquery:
		if e.Kind == ast.Exists {
			return p.plainExistence(e.Query)
		}
	}
	return nil
}

// plainExistence returns the graph of a body that only matches.
func (p *planner) plainExistence(q *ast.Query) *logical.Graph {
	if len(q.Parts) != 1 {
		return nil
	}
	for i, c := range q.Parts[0].Clauses {
		switch c := c.(type) {
		case *ast.Match:
			if c.Optional {
				return nil
			}
		case *ast.Return:
			if i == 0 || c.Skip != nil || c.Limit != nil || len(p.info.Projections[&c.Projection].Calls) > 0 {
				return nil
			}
		default:
			return nil
		}
	}
	steps := logical.Build(p.info, q).Branches[0].Steps
	m, ok := steps[0].(*logical.Match)
	if !ok {
		return nil
	}
	return m.Graph
}
