package reference

import (
	"maps"
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// virtual is a virtual graph that grows path by path.
type virtual struct {
	graph *value.VirtualGraph
	nodes map[value.Value]value.Value // virtual nodes by what they stand for
	roles map[value.Value][2]bool     // whether that was a source, and a target, already
}

// derive makes the virtual graph of the paths of a group.
func (r *run) derive(call *ast.Call, outer row, rows []row) value.Value {
	v := virtual{
		graph: &value.VirtualGraph{ID: value.NewVirtualID()},
		nodes: map[value.Value]value.Value{}, roles: map[value.Value][2]bool{},
	}
	var seen []value.Value
	for _, in := range rows {
		s := scope{vars: outer.union(in)}
		path, options := r.eval(call.Args[0], s), r.eval(call.Args[1], s)
		both := value.List([]value.Value{path, options})
		if path.IsNull() || call.Distinct && slices.ContainsFunc(seen, func(u value.Value) bool { return value.Equivalent(u, both) }) {
			continue
		}
		seen = append(seen, both)
		v.add(r, path.AsPath(), options)
	}
	return value.VirtualGraphValue(v.graph)
}

func (v *virtual) add(r *run, p *value.Path, options value.Value) {
	from := v.node(r, p.Node(0), options, 0)
	if len(p.Rels) == 0 {
		return
	}
	to := v.node(r, p.Node(len(p.Rels)), options, 1)
	typ, _ := options.Get("virtualEdgeType")
	v.connect(from, to, typ, options)
	undirected, _ := options.Get("undirectedEdgeTypes")
	if from != to && !undirected.IsNull() && (isTrue(value.In(typ, undirected.AsList())) || isTrue(value.In(value.String("*"), undirected.AsList()))) {
		v.connect(to, from, typ, options)
	}
}

func (v *virtual) connect(from, to, typ, options value.Value) {
	properties, ok := options.Get("relationshipProperties")
	if !ok {
		properties = value.Map(nil)
	}
	v.graph.Rels = append(v.graph.Rels, value.VirtualRelationshipValue(&value.VirtualRelationship{
		ID: value.NewVirtualID(), Type: typ.AsString(), From: from, To: to, Properties: properties.WithoutNulls(),
	}))
}

// node returns the virtual node of a node that is a source (role 0) or a target (role 1).
func (v *virtual) node(r *run, of, options value.Value, role int) value.Value {
	n := r.g.Nodes[of.AsID()]
	labels, properties := n.Labels, maps.Clone(n.Properties)
	end := []string{"source", "target"}[role]
	if given, ok := options.Get(end + "NodeLabels"); ok {
		labels = nil
		for _, l := range given.AsList() {
			labels = append(labels, l.AsString())
		}
	}
	if given, ok := options.Get(end + "NodeProperties"); ok {
		properties = map[string]value.Value{}
		for _, e := range given.WithoutNulls().AsMap() {
			properties[e.Key] = e.Value
		}
	}
	roles := v.roles[of]
	known, exists := v.nodes[of]
	switch {
	case !exists:
		known = value.VirtualNodeValue(&value.VirtualNode{ID: value.NewVirtualID(), Labels: labels, Properties: mapOf(properties)})
		v.nodes[of] = known
		v.graph.Nodes = append(v.graph.Nodes, known)
	case !roles[role]:
		old := known.AsVirtualNode()
		for _, l := range labels {
			if !slices.Contains(old.Labels, l) {
				old.Labels = append(slices.Clone(old.Labels), l)
			}
		}
		for _, e := range old.Properties.AsMap() {
			properties[e.Key] = e.Value
		}
		old.Properties = mapOf(properties)
	}
	roles[role] = true
	v.roles[of] = roles
	return known
}

// virtualFunction calls a function of a virtual node or relationship.
func (r *run) virtualFunction(name string, v value.Value) value.Value {
	switch name {
	case "properties", "keys", "values":
		return r.mapFunction(name, v.VirtualProperties())
	}
	if v.Kind() == value.KindVirtualNode {
		if name == "labels" {
			return value.Strings(v.AsVirtualNode().Labels)
		}
		return r.unknown(name, v)
	}
	switch rel := v.AsVirtualRelationship(); name {
	case "type":
		return value.String(rel.Type)
	case "startnode":
		return rel.From
	case "endnode":
		return rel.To
	}
	return r.unknown(name, v)
}
