package value

import "unsafe"

// Path is an alternating walk through the store: Nodes[0], Rels[0], Nodes[1] …
// so that len(Nodes) == len(Rels)+1. Ids refer into the store.
type Path struct {
	Nodes []uint64
	Rels  []uint64
}

// PathValue returns a path value; it keeps p, which must not change afterwards.
func PathValue(p *Path) Value { return Value{kind: KindPath, ptr: unsafe.Pointer(p)} }

// AsPath returns the payload of a path; the caller must not change it.
func (v Value) AsPath() *Path { return (*Path)(v.ptr) }

// Graph is a subgraph: the nodes and relationships that project() collected,
// each once, in order of first appearance.
type Graph struct {
	Nodes []uint64
	Rels  []uint64
}

// GraphValue returns a graph value; it keeps g, which must not change afterwards.
func GraphValue(g *Graph) Value { return Value{kind: KindGraph, ptr: unsafe.Pointer(g)} }

// AsGraph returns the payload of a graph; the caller must not change it.
func (v Value) AsGraph() *Graph { return (*Graph)(v.ptr) }
