package eval

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// given is a kernel whose column somebody else has computed.
type given struct{ col *column.Column }

func (k *given) Eval(*Context, *batch.Batch, []int32) (*column.Column, error) { return k.col, nil }

// mapProjection is target {.key, .*, key: e}.
type mapProjection struct {
	target Kernel
	given  given // the target's column, for the properties
	all    bool
	keys   []string
	items  []operand
	out    writer
}

func (c *compiler) mapProjection(e *ast.MapProjection) (Kernel, error) {
	target, err := c.expr(e.Target)
	if err != nil {
		return nil, err
	}
	k := &mapProjection{target: target}
	for _, item := range e.Items {
		if item.All {
			k.all = true
			continue
		}
		var kernel Kernel = &property{x: &k.given, key: item.Key}
		if item.Value != nil {
			if kernel, err = c.expr(item.Value); err != nil {
				return nil, err
			}
		}
		k.keys, k.items = append(k.keys, item.Key), append(k.items, newOperand(kernel))
	}
	return k, nil
}

func (k *mapProjection) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	in, err := k.target.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	k.given.col = in
	if err := evalAll(k.items, x, b, sel); err != nil {
		return nil, err
	}
	k.out.begin(b.N)
	for _, i := range sel {
		target := in.Value(int(i))
		if target.IsNull() {
			continue
		}
		v, err := k.row(x, target, i)
		if err != nil {
			return nil, err
		}
		k.out.put(i, v)
	}
	return k.out.end(sel), nil
}

// row makes the map of a row. What is written out wins over .*.
func (k *mapProjection) row(x *Context, target value.Value, i int32) (value.Value, error) {
	var list []value.Entry
	if k.all {
		switch target.Kind() {
		case value.KindMap, value.KindNode, value.KindRelationship, value.KindVirtualNode, value.KindVirtualRelationship:
		default:
			return value.Null, typeErrorf("Only nodes, edges and maps can be projected to a map, not %s.", target.Kind().TypeWord())
		}
		all, err := entries(x, target)
		if err != nil {
			return value.Null, err
		}
		list = append(make([]value.Entry, 0, len(all)+len(k.keys)), all...)
	}
	for j, key := range k.keys {
		list = append(list, value.Entry{Key: key, Value: k.items[j].at(i)})
	}
	return value.Map(list), nil
}
