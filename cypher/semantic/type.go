package semantic

import (
	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// Base is the outermost part of a static type.
type Base uint8

// The static types. Unknown is everything that can't be told before the query runs.
const (
	Unknown Base = iota
	Null
	Bool
	Int
	Float
	String
	List
	Map
	Node
	Relationship
	Path
	Other // temporal and spatial values, enums, graphs
)

// Type is what is certain of a value before the query runs. Any value may be
// null besides.
type Type struct {
	Base Base
	Elem Base // of the elements of a List
}

// AnyType is the type of what is not known.
var AnyType = Type{}

// ListOf returns the type of lists of t.
func ListOf(t Base) Type { return Type{Base: List, Elem: t} }

// Of returns the type of the non-list b.
func Of(b Base) Type { return Type{Base: b} }

// IsRelationships reports whether t is the type of lists of relationships.
func (t Type) IsRelationships() bool { return t.Base == List && t.Elem == Relationship }

// certain reports whether t rules anything out.
func (t Type) certain() bool { return t.Base != Unknown && t.Base != Null }

// is reports whether a value of type t may be one of bases.
func (t Type) is(bases ...Base) bool {
	if !t.certain() {
		return true
	}
	for _, b := range bases {
		if t.Base == b {
			return true
		}
	}
	return false
}

// join returns the type of a value that has type t or type u.
func (t Type) join(u Type) Type {
	switch {
	case t == u || u.Base == Null:
		return t
	case t.Base == Null:
		return u
	case t.Base == List && u.Base == List:
		return ListOf(Unknown)
	}
	return AnyType
}

// element returns the type of the elements of a list.
func (t Type) element() Type {
	if t.Base == List && t.Elem != List {
		return Of(t.Elem)
	}
	return AnyType
}

var baseWords = [...]string{
	Unknown: "Any", Null: "null", Bool: "Boolean", Int: "Number", Float: "Number", String: "String",
	List: "List", Map: "Map", Node: "Vertex", Relationship: "Edge", Path: "Path", Other: "Any",
}

// String returns the word that error texts use for a variable of type t.
func (t Type) String() string {
	if t.IsRelationships() {
		return "EdgeList"
	}
	return baseWords[t.Base]
}

// valueWords are the words for values in errors of operators, the same as when the query runs.
var valueWords = [...]string{
	Null: "null", Bool: "bool", Int: "int", Float: "double", String: "string", List: "list", Map: "map",
	Node: "vertex", Relationship: "edge", Path: "path", Other: "",
}

// word returns the word for a value of type t; empty if it can't be told.
func (t Type) word() string { return valueWords[t.Base] }

// typeOfValue returns the type of a constant.
func typeOfValue(v value.Value) Type {
	if v.Kind() != value.KindList {
		return typeOfKind(v.Kind())
	}
	t := Of(Null)
	for _, e := range v.AsList() {
		t = t.join(typeOfValue(e))
	}
	return listOfType(t)
}

func listOfType(t Type) Type {
	if t.Base == Null {
		return ListOf(Unknown)
	}
	return ListOf(t.Base)
}

func typeOfKind(k value.Kind) Type {
	switch k {
	case value.KindNull:
		return Of(Null)
	case value.KindBool:
		return Of(Bool)
	case value.KindInt:
		return Of(Int)
	case value.KindFloat:
		return Of(Float)
	case value.KindString:
		return Of(String)
	case value.KindList:
		return ListOf(Unknown)
	case value.KindMap:
		return Of(Map)
	case value.KindNode, value.KindVirtualNode:
		return Of(Node)
	case value.KindRelationship, value.KindVirtualRelationship:
		return Of(Relationship)
	case value.KindPath:
		return Of(Path)
	}
	return Of(Other)
}

// typed checks that an expression may have one of the types bases.
func (c *checker) typed(e ast.Expr, t Type, what string, bases ...Base) {
	if !t.is(bases...) {
		c.failAs(SyntaxError, e.Position(), InvalidArgumentType, "Type mismatch: %s is of type %s.", what, t)
	}
}
