package optimize

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// order says that rows come in ascending order of a property of a node, or of what lies below it,
// because a seek finds the nodes so.
type order struct {
	node  *semantic.Symbol
	key   string
	below []string
	seek  *plan.NodeIndexSeek
}

// order returns the order in which a lone seek finds nodes: that of the property behind the ones that are fixed.
// If it is bounded, all of its values are of kinds that compare, and an index has them in the order of ORDER BY.
func (use *indexUse) order(seek *plan.NodeIndexSeek, node *semantic.Symbol) *order {
	r := use.Range
	if use.In != nil || r == nil || r.Lower == nil && r.Upper == nil && r.Prefix == nil {
		return nil
	}
	i := len(use.Equal)
	return &order{node: node, key: use.keys[i], below: use.index.Spec.Path(i), seek: seek}
}

// inOrder reports whether the rows of a tree come as ORDER BY asks for already, and if so makes the seek keep to it.
func (p *planner) inOrder(s *logical.Project, t tree) bool {
	if t.order == nil || len(s.OrderBy) != 1 || s.OrderBy[0].Descending {
		return false
	}
	property, ok := p.meaning(s, s.OrderBy[0].Expr).(*ast.Property)
	if !ok {
		return false
	}
	v, key, below := nestedProperty(property)
	if v == nil || p.info.Uses[v] != t.order.node || key != t.order.key || !slices.Equal(below, t.order.below) {
		return false
	}
	t.order.seek.Ordered = true
	return true
}

// meaning returns what a column is computed from, if a sort key is a column.
func (p *planner) meaning(s *logical.Project, key ast.Expr) ast.Expr {
	v, ok := key.(*ast.Variable)
	if !ok {
		return key
	}
	for _, item := range s.Items {
		if item.Sym == p.info.Uses[v] {
			return item.Expr
		}
	}
	return key
}
