package eval

import (
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// call compiles the call of a function.
func (c *compiler) call(e *ast.Call) (Kernel, error) {
	f, ok := functionsByName[strings.ToLower(e.Name)]
	if !ok {
		if _, ok := aggregationsByName[strings.ToLower(e.Name)]; ok {
			return nil, argumentErrorf("Aggregation functions are only allowed in WITH and RETURN: '%s'.", e.Name)
		}
		return nil, argumentErrorf("Function '%s' doesn't exist.%s", e.Name, suggestFunction(e.Name))
	}
	if n := len(e.Args); n < f.least() || n > f.most() && f.most() >= 0 {
		return nil, arityError(f.name, f.least(), f.most())
	}
	args, err := c.exprs(e.Args)
	if err != nil {
		return nil, err
	}
	if f.volatile {
		c.varying++
	}
	if f.kernel != nil {
		return f.kernel(c.env, args), nil
	}
	return &applied{f: f, args: newOperands(args), row: make([]value.Value, len(args))}, nil
}

// applied is the call of a function.
type applied struct {
	f    *function
	args []operand
	row  []value.Value
	kept charge // for results, if they may be large
	out  writer
}

// longArgument is from how many bytes or elements on a function may take so long that a batch of its calls can't be waited for.
const longArgument = 256

// TakesLong reports whether there is so much of a value that what goes through it looks in between.
func TakesLong(v value.Value) bool {
	switch v.Kind() {
	case value.KindString:
		return len(v.AsString()) >= longArgument
	case value.KindList:
		return len(v.AsList()) >= longArgument
	}
	return false
}

func (k *applied) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	if err := evalAll(k.args, x, b, sel); err != nil {
		return nil, err
	}
	if k.f.column != nil && k.args[0].col != nil {
		ok, err := k.f.column(x, k.args[0].col, sel, &k.out.col)
		if ok || err != nil {
			return &k.out.col, err
		}
	}
	if err := k.kept.hold(x.Memory, 0); err != nil {
		return nil, err
	}
	k.out.begin(b.N)
	for _, i := range sel {
		for j := range k.args {
			k.row[j] = k.args[j].at(i)
		}
		if slices.ContainsFunc(k.row, TakesLong) {
			if err := x.Look(); err != nil {
				return nil, err
			}
		}
		v, err := k.f.apply(x, k.row)
		if err != nil {
			return nil, err
		}
		if k.f.grows {
			if err := k.kept.add(x.Memory, int64(value.MemoryUsage(v))); err != nil {
				return nil, err
			}
		}
		k.out.put(i, v)
	}
	return k.out.end(sel), nil
}
