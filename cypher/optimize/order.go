package optimize

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// order says in which order rows come, because a seek in an index finds the nodes so: by its parts, one after the other.
type order struct {
	node  *semantic.Symbol
	parts []orderPart
	seek  *plan.NodeIndexSeek
	// made is the projection that the rows were brought into order for; nil if they come so anyway.
	made *logical.Project
}

// orderPart is a property of the node, or what lies below it. All nodes have the same if it is fixed.
type orderPart struct {
	key   string
	below []string
	fixed bool
}

// sortKey is a key of ORDER BY that is a property of a node, or of what lies below it.
type sortKey struct {
	node       *semantic.Symbol
	key        string
	below      []string
	descending bool
}

// order returns the order in which a lone seek finds nodes: an index has values in the order of ORDER BY, null last.
func (p *planner) order(use *indexUse, seek *plan.NodeIndexSeek, node *semantic.Symbol) *order {
	o := &order{node: node, seek: seek}
	exact := len(use.Equal)
	if use.In != nil {
		exact++
	}
	for i, id := range use.index.Spec.Properties {
		part := orderPart{key: p.names.PropertyName(id), below: use.index.Spec.Path(i)}
		part.fixed = i < exact && (use.In == nil || i != use.InAt)
		o.parts = append(o.parts, part)
	}
	return o
}

// serves reports whether rows that come in an order, or backwards, come as ORDER BY asks for.
func (o *order) serves(keys []sortKey) (descending, ok bool) {
	parts, known := o.parts, false
	for _, k := range keys {
		is := func(part orderPart) bool { return part.key == k.key && slices.Equal(part.below, k.below) }
		if k.node != o.node {
			return false, false
		}
		if slices.ContainsFunc(o.parts, func(part orderPart) bool { return part.fixed && is(part) }) {
			continue
		}
		for len(parts) > 0 && parts[0].fixed {
			parts = parts[1:]
		}
		if len(parts) == 0 || !is(parts[0]) || known && k.descending != descending {
			return false, false
		}
		descending, known, parts = k.descending, true, parts[1:]
	}
	return descending, true
}

// inOrder reports whether the rows of a tree come as ORDER BY asks for already, and if so makes the seek keep to it.
func (p *planner) inOrder(s *logical.Project, t tree) bool {
	if t.order == nil || t.order.made != nil {
		return t.order != nil && t.order.made == s
	}
	keys, ok := p.sortKeys(s)
	if !ok {
		return false
	}
	descending, ok := t.order.serves(keys)
	if ok {
		t.order.seek.Ordered, t.order.seek.Descending = true, descending
	}
	return ok
}

// sortKeys returns what ORDER BY sorts by, if all of it is properties of nodes.
func (p *planner) sortKeys(s *logical.Project) ([]sortKey, bool) {
	var keys []sortKey
	for _, k := range s.OrderBy {
		property, ok := p.meaning(s, k.Expr).(*ast.Property)
		if !ok {
			return nil, false
		}
		v, key, below := nestedProperty(property)
		if v == nil || p.info.Uses[v] == nil || p.info.Uses[v].Type.Base != semantic.Node {
			return nil, false
		}
		keys = append(keys, sortKey{p.info.Uses[v], key, below, k.Descending})
	}
	return keys, len(keys) > 0
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
