package column

import (
	"memgraphd/engine/value"
)

// BatchSize is the number of rows that operators aim to hand on at once. A
// batch may hold fewer, never more.
const BatchSize = 1024

// Type says which slice of a [Column] holds its values.
type Type uint8

// The types of columns. Their numbers are written to files: they never change.
const (
	Null         Type = 0 // every row is null
	Bool         Type = 1 // Bools
	Int          Type = 2 // Ints
	Float        Type = 3 // Floats
	String       Type = 4 // Strings
	Node         Type = 5 // IDs
	Relationship Type = 6 // IDs
	Any          Type = 7 // Values: mixed, or kinds that have no slice of their own
)

// Column is a sequence of values of one type. Rows whose bit in Valid is clear
// are null and hold the zero value in their slice; a nil Valid means that none
// is null. In a column of type Any a null is also a null Value, and Valid stays nil.
//
// A column is owned by whoever fills it; nothing in it is safe for concurrent
// change.
type Column struct {
	Type    Type
	N       int
	Valid   Bitmap
	Bools   []bool
	Ints    []int64
	Floats  []float64
	Strings []string
	IDs     []uint64
	Values  []value.Value

	validBuf Bitmap // backing of Valid, kept over Reset
}

// Reset makes c a column of n rows of type t, all zero and none null (all null
// for Null), and keeps the memory it has.
func (c *Column) Reset(t Type, n int) {
	c.Type, c.N, c.Valid = t, n, nil
	switch t {
	case Bool:
		c.Bools = resize(c.Bools, n)
	case Int:
		c.Ints = resize(c.Ints, n)
	case Float:
		c.Floats = resize(c.Floats, n)
	case String:
		c.Strings = resize(c.Strings, n)
	case Node, Relationship:
		c.IDs = resize(c.IDs, n)
	case Any:
		c.Values = resize(c.Values, n)
	}
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, max(n, min(2*n, BatchSize)))
	}
	s = s[:n]
	clear(s)
	return s
}

// IsNull reports whether row i is null.
func (c *Column) IsNull(i int) bool {
	switch {
	case c.Type == Any:
		return c.Values[i].IsNull()
	case c.Type == Null:
		return true
	}
	return c.Valid != nil && !c.Valid.Has(i)
}

// HasNulls reports whether any row may be null; it may err towards true.
func (c *Column) HasNulls() bool { return c.Type == Null || c.Type == Any || c.Valid != nil }

// MakeValid gives c a bitmap of its own in which no row is present yet, for a
// caller that sets the bits itself.
func (c *Column) MakeValid() {
	words := (c.N + 63) >> 6
	if c.validBuf == nil || cap(c.validBuf) < words {
		c.validBuf = make(Bitmap, words, max(words, BatchSize/64))
	}
	c.validBuf = c.validBuf[:words]
	clear(c.validBuf)
	c.Valid = c.validBuf
}

// Value returns row i as a value.
func (c *Column) Value(i int) value.Value {
	if c.Type == Any {
		return c.Values[i]
	}
	if c.IsNull(i) {
		return value.Null
	}
	switch c.Type {
	case Bool:
		return value.Bool(c.Bools[i])
	case Int:
		return value.Int(c.Ints[i])
	case Float:
		return value.Float(c.Floats[i])
	case String:
		return value.String(c.Strings[i])
	case Node:
		return value.NodeRef(c.IDs[i])
	case Relationship:
		return value.RelationshipRef(c.IDs[i])
	}
	return value.Null
}

// TypeOf returns the column type that holds values of kind k.
func TypeOf(k value.Kind) Type {
	switch k {
	case value.KindNull:
		return Null
	case value.KindBool:
		return Bool
	case value.KindInt:
		return Int
	case value.KindFloat:
		return Float
	case value.KindString:
		return String
	case value.KindNode:
		return Node
	case value.KindRelationship:
		return Relationship
	}
	return Any
}
