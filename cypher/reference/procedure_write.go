package reference

import (
	"slices"

	"memgraphd/engine/value"
)

// writers are procedures that change the graph.
var writers = map[string]procedure{
	"create.node": func(g *Graph, args []value.Value) []row {
		return []row{{"node": g.newNode(args[0], args[1])}}
	},
	"create.nodes": func(g *Graph, args []value.Value) []row {
		var rows []row
		for _, props := range args[1].AsList() {
			rows = append(rows, row{"node": g.newNode(args[0], props)})
		}
		return rows
	},
	"create.relationship": func(g *Graph, args []value.Value) []row {
		return []row{{"relationship": g.newRelationship(args[0], args[3], args[1], args[2])}}
	},
	"create.set_property": func(g *Graph, args []value.Value) []row {
		properties, _ := g.entity(args[0])
		put(properties, args[1].AsString(), args[2])
		return []row{{"node": args[0]}}
	},
	"create.remove_labels": func(g *Graph, args []value.Value) []row {
		n := g.Nodes[args[0].AsID()]
		n.Labels = slices.DeleteFunc(n.Labels, func(l string) bool { return slices.Contains(stringsOf(args[1]), l) })
		return []row{{"node": args[0]}}
	},
	"nodes.link": func(g *Graph, args []value.Value) []row {
		list := args[0].AsList()
		for i := 1; i < len(list); i++ {
			g.newRelationship(list[i-1], list[i], args[1], value.Map(nil))
		}
		return []row{{}}
	},
	"merge.node": func(g *Graph, args []value.Value) []row {
		var rows []row
		for _, id := range g.nodeIDs() {
			if n := g.Nodes[id]; n.like(stringsOf(args[0]), args[1]) {
				putAll(n.Properties, args[3])
				rows = append(rows, row{"node": value.NodeRef(id)})
			}
		}
		if rows != nil {
			return rows
		}
		v := g.newNode(args[0], args[1])
		putAll(g.Nodes[v.AsID()].Properties, args[2])
		return []row{{"node": v}}
	},
}

func stringsOf(list value.Value) []string {
	var texts []string
	for _, v := range list.AsList() {
		texts = append(texts, v.AsString())
	}
	return texts
}

// like reports whether a node has labels and properties.
func (n *Node) like(labels []string, properties value.Value) bool {
	for _, l := range labels {
		if !slices.Contains(n.Labels, l) {
			return false
		}
	}
	for _, e := range properties.AsMap() {
		if same := value.Equal(n.Properties[e.Key], e.Value); same.IsNull() || !same.AsBool() {
			return false
		}
	}
	return true
}

func (g *Graph) newNode(labels, properties value.Value) value.Value {
	n := &Node{ID: g.next, Properties: map[string]value.Value{}}
	g.next++
	n.addLabels(stringsOf(labels))
	putAll(n.Properties, properties)
	g.Nodes[n.ID] = n
	return value.NodeRef(n.ID)
}

func (g *Graph) newRelationship(from, to, typ, properties value.Value) value.Value {
	r := &Relationship{ID: g.next, From: from.AsID(), To: to.AsID(), Type: typ.AsString(), Properties: map[string]value.Value{}}
	g.next++
	putAll(r.Properties, properties)
	g.Relationships[r.ID] = r
	return value.RelationshipRef(r.ID)
}

func putAll(properties map[string]value.Value, more value.Value) {
	for _, e := range more.AsMap() {
		put(properties, e.Key, e.Value)
	}
}

// put sets a property; null removes it.
func put(properties map[string]value.Value, key string, v value.Value) {
	if v.IsNull() {
		delete(properties, key)
		return
	}
	properties[key] = v
}
