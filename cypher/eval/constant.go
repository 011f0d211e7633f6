package eval

import (
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// scalar is a kernel whose value is the same for all rows of an execution. Its
// consumers may ask for the value alone.
type scalar interface {
	Kernel
	// Scalar returns the value.
	Scalar(x *Context) (value.Value, error)
}

// variable answers with a column of the batch.
type variable struct{ slot batch.Slot }

// allNull are columns of nulls, for variables that no operator below has set.
var allNull = func() *column.Column { c := &column.Column{}; c.Reset(column.Null, column.BatchSize); return c }()

func (k *variable) Eval(_ *Context, b *batch.Batch, _ []int32) (*column.Column, error) {
	if c := b.Cols[k.slot]; c != nil {
		return c, nil
	}
	return allNull, nil
}

// constant is a literal.
type constant struct {
	val value.Value
	col column.Column
}

func (k *constant) Scalar(*Context) (value.Value, error) { return k.val, nil }

func (k *constant) Eval(_ *Context, b *batch.Batch, _ []int32) (*column.Column, error) {
	if k.col.N < b.N || k.col.N == 0 {
		fill(&k.col, k.val, max(b.N, column.BatchSize))
	}
	return &k.col, nil
}

// parameter is $name.
type parameter struct {
	name string
	col  column.Column
}

func (k *parameter) Scalar(x *Context) (value.Value, error) {
	v, ok := x.Parameter(k.name)
	if !ok {
		return value.Null, argumentErrorf("Parameter $%s not provided.", k.name)
	}
	return v, nil
}

func (k *parameter) Eval(x *Context, b *batch.Batch, _ []int32) (*column.Column, error) {
	v, err := k.Scalar(x)
	if err != nil {
		return nil, err
	}
	fill(&k.col, v, b.N)
	return &k.col, nil
}

// fill makes c n rows of v.
func fill(c *column.Column, v value.Value, n int) {
	c.Reset(column.TypeOf(v.Kind()), n)
	switch c.Type {
	case column.Bool:
		repeat(c.Bools, v.AsBool())
	case column.Int:
		repeat(c.Ints, v.AsInt())
	case column.Float:
		repeat(c.Floats, v.AsFloat())
	case column.String:
		repeat(c.Strings, v.AsString())
	case column.Node, column.Relationship:
		repeat(c.IDs, v.AsID())
	case column.Any:
		repeat(c.Values, v)
	}
}

func repeat[T any](s []T, v T) {
	for i := range s {
		s[i] = v
	}
}
