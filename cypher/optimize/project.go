package optimize

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// project plans WITH or RETURN.
func (p *planner) project(s *logical.Project, t tree, outer set, last bool) tree {
	t = p.after(t, p.projectReads(s, t.nested))
	if s.Group != nil {
		t = p.aggregate(s, t, outer, last)
	}
	early, late := p.timely(s)
	t = p.compute(s, t, early, len(late) == 0)
	if s.Distinct {
		t = p.distinct(s, t)
	}
	t = p.sorted(s, t)
	if len(late) > 0 {
		t = p.compute(s, t, late, true)
	}
	t = p.conditions(s.Where, t)
	t.bound = columnsOf(s).union(outer)
	return t
}

// timely divides the computed columns into those that are needed to tell which rows are kept, and those that need
// be computed only of the rows that LIMIT leaves.
func (p *planner) timely(s *logical.Project) (early, late []logical.Item) {
	if s.Limit == nil || s.Distinct {
		return s.Items, nil
	}
	var keys set
	for _, key := range s.OrderBy {
		keys = keys.union(p.freeOf(key.Expr))
	}
	for _, item := range s.Items {
		if keys.has(item.Sym.ID) || hasEffect(item.Expr) {
			early = append(early, item)
		} else {
			late = append(late, item)
		}
	}
	return early, late
}

// projectReads returns what a projection reads. What the client is handed it sees whole.
func (p *planner) projectReads(s *logical.Project, nested bool) effects {
	var exprs []ast.Expr
	for _, item := range s.Items {
		exprs = append(exprs, item.Expr)
	}
	if s.Group != nil {
		for _, key := range s.Group.Keys {
			exprs = append(exprs, key.Expr)
		}
		for _, call := range s.Group.Calls {
			exprs = append(exprs, call.Expr)
		}
	}
	for _, key := range s.OrderBy {
		exprs = append(exprs, key.Expr)
	}
	e := p.readsOf(exprs...)
	for _, col := range s.Columns {
		if s.Return && !nested && holdsEntity(col.Sym) {
			e.properties.addAll(anyOwner)
			e.labels.any = true
		}
	}
	return e
}

// holdsEntity reports whether a variable may be or contain a node or relationship.
func holdsEntity(sym *semantic.Symbol) bool {
	switch sym.Type.Base {
	case semantic.Bool, semantic.Int, semantic.Float, semantic.String, semantic.Other, semantic.Null:
		return false
	}
	return !sym.Plain
}

func columnsOf(s *logical.Project) set {
	var columns set
	for _, col := range s.Columns {
		columns.add(col.Sym.ID)
	}
	return columns
}

// aggregate groups rows. Only keys and results are left of them, so in a right side that reads variables of the
// row it is run for later on, the row is joined to its groups again.
func (p *planner) aggregate(s *logical.Project, t tree, outer set, last bool) tree {
	op := &plan.Aggregate{}
	t.bound = nil
	for _, key := range s.Group.Keys {
		op.Keys = append(op.Keys, plan.Assignment{Slot: slot(key.Sym), Expr: key.Expr, Name: ast.Format(key.Expr)})
		t.bound = t.bound.with(key.Sym)
	}
	for _, call := range s.Group.Calls {
		op.Calls = append(op.Calls, p.aggregateCall(call))
		t.bound = t.bound.with(call.Sym)
	}
	rows := 1.0
	if len(op.Keys) > 0 {
		rows = max(t.rows/4, 1)
	}
	t = t.on(op, rows, t.cost+t.rows*costHash).barrier()
	if !t.nested || outer.empty() || last && len(s.Items)+len(s.OrderBy)+len(s.Where) == 0 {
		return t
	}
	back := &plan.Apply{Each: true}
	back.Left, back.Right = argument(outer).op, t.op
	t.bound = t.bound.union(outer)
	return t.over(back, rows, t.cost)
}

func (p *planner) aggregateCall(a semantic.Aggregation) plan.AggregateCall {
	out := plan.AggregateCall{Func: "count", Pos: a.Expr.Position(), Slot: slot(a.Sym), Name: ast.Format(a.Expr)}
	if call, ok := a.Expr.(*ast.Call); ok {
		out.Func, out.Args, out.Distinct = fold(call.Name), call.Args, call.Distinct
	}
	return out
}

// compute adds computed columns; the last ones of RETURN list all that there are.
func (p *planner) compute(s *logical.Project, t tree, items []logical.Item, last bool) tree {
	op := &plan.Project{Produce: s.Return && !t.nested && last, Extend: true}
	var added []*semantic.Symbol
	for _, col := range s.Columns {
		i := slices.IndexFunc(items, func(item logical.Item) bool { return item.Sym == col.Sym })
		switch {
		case i >= 0:
			op.Items = append(op.Items, plan.Assignment{Slot: slot(col.Sym), Expr: items[i].Expr, Name: col.Name})
			added = append(added, col.Sym)
		case op.Produce:
			op.Items = append(op.Items, plan.Assignment{Slot: slot(col.Sym), Expr: p.info.Variable(col.Sym, ast.Pos{}), Name: col.Name})
		}
	}
	if len(op.Items) == 0 && !op.Produce {
		return t
	}
	var exprs []ast.Expr
	for _, item := range op.Items {
		exprs = append(exprs, item.Expr)
	}
	above := t.on(op, t.rows, t.cost+t.rows*costRow, added...).reading(p.readsOf(exprs...))
	above.order = t.order
	return above
}

func (p *planner) distinct(s *logical.Project, t tree) tree {
	op := &plan.Distinct{}
	for _, col := range s.Columns {
		op.Slots = append(op.Slots, slot(col.Sym))
	}
	return t.on(op, max(t.rows/2, min(t.rows, 1)), t.cost+t.rows*costHash)
}

// sorted adds ORDER BY, SKIP and LIMIT.
func (p *planner) sorted(s *logical.Project, t tree) tree {
	if len(s.OrderBy) > 0 && !p.inOrder(s, t) {
		op := &plan.Sort{Limit: p.firstRows(s)}
		for _, key := range s.OrderBy {
			op.Keys = append(op.Keys, plan.SortKey{Expr: key.Expr, Descending: key.Descending})
			t = t.reading(p.readsOf(key.Expr))
		}
		t = t.on(op, t.rows, t.cost+t.rows*costHash).barrier()
	}
	if s.Skip != nil {
		t = t.on(&plan.Skip{Count: s.Skip}, max(t.rows-boundOf(s.Skip, 0), min(t.rows, 1)), t.cost)
	}
	if s.Limit != nil {
		t = t.on(&plan.Limit{Count: s.Limit, Exhaust: t.wrote}, min(t.rows, boundOf(s.Limit, 10)), t.cost)
	}
	return t
}

// firstRows returns what bounds the rows that a sort has to keep: nil if nothing does.
func (p *planner) firstRows(s *logical.Project) []ast.Expr {
	if s.Limit == nil || !logical.Trivial(s.Limit) || s.Skip != nil && !logical.Trivial(s.Skip) {
		return nil
	}
	counts := []ast.Expr{logical.Clone(p.info, s.Limit)}
	if s.Skip != nil {
		counts = append(counts, logical.Clone(p.info, s.Skip))
	}
	return counts
}
