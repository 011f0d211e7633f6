package value

import (
	"math"
	"unsafe"
)

// Value is one value of the graph: immutable, copied freely, null when zero.
//
// The payload is num for booleans, integers, floats, dates and references, and
// otherwise what ptr points to; num is then the length of a string.
type Value struct {
	ptr  unsafe.Pointer
	num  uint64
	kind Kind
}

// Null is the null value.
var Null = Value{}

// Bool returns a boolean value.
func Bool(b bool) Value {
	if b {
		return Value{kind: KindBool, num: 1}
	}
	return Value{kind: KindBool}
}

// Int returns an integer value.
func Int(i int64) Value { return Value{kind: KindInt, num: uint64(i)} }

// Float returns a floating-point value.
func Float(f float64) Value { return Value{kind: KindFloat, num: math.Float64bits(f)} }

// String returns a string value; it shares the bytes of s.
func String(s string) Value {
	return Value{kind: KindString, num: uint64(len(s)), ptr: unsafe.Pointer(unsafe.StringData(s))}
}

// List returns a list value. It keeps elems, which must not change afterwards.
func List(elems []Value) Value {
	return Value{kind: KindList, num: uint64(len(elems)), ptr: unsafe.Pointer(unsafe.SliceData(elems))}
}

// Strings returns a list of strings.
func Strings(texts []string) Value {
	list := make([]Value, len(texts))
	for i, text := range texts {
		list[i] = String(text)
	}
	return List(list)
}

// NodeRef returns a reference to the node with this id.
func NodeRef(id uint64) Value { return Value{kind: KindNode, num: id} }

// RelationshipRef returns a reference to the relationship with this id.
func RelationshipRef(id uint64) Value { return Value{kind: KindRelationship, num: id} }

// Kind returns the kind of v.
func (v Value) Kind() Kind { return v.kind }

// IsNull reports whether v is null.
func (v Value) IsNull() bool { return v.kind == KindNull }

// AsBool returns the payload of a boolean.
func (v Value) AsBool() bool { return v.num != 0 }

// AsInt returns the payload of an integer.
func (v Value) AsInt() int64 { return int64(v.num) }

// AsFloat returns the payload of a float.
func (v Value) AsFloat() float64 { return math.Float64frombits(v.num) }

// AsString returns the payload of a string.
func (v Value) AsString() string { return unsafe.String((*byte)(v.ptr), int(v.num)) }

// AsList returns the elements of a list; the caller must not change them.
func (v Value) AsList() []Value { return unsafe.Slice((*Value)(v.ptr), int(v.num)) }

// AsID returns the id that a node or relationship reference holds.
func (v Value) AsID() uint64 { return v.num }

// IsNumber reports whether v is an integer or a float.
func (v Value) IsNumber() bool { return v.kind == KindInt || v.kind == KindFloat }

// Number returns an integer or float as a float64.
func (v Value) Number() float64 {
	if v.kind == KindInt {
		return float64(int64(v.num))
	}
	return v.AsFloat()
}
