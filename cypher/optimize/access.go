package optimize

import (
	"math"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// access calls try for each way to bind a node that is not bound yet.
func (s *search) access(st state, n *semantic.Symbol, try func(state)) {
	s.seeks(st, n, try)
	try(s.scan(st, n))
}

// seeks calls try for each way to find a node by its id or in an index.
func (s *search) seeks(st state, n *semantic.Symbol, try func(state)) {
	for i, pred := range s.preds {
		for _, t := range pred.tests {
			if t.sym == n && t.key == "" && !st.used.has(i) && st.bound.covers(t.free) {
				try(s.byID(st, n, i, t))
			}
		}
	}
	for _, use := range s.indexUses(st, n) {
		try(s.indexSeek(st, n, use))
	}
	s.pointSeeks(st, n, try)
	s.eithers(st, n, try)
	s.anyLabel(st, n, try)
}

// using marks conditions as dealt with.
func (st state) using(preds ...int) state {
	st.used = st.used.clone()
	for _, i := range preds {
		st.used.add(i)
	}
	return st
}

func (s *search) byID(st state, n *semantic.Symbol, pred int, t test) state {
	op := &plan.NodeByID{Node: slot(n), ID: t.value, Many: t.kind == testIn, ElementID: t.element, Nodes: t.node}
	rows := st.rows
	if op.Many {
		rows *= listLength(t.value)
	}
	st = st.using(pred)
	st.tree = st.on(op, rows, st.cost+rows*costSeek, n).reading(effects{nodes: nameSet{any: true}})
	return st
}

// labelsOf returns the label tests of a node that can be applied when it is found.
func (s *search) labelsOf(st state, n *semantic.Symbol) (tests []ast.LabelExpr, preds []int) {
	known := st.bound.with(n)
	for i, pred := range s.preds {
		if pred.node == n && !st.used.has(i) && known.covers(pred.free) {
			tests, preds = append(tests, pred.labels), append(preds, i)
		}
	}
	return tests, preds
}

// share estimates the share of nodes that pass a node's label tests in this graph.
func (s *search) share(n *semantic.Symbol) float64 {
	share := 1.0
	for _, pred := range s.preds {
		if pred.node == n {
			share *= s.p.labelShare(pred.labels)
		}
	}
	return share
}

// scan binds a node to all nodes, or all with its labels.
func (s *search) scan(st state, n *semantic.Symbol) state {
	tests, preds := s.labelsOf(st, n)
	op := &plan.NodeScan{Node: slot(n), Labels: s.p.labelTest(tests), Label: s.p.indexedLabel(tests)}
	all := s.p.nodes()
	rows := math.Max(all*s.p.allShare(tests), 1)
	first := isOnce(st.op)
	st = st.using(preds...)
	reads := s.p.labelReads(tests)
	reads.nodes = reads.labels
	reads.nodes.any = len(reads.nodes.names) == 0
	st.tree = st.on(op, st.rows*rows, st.cost+st.rows*(all*costScan+rows*costRow), n)
	if first {
		st.tree = st.readingOwn(n, reads)
	} else {
		st.tree = st.reading(reads)
	}
	return st
}

func isOnce(op plan.Operator) bool {
	_, ok := op.(*plan.Once)
	return ok
}

// nodes returns the number of nodes, but never so few that an index looks dear.
func (p *planner) nodes() float64 { return math.Max(float64(p.names.NodeCount()), 100) }
