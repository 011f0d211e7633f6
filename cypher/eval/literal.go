package eval

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// listLiteral builds a list of each row; it is a scalar if all its elements are.
type listLiteral struct {
	items []Kernel
	cols  []operand
	out   column.Column
}

func (c *compiler) list(e *ast.ListLit) (Kernel, error) {
	items, err := c.exprs(e.Items)
	if err != nil {
		return nil, err
	}
	k := &listLiteral{items: items, cols: newOperands(items)}
	if allScalar(items) {
		return &scalarList{listLiteral: k}, nil
	}
	return k, nil
}

func allScalar(kernels []Kernel) bool {
	for _, k := range kernels {
		if _, ok := k.(scalar); !ok {
			return false
		}
	}
	return true
}

func (k *listLiteral) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	if err := evalAll(k.cols, x, b, sel); err != nil {
		return nil, err
	}
	k.out.Reset(column.Any, b.N)
	elems := make([]value.Value, len(sel)*len(k.items))
	for _, row := range sel {
		list := elems[:len(k.items):len(k.items)]
		elems = elems[len(k.items):]
		for i := range k.cols {
			list[i] = k.cols[i].at(row)
		}
		k.out.Values[row] = value.List(list)
	}
	return &k.out, nil
}

// scalarList is a list literal of constants. The list is made anew only if one
// of them changes.
type scalarList struct {
	*listLiteral
	items []value.Value // the constants now
	list  value.Value   // null if not made yet
	rows  broadcast
}

// Scalar returns the list.
func (k *scalarList) Scalar(x *Context) (value.Value, error) {
	k.items = k.items[:0]
	for _, item := range k.listLiteral.items {
		v, err := item.(scalar).Scalar(x)
		if err != nil {
			return value.Null, err
		}
		k.items = append(k.items, v)
	}
	if k.list.IsNull() || !slices.Equal(k.items, k.list.AsList()) {
		k.list = value.List(slices.Clone(k.items))
	}
	return k.list, nil
}

// Eval repeats the list for each row.
func (k *scalarList) Eval(x *Context, b *batch.Batch, _ []int32) (*column.Column, error) {
	v, err := k.Scalar(x)
	if err != nil {
		return nil, err
	}
	return k.rows.of(v, b.N), nil
}

// mapLiteral builds a map of each row.
type mapLiteral struct {
	keys   []string
	values []operand
	out    column.Column
}

func (c *compiler) mapping(e *ast.MapLit) (Kernel, error) {
	values, err := c.exprs(e.Values)
	if err != nil {
		return nil, err
	}
	return &mapLiteral{keys: e.Keys, values: newOperands(values)}, nil
}

func (k *mapLiteral) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	if err := evalAll(k.values, x, b, sel); err != nil {
		return nil, err
	}
	k.out.Reset(column.Any, b.N)
	all := make([]value.Entry, len(sel)*len(k.keys))
	for _, row := range sel {
		entries := all[:len(k.keys):len(k.keys)]
		all = all[len(k.keys):]
		for i, key := range k.keys {
			entries[i] = value.Entry{Key: key, Value: k.values[i].at(row)}
		}
		k.out.Values[row] = value.Map(entries)
	}
	return &k.out, nil
}
