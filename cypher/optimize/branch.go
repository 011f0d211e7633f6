package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
)

// query plans a union of branches, each on a start of its own.
func (p *planner) query(q *logical.Query, start tree, outer set) tree {
	if len(q.Branches) == 1 {
		return p.branch(q.Branches[0].Steps, start, outer)
	}
	op := &plan.Union{}
	all := tree{nested: start.nested, wrote: start.wrote, bound: start.bound.clone()}
	for i, b := range q.Branches {
		from := start
		if i > 0 {
			from = p.restart(start)
		}
		t := p.branch(b.Steps, from, outer)
		var slots []plan.Slot
		for _, col := range b.Columns {
			slots = append(slots, slot(col.Sym))
		}
		op.Branches, op.Columns = append(op.Branches, t.op), append(op.Columns, slots)
		all.rows, all.cost = all.rows+t.rows, all.cost+t.cost
		all.reads, all.writes, all.seen = all.reads.union(t.reads).union(t.own), all.writes.union(t.writes), all.seen.union(t.seen)
		all.wrote = all.wrote || t.wrote
	}
	for _, col := range q.Columns {
		op.Out = append(op.Out, slot(col.Sym))
		all.bound.add(col.Sym.ID)
	}
	all = all.over(op, all.rows, all.cost)
	if q.Distinct {
		all = all.on(&plan.Distinct{Slots: op.Out}, all.rows, all.cost+all.rows*costHash)
	}
	return all
}

// restart returns a fresh start like the one given: operators are not shared.
func (p *planner) restart(start tree) tree {
	if start.nested {
		return argument(start.bound)
	}
	return p.once()
}

// branch plans steps one on top of the other. outer are the variables of the rows that a right side is run for.
func (p *planner) branch(steps []logical.Step, t tree, outer set) tree {
	if n := p.script(steps, t); n > 0 {
		t, steps = p.sequence(steps[:n], t), steps[n:]
	}
	for i, s := range steps {
		if fast, ok := p.counted(steps, i, t); ok {
			return fast
		}
		if found, ok := p.ordered(steps, i, t); ok {
			t = found
			continue
		}
		t = p.step(s, t, outer, i == len(steps)-1)
	}
	return t
}

// step plans one step.
func (p *planner) step(s logical.Step, t tree, outer set, last bool) tree {
	switch s := s.(type) {
	case *logical.Match:
		return p.matchStep(s, t)
	case *logical.Filter:
		return p.conditions(s.Predicates, t)
	case *logical.Selected:
		return p.selected(s, t)
	case *logical.Choose:
		op := &plan.Choose{From: slot(s.From), To: slot(s.To), Length: slot(s.Length), K: s.K, Groups: s.Groups}
		return t.on(op, t.rows, t.cost+t.rows*costHash)
	case *logical.Unwind:
		op := &plan.Unwind{List: s.List, Slot: slot(s.Sym)}
		t = p.after(t, p.readsOf(s.List))
		t.guessed = true
		return t.on(op, t.rows*unwound(s.List), t.cost+t.rows*unwound(s.List), s.Sym).reading(p.readsOf(s.List))
	case *logical.Project:
		return p.project(s, t, outer, last)
	case *logical.Procedure:
		return p.procedure(s, t)
	case *logical.Subquery:
		return p.subquery(s, t)
	case *logical.Load:
		return p.load(s, t)
	}
	return p.update(s, t)
}

// unwound guesses the number of elements of a list.
func unwound(e ast.Expr) float64 {
	switch e.(type) {
	case *ast.ListLit, *ast.Literal:
		return listLength(e)
	}
	return 10
}

// conditions filters the rows outside of a match.
func (p *planner) conditions(list []ast.Expr, t tree) tree {
	if len(list) == 0 {
		return t
	}
	t = p.after(t, p.readsOf(list...))
	s := &search{p: p, graph: &logical.Graph{}, preds: p.predicates(list)}
	return s.whole(s.settle(state{tree: t})).tree
}

// matchStep plans MATCH or OPTIONAL MATCH.
func (p *planner) matchStep(m *logical.Match, t tree) tree {
	if !m.Optional {
		return p.matched(m.Graph, t)
	}
	t = p.after(t, p.graphReads(m.Graph, t.bound))
	if fast, ok := p.optionalHop(m.Graph, t); ok {
		return fast
	}
	right := p.match(m.Graph, argument(t.bound))
	if joined, ok := p.optionalJoin(m.Graph, t, right.cost); ok {
		return joined
	}
	op := &plan.Apply{Optional: true}
	op.Left, op.Right = t.op, right.op
	for _, sym := range m.Graph.Symbols() {
		if !t.bound.has(sym.ID) {
			op.Nulls = append(op.Nulls, slot(sym))
		}
	}
	rows := t.rows * max(right.rows, 1)
	t = t.over(op, rows, t.cost+t.rows*max(right.cost, 1), m.Graph.Symbols()...)
	return t.reading(right.seen)
}

// matched plans MATCH behind what may have written.
func (p *planner) matched(g *logical.Graph, t tree) tree {
	if t.wrote {
		t = p.after(t, p.graphReads(g, t.bound))
	}
	return p.mirroring(p.match(g, t), t, g)
}

// optionalHop plans an OPTIONAL MATCH of one hop from a bound node as an expansion.
func (p *planner) optionalHop(g *logical.Graph, t tree) (tree, bool) {
	if len(g.Links) != 1 || g.Links[0].Kind != logical.Hop || len(g.Nodes) != 2 {
		return t, false
	}
	s := &search{p: p, graph: g, preds: p.predicates(g.Predicates)}
	l := &link{Link: g.Links[0]}
	w := forward
	if !t.bound.has(l.Left.ID) {
		w = backward
	}
	from, to := l.ends(w)
	if !t.bound.has(from.ID) || t.bound.has(to.ID) || t.bound.has(l.Sym.ID) {
		return t, false
	}
	for _, pred := range s.preds {
		if pred.node != to {
			return t, false
		}
	}
	st := s.hop(state{tree: t}, l, w, false)
	if !s.allUsed(st) {
		return t, false
	}
	st.op.(*plan.Expand).Optional = true
	st.rows = max(st.rows, t.rows)
	st.op.Common().Rows = st.rows
	return s.finish(st).tree, true
}

func (s *search) allUsed(st state) bool {
	for i := range s.preds {
		if !st.used.has(i) {
			return false
		}
	}
	return true
}
