package eval

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// index compiles target[index].
func (c *compiler) index(e *ast.Index) (Kernel, error) {
	operands, err := c.exprs([]ast.Expr{e.Target, e.Index})
	if err != nil {
		return nil, err
	}
	return &index{target: newOperand(operands[0]), index: newOperand(operands[1])}, nil
}

// index is target[index]: an element of a list, an entry of a map, or a property.
type index struct {
	target, index operand
	out           writer
}

func (k *index) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	if err := k.target.eval(x, b, sel); err != nil {
		return nil, err
	}
	if err := k.index.eval(x, b, sel); err != nil {
		return nil, err
	}
	k.out.begin(b.N)
	for _, i := range sel {
		v, err := element(x, k.target.at(i), k.index.at(i))
		if err != nil {
			return nil, err
		}
		k.out.put(i, v)
	}
	return k.out.end(sel), nil
}

func element(x *Context, target, index value.Value) (value.Value, error) {
	switch target.Kind() {
	case value.KindNull:
		return value.Null, nil
	case value.KindList:
		switch index.Kind() {
		case value.KindNull:
			return value.Null, nil
		case value.KindInt:
			return nth(target.AsList(), index.AsInt()), nil
		}
		return value.Null, typeErrorf("Expected an integer as a list index, got %s.", index.Kind().TypeWord())
	case value.KindMap, value.KindNode, value.KindRelationship, value.KindVirtualNode, value.KindVirtualRelationship,
		value.KindGraph, value.KindVirtualGraph, value.KindPoint:
		return named(x, target, index)
	}
	if target.Kind().IsTemporal() {
		return named(x, target, index)
	}
	return value.Null, typeErrorf("Expected a list, map, node or edge to index with [], got %s.", target.Kind().TypeWord())
}

// named returns the entry, property or field of a value whose name an index is.
func named(x *Context, target, index value.Value) (value.Value, error) {
	switch index.Kind() {
	case value.KindNull:
		return value.Null, nil
	case value.KindString:
		return (&property{key: index.AsString()}).field(x, target)
	}
	return value.Null, typeErrorf("Expected a string as a property name, got %s.", index.Kind().TypeWord())
}

// nth returns element i of a list, from its end if i is negative, or null beyond it.
func nth(list []value.Value, i int64) value.Value {
	n := int64(len(list))
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		return value.Null
	}
	return list[i]
}

// slice compiles target[from..to].
func (c *compiler) slice(e *ast.Slice) (Kernel, error) {
	target, err := c.expr(e.Target)
	if err != nil {
		return nil, err
	}
	k := &slice{target: newOperand(target)}
	if k.from, err = c.bound(e.From, 0); err != nil {
		return nil, err
	}
	k.to, err = c.bound(e.To, 1<<62)
	return k, err
}

func (c *compiler) bound(e ast.Expr, missing int64) (operand, error) {
	if e == nil {
		return newOperand(newConstant(value.Int(missing))), nil
	}
	k, err := c.expr(e)
	return newOperand(k), err
}

// slice is target[from..to].
type slice struct {
	target, from, to operand
	out              writer
}

func (k *slice) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	for _, o := range []*operand{&k.target, &k.from, &k.to} {
		if err := o.eval(x, b, sel); err != nil {
			return nil, err
		}
	}
	k.out.begin(b.N)
	for _, i := range sel {
		v, err := sublist(k.target.at(i), k.from.at(i), k.to.at(i))
		if err != nil {
			return nil, err
		}
		k.out.put(i, v)
	}
	return k.out.end(sel), nil
}

func sublist(list, from, to value.Value) (value.Value, error) {
	if list.IsNull() || from.IsNull() || to.IsNull() {
		return value.Null, nil
	}
	if list.Kind() != value.KindList {
		return value.Null, typeErrorf("Expected a list to slice, got %s.", list.Kind().TypeWord())
	}
	for _, bound := range []value.Value{from, to} {
		if bound.Kind() != value.KindInt {
			return value.Null, typeErrorf("Expected an integer for a bound in list slicing, got %s.", bound.Kind().TypeWord())
		}
	}
	elems := list.AsList()
	lower, upper := clamp(from.AsInt(), len(elems)), clamp(to.AsInt(), len(elems))
	if lower >= upper {
		return value.List(nil), nil
	}
	return value.List(elems[lower:upper:upper]), nil
}

// clamp turns a bound, which counts from the end if it is negative, into one between 0 and n.
func clamp(i int64, n int) int64 {
	if i < 0 {
		i += int64(n)
	}
	return min(max(i, 0), int64(n))
}
