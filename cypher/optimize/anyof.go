package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// anyLabel calls try for the ways to find a node that has one of several labels, each of which has an index for what is asked
// of the node besides:
//
//	(n:A|B {p: 1})
//
// It is looked for in one index after the other, each time without those that have a label before.
func (s *search) anyLabel(st state, n *semantic.Symbol, try func(state)) {
	for i, pred := range s.preds {
		names, ok := plainAlternatives(pred.labels)
		if pred.node != n || st.used.has(i) || !ok || len(names) < 2 || len(names) > mostSeeks {
			continue
		}
		if got, ok := s.labelled(st.using(i), n, i, names); ok {
			try(got)
		}
	}
}

// plainAlternatives returns the labels of a disjunction of names; false for any other test.
func plainAlternatives(e ast.LabelExpr) ([]string, bool) {
	switch e := e.(type) {
	case *ast.LabelName:
		return []string{e.Label.Name}, e.Label.Dynamic == nil
	case *ast.LabelOr:
		var all []string
		for _, part := range e.Parts {
			names, ok := plainAlternatives(part)
			if !ok {
				return nil, false
			}
			all = append(all, names...)
		}
		return all, true
	}
	return nil, false
}

// labelled finds a node by condition i, that it has one of some labels; false if one of them needs a scan.
func (s *search) labelled(st state, n *semantic.Symbol, i int, names []string) (state, bool) {
	var branches []state
	before := &ast.LabelOr{}
	for _, name := range names {
		label := &ast.LabelName{Label: ast.Label{Name: name}}
		one := &search{p: s.p, graph: s.graph, preds: append([]*predicate(nil), s.preds...)}
		one.preds[i] = &predicate{node: n, labels: label, free: s.preds[i].free}
		begin := state{tree: s.p.beginning(st.tree), used: st.used.clone()}
		begin.used.remove(i)
		best := one.bestIndex(begin, n, name)
		if best == nil {
			return st, false
		}
		found := one.indexSeek(begin, n, best)
		if len(before.Parts) > 0 {
			found.tree = s.p.labelFilter(found.tree, n, []ast.LabelExpr{&ast.LabelNot{Part: before}})
		}
		branches = append(branches, found)
		before = &ast.LabelOr{Parts: append(append([]ast.LabelExpr(nil), before.Parts...), label)}
	}
	return s.p.united(st, branches, n), true
}

// bestIndex returns the best index of a label for a node; nil if there is none, or no condition that one answers.
func (s *search) bestIndex(st state, n *semantic.Symbol, label string) (best *indexUse) {
	for _, use := range s.indexUses(st, n) {
		if use.label == label && len(use.preds) > 0 && (best == nil || use.rows < best.rows) {
			best = use
		}
	}
	return best
}

// beginning returns what alternatives that come next in a tree begin with.
func (p *planner) beginning(t tree) tree {
	if isOnce(t.op) {
		return p.once()
	}
	return argument(t.bound)
}

// united goes on with the rows of all branches, which differ, and each of which binds some variables. The conditions that were
// used in all of them are used.
func (p *planner) united(st state, branches []state, binds ...*semantic.Symbol) state {
	op := &plan.Union{}
	for _, sym := range binds {
		op.Out = append(op.Out, slot(sym))
	}
	all := p.beginning(st.tree)
	all.rows = 0
	used := branches[0].used
	for _, b := range branches {
		op.Branches, op.Columns = append(op.Branches, b.op), append(op.Columns, op.Out)
		all.rows, all.cost = all.rows+b.rows, all.cost+b.cost
		all.reads, all.seen = all.reads.union(b.reads).union(b.own), all.seen.union(b.seen)
		used = used.minus(used.minus(b.used))
	}
	st.used = st.used.union(used)
	all = all.over(op, all.rows, all.cost, binds...)
	if isOnce(st.op) {
		st.tree = all
		return st
	}
	apply := &plan.Apply{}
	apply.Left, apply.Right = st.op, all.op
	st.tree = st.over(apply, st.rows*all.rows, st.cost+st.rows*(costPlan+all.cost), binds...).reading(all.seen)
	return st
}

// anyType calls try for the way to find a relationship that has one of several types, each of which has an index for what
// is asked of the relationship besides.
func (s *search) anyType(st state, l *link, try func(state)) {
	if len(l.Types) < 2 || len(l.Types) > mostSeeks {
		return
	}
	var branches []state
	for _, name := range l.Types {
		one := *l.Link
		one.Types = []string{name}
		typed := &link{Link: &one, index: l.index, needs: l.needs}
		begin := state{tree: s.p.beginning(st.tree), used: st.used, linked: st.linked}
		var best *indexUse
		for _, use := range s.relationshipIndexes(begin, typed) {
			if len(use.preds) > 0 && (best == nil || use.rows < best.rows) {
				best = use
			}
		}
		if best == nil {
			return
		}
		branches = append(branches, s.relationshipSeek(begin, typed, best))
	}
	got := s.p.united(st, branches, l.Sym, l.Left, l.Right)
	got.linked = branches[0].linked
	try(got)
}

// anyLabelOf reads n:A OR n:B as the test n:A|B; nil if a condition is something else.
func (p *planner) anyLabelOf(e ast.Expr) (*semantic.Symbol, ast.LabelExpr) {
	var node *semantic.Symbol
	test := &ast.LabelOr{}
	for _, x := range disjuncts(e, nil) {
		has, ok := x.(*ast.HasLabels)
		if !ok {
			return nil, nil
		}
		v, ok := has.X.(*ast.Variable)
		if !ok {
			return nil, nil
		}
		sym := p.info.Uses[v]
		if node != nil && sym != node || sym.Type.Base != semantic.Node || p.readsOwn(has.Labels, sym) {
			return nil, nil
		}
		node, test.Parts = sym, append(test.Parts, has.Labels)
	}
	return node, test
}
