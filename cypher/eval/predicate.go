package eval

import (
	"fmt"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// predicate compiles IN, STARTS WITH, ENDS WITH, CONTAINS and =~.
func (c *compiler) predicate(op ast.BinaryOp, l, r Kernel) (Kernel, error) {
	switch op {
	case ast.In:
		if list, ok := r.(scalar); ok {
			return &membership{x: l, list: list}, nil
		}
		return newMemberOfRow(l, r), nil
	case ast.StartsWith:
		return newTextual(l, r, strings.HasPrefix), nil
	case ast.EndsWith:
		return newTextual(l, r, strings.HasSuffix), nil
	case ast.Contains:
		return newTextual(l, r, strings.Contains), nil
	case ast.RegexMatch:
		return &match{text: newOperand(l), pattern: newOperand(r)}, nil
	}
	return nil, fmt.Errorf("the operator %s can't be evaluated", op)
}

// pairwise applies a function to each pair of rows.
type pairwise struct {
	left, right operand
	apply       func(a, b value.Value) (value.Value, error)
	out         writer
}

func newPairwise(l, r Kernel, apply func(a, b value.Value) (value.Value, error)) *pairwise {
	return &pairwise{left: newOperand(l), right: newOperand(r), apply: apply}
}

func (k *pairwise) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	if err := k.operands(x, b, sel); err != nil {
		return nil, err
	}
	return k.rows(x, b.N, sel)
}

func (k *pairwise) operands(x *Context, b *batch.Batch, sel []int32) error {
	if err := k.left.eval(x, b, sel); err != nil {
		return err
	}
	return k.right.eval(x, b, sel)
}

func (k *pairwise) rows(x *Context, n int, sel []int32) (*column.Column, error) {
	k.out.begin(n)
	for _, i := range sel {
		l, r := k.left.at(i), k.right.at(i)
		if TakesLong(r) {
			if err := x.Look(); err != nil {
				return nil, err
			}
		}
		v, err := k.apply(l, r)
		if err != nil {
			return nil, err
		}
		k.out.put(i, v)
	}
	return k.out.end(sel), nil
}

func in(x, list value.Value) (value.Value, error) {
	switch list.Kind() {
	case value.KindNull:
		return value.Null, nil
	case value.KindList:
		return value.In(x, list.AsList()), nil
	}
	return value.Null, typeErrorf("IN expected a list, got %s.", list.Kind().TypeWord())
}

// textual is STARTS WITH, ENDS WITH or CONTAINS.
type textual struct {
	pairwise
	test func(s, part string) bool
	fast column.Column
}

func newTextual(l, r Kernel, test func(s, part string) bool) *textual {
	return &textual{pairwise: *newPairwise(l, r, stringTest(test)), test: test}
}

func (k *textual) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	if err := k.operands(x, b, sel); err != nil {
		return nil, err
	}
	in := k.left.col
	if in == nil || in.Type != column.String || k.right.col != nil || k.right.val.Kind() != value.KindString {
		return k.rows(x, b.N, sel)
	}
	k.fast.Reset(column.Bool, b.N)
	part := k.right.val.AsString()
	for _, i := range sel {
		k.fast.Bools[i] = k.test(in.Strings[i], part)
	}
	sameValid(&k.fast, in)
	return &k.fast, nil
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

// concat is the operator ||, of two strings or two lists.
func concat(a, b value.Value) (value.Value, error) {
	kind := a.Kind()
	switch {
	case a.IsNull() || b.IsNull():
		return value.Null, nil
	case kind == b.Kind() && (kind == value.KindString || kind == value.KindList):
		return value.Add(a, b)
	}
	return value.Null, typeErrorf("Invalid types: %s and %s for '||'.", kind.TypeWord(), b.Kind().TypeWord())
}
