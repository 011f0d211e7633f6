package optimize

import (
	"math"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
	"memgraphd/engine"
)

// follow calls try for each way to follow a link at least one end of which is bound.
func (s *search) follow(st state, l *link, try func(state)) {
	if !st.bound.covers(l.needs) {
		return
	}
	left, right := st.bound.has(l.Left.ID), st.bound.has(l.Right.ID)
	if st.bound.has(l.Sym.ID) && l.Kind == logical.Hop {
		try(s.boundRelationship(st, l))
		return
	}
	switch {
	case left && right:
		try(s.step(st, l, forward, true))
	case left:
		s.towards(st, l, forward, try)
	case right:
		s.towards(st, l, backward, try)
	}
}

// way is the way in which a link is followed: from its left end or from its right.
type way bool

const (
	forward  way = true
	backward way = false
)

// ends returns the node that a link is followed from, and the one it leads to.
func (l *link) ends(w way) (from, to *semantic.Symbol) {
	if w == forward {
		return l.Left, l.Right
	}
	return l.Right, l.Left
}

// direction returns the direction of a link as seen from the node it is followed from.
func (l *link) direction(w way) engine.Direction {
	switch {
	case l.Direction == ast.Both:
		return engine.Both
	case (l.Direction == ast.Outgoing) == bool(w):
		return engine.Out
	}
	return engine.In
}

// towards follows a link to an end that is not bound: by expanding to it, or by finding it in an index first.
func (s *search) towards(st state, l *link, w way, try func(state)) {
	_, to := l.ends(w)
	if !l.bothEnds() && (w == forward || s.reversible(l)) {
		try(s.step(st, l, w, false))
	}
	s.seeks(st, to, func(got state) {
		if got = s.settle(got); !got.linked.has(l.index) {
			try(s.step(got, l, forward, true))
		}
	})
}

// bothEnds reports whether a link can be followed only between bound nodes.
func (l *link) bothEnds() bool {
	return l.Kind == logical.Shortest || l.Expansion == ast.KShortest
}

// reversible reports whether following a link from its right end finds the same. A lambda looks at the node
// that each relationship leads to, so it does not; and of several shortest paths another one might be found,
// which matters if the relationships of others are not to be on it.
func (s *search) reversible(l *link) bool {
	return l.Weight == nil && l.Filter == nil && (!l.picks() || !s.paired(l))
}

// picks reports whether a walk finds some of the paths only, by a search that does not look at what other links use.
func (l *link) picks() bool { return l.Kind == logical.Walk && l.Expansion != ast.VarLength }

// step follows a link from a bound node, to a bound one if into.
func (s *search) step(st state, l *link, w way, into bool) state {
	switch l.Kind {
	case logical.Walk:
		st = s.walk(st, l, w, into)
	case logical.Repeat:
		st = s.repeat(st, l, w, into)
	case logical.Shortest:
		st = s.shortest(st, l)
	default:
		st = s.hop(st, l, w, into)
	}
	st.linked = st.linked.clone()
	st.linked.add(l.index)
	return st
}

// linkReads returns what following a link reads.
func (p *planner) linkReads(l *logical.Link) effects {
	e := p.readsOf(l.Predicates...)
	if l.Weight != nil {
		e = e.union(p.readsOf(l.Weight.Body))
	}
	if l.Filter != nil {
		e = e.union(p.readsOf(l.Filter.Body))
	}
	e.rels.add(l.Types...)
	e.rels.any = e.rels.any || len(l.Types) == 0
	return e
}

// doubtful returns where a pattern names the first of some nodes which may be something else.
func doubtful(nodes ...*semantic.Symbol) ast.Pos {
	for _, n := range nodes {
		if n.Type.Base != semantic.Node && n.Pattern.Line > 0 {
			return n.Pattern
		}
	}
	return ast.Pos{}
}

func (s *search) hop(st state, l *link, w way, into bool) state {
	from, to := l.ends(w)
	op := &plan.Expand{
		Pos: doubtful(from, to), From: slot(from), Rel: slot(l.Sym), To: slot(to), Into: into, Direction: l.direction(w),
		TypeNames: l.Types, Distinct: s.distinct(st, l),
	}
	op.Types, op.NoTypes = s.p.types(l.Types)
	rows := st.rows * s.p.degree(l.Link, op.Direction, s.share(from))
	reads := s.p.linkReads(l.Link)
	work := rows
	if into {
		rows /= math.Max(1, s.p.nodes())
		return s.grown(st, op, rows, st.rows*costHop, reads, l.Sym)
	}
	st, op.ToLabels, reads, rows = s.reached(st, to, reads, rows)
	return s.grown(st, op, rows, st.rows*costHop+work*costRow, reads, l.Sym, to)
}

// reached takes over the label tests of a node that a link leads to.
func (s *search) reached(st state, to *semantic.Symbol, reads effects, rows float64) (state, *plan.LabelTest, effects, float64) {
	tests, preds := s.labelsOf(st, to)
	if len(tests) == 0 {
		return st, nil, reads, rows
	}
	return st.using(preds...), s.p.labelTest(tests), reads.union(s.p.labelReads(tests)), rows * math.Sqrt(s.p.allShare(tests))
}

// grown puts an operator on a state.
func (s *search) grown(st state, op plan.Operator, rows, work float64, reads effects, binds ...*semantic.Symbol) state {
	st.tree = st.on(op, rows, st.cost+work, binds...).reading(reads)
	return st
}

// walk follows a link of several hops.
func (s *search) walk(st state, l *link, w way, into bool) state {
	from, to := l.ends(w)
	rels := l.Sym
	if st.bound.has(rels.ID) {
		rels = s.p.info.NewSymbol("", l.Sym.Type)
	}
	op := &plan.ExpandVar{
		Pos: doubtful(from, to), Kind: l.Expansion, From: slot(from), Rels: slot(rels), To: slot(to), Into: into, Reverse: w == backward,
		Direction: l.direction(w), TypeNames: l.Types, Min: l.Min, Max: l.Max, Limit: l.Limit,
		Predicate: conjunction(l.Predicates), EdgeVar: slotOf(l.Edge),
		Weight: s.p.lambda(l.Weight), Filter: s.p.lambda(l.Filter), Total: slotOf(l.Total),
	}
	op.Types, op.NoTypes = s.p.types(l.Types)
	others := s.distinct(st, l)
	if !l.picks() {
		op.Distinct, others = others, nil
	}
	rows := st.rows * s.p.walkRows(l.Link, s.p.degree(l.Link, op.Direction, 1))
	work, reads := rows, s.p.linkReads(l.Link)
	binds := []*semantic.Symbol{rels, l.Total}
	if into {
		rows = math.Min(rows, st.rows)
	} else {
		st, op.ToLabels, reads, rows = s.reached(st, to, reads, rows)
		binds = append(binds, to)
	}
	st = s.grown(st, op, rows, st.rows*costHop+work*costHop, reads, binds...)
	st.tree = s.p.unique(st.tree, others, slot(rels))
	if rels != l.Sym {
		st.tree = s.p.filter(st.tree, []ast.Expr{s.p.same(rels, l.Sym)}, selEqual)
	}
	return st
}

// same returns the condition that two variables are equal.
func (p *planner) same(a, b *semantic.Symbol) ast.Expr {
	return &ast.Comparison{
		Operands: []ast.Expr{p.info.Variable(a, ast.Pos{}), p.info.Variable(b, ast.Pos{})},
		Ops:      []ast.BinaryOp{ast.Eq},
	}
}

// conjunction joins conditions with AND; nil if there are none.
func conjunction(list []ast.Expr) ast.Expr {
	var all ast.Expr
	for _, e := range list {
		if all == nil {
			all = e
		} else {
			all = &ast.Binary{Op: ast.And, X: all, Y: e}
		}
	}
	return all
}

func (p *planner) lambda(l *ast.Lambda) *plan.Lambda {
	if l == nil {
		return nil
	}
	place := func(v *ast.Variable) plan.Slot {
		if v == nil {
			return slotOf(nil)
		}
		return slot(p.info.Uses[v])
	}
	return &plan.Lambda{Rel: place(l.Rel), Node: place(l.Node), Path: place(l.Path), Weight: place(l.Weight), Body: l.Body}
}
