package eval

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// listLiteral builds a list of each row; it is a scalar if all its elements are.
type listLiteral struct {
	items []Kernel
	cols  []*column.Column
	out   column.Column
}

func (c *compiler) list(e *ast.ListLit) (Kernel, error) {
	items, err := c.exprs(e.Items)
	if err != nil {
		return nil, err
	}
	k := &listLiteral{items: items, cols: make([]*column.Column, len(items))}
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
	for i, item := range k.items {
		c, err := item.Eval(x, b, sel)
		if err != nil {
			return nil, err
		}
		k.cols[i] = c
	}
	k.out.Reset(column.Any, b.N)
	elems := make([]value.Value, len(sel)*len(k.items))
	for _, row := range sel {
		list := elems[:len(k.items):len(k.items)]
		elems = elems[len(k.items):]
		for i, c := range k.cols {
			list[i] = c.Value(int(row))
		}
		k.out.Values[row] = value.List(list)
	}
	return &k.out, nil
}

// scalarList is a list literal of constants.
type scalarList struct{ *listLiteral }

// Scalar returns the list.
func (k *scalarList) Scalar(x *Context) (value.Value, error) {
	list := make([]value.Value, len(k.items))
	for i, item := range k.items {
		v, err := item.(scalar).Scalar(x)
		if err != nil {
			return value.Null, err
		}
		list[i] = v
	}
	return value.List(list), nil
}

// Eval repeats the list for each row.
func (k *scalarList) Eval(x *Context, b *batch.Batch, _ []int32) (*column.Column, error) {
	v, err := k.Scalar(x)
	if err != nil {
		return nil, err
	}
	fill(&k.out, v, b.N)
	return &k.out, nil
}

// mapLiteral builds a map of each row.
type mapLiteral struct {
	keys   []string
	values []Kernel
	cols   []*column.Column
	out    column.Column
}

func (c *compiler) mapping(e *ast.MapLit) (Kernel, error) {
	values, err := c.exprs(e.Values)
	if err != nil {
		return nil, err
	}
	return &mapLiteral{keys: e.Keys, values: values, cols: make([]*column.Column, len(values))}, nil
}

func (k *mapLiteral) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	for i, item := range k.values {
		c, err := item.Eval(x, b, sel)
		if err != nil {
			return nil, err
		}
		k.cols[i] = c
	}
	k.out.Reset(column.Any, b.N)
	all := make([]value.Entry, len(sel)*len(k.keys))
	for _, row := range sel {
		entries := all[:len(k.keys):len(k.keys)]
		all = all[len(k.keys):]
		for i, c := range k.cols {
			entries[i] = value.Entry{Key: k.keys[i], Value: c.Value(int(row))}
		}
		k.out.Values[row] = value.Map(entries)
	}
	return &k.out, nil
}
