package bolt

import (
	"errors"
	"slices"
	"strconv"

	"memgraphd/bolt/packstream"
	"memgraphd/engine/value"
)

// errNoGraph says that a result forgot to call SetGraph.
var errNoGraph = errors.New("a node, relationship or path cannot be written: no graph writer was set")

// entity is what the end of a node or relationship repeats as strings.
type entity struct {
	id, start, end uint64
	bound          bool
}

// BeginNode starts a node. Its labels follow, each with String, then its
// properties with BeginMap and their entries, then EndNode.
func (w *RecordWriter) BeginNode(id uint64, labels int) {
	w.open = entity{id: id}
	w.beginStruct(3, 1, packstream.TagNode)
	w.Int(int64(id))
	w.BeginList(labels)
}

// EndNode ends a node.
func (w *RecordWriter) EndNode() {
	if w.elementIDs {
		w.elementID(w.open.id)
	}
}

// BeginRelationship starts a relationship. Its properties follow with BeginMap
// and their entries, then EndRelationship.
func (w *RecordWriter) BeginRelationship(id, start, end uint64, typ string) {
	w.open = entity{id: id, start: start, end: end, bound: true}
	w.beginStruct(5, 3, packstream.TagRelationship)
	w.Int(int64(id))
	w.Int(int64(start))
	w.Int(int64(end))
	w.String(typ)
}

// BeginUnboundRelationship starts a relationship that is part of a path. Its
// properties follow with BeginMap and their entries, then EndRelationship.
func (w *RecordWriter) BeginUnboundRelationship(id uint64, typ string) {
	w.open = entity{id: id}
	w.beginStruct(3, 1, packstream.TagUnboundRelationship)
	w.Int(int64(id))
	w.String(typ)
}

// EndRelationship ends a relationship of either kind.
func (w *RecordWriter) EndRelationship() {
	if !w.elementIDs {
		return
	}
	w.elementID(w.open.id)
	if w.open.bound {
		w.elementID(w.open.start)
		w.elementID(w.open.end)
	}
}

// BeginPath starts a path with the number of its distinct nodes, which follow.
// Then come BeginPathRelationships, the relationships, and EndPath.
// [RecordWriter.Path] does all of this.
func (w *RecordWriter) BeginPath(nodes int) {
	w.beginStruct(3, 0, packstream.TagPath)
	w.BeginList(nodes)
}

// BeginPathRelationships goes on with the distinct relationships of a path.
func (w *RecordWriter) BeginPathRelationships(n int) { w.BeginList(n) }

// EndPath ends a path with its sequence: for each step the number of the
// relationship, counted from 1 and negative where it is walked against its
// direction, and the number of the node behind it, counted from 0.
func (w *RecordWriter) EndPath(sequence []int64) {
	w.BeginList(len(sequence))
	for _, i := range sequence {
		w.Int(i)
	}
}

// Path writes a path with the help of the [GraphWriter].
func (w *RecordWriter) Path(p *value.Path) error {
	graph := w.graph
	if p.Virtual != nil {
		graph = &virtualPath{path: p}
	}
	if graph == nil {
		return errNoGraph
	}
	s := &w.shape
	if err := s.of(p, graph); err != nil {
		return err
	}
	w.BeginPath(len(s.nodes))
	for _, id := range s.nodes {
		if err := graph.WriteNode(w, id); err != nil {
			return err
		}
	}
	w.BeginPathRelationships(len(s.rels))
	for _, id := range s.rels {
		if err := graph.WriteUnboundRelationship(w, id); err != nil {
			return err
		}
	}
	w.EndPath(s.sequence)
	return nil
}

// reference writes a value that refers into the store, or is virtual.
func (w *RecordWriter) reference(v value.Value) error {
	switch v.Kind() {
	case value.KindVirtualNode, value.KindVirtualRelationship, value.KindVirtualGraph:
		return w.virtual(v)
	}
	if w.graph == nil && v.Kind() != value.KindPath {
		return errNoGraph
	}
	switch v.Kind() {
	case value.KindNode:
		return w.graph.WriteNode(w, v.AsID())
	case value.KindRelationship:
		return w.graph.WriteRelationship(w, v.AsID())
	case value.KindPath:
		return w.Path(v.AsPath())
	default:
		return w.subgraph(v.AsGraph())
	}
}

// subgraph writes a graph as a map of its nodes and relationships.
func (w *RecordWriter) subgraph(g *value.Graph) error {
	w.BeginMap(2)
	w.Key("nodes")
	w.BeginList(len(g.Nodes))
	for _, id := range g.Nodes {
		if err := w.graph.WriteNode(w, id); err != nil {
			return err
		}
	}
	w.Key("edges")
	w.BeginList(len(g.Rels))
	for _, id := range g.Rels {
		if err := w.graph.WriteRelationship(w, id); err != nil {
			return err
		}
	}
	return nil
}

// beginStruct writes the header of a structure that has more fields in Bolt 5.
func (w *RecordWriter) beginStruct(fields, more int, tag byte) {
	if w.elementIDs {
		fields += more
	}
	w.out.buf = packstream.AppendStruct(w.out.buf, fields, tag)
}

func (w *RecordWriter) elementID(id uint64) {
	digits := strconv.AppendInt(w.digits[:0], int64(id), 10) // of what is virtual it is negative
	w.out.buf = packstream.AppendStringBytes(w.out.buf, digits)
}

// pathShape is a path as the protocol has it: every node and relationship once,
// and the order in which they are walked.
type pathShape struct {
	nodes, rels []uint64
	sequence    []int64
}

// of computes the shape of p. The slices are reused.
func (s *pathShape) of(p *value.Path, g GraphWriter) error {
	s.nodes, s.rels, s.sequence = s.nodes[:0], s.rels[:0], s.sequence[:0]
	nodes, rels := numbering{list: s.nodes}, numbering{list: s.rels}
	if len(p.Nodes) > 0 {
		nodes.number(p.Nodes[0])
	}
	for i, rel := range p.Rels {
		start, err := g.StartNode(rel)
		if err != nil {
			return err
		}
		step := rels.number(rel) + 1
		if start != p.Nodes[i] {
			step = -step
		}
		s.sequence = append(s.sequence, step, nodes.number(p.Nodes[i+1]))
	}
	s.nodes, s.rels = nodes.list, rels.list
	return nil
}

// linear is the number of ids up to which a search is faster than a map.
const linear = 32

// numbering gives ids numbers from 0 in the order in which they first come.
type numbering struct {
	list  []uint64
	index map[uint64]int64 // of list, once that is long
}

func (n *numbering) number(id uint64) int64 {
	if n.index == nil {
		if i := slices.Index(n.list, id); i >= 0 {
			return int64(i)
		}
		n.list = append(n.list, id)
		if len(n.list) > linear {
			n.index = make(map[uint64]int64, 2*linear)
			for i, id := range n.list {
				n.index[id] = int64(i)
			}
		}
		return int64(len(n.list) - 1)
	}
	i, ok := n.index[id]
	if !ok {
		i = int64(len(n.list))
		n.index[id] = i
		n.list = append(n.list, id)
	}
	return i
}
