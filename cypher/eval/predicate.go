package eval

import (
	"fmt"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// predicate compiles IN, STARTS WITH, ENDS WITH and CONTAINS.
func (c *compiler) predicate(op ast.BinaryOp, l, r Kernel) (Kernel, error) {
	switch op {
	case ast.In:
		return &pairwise{left: l, right: r, apply: in}, nil
	case ast.StartsWith:
		return &pairwise{left: l, right: r, apply: stringTest(strings.HasPrefix)}, nil
	case ast.EndsWith:
		return &pairwise{left: l, right: r, apply: stringTest(strings.HasSuffix)}, nil
	case ast.Contains:
		return &pairwise{left: l, right: r, apply: stringTest(strings.Contains)}, nil
	}
	return nil, fmt.Errorf("the operator %s can't be evaluated", op)
}

// pairwise applies a function to each pair of rows.
type pairwise struct {
	left, right Kernel
	apply       func(a, b value.Value) (value.Value, error)
	out         column.Column
}

func (k *pairwise) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	l, err := k.left.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	r, err := k.right.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	k.out.Reset(column.Any, b.N)
	for _, i := range sel {
		if k.out.Values[i], err = k.apply(l.Value(int(i)), r.Value(int(i))); err != nil {
			return nil, err
		}
	}
	return &k.out, nil
}

func in(x, list value.Value) (value.Value, error) {
	switch list.Kind() {
	case value.KindNull:
		return value.Null, nil
	case value.KindList:
		return value.In(x, list.AsList()), nil
	}
	return value.Null, fmt.Errorf("IN expected a list, got %s.", list.Kind().TypeWord())
}

// stringTest is null unless both sides are strings.
func stringTest(test func(s, part string) bool) func(a, b value.Value) (value.Value, error) {
	return func(a, b value.Value) (value.Value, error) {
		if a.Kind() != value.KindString || b.Kind() != value.KindString {
			return value.Null, nil
		}
		return value.Bool(test(a.AsString(), b.AsString())), nil
	}
}
