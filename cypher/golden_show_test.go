package cypher_test

import (
	"strings"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// show renders a value as patterns and literals are written.
func (g *golden) show(txn *engine.Txn, v value.Value) string {
	switch v.Kind() {
	case value.KindNode:
		return g.node(txn, v.AsID())
	case value.KindRelationship:
		return g.relationship(txn, v.AsID())
	case value.KindPath:
		return g.path(txn, v.AsPath())
	case value.KindGraph:
		return g.graph(txn, v.AsGraph())
	case value.KindVirtualNode, value.KindVirtualRelationship, value.KindVirtualGraph:
		return g.virtual(txn, v)
	case value.KindList:
		parts := make([]string, len(v.AsList()))
		for i, e := range v.AsList() {
			parts[i] = g.show(txn, e)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case value.KindMap:
		return g.entries(txn, v.AsMap())
	case value.KindString:
		return "'" + strings.ReplaceAll(v.AsString(), "\n", `\n`) + "'"
	}
	return value.Literal(v)
}

func (g *golden) entries(txn *engine.Txn, entries []value.Entry) string {
	parts := make([]string, len(entries))
	for i, e := range entries {
		parts[i] = e.Key + ": " + g.show(txn, e.Value)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func (g *golden) properties(txn *engine.Txn, props []engine.Property) string {
	if len(props) == 0 {
		return ""
	}
	entries := make([]value.Entry, len(props))
	for i, p := range props {
		entries[i] = value.Entry{Key: g.db.PropertyName(p.Key), Value: p.Value}
	}
	return " " + g.entries(txn, value.Map(entries).AsMap())
}

func (g *golden) node(txn *engine.Txn, id uint64) string {
	var set [1]engine.LabelSet
	txn.NodeLabels([]uint64{id}, set[:])
	text := ""
	for _, l := range g.db.Labels(set[0]) {
		text += ":" + g.db.LabelName(l)
	}
	return "(" + strings.TrimSpace(text+g.properties(txn, txn.NodeProperties(id, nil))) + ")"
}

func (g *golden) relationship(txn *engine.Txn, id uint64) string {
	var typ [1]engine.TypeID
	txn.Endpoints([]uint64{id}, nil, nil, typ[:])
	return "[:" + g.db.TypeName(typ[0]) + g.properties(txn, txn.RelationshipProperties(id, nil)) + "]"
}

func (g *golden) path(txn *engine.Txn, p *value.Path) string {
	if p.Virtual != nil {
		text := g.show(txn, p.Node(0))
		for i := range p.Rels {
			text += "-" + g.show(txn, p.Rel(i)) + "-" + g.show(txn, p.Node(i+1))
		}
		return "<" + text + ">"
	}
	text := g.node(txn, p.Nodes[0])
	for i, id := range p.Rels {
		var from [1]uint64
		txn.Endpoints([]uint64{id}, from[:], nil, nil)
		left, right := "-", "->"
		if from[0] != p.Nodes[i] {
			left, right = "<-", "-"
		}
		text += left + g.relationship(txn, id) + right + g.node(txn, p.Nodes[i+1])
	}
	return "<" + text + ">"
}

func (g *golden) graph(txn *engine.Txn, sub *value.Graph) string {
	var nodes, rels []string
	for _, id := range sub.Nodes {
		nodes = append(nodes, g.node(txn, id))
	}
	for _, id := range sub.Rels {
		rels = append(rels, g.relationship(txn, id))
	}
	return "graph{" + strings.Join(nodes, ", ") + "; " + strings.Join(rels, ", ") + "}"
}

// virtual shows virtual nodes and relationships without their ids, in double brackets.
func (g *golden) virtual(txn *engine.Txn, v value.Value) string {
	switch v.Kind() {
	case value.KindVirtualNode:
		n := v.AsVirtualNode()
		text := ""
		for _, l := range n.Labels {
			text += ":" + l
		}
		return "((" + strings.TrimSpace(text+" "+g.entries(txn, n.Properties.AsMap())) + "))"
	case value.KindVirtualRelationship:
		r := v.AsVirtualRelationship()
		return "[[:" + r.Type + " " + g.entries(txn, r.Properties.AsMap()) + "]]"
	}
	graph := v.AsVirtualGraph()
	return "{nodes: " + g.show(txn, value.List(graph.Nodes)) + ", edges: " + g.show(txn, value.List(graph.Rels)) + "}"
}
