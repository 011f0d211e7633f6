package optimize

import (
	"math"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
)

// joinable reports whether a component may be matched on its own and joined with the rows so far. It is not worth
// the while if there is only the one row that a query begins with, nor in a right side, which is run time and
// again; and as the right side of a join is run first, it would miss what the left side writes.
func (s *search) joinable(st state) bool { return !isOnce(st.op) && !st.nested && !st.wrote }

// join matches a component on its own and joins it with the rows so far: by
// hashing if conditions equate something of both, else every row with every row.
func (s *search) join(st state, c *component) (state, bool) {
	alone := state{tree: s.p.once(), used: st.used, paths: st.paths}
	right, ok := s.alone(alone, c, st.bound)
	if !ok {
		return st, false
	}
	left := st
	st.used, st.linked, st.paths = right.used, left.linked.union(right.linked), right.paths
	keys, preds, share := s.joinKeys(left, right)
	st = st.using(preds...)
	first, second := left.op, right.op
	if right.rows > left.rows && !left.guessed {
		// The right side is what is kept in memory.
		first, second, keys = second, first, joinKeys{keys.right, keys.left}
	}
	rows, cost := left.rows*right.rows*share, left.cost+right.cost
	if len(keys.left) > 0 {
		op := &plan.HashJoin{LeftKeys: keys.left, RightKeys: keys.right}
		op.Left, op.Right = first, second
		cost += (left.rows+right.rows)*costHash + rows*costRow
		st.tree = left.over(op, rows, cost)
	} else {
		op := &plan.Cartesian{}
		op.Left, op.Right = first, second
		cost += min(left.rows, right.rows)*costRow + rows*costRow
		st.tree = left.over(op, rows, cost)
	}
	st.bound = left.bound.union(right.bound)
	st.tree = st.reading(right.seen)
	return s.settle(s.apart(st, left, c)), true
}

// alone matches a component without looking at any row; false if it needs something of the rows, of which
// there is bound.
func (s *search) alone(st state, c *component, bound set) (state, bool) {
	for _, l := range c.links {
		if bound.has(l.Sym.ID) {
			return st, false
		}
		known := set{}.with(c.nodes...).with(l.Symbols()...)
		for _, other := range c.links {
			known = known.with(other.Symbols()...)
		}
		if !known.covers(l.needs) {
			return st, false
		}
	}
	var best state
	found := false
	s.starts(st, c, func(start state) {
		got := s.grow(s.settle(start), c)
		if !found || cheaper(got, best) {
			best, found = got, true
		}
	})
	return best, found
}

// joinKeys are expressions over the left rows and over the right ones that must be equal.
type joinKeys struct{ left, right []ast.Expr }

// joinKeys returns the conditions that equate something of both sides.
func (s *search) joinKeys(left, right state) (keys joinKeys, preds []int, share float64) {
	share = 1
	for i, pred := range s.preds {
		e, ok := pred.expr.(*ast.Comparison)
		if !ok || right.used.has(i) || len(e.Ops) != 1 || e.Ops[0] != ast.Eq || pred.subquery {
			continue
		}
		x, y := e.Operands[0], e.Operands[1]
		if s.isKey(x, right) && s.isKey(y, left) {
			x, y = y, x
		} else if !s.isKey(x, left) || !s.isKey(y, right) {
			continue
		}
		keys.left, keys.right = append(keys.left, x), append(keys.right, y)
		preds = append(preds, i)
		share *= 1 / math.Max(right.rows, 1)
	}
	return keys, preds, math.Max(share, 1e-9)
}

// isKey reports whether an expression reads something, and only what one side binds.
func (s *search) isKey(e ast.Expr, side state) bool {
	free := s.p.freeOf(e)
	return !free.empty() && side.bound.covers(free)
}

// apart keeps the relationships of the two sides of a join different where they must be.
func (s *search) apart(st, left state, c *component) state {
	for _, l := range c.links {
		st.tree = s.p.unique(st.tree, s.distinct(state{linked: left.linked}, l), slot(l.Sym))
	}
	return st
}
