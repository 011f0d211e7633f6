package optimize

import (
	"math"
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
	"memgraphd/engine/value"
)

// repeat follows a quantified group. From its right end it is repeated
// backwards, and the lists that it makes are turned round afterwards.
func (s *search) repeat(st state, l *link, w way, into bool) state {
	g := l.Group
	from, to := l.ends(w)
	first, last := g.From, g.To
	if w == backward {
		first, last = last, first
	}
	body := s.p.match(g.Graph, argument(st.bound.with(first)))
	op := &plan.Repeat{
		Body: body.op, From: slot(from), To: slot(to), Into: into, BodyFrom: slot(first), BodyTo: slot(last),
		Min: fixed(g.Min, 0), Max: fixed(g.Max, -1), Distinct: s.distinct(st, l),
	}
	lists := &turned{p: s.p, turn: w == backward}
	op.AllRels = lists.slot(l.Sym)
	for _, v := range g.Variables {
		op.Groups = append(op.Groups, plan.Group{Inner: slot(v.Inner), Outer: lists.slot(v.Outer)})
	}
	for _, rel := range g.Rels {
		op.BodyRels = append(op.BodyRels, slot(rel))
	}
	if w == backward {
		slices.Reverse(op.BodyRels)
	}
	rows := st.rows * repeatRows(op, body.rows)
	work := rows * math.Max(body.cost, 1)
	if into {
		rows = math.Min(rows, st.rows)
	} else {
		lists.bound = append(lists.bound, to)
	}
	st = s.grown(st, op, rows, work, body.seen, lists.bound...)
	if len(lists.items) > 0 {
		st.tree = st.on(&plan.Project{Extend: true, Items: lists.items}, st.rows, st.cost+st.rows*costRow, lists.named...)
	}
	return st
}

// turned gives the lists of a group their variables: as they are, or by way of
// another variable and a projection that turns them round.
type turned struct {
	p     *planner
	turn  bool
	bound []*semantic.Symbol // what the group binds
	named []*semantic.Symbol // what the projection binds
	items []plan.Assignment
}

func (t *turned) slot(list *semantic.Symbol) plan.Slot {
	if !t.turn {
		t.bound = append(t.bound, list)
		return slot(list)
	}
	back := t.p.info.NewSymbol("", list.Type)
	t.bound, t.named = append(t.bound, back), append(t.named, list)
	reverse := &ast.Call{Name: "reverse", Args: []ast.Expr{t.p.info.Variable(back, ast.Pos{})}}
	t.items = append(t.items, plan.Assignment{Slot: slot(list), Expr: reverse, Name: list.Name})
	return slot(back)
}

// repeatRows estimates how many rows a repetition makes of one.
func repeatRows(op *plan.Repeat, each float64) float64 {
	low := float64(op.Min)
	high := low + 3
	if op.Max >= 0 {
		high = math.Min(high, float64(op.Max))
	}
	total := 0.0
	for k := low; k <= high; k++ {
		total += math.Pow(each, k)
	}
	return math.Min(total, 1e9)
}

// fixed returns a bound that is written as a number.
func fixed(e ast.Expr, otherwise int64) int64 {
	if lit, ok := e.(*ast.Literal); ok && lit.Value.Kind() == value.KindInt {
		return lit.Value.AsInt()
	}
	return otherwise
}

// shortest finds the shortest paths between two bound nodes.
func (s *search) shortest(st state, l *link) state {
	op := &plan.ShortestPath{
		From: slot(l.Left), To: slot(l.Right), Path: slotOf(l.Path), Rels: slot(l.Sym), Selector: l.Selector, K: l.K,
		Direction: l.direction(forward), TypeNames: l.Types, Min: l.Min, Max: l.Max,
		Predicate: conjunction(l.Predicates), EdgeVar: slotOf(l.Edge),
	}
	op.Types, op.NoTypes = s.p.types(l.Types)
	reads := s.p.linkReads(l.Link)
	st, op.PathPredicate = s.pathPredicate(st, l)
	reads = reads.union(s.p.readsOf(op.PathPredicate))
	rows := st.rows
	if l.Selector != ast.ShortestPath {
		rows *= 2
	}
	return s.grown(st, op, rows, st.rows*costPlan, reads, l.Sym, l.Path)
}

// pathPredicate takes over the conditions on the path of shortestPath(): it is the shortest path for which
// they hold that is wanted. For the path selectors they are tested afterwards.
func (s *search) pathPredicate(st state, l *link) (state, ast.Expr) {
	if l.Selector != ast.ShortestPath && l.Selector != ast.AllShortestPaths {
		return st, nil
	}
	own := set{}.with(l.Sym, l.Path)
	known := st.bound.union(own)
	var taken []ast.Expr
	for i, pred := range s.preds {
		if !st.used.has(i) && pred.free.meets(own) && known.covers(pred.free) {
			taken = append(taken, pred.expr)
			st = st.using(i)
		}
	}
	return st, conjunction(taken)
}
