package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// expressions plans the subqueries in the expressions of a plan.
func (p *planner) expressions(op plan.Operator) {
	for _, e := range operandsOf(op).exprs {
		if e == nil {
			continue
		}
		ast.Inspect(e, func(n any) bool {
			switch n := n.(type) {
			case *ast.PatternExpr, *ast.PatternComprehension, *ast.Subquery, *ast.ShortestPathExpr:
				p.subplan(n.(ast.Expr))
				return false
			}
			return true
		})
	}
	for _, in := range op.Inputs() {
		p.expressions(in)
	}
}

// subplan plans a subquery in an expression.
func (p *planner) subplan(e ast.Expr) {
	if p.subplans[e] != nil {
		return
	}
	free := p.freeOf(e)
	sub := &plan.Subplan{Result: slotOf(nil)}
	p.subplans[e] = sub
	var t tree
	switch e := e.(type) {
	case *ast.PatternExpr:
		t = p.exists(logical.Pattern(p.info, e.Part, nil), argument(free))
	case *ast.PatternComprehension:
		sub.Kind = plan.SubplanCollect
		t = p.match(logical.Pattern(p.info, e.Part, e.Where), argument(free))
		t, sub.Result = p.result(t, e.Map)
	case *ast.ShortestPathExpr:
		t = p.shortestExpr(e, sub, free)
	case *ast.Subquery:
		if g := p.existence(e); g != nil {
			t = p.exists(g, argument(free))
			break
		}
		q := logical.Build(p.info, e.Query)
		t = p.query(q, argument(free), free)
		switch e.Kind {
		case ast.Count:
			sub.Kind = plan.SubplanCount
		case ast.Collect:
			sub.Kind, sub.Result = plan.SubplanCollect, slot(q.Columns[0].Sym)
		}
	}
	sub.Each = needsEach(t.op)
	sub.Root = p.live(t.op, slotSet([]plan.Slot{sub.Result}))
	prune(sub.Root, sub.Kind == plan.SubplanExists)
	p.expressions(sub.Root)
}

// result computes the value of each row.
func (p *planner) result(t tree, e ast.Expr) (tree, plan.Slot) {
	if v, ok := e.(*ast.Variable); ok {
		return t, slot(p.info.Uses[v])
	}
	sym := p.info.NewSymbol("", semantic.AnyType)
	op := &plan.Project{Extend: true, Items: []plan.Assignment{{Slot: slot(sym), Expr: e}}}
	return t.on(op, t.rows, t.cost+t.rows, sym), slot(sym)
}

// shortestExpr plans shortestPath(…) or allShortestPaths(…) as an expression.
func (p *planner) shortestExpr(e *ast.ShortestPathExpr, sub *plan.Subplan, free set) tree {
	g := logical.Pattern(p.info, e.Part, nil)
	path := g.Links[0].Path
	if path == nil {
		path = p.info.NewSymbol("", semantic.Of(semantic.Path))
		g.Links[0].Path = path
	}
	sub.Kind, sub.Result = plan.SubplanFirst, slot(path)
	if e.Part.Selector == ast.AllShortestPaths {
		sub.Kind = plan.SubplanCollect
	}
	return p.match(g, argument(free))
}

// hasEffect reports whether evaluating an expression does more than to compute a value.
func hasEffect(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n any) bool {
		if call, ok := n.(*ast.Call); ok {
			name := fold(call.Name)
			found = found || name == "assert" || name == "counter"
		}
		return !found
	})
	return found
}

// footprint reports whether a plan reads data, and whether it writes any.
func footprint(out *plan.Plan) (reads, writes bool) {
	var visit func(op plan.Operator)
	visit = func(op plan.Operator) {
		switch op := op.(type) {
		case *plan.NodeScan, *plan.NodeIndexSeek, *plan.PointSeek, *plan.NodeByID, *plan.RelationshipScan, *plan.RelationshipIndexSeek,
			*plan.RelationshipByID, *plan.Expand, *plan.ExpandVar, *plan.ShortestPath, *plan.PathSearch, *plan.CountStore:
			reads = true
		case *plan.Create, *plan.Set, *plan.Remove, *plan.Delete:
			writes = true
		case *plan.Merge:
			reads, writes = true, true
		case *plan.CallProcedure:
			reads = true
			writes = writes || op.Writes
		}
		for _, in := range op.Inputs() {
			visit(in)
		}
	}
	visit(out.Root)
	for _, sub := range out.Subplans {
		visit(sub.Root)
	}
	return reads, writes
}
