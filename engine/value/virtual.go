package value

import (
	"strconv"
	"sync/atomic"
	"unsafe"
)

// VirtualNode is a node that exists in a query alone: derive() or create.v_node() made
// it, and it can't be stored.
type VirtualNode struct {
	ID         int64 // of [NewVirtualID]
	Labels     []string
	Properties Value // a map
}

// VirtualRelationship is a relationship that exists in a query alone.
type VirtualRelationship struct {
	ID         int64 // of [NewVirtualID]
	Type       string
	From, To   Value // nodes, virtual or not
	Properties Value // a map
}

// VirtualGraph is what derive() makes of paths: virtual nodes with virtual relationships
// between them.
type VirtualGraph struct {
	ID          int64   // of [NewVirtualID]
	Nodes, Rels []Value // virtual ones, each once
}

var virtualIDs atomic.Int64

// NewVirtualID returns the id of a new virtual node, relationship or graph: negative, and never the
// same twice, so that nested queries and parallel workers need not know of each other.
func NewVirtualID() int64 { return virtualIDs.Add(-1) }

// VirtualNodeValue returns a virtual node as a value; it keeps n, which must not change afterwards.
func VirtualNodeValue(n *VirtualNode) Value {
	return Value{kind: KindVirtualNode, num: uint64(n.ID), ptr: unsafe.Pointer(n)}
}

// VirtualRelationshipValue returns a virtual relationship as a value; it keeps r, which must not change afterwards.
func VirtualRelationshipValue(r *VirtualRelationship) Value {
	return Value{kind: KindVirtualRelationship, num: uint64(r.ID), ptr: unsafe.Pointer(r)}
}

// VirtualGraphValue returns a virtual graph as a value; it keeps g, which must not change afterwards.
func VirtualGraphValue(g *VirtualGraph) Value {
	return Value{kind: KindVirtualGraph, num: uint64(g.ID), ptr: unsafe.Pointer(g)}
}

// AsVirtualNode returns the payload of a virtual node; the caller must not change it.
func (v Value) AsVirtualNode() *VirtualNode { return (*VirtualNode)(v.ptr) }

// AsVirtualRelationship returns the payload of a virtual relationship; the caller must not change it.
func (v Value) AsVirtualRelationship() *VirtualRelationship { return (*VirtualRelationship)(v.ptr) }

// AsVirtualGraph returns the payload of a virtual graph; the caller must not change it.
func (v Value) AsVirtualGraph() *VirtualGraph { return (*VirtualGraph)(v.ptr) }

// VirtualProperties returns the properties of a virtual node or relationship.
func (v Value) VirtualProperties() Value {
	if v.kind == KindVirtualNode {
		return v.AsVirtualNode().Properties
	}
	return v.AsVirtualRelationship().Properties
}

// IsNode reports whether v is a node, virtual or not.
func (v Value) IsNode() bool { return v.kind == KindNode || v.kind == KindVirtualNode }

// IsRelationship reports whether v is a relationship, virtual or not.
func (v Value) IsRelationship() bool {
	return v.kind == KindRelationship || v.kind == KindVirtualRelationship
}

// IsVirtual reports whether v is a virtual node or relationship.
func (v Value) IsVirtual() bool {
	return v.kind == KindVirtualNode || v.kind == KindVirtualRelationship
}

// appendVirtual shows a virtual value by its id, as references into the store are.
func appendVirtual(dst []byte, v Value) []byte {
	switch v.kind {
	case KindVirtualNode:
		return append(strconv.AppendInt(append(dst, "(#"...), v.AsInt(), 10), ')')
	case KindVirtualRelationship:
		return append(strconv.AppendInt(append(dst, "[#"...), v.AsInt(), 10), ']')
	}
	g := v.AsVirtualGraph()
	dst = appendList(append(dst, "{nodes: "...), g.Nodes, 1)
	dst = appendList(append(dst, ", edges: "...), g.Rels, 1)
	return append(dst, '}')
}

// virtualSize returns the bytes of what a virtual value points to. The ends of a relationship are
// counted by the graph that they belong to.
func virtualSize(v Value, depth int) int {
	switch v.kind {
	case KindVirtualNode:
		n := v.AsVirtualNode()
		size := int(unsafe.Sizeof(*n)) + payloadSize(n.Properties, depth)
		for _, l := range n.Labels {
			size += int(unsafe.Sizeof(l)) + len(l)
		}
		return size
	case KindVirtualRelationship:
		r := v.AsVirtualRelationship()
		return int(unsafe.Sizeof(*r)) + len(r.Type) + payloadSize(r.Properties, depth)
	}
	g := v.AsVirtualGraph()
	return int(unsafe.Sizeof(*g)) + listSize(g.Nodes, depth) + listSize(g.Rels, depth)
}
