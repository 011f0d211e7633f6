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

// broadcast is a column whose rows are all the same; it is filled anew only if
// the value changes.
type broadcast struct {
	col    column.Column
	val    value.Value
	filled int
}

// of returns n rows of v.
func (k *broadcast) of(v value.Value, n int) *column.Column {
	if k.filled < n || k.val != v {
		fill(&k.col, v, n)
		k.val, k.filled = v, n
	}
	k.col.N = n
	return &k.col
}

// constant is a literal.
type constant struct {
	val  value.Value
	rows broadcast
}

func newConstant(v value.Value) *constant { return &constant{val: v} }

func (k *constant) Scalar(*Context) (value.Value, error) { return k.val, nil }

func (k *constant) Eval(_ *Context, b *batch.Batch, _ []int32) (*column.Column, error) {
	return k.rows.of(k.val, b.N), nil
}

// parameter is $name.
type parameter struct {
	name string
	rows broadcast
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
	return k.rows.of(v, b.N), nil
}

// folded is an expression in which nothing varies: it is computed for one row
// and spread over the others.
type folded struct {
	kernel Kernel
	none   batch.Batch // one row, with places for what loops in the expression bind
	rows   broadcast
}

func (k *folded) Scalar(x *Context) (value.Value, error) {
	c, err := k.kernel.Eval(x, &k.none, batch.All(1))
	if err != nil {
		return value.Null, err
	}
	return c.Value(0), nil
}

func (k *folded) Eval(x *Context, b *batch.Batch, _ []int32) (*column.Column, error) {
	v, err := k.Scalar(x)
	if err != nil {
		return nil, err
	}
	return k.rows.of(v, b.N), nil
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
