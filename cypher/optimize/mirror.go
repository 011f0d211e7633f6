package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/semantic"
)

// mirror says that a node or relationship was found by properties that are those of a map: the n of
//
//	UNWIND $rows AS row MERGE (n:Person {id: row.id}) SET n += row
//
// The map can be assigned without a change of what the search looked at, and so without a barrier.
type mirror struct {
	entity, source *semantic.Symbol
	// rest is what else was read since the last barrier.
	rest effects
}

// mirroring notes on a tree, of which before is the part below the graph, whether what the graph finds is a mirror.
func (p *planner) mirroring(t, before tree, g *logical.Graph) tree {
	entity := onlySymbol(g, before.bound)
	if entity == nil {
		return t
	}
	m := &mirror{entity: entity, rest: t.reads.union(t.own)}
	m.rest.properties = before.reads.union(before.own).properties
	for _, pred := range g.Predicates {
		if _, ok := pred.(*ast.HasLabels); !ok && !m.add(p.info, pred) {
			return t
		}
	}
	if m.source != nil {
		t.mirror = m
	}
	return t
}

// onlySymbol returns the only node that a graph looks for, or else its only relationship between bound nodes.
func onlySymbol(g *logical.Graph, bound set) *semantic.Symbol {
	var found []*semantic.Symbol
	for _, n := range g.Nodes {
		if !bound.has(n.ID) {
			found = append(found, n)
		}
	}
	for _, l := range g.Links {
		if l.Kind != logical.Hop {
			return nil
		}
		found = append(found, l.Sym)
	}
	if len(found) != 1 || len(g.Paths) > 0 {
		return nil
	}
	return found[0]
}

// add takes in a condition; false if it is none that equates a property with that of the same name of the source.
func (m *mirror) add(info *semantic.Info, pred ast.Expr) bool {
	c, ok := pred.(*ast.Comparison)
	if !ok || len(c.Ops) != 1 || c.Ops[0] != ast.Eq {
		return false
	}
	left, x := propertyOf(info, c.Operands[0])
	right, y := propertyOf(info, c.Operands[1])
	if right == m.entity {
		left, right = right, left
	}
	if left != m.entity || right == nil || x != y || !right.Plain || m.source != nil && m.source != right {
		return false
	}
	m.source = right
	return true
}

// propertyOf returns the variable and the key of a property; no variable if e is something else.
func propertyOf(info *semantic.Info, e ast.Expr) (*semantic.Symbol, string) {
	property, ok := e.(*ast.Property)
	if !ok {
		return nil, ""
	}
	v, ok := property.Target.(*ast.Variable)
	if !ok {
		return nil, ""
	}
	return info.Uses[v], property.Key
}

// keeps reports whether items change nothing that a tree has read, because as far as they assign to
// properties that were looked at, they assign the same.
func (p *planner) keeps(t tree, items []*ast.SetItem) bool {
	if t.mirror == nil {
		return false
	}
	var same, others []*ast.SetItem
	for _, item := range items {
		if t.mirror.assigns(p.info, item) {
			same = append(same, item)
		} else {
			others = append(others, item)
		}
	}
	return !conflict(t.mirror.rest, p.setWrites(same)) && !conflict(t.reads.union(t.own), p.setWrites(others)) &&
		!overwrite(t.changes, p.setWrites(items))
}

// assigns reports whether an item assigns the source to its mirror.
func (m *mirror) assigns(info *semantic.Info, item *ast.SetItem) bool {
	target, isVariable := item.Target.(*ast.Variable)
	source, fromVariable := item.Value.(*ast.Variable)
	return isVariable && fromVariable && info.Uses[target] == m.entity && info.Uses[source] == m.source &&
		(item.Kind == ast.SetAll || item.Kind == ast.SetMerge && len(item.Keys) == 0)
}
