package procedure

import (
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// virtualGraph is a virtual graph as procedures read it: within a call its nodes and relationships are
// references as all others are, to ids that no store has, and its labels and types have numbers of its own.
type virtualGraph struct {
	graph *value.VirtualGraph
	nodes map[uint64]*value.VirtualNode
	rels  map[uint64]*value.VirtualRelationship
	// out and in are the relationships at each node, in the order of the graph.
	out, in map[uint64][]uint64

	labels map[string]engine.LabelSet
	sets   [][]string // by label set
	types  map[string]engine.TypeID
	names  []string // by type
}

func newVirtualGraph(g *value.VirtualGraph) *virtualGraph {
	v := &virtualGraph{
		graph: g, nodes: make(map[uint64]*value.VirtualNode, len(g.Nodes)), rels: make(map[uint64]*value.VirtualRelationship, len(g.Rels)),
		out: map[uint64][]uint64{}, in: map[uint64][]uint64{}, labels: map[string]engine.LabelSet{}, types: map[string]engine.TypeID{},
	}
	for _, n := range g.Nodes {
		v.nodes[n.AsID()] = n.AsVirtualNode()
	}
	for _, e := range g.Rels {
		r := e.AsVirtualRelationship()
		v.rels[e.AsID()] = r
		v.out[r.From.AsID()] = append(v.out[r.From.AsID()], e.AsID())
		v.in[r.To.AsID()] = append(v.in[r.To.AsID()], e.AsID())
		if _, known := v.types[r.Type]; !known {
			v.types[r.Type] = engine.TypeID(len(v.names))
			v.names = append(v.names, r.Type)
		}
	}
	return v
}

// labelSet returns the set of a node's labels; a node of another graph has none.
func (v *virtualGraph) labelSet(node uint64) engine.LabelSet {
	n := v.nodes[node]
	var names []string
	if n != nil {
		names = n.Labels
	}
	key := quotedLabels(names)
	set, known := v.labels[key]
	if !known {
		set = engine.LabelSet(len(v.sets))
		v.labels[key] = set
		v.sets = append(v.sets, names)
	}
	return set
}

// relationship returns a relationship with its ends and type.
func (v *virtualGraph) relationship(id uint64) relationship {
	r := v.rels[id]
	if r == nil {
		return relationship{id: id}
	}
	return relationship{id, r.From.AsID(), r.To.AsID(), v.types[r.Type]}
}

// properties returns the properties of a node or relationship.
func (v *virtualGraph) properties(ref value.Value) []value.Entry {
	if ref.Kind() == value.KindNode {
		if n := v.nodes[ref.AsID()]; n != nil {
			return n.Properties.AsMap()
		}
	} else if r := v.rels[ref.AsID()]; r != nil {
		return r.Properties.AsMap()
	}
	return nil
}

// visitNodes hands all nodes to visit.
func (v *virtualGraph) visitNodes(visit func(ids []uint64) error) error {
	var ids []uint64
	for part := range slices.Chunk(v.graph.Nodes, engine.ChunkRows) {
		ids = ids[:0]
		for _, n := range part {
			ids = append(ids, n.AsID())
		}
		if err := visit(ids); err != nil {
			return err
		}
	}
	return nil
}

// visitRelationships hands the relationships of some types to visit.
func (v *virtualGraph) visitRelationships(types []engine.TypeID, visit func(rels *engine.Relationships) error) error {
	var all engine.Relationships
	for _, e := range v.graph.Rels {
		if r := v.relationship(e.AsID()); typeIn(types, r.typ) {
			all.ID, all.From = append(all.ID, r.id), append(all.From, r.from)
			all.To, all.Type = append(all.To, r.to), append(all.Type, r.typ)
		}
	}
	return visit(&all)
}

// expand appends to dst the relationships at nodes; a loop comes once.
func (v *virtualGraph) expand(from []uint64, dir engine.Direction, types []engine.TypeID, dst *engine.Hops) {
	for row, node := range from {
		if dir != engine.In {
			for _, id := range v.out[node] {
				if r := v.relationship(id); typeIn(types, r.typ) {
					dst.Row, dst.Rel, dst.To = append(dst.Row, int32(row)), append(dst.Rel, id), append(dst.To, r.to)
				}
			}
		}
		if dir != engine.Out {
			for _, id := range v.in[node] {
				if r := v.relationship(id); typeIn(types, r.typ) && (dir == engine.In || r.from != r.to) {
					dst.Row, dst.Rel, dst.To = append(dst.Row, int32(row)), append(dst.Rel, id), append(dst.To, r.from)
				}
			}
		}
	}
}

// inward makes references of the virtual nodes and relationships in an argument.
func inward(v value.Value) value.Value {
	switch v.Kind() {
	case value.KindVirtualNode:
		return value.NodeRef(v.AsID())
	case value.KindVirtualRelationship:
		return value.RelationshipRef(v.AsID())
	}
	return mapped(v, inward)
}

// outward makes virtual nodes, relationships and paths of the references in a result.
func (v *virtualGraph) outward(ref value.Value) value.Value {
	switch ref.Kind() {
	case value.KindNode:
		if n := v.nodes[ref.AsID()]; n != nil {
			return value.VirtualNodeValue(n)
		}
		return ref
	case value.KindRelationship:
		if r := v.rels[ref.AsID()]; r != nil {
			return value.VirtualRelationshipValue(r)
		}
		return ref
	case value.KindPath:
		p := *ref.AsPath()
		p.Virtual = &value.VirtualPath{Nodes: make([]value.Value, len(p.Nodes)), Rels: make([]value.Value, len(p.Rels))}
		for i, id := range p.Nodes {
			p.Virtual.Nodes[i] = v.outward(value.NodeRef(id))
		}
		for i, id := range p.Rels {
			p.Virtual.Rels[i] = v.outward(value.RelationshipRef(id))
		}
		return value.PathValue(&p)
	}
	return mapped(ref, v.outward)
}

// mapped applies f to the elements of a list and the values of a map.
func mapped(v value.Value, f func(value.Value) value.Value) value.Value {
	switch v.Kind() {
	case value.KindList:
		list := make([]value.Value, len(v.AsList()))
		for i, e := range v.AsList() {
			list[i] = f(e)
		}
		return value.List(list)
	case value.KindMap:
		entries := make([]value.Entry, len(v.AsMap()))
		for i, e := range v.AsMap() {
			entries[i] = value.Entry{Key: e.Key, Value: f(e.Value)}
		}
		return value.Map(entries)
	}
	return v
}
