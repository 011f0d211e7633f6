package exec

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
)

// followsSets reports whether an operator, or one right below it, follows hops as
// sets of nodes: workers would each follow the same ones.
func followsSets(n *node) bool {
	for {
		switch op := n.op.(type) {
		case *frontier:
			return true
		case *filter:
			n = op.input
		case *project:
			n = op.input
		case *labelFilter:
			n = op.input
		default:
			return false
		}
	}
}

// divisible returns the scan that a pipeline begins with and the most rows that
// any operator of it is expected to yield, or nil if the rows of the pipeline are
// not those of the parts of the scan put together.
func (b *builder) divisible(p plan.Operator) (leaf plan.Operator, rows float64) {
	switch p := p.(type) {
	case *plan.NodeScan:
		if _, ok := p.Input.(*plan.Once); ok && (p.Labels == nil || !hasDynamic(p.Labels)) {
			return p, p.Rows
		}
		return nil, 0
	case *plan.RelationshipScan:
		if _, ok := p.Input.(*plan.Once); ok {
			return p, p.Rows
		}
		return nil, 0
	case *plan.NodeIndexSeek:
		if _, ok := p.Input.(*plan.Once); ok && sharedSeek(p) {
			return p, p.Rows
		}
		return nil, 0
	case *plan.Filter, *plan.Project:
		if !pureOperator(p) {
			return nil, 0
		}
	case *plan.Aggregate:
		if b.groupsOfOne(p) == nil || !pureOperator(p) {
			return nil, 0
		}
		return b.divisible(p.Input.(*plan.Expand).Input) // the hops are not followed
	case *plan.LabelFilter, *plan.Expand, *plan.ExpandVar, *plan.Uniqueness, *plan.NamedPath:
	default:
		return nil, 0
	}
	leaf, rows = b.divisible(p.Inputs()[0])
	return leaf, max(rows, p.Common().Rows)
}

// sharedSeek reports whether workers may take turns at reading a stretch of an index: one that
// may be long, and of which nobody wants to know the order.
func sharedSeek(p *plan.NodeIndexSeek) bool {
	if p.Range == nil || p.In != nil || p.Ordered {
		return false
	}
	for _, e := range append([]ast.Expr{p.Range.Lower, p.Range.Upper, p.Range.Prefix}, p.Equal...) {
		if e != nil && !pure(e) {
			return false
		}
	}
	return true
}

func hasDynamic(t *plan.LabelTest) bool {
	dynamic := false
	eachLabel(t.Expr, func(l *ast.Label) { dynamic = dynamic || l.Dynamic != nil })
	return dynamic
}

func pureOperator(p plan.Operator) bool {
	var exprs []ast.Expr
	switch p := p.(type) {
	case *plan.Filter:
		exprs = p.Predicates
	case *plan.Project:
		for _, item := range p.Items {
			exprs = append(exprs, item.Expr)
		}
	case *plan.Aggregate:
		for _, key := range p.Keys {
			exprs = append(exprs, key.Expr)
		}
		for _, call := range p.Calls {
			exprs = append(exprs, call.Args...)
		}
	case *plan.Sort:
		for _, key := range p.Keys {
			exprs = append(exprs, key.Expr)
		}
	}
	for _, e := range exprs {
		if !pure(e) {
			return false
		}
	}
	return true
}
