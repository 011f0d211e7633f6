package optimize

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// present demands of nodes that were bound before, and that no link leads to,
// that they are there: a null one is no match, and anything else is an error.
func (s *search) present(st state) state {
	var tests []ast.Expr
	for _, n := range s.graph.Nodes {
		if !st.bound.has(n.ID) || s.touched(n) {
			continue
		}
		if n.Type.Base == semantic.Node {
			tests = append(tests, &ast.IsNull{X: s.p.info.Variable(n, ast.Pos{}), Not: true})
		} else {
			st.tree = s.p.labelFilter(st.tree, n, nil)
		}
	}
	if len(tests) > 0 {
		st.tree = s.p.filter(st.tree, tests, 1)
	}
	return st
}

// touched reports whether a link leads to a node.
func (s *search) touched(n *semantic.Symbol) bool {
	for _, l := range s.links {
		if l.Left == n || l.Right == n {
			return true
		}
	}
	return false
}

// settle applies all conditions whose variables are bound, and builds the named
// paths that conditions need.
func (s *search) settle(st state) state {
	for {
		due := s.due(st)
		if len(due) == 0 {
			built, ok := s.neededPath(st)
			if !ok {
				return st
			}
			st = built
			continue
		}
		st.used = st.used.clone()
		for _, i := range due {
			st.used.add(i)
		}
		st = s.apply(st, due)
	}
}

// due returns the conditions that can be applied now.
func (s *search) due(st state) []int {
	var due []int
	for i, pred := range s.preds {
		if !st.used.has(i) && st.bound.covers(pred.free) {
			due = append(due, i)
		}
	}
	return due
}

// apply adds the filters for conditions: labels first, then what is computed
// from the row, then what runs a plan.
func (s *search) apply(st state, due []int) state {
	var plain, patterns []ast.Expr
	share := 1.0
	var nodes []*semantic.Symbol
	tests := map[*semantic.Symbol][]ast.LabelExpr{}
	for _, i := range due {
		switch pred := s.preds[i]; {
		case pred.node != nil:
			if tests[pred.node] == nil {
				nodes = append(nodes, pred.node)
			}
			tests[pred.node] = append(tests[pred.node], pred.labels)
		case pred.subquery:
			patterns = append(patterns, pred.expr)
		default:
			plain = append(plain, pred.expr)
			share *= s.p.selectivity(pred.expr)
		}
	}
	for _, n := range nodes {
		st.tree = s.p.labelFilter(st.tree, n, tests[n])
	}
	if len(plain) > 0 {
		st.tree = s.p.filter(st.tree, plain, share)
	}
	st.tree = s.p.patternFilters(st.tree, patterns)
	return st
}

// filter keeps the rows for which conditions hold that are computed from the row alone.
func (p *planner) filter(t tree, conditions []ast.Expr, share float64) tree {
	op := &plan.Filter{Predicates: conditions}
	above := t.on(op, t.rows*share, t.cost+t.rows*costFilter)
	return t.kept(above, p.readsOf(conditions...))
}

// labelFilter keeps the rows whose node is one and passes label tests.
func (p *planner) labelFilter(t tree, n *semantic.Symbol, tests []ast.LabelExpr) tree {
	op := &plan.LabelFilter{Pos: doubtful(n), Node: slot(n), Labels: p.labelTest(tests)}
	above := t.on(op, t.rows*p.allShare(tests), t.cost+t.rows*costFilter)
	return t.kept(above, p.labelReads(tests))
}

// kept returns the tree above t, which only drops rows of t: a lone scan is still one.
func (t tree) kept(above tree, reads effects) tree {
	above.order = t.order
	if t.stream == nil {
		return above.reading(reads)
	}
	above.reads, above.own = t.reads, t.own
	return above.readingOwn(t.stream, reads)
}

func (p *planner) allShare(tests []ast.LabelExpr) float64 {
	share := 1.0
	for _, e := range tests {
		share *= p.labelShare(e)
	}
	return share
}

// labelReads returns what label tests read: the labels by name where they are names.
func (p *planner) labelReads(tests []ast.LabelExpr) effects {
	var e effects
	for _, t := range tests {
		names, exact := requiredLabels(t)
		e.labels.add(names...)
		e.labels.any = e.labels.any || !exact
		e = e.union(p.readsOf(labelExprs(&plan.LabelTest{Expr: t})...))
	}
	return e
}

// neededPath builds a named path that a condition waits for.
func (s *search) neededPath(st state) (state, bool) {
	for i, path := range s.graph.Paths {
		waiting := slices.ContainsFunc(s.preds, func(p *predicate) bool { return p.free.has(path.Sym.ID) })
		if waiting && !st.paths.has(i) && s.p.pathReady(st.tree, path) {
			return s.buildPath(st, i), true
		}
	}
	return st, false
}

func (s *search) buildPath(st state, i int) state {
	st.paths = st.paths.clone()
	st.paths.add(i)
	st.tree = s.p.namedPath(st.tree, s.graph.Paths[i])
	return st
}

// finish builds the named paths that are left.
func (s *search) finish(st state) state {
	for i := range s.graph.Paths {
		if !st.paths.has(i) {
			st = s.buildPath(st, i)
		}
	}
	return s.settle(st)
}

// whole makes sure that no condition was left out.
func (s *search) whole(st state) state {
	for i, pred := range s.preds {
		if !st.used.has(i) {
			s.p.fail(pred.expr.Position(), "The condition %s refers to what is not bound there.", ast.Format(pred.expr))
		}
	}
	return st
}
