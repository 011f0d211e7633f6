package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// update plans a step that changes data.
func (p *planner) update(s logical.Step, t tree) tree {
	switch s := s.(type) {
	case *logical.Create:
		writes := createWrites(s)
		reads := p.createReads(s)
		t = p.early(s, p.after(t, reads), writes)
		return p.create(s, p.before(t, writes, nil), false).reading(reads).writing(writes)
	case *logical.Merge:
		return p.merge(s, t)
	case *logical.Set:
		return p.set(s.Items, t)
	case *logical.Remove:
		writes, reads, target := p.removeWrites(s.Items), p.removeReads(s.Items), p.removeTarget(s.Items)
		t = p.before(p.after(t, reads), writes, target)
		return t.on(&plan.Remove{Items: s.Items}, t.rows, t.cost+t.rows*costFilter).reading(reads).writingTo(target, writes)
	case *logical.Delete:
		return p.delete(s, t)
	case *logical.Foreach:
		return p.foreach(s, t)
	}
	return t
}

// create plans CREATE; nonNull refuses null properties, as MERGE does.
func (p *planner) create(s *logical.Create, t tree, nonNull bool) tree {
	op := &plan.Create{NonNull: nonNull}
	var binds []*semantic.Symbol
	for _, n := range s.Nodes {
		op.Nodes = append(op.Nodes, plan.CreateNode{Slot: slot(n.Sym), Pos: n.Pos, Labels: n.Labels, Properties: n.Properties})
		binds = append(binds, n.Sym)
	}
	for _, r := range s.Rels {
		op.Relationships = append(op.Relationships, plan.CreateRelationship{
			Slot: slot(r.Sym), Pos: r.Pos, From: slot(r.From), To: slot(r.To), Type: r.Type, Properties: r.Properties,
		})
		binds = append(binds, r.Sym)
	}
	t.wrote = true
	if len(op.Nodes)+len(op.Relationships) > 0 {
		t = t.on(op, t.rows, t.cost+t.rows*costHop*float64(len(binds)), binds...)
		t.fresh = t.fresh.with(binds...)
	}
	for _, path := range s.Paths {
		t = p.namedPath(t, path)
	}
	return t
}

// early has the properties computed for all rows before anything is created, where
// they look at the graph in a way that could see it.
func (p *planner) early(s *logical.Create, t tree, writes effects) tree {
	op := &plan.Project{Extend: true}
	var binds []*semantic.Symbol
	hoist := func(properties ast.Expr) {
		m, ok := properties.(*ast.MapLit)
		if !ok {
			return
		}
		for i, v := range m.Values {
			if !conflict(p.readsOf(v), writes) || !t.bound.covers(p.freeOf(v)) {
				continue
			}
			sym := p.info.NewValue(v)
			m.Values[i] = p.info.Variable(sym, v.Position())
			op.Items, binds = append(op.Items, plan.Assignment{Slot: slot(sym), Expr: v}), append(binds, sym)
		}
	}
	for _, n := range s.Nodes {
		hoist(n.Properties)
	}
	for _, r := range s.Rels {
		hoist(r.Properties)
	}
	if len(binds) == 0 {
		return t
	}
	return p.accumulate(t.on(op, t.rows, t.cost+t.rows*costRow, binds...))
}

func (p *planner) createReads(s *logical.Create) effects {
	var e effects
	for _, n := range s.Nodes {
		e = e.union(p.readsOf(n.Properties))
	}
	for _, r := range s.Rels {
		e = e.union(p.readsOf(r.Properties))
	}
	return e
}

// set plans SET items.
func (p *planner) set(items []*ast.SetItem, t tree) tree {
	if len(items) == 0 {
		return t
	}
	writes, reads, target := p.setWrites(items), p.setReads(items), p.setTarget(items)
	if t = p.after(t, reads); !p.keeps(t, items) {
		t = p.before(t, writes, target)
	}
	return t.on(&plan.Set{Items: items}, t.rows, t.cost+t.rows*costHop).reading(reads).writingTo(target, writes)
}

func (p *planner) setReads(items []*ast.SetItem) effects {
	var e effects
	for _, item := range items {
		e = e.union(p.readsOf(item.Value, item.Key))
		if item.Kind == ast.SetAll || item.Kind == ast.SetMerge {
			if _, literal := item.Value.(*ast.MapLit); !literal {
				e.properties.addAll(p.owners(item.Value))
			}
		}
	}
	return e
}

// setTarget returns the only variable that items change, nil if there are more.
func (p *planner) setTarget(items []*ast.SetItem) *semantic.Symbol {
	var exprs []ast.Expr
	for _, item := range items {
		exprs = append(exprs, item.Target)
	}
	return p.only(exprs)
}

func (p *planner) removeTarget(items []*ast.RemoveItem) *semantic.Symbol {
	var exprs []ast.Expr
	for _, item := range items {
		exprs = append(exprs, item.Target)
	}
	return p.only(exprs)
}

// only returns the variable that all expressions are, nil if they are not.
func (p *planner) only(exprs []ast.Expr) *semantic.Symbol {
	var sym *semantic.Symbol
	for _, e := range exprs {
		v, ok := e.(*ast.Variable)
		if !ok || sym != nil && p.info.Uses[v] != sym {
			return nil
		}
		sym = p.info.Uses[v]
	}
	return sym
}

func (p *planner) removeReads(items []*ast.RemoveItem) effects {
	var e effects
	for _, item := range items {
		e = e.union(p.readsOf(item.Key))
	}
	return e
}

// delete plans DELETE. It takes in all rows before it deletes anything, except where nodes are deleted with all
// that hangs on them and the rows are a lone scan of just these.
func (p *planner) delete(s *logical.Delete, t tree) tree {
	t = p.after(t, p.readsOf(s.Exprs...))
	if !s.Detach || t.stream == nil || t.stream != p.only(s.Exprs) || !t.reads.empty() {
		t = p.accumulate(t)
	}
	op := &plan.Delete{Detach: s.Detach, Exprs: s.Exprs}
	return t.on(op, t.rows, t.cost+t.rows*costHop).writing(effects{deletes: true})
}

// foreach plans FOREACH.
func (p *planner) foreach(s *logical.Foreach, t tree) tree {
	writes := p.stepWrites(s.Body)
	body := p.branch(s.Body, argument(t.bound.with(s.Sym)), t.bound)
	reads := body.seen.union(p.readsOf(s.List))
	t = p.before(p.after(t, reads), writes, nil)
	op := &plan.Foreach{Slot: slot(s.Sym), List: s.List, Body: body.op}
	return t.on(op, t.rows, t.cost+t.rows*unwound(s.List)*max(body.cost, 1)).reading(reads).writing(writes)
}

// merge plans MERGE. Where what a row changes could change what the next one asks for, it is run
// for one row at a time.
func (p *planner) merge(s *logical.Merge, t tree) tree {
	writes := p.mergeWrites(s)
	var asked effects
	for _, item := range s.Before {
		asked = asked.union(p.readsOf(item.Expr))
	}
	reads := p.graphReads(s.Graph, t.bound).union(asked).union(p.setReads(s.OnMatch)).union(p.setReads(s.OnCreate))
	t = p.before(p.after(t, reads), writes, nil)
	if !conflict(asked, writes) {
		return p.mirroring(p.mergeRows(s, t).reading(reads).writing(writes), t, s.Graph)
	}
	right := p.mergeRows(s, argument(t.bound))
	op := &plan.Apply{Each: true}
	op.Left, op.Right = t.op, right.op
	t = t.over(op, t.rows*right.rows, t.cost+t.rows*right.cost, s.Graph.Symbols()...)
	return t.reading(reads).writing(writes)
}

// mergeRows plans MERGE of the rows of a tree: a plan that finds, and one that creates.
func (p *planner) mergeRows(s *logical.Merge, t tree) tree {
	if len(s.Before) > 0 {
		op := &plan.Project{Extend: true}
		var binds []*semantic.Symbol
		for _, item := range s.Before {
			op.Items = append(op.Items, plan.Assignment{Slot: slot(item.Sym), Expr: item.Expr})
			binds = append(binds, item.Sym)
		}
		t = t.on(op, t.rows, t.cost+t.rows*costRow, binds...)
	}
	right := argument(t.bound)
	found := p.set(s.OnMatch, p.mirroring(p.match(s.Graph, right), right, s.Graph))
	made := argument(t.bound)
	for _, c := range s.Creates {
		made = p.create(c, made, true)
	}
	made = p.set(s.OnCreate, made)
	op := &plan.Merge{Input: t.op, Match: found.op, Create: made.op}
	rows := t.rows * max(found.rows, 1)
	return t.over(op, rows, t.cost+t.rows*(found.cost+costHop), s.Graph.Symbols()...)
}
