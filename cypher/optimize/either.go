package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// mostSeeks bounds the seeks that a condition is divided into.
const mostSeeks = 16

// eithers calls try for each way to find a node by a condition all of whose alternatives indexes can answer:
//
//	n.name = 'a' OR n.age > 70 AND n.active
//
// It is looked for in one after the other, and each node found is taken once. Only what a query begins with is found so.
func (s *search) eithers(st state, n *semantic.Symbol, try func(state)) {
	if !isOnce(st.op) {
		return
	}
	for i, pred := range s.preds {
		or, ok := pred.expr.(*ast.Binary)
		if !ok || or.Op != ast.Or || len(pred.tests) > 0 || pred.subquery || st.used.has(i) || !pred.free.has(n.ID) {
			continue
		}
		if terms := disjuncts(or, nil); len(terms) <= mostSeeks {
			if got, ok := s.either(st.using(i), n, terms); ok {
				try(got)
			}
		}
	}
}

// either finds a node by any of some conditions; false if one of them needs a scan.
func (s *search) either(st state, n *semantic.Symbol, terms []ast.Expr) (state, bool) {
	op := &plan.Union{Out: []plan.Slot{slot(n)}}
	all := st.tree
	all.rows = 0
	label, same := "", true
	for i, term := range terms {
		found, by, ok := s.term(st, n, term)
		if !ok {
			return st, false
		}
		same = same && (i == 0 || by == label)
		label = by
		op.Branches, op.Columns = append(op.Branches, found.op), append(op.Columns, op.Out)
		all.rows, all.cost = all.rows+found.rows, all.cost+found.cost
		all.reads, all.seen = all.reads.union(found.reads), all.seen.union(found.seen)
	}
	if same {
		st = st.using(s.impliedLabel(st, n, label)...)
	}
	all = all.over(op, all.rows, all.cost, n)
	st.tree = all.on(&plan.Distinct{Slots: op.Out}, all.rows, all.cost+all.rows*costHash)
	return st, true
}

// term finds a node by one condition, which may be several joined by AND, in the best index for it, whose label it returns.
func (s *search) term(st state, n *semantic.Symbol, term ast.Expr) (found state, label string, ok bool) {
	one := &search{p: s.p, graph: s.graph, preds: s.p.predicates(conjuncts(term, nil))}
	own, alone := len(one.preds), set{}.with(n)
	for _, pred := range one.preds {
		if pred.subquery || !alone.covers(pred.free) {
			return st, "", false
		}
	}
	for i, pred := range s.preds {
		if pred.node == n && !st.used.has(i) {
			one.preds = append(one.preds, pred)
		}
	}
	var best *indexUse
	begin := state{tree: s.p.once()}
	for _, use := range one.indexUses(begin, n) {
		if len(use.preds) > 0 && (best == nil || use.rows < best.rows) {
			best = use
		}
	}
	if best == nil {
		return st, "", false
	}
	found = one.indexSeek(begin, n, best)
	for i := own; i < len(one.preds); i++ {
		found = found.using(i) // they are tested behind all
	}
	return one.settle(found), best.label, true
}

// conjuncts appends the conditions that are joined by AND.
func conjuncts(e ast.Expr, list []ast.Expr) []ast.Expr {
	if and, ok := e.(*ast.Binary); ok && and.Op == ast.And {
		return conjuncts(and.Y, conjuncts(and.X, list))
	}
	return append(list, e)
}
