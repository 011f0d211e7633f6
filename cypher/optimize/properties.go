package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/semantic"
)

// propertySet is a set of property keys of nodes, and one of relationships: what one reads
// does not change with the other.
type propertySet struct{ nodes, rels nameSet }

func (s propertySet) union(t propertySet) propertySet {
	return propertySet{nodes: s.nodes.union(t.nodes), rels: s.rels.union(t.rels)}
}

func (s propertySet) meets(t propertySet) bool { return s.nodes.meets(t.nodes) || s.rels.meets(t.rels) }

func (s propertySet) empty() bool { return s.nodes.empty() && s.rels.empty() }

// add adds keys of the properties of owners.
func (s *propertySet) add(of owners, keys ...string) {
	if of.nodes {
		s.nodes.add(keys...)
	}
	if of.rels {
		s.rels.add(keys...)
	}
}

// addAll adds all properties of owners.
func (s *propertySet) addAll(of owners) {
	s.nodes.any = s.nodes.any || of.nodes
	s.rels.any = s.rels.any || of.rels
}

// owners says what properties may be of.
type owners struct{ nodes, rels bool }

var anyOwner = owners{nodes: true, rels: true}

// owners returns what the properties of an expression's value are of: of neither if it is a map, say.
func (p *planner) owners(e ast.Expr) owners {
	if p.info.Plain(e) {
		return owners{}
	}
	v, ok := e.(*ast.Variable)
	if !ok || p.info.Uses[v] == nil {
		return anyOwner
	}
	switch p.info.Uses[v].Type.Base {
	case semantic.Unknown, semantic.Null:
		return anyOwner
	case semantic.Node:
		return owners{nodes: true}
	case semantic.Relationship:
		return owners{rels: true}
	}
	return owners{}
}
