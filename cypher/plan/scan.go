package plan

import (
	"memgraphd/cypher/ast"
	"memgraphd/engine"
)

// NodeScan binds Node to every node, once per input row: ScanAll, or ScanAllByLabel if Labels.
type NodeScan struct {
	unary
	Node   Slot
	Labels *LabelTest // nil: all nodes
	// Label is the label whose index EXPLAIN names (there is an index on it); empty otherwise.
	Label string
}

// NodeIndexSeek binds Node to the nodes in a stretch of an index.
type NodeIndexSeek struct {
	unary
	Node  Slot
	Index *engine.Index
	Keys
	// Descending: the stretch is read from its end.
	Descending bool
	// Ordered: the nodes must come in this order of the index, and the operators above that only drop rows or add
	// columns must keep it, because ORDER BY relies on it.
	Ordered bool
	// Label and Properties, those that Keys are of, are for EXPLAIN.
	Label      string
	Properties []string
}

// Keys are what is sought of the first properties of an index.
type Keys struct {
	// Equal are the values of the first properties; the one behind may be bounded.
	Equal []ast.Expr
	Range *Range
	// In: property InAt is one of this list. It comes in addition to those of Equal, among which it has no place.
	In   ast.Expr
	InAt int
}

// PointSeek binds Node to nodes from a point index, among them all whose point is
// within Distance of Centre or, without these, in a box. A filter above tells which.
type PointSeek struct {
	unary
	Node                  Slot
	Index                 *engine.Index
	Centre, Distance      ast.Expr
	LowerLeft, UpperRight ast.Expr
	// Label and Property are for EXPLAIN.
	Label, Property string
}

// Range bounds a property; absent bounds are nil. With all absent it demands that the property is there.
type Range struct {
	Lower, Upper                   ast.Expr
	LowerExclusive, UpperExclusive bool
	Prefix                         ast.Expr // STARTS WITH
}

// NodeByID binds Node to the node with an id, or to those with the ids of a list if Many.
type NodeByID struct {
	unary
	Node Slot
	ID   ast.Expr
	Many bool
	// ElementID: the id is the decimal string of elementId().
	ElementID bool
	// Nodes: it is the node itself, or a list of nodes.
	Nodes bool
}

// RelationshipScan binds Rel (and its ends) to every relationship that has one of Types.
type RelationshipScan struct {
	unary
	Rel, From, To Slot // From and To may be None
	// Undirected yields each relationship in both directions (a loop once).
	Undirected bool
	Types      []engine.TypeID // nil: any
	TypeNames  []string
}

// RelationshipIndexSeek binds Rel and its ends to the relationships in a stretch of an index.
type RelationshipIndexSeek struct {
	unary
	Rel, From, To Slot
	Undirected    bool
	Index         *engine.Index
	Keys
	TypeName   string
	Properties []string
}

// RelationshipByID binds Rel and its ends to the relationship with an id.
type RelationshipByID struct {
	unary
	Rel, From, To Slot
	Undirected    bool
	ID            ast.Expr
	Many          bool
	ElementID     bool
}
