package bolt

import (
	"slices"

	"memgraphd/engine/value"
)

// virtual writes a virtual node or relationship as if it were stored, and a virtual graph as a map of
// both, as subgraph does.
func (w *RecordWriter) virtual(v value.Value) error {
	switch v.Kind() {
	case value.KindVirtualNode:
		n := v.AsVirtualNode()
		w.BeginNode(v.AsID(), len(n.Labels))
		for _, l := range n.Labels {
			w.String(l)
		}
		if err := w.mapping(n.Properties.AsMap()); err != nil {
			return err
		}
		w.EndNode()
		return nil
	case value.KindVirtualRelationship:
		r := v.AsVirtualRelationship()
		w.BeginRelationship(v.AsID(), r.From.AsID(), r.To.AsID(), r.Type)
		if err := w.mapping(r.Properties.AsMap()); err != nil {
			return err
		}
		w.EndRelationship()
		return nil
	}
	g := v.AsVirtualGraph()
	w.BeginMap(2)
	w.Key("nodes")
	if err := w.list(g.Nodes); err != nil {
		return err
	}
	w.Key("edges")
	return w.list(g.Rels)
}

// virtualPath writes the nodes and relationships of a path through a virtual graph.
type virtualPath struct{ path *value.Path }

func (p *virtualPath) rel(id uint64) value.Value { return p.path.Rel(slices.Index(p.path.Rels, id)) }

func (p *virtualPath) WriteNode(w *RecordWriter, id uint64) error {
	return w.Value(p.path.Node(slices.Index(p.path.Nodes, id)))
}

func (p *virtualPath) WriteRelationship(w *RecordWriter, id uint64) error { return w.Value(p.rel(id)) }

func (p *virtualPath) WriteUnboundRelationship(w *RecordWriter, id uint64) error {
	r := p.rel(id).AsVirtualRelationship()
	w.BeginUnboundRelationship(id, r.Type)
	if err := w.mapping(r.Properties.AsMap()); err != nil {
		return err
	}
	w.EndRelationship()
	return nil
}

func (p *virtualPath) StartNode(id uint64) (uint64, error) {
	return p.rel(id).AsVirtualRelationship().From.AsID(), nil
}
