package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
)

// optionalJoin plans an OPTIONAL MATCH of a graph that has nothing in common with the rows before but equal values, as a join by
// hashing; false if there is more, or to look for matches of each row, which costs perRow, is cheaper.
//
//	MATCH (a:A) OPTIONAL MATCH (b:B {name: a.name})
func (p *planner) optionalJoin(g *logical.Graph, t tree, perRow float64) (tree, bool) {
	if t.nested || t.wrote || p.periodic || isOnce(t.op) {
		return t, false
	}
	for _, sym := range g.Symbols() {
		if t.bound.has(sym.ID) {
			return t, false
		}
	}
	for _, l := range g.Links {
		if p.linkNeeds(l).meets(t.bound) {
			return t, false
		}
	}
	own, op := p.divided(g, t.bound)
	if op == nil {
		return t, false
	}
	right := p.match(own, p.once())
	work := right.cost + (t.rows+right.rows)*costHash
	if joinRisk*work >= t.rows*perRow {
		return t, false
	}
	op.Left, op.Right = t.op, right.op
	t = t.over(op, t.rows, t.cost+work, g.Symbols()...)
	return t.reading(right.seen), true
}

// divided returns a graph with those of its conditions that are its own, and a join by the rest; nil if these are not all
// that something of the graph equals something bound.
func (p *planner) divided(g *logical.Graph, bound set) (*logical.Graph, *plan.HashJoin) {
	own := *g
	own.Predicates = nil
	op := &plan.HashJoin{Optional: true}
	inner := set{}.with(g.Symbols()...)
	for _, e := range g.Predicates {
		switch free := p.freeOf(e); {
		case changes(e):
			return nil, nil
		case !free.meets(bound):
			own.Predicates = append(own.Predicates, e)
			continue
		}
		c, ok := e.(*ast.Comparison)
		if !ok || len(c.Ops) != 1 || c.Ops[0] != ast.Eq || runsPlan(e) {
			return nil, nil
		}
		x, y := c.Operands[0], c.Operands[1]
		if p.readsOnly(x, inner) {
			x, y = y, x
		}
		if !p.readsOnly(x, bound) || !p.readsOnly(y, inner) {
			return nil, nil
		}
		op.LeftKeys, op.RightKeys = append(op.LeftKeys, x), append(op.RightKeys, y)
	}
	if len(op.LeftKeys) == 0 {
		return nil, nil
	}
	return &own, op
}

// readsOnly reports whether an expression reads something, and nothing but some variables.
func (p *planner) readsOnly(e ast.Expr, of set) bool {
	free := p.freeOf(e)
	return !free.empty() && of.covers(free)
}
