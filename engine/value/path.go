package value

import "unsafe"

// Path is an alternating walk through the store: Nodes[0], Rels[0], Nodes[1] …
// so that len(Nodes) == len(Rels)+1. Ids refer into the store.
type Path struct {
	Nodes []uint64
	Rels  []uint64
	// Virtual is what the ids stand for on a walk through a virtual graph; otherwise nil.
	Virtual *VirtualPath
}

// VirtualPath is what a path through a virtual graph consists of, in the order of its ids.
type VirtualPath struct {
	Nodes []Value
	Rels  []Value
}

// Node returns node i of the path.
func (p *Path) Node(i int) Value {
	if p.Virtual != nil {
		return p.Virtual.Nodes[i]
	}
	return NodeRef(p.Nodes[i])
}

// Rel returns relationship i of the path.
func (p *Path) Rel(i int) Value {
	if p.Virtual != nil {
		return p.Virtual.Rels[i]
	}
	return RelationshipRef(p.Rels[i])
}

// Slice returns the part of the path that goes along the relationships from ≤ i < to.
func (p *Path) Slice(from, to int) *Path {
	part := &Path{Nodes: p.Nodes[from : to+1], Rels: p.Rels[from:to]}
	if p.Virtual != nil {
		part.Virtual = &VirtualPath{Nodes: p.Virtual.Nodes[from : to+1], Rels: p.Virtual.Rels[from:to]}
	}
	return part
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
