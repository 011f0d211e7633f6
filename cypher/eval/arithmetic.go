package eval

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// arithmetics are the operators of values that fast paths fall back on; they also make the errors.
var arithmetics = map[ast.BinaryOp]func(a, b value.Value) (value.Value, error){
	ast.Add: value.Add, ast.Sub: value.Sub, ast.Mul: value.Mul, ast.Div: value.Div, ast.Mod: value.Mod, ast.Pow: value.Pow,
	ast.Concat: concat,
}

// arithmetic is + - * / % ^ || on two columns. Integers, floats and strings run in typed loops.
type arithmetic struct {
	op          ast.BinaryOp
	left, right Kernel
	floats      [2][]float64 // integers that meet floats
	kept        charge       // for results that are large
	fast        column.Column
	out         writer
}

func (k *arithmetic) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	l, err := k.left.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	r, err := k.right.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	if k.typed(b.N, sel, l, r) {
		bothValid(&k.fast, l, r)
		return &k.fast, nil
	}
	if err := k.kept.hold(x.Memory, 0); err != nil {
		return nil, err
	}
	if l.Type == column.String && r.Type == column.String && (k.op == ast.Add || k.op == ast.Concat) {
		return k.join(x, b.N, sel, l, r)
	}
	return k.general(x, b.N, sel, l, r)
}

// typed computes by a loop over numbers of one type; false if there is none, or
// if one of the integers overflows or is divided by zero.
func (k *arithmetic) typed(n int, sel []int32, l, r *column.Column) bool {
	isInt := func(c *column.Column) bool { return c.Type == column.Int }
	isNumber := func(c *column.Column) bool { return c.Type == column.Int || c.Type == column.Float }
	switch {
	case k.op == ast.Concat:
		return false
	case isInt(l) && isInt(r) && k.op != ast.Pow:
		k.fast.Reset(column.Int, n)
		return intLoop(k.op, k.fast.Ints, l.Ints[:n], r.Ints[:n], sel)
	case isNumber(l) && isNumber(r):
		k.fast.Reset(column.Float, n)
		floatLoop(k.op, k.fast.Floats, floatsOf(l, n, sel, &k.floats[0]), floatsOf(r, n, sel, &k.floats[1]), sel)
		return true
	}
	return false
}

// floatsOf returns the numbers of a column as floats.
func floatsOf(c *column.Column, n int, sel []int32, scratch *[]float64) []float64 {
	if c.Type == column.Float {
		return c.Floats[:n]
	}
	if cap(*scratch) < n {
		*scratch = make([]float64, max(n, min(2*n, column.BatchSize)))
	}
	out := (*scratch)[:n]
	for _, i := range sel {
		out[i] = float64(c.Ints[i])
	}
	return out
}

// join concatenates strings.
func (k *arithmetic) join(x *Context, n int, sel []int32, l, r *column.Column) (*column.Column, error) {
	bytes := 0
	for _, i := range sel {
		bytes += len(l.Strings[i]) + len(r.Strings[i])
	}
	if err := k.kept.hold(x.Memory, int64(bytes)); err != nil {
		return nil, err
	}
	k.fast.Reset(column.String, n)
	bothValid(&k.fast, l, r)
	for _, i := range sel {
		if k.fast.Valid == nil || k.fast.Valid.Has(int(i)) {
			k.fast.Strings[i] = l.Strings[i] + r.Strings[i]
		}
	}
	return &k.fast, nil
}

// general computes row by row by the rules of values.
func (k *arithmetic) general(x *Context, n int, sel []int32, l, r *column.Column) (*column.Column, error) {
	apply := arithmetics[k.op]
	k.out.begin(n)
	for _, i := range sel {
		a, b := l.Value(int(i)), r.Value(int(i))
		if bytes := joinedBytes(a) + joinedBytes(b); bytes > largeBytes {
			if err := k.kept.add(x.Memory, bytes); err != nil {
				return nil, err
			}
		}
		v, err := apply(a, b)
		if err != nil {
			return nil, err
		}
		k.out.put(i, v)
	}
	return k.out.end(sel), nil
}

// joinedBytes is what an operand adds to the size of a string or list it becomes part of.
func joinedBytes(v value.Value) int64 {
	switch v.Kind() {
	case value.KindString:
		return int64(len(v.AsString()))
	case value.KindList:
		return int64(len(v.AsList())) * valueBytes
	}
	return 0
}
