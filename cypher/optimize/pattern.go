package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
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
		right := p.match(g, argument(t.bound))
		op := &plan.SemiApply{Anti: anti}
		op.Left, op.Right = t.op, right.op
		t = t.over(op, t.rows*selPattern, t.cost+t.rows*(costPlan+right.cost)).reading(right.seen)
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
