package eval

import (
	"math"
	"math/bits"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// arithmetics are the operators of values that fast paths fall back on; they also make the errors.
var arithmetics = map[ast.BinaryOp]func(a, b value.Value) (value.Value, error){
	ast.Add: value.Add, ast.Sub: value.Sub, ast.Mul: value.Mul, ast.Div: value.Div, ast.Mod: value.Mod, ast.Pow: value.Pow,
}

// arithmetic is + - * / % ^ on two columns. Integers and floats run in typed loops.
type arithmetic struct {
	op          ast.BinaryOp
	left, right Kernel
	out         column.Column
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
	switch {
	case l.Type == column.Null || r.Type == column.Null:
		k.out.Reset(column.Null, b.N)
		return &k.out, nil
	case l.Type == column.Int && r.Type == column.Int && k.op <= ast.Mul && l.Valid == nil && r.Valid == nil:
		k.out.Reset(column.Int, b.N)
		if intLoop(k.op, k.out.Ints, l.Ints, r.Ints, sel) {
			return &k.out, nil
		}
	case l.Type == column.Float && r.Type == column.Float && k.op <= ast.Div:
		k.out.Reset(column.Float, b.N)
		floatLoop(k.op, k.out.Floats, l.Floats, r.Floats, sel)
		bothValid(&k.out, l, r)
		return &k.out, nil
	}
	return &k.out, k.general(b.N, sel, l, r)
}

// intLoop computes + - * of integers; false if one overflows.
func intLoop(op ast.BinaryOp, out, l, r []int64, sel []int32) bool {
	overflow := int64(0)
	switch op {
	case ast.Add:
		for _, i := range sel {
			s := l[i] + r[i]
			overflow |= (s ^ l[i]) & (s ^ r[i])
			out[i] = s
		}
	case ast.Sub:
		for _, i := range sel {
			d := l[i] - r[i]
			overflow |= (l[i] ^ r[i]) & (l[i] ^ d)
			out[i] = d
		}
	case ast.Mul:
		for _, i := range sel {
			hi, lo := bits.Mul64(abs(l[i]), abs(r[i]))
			if hi != 0 || lo > math.MaxInt64 {
				return false
			}
			out[i] = l[i] * r[i]
		}
	}
	return overflow >= 0
}

func abs(i int64) uint64 {
	if i < 0 {
		return -uint64(i)
	}
	return uint64(i)
}

func floatLoop(op ast.BinaryOp, out, l, r []float64, sel []int32) {
	switch op {
	case ast.Add:
		for _, i := range sel {
			out[i] = l[i] + r[i]
		}
	case ast.Sub:
		for _, i := range sel {
			out[i] = l[i] - r[i]
		}
	case ast.Mul:
		for _, i := range sel {
			out[i] = l[i] * r[i]
		}
	case ast.Div:
		for _, i := range sel {
			out[i] = l[i] / r[i]
		}
	}
}

// general computes row by row by the rules of values.
func (k *arithmetic) general(n int, sel []int32, l, r *column.Column) error {
	apply := arithmetics[k.op]
	k.out.Reset(column.Any, n)
	for _, i := range sel {
		v, err := apply(l.Value(int(i)), r.Value(int(i)))
		if err != nil {
			return err
		}
		k.out.Values[i] = v
	}
	return nil
}

// unary compiles the prefix operators.
func (c *compiler) unary(e *ast.Unary) (Kernel, error) {
	x, err := c.expr(e.X)
	if err != nil {
		return nil, err
	}
	switch e.Op {
	case ast.Not:
		return &negation{x: x}, nil
	case ast.Minus:
		if k, ok := x.(*constant); ok {
			v, err := value.Neg(k.val)
			return &constant{val: v}, err
		}
		return &mapped{x: x, apply: value.Neg}, nil
	}
	return &mapped{x: x, apply: func(v value.Value) (value.Value, error) { return value.Mul(v, value.Int(1)) }}, nil
}

// mapped applies a function to each row.
type mapped struct {
	x     Kernel
	apply func(value.Value) (value.Value, error)
	out   writer
}

func (k *mapped) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	in, err := k.x.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	k.out.begin(b.N)
	for _, i := range sel {
		v, err := k.apply(in.Value(int(i)))
		if err != nil {
			return nil, err
		}
		k.out.put(i, v)
	}
	return k.out.end(sel), nil
}

// binary compiles the infix operators.
func (c *compiler) binary(e *ast.Binary) (Kernel, error) {
	if e.Op == ast.And || e.Op == ast.Or {
		parts, err := c.exprs(flatten(e, e.Op, nil))
		if err != nil {
			return nil, err
		}
		if e.Op == ast.And {
			return &conjunction{parts: parts}, nil
		}
		return &disjunction{parts: parts}, nil
	}
	l, err := c.expr(e.X)
	if err != nil {
		return nil, err
	}
	r, err := c.expr(e.Y)
	if err != nil {
		return nil, err
	}
	switch e.Op {
	case ast.Xor:
		return &xor{left: l, right: r}, nil
	case ast.Add, ast.Sub, ast.Mul, ast.Div, ast.Mod, ast.Pow:
		return &arithmetic{op: e.Op, left: l, right: r}, nil
	case ast.Eq, ast.Ne, ast.Lt, ast.Le, ast.Gt, ast.Ge:
		return newCompare(e.Op, l, r), nil
	}
	return c.predicate(e.Op, l, r)
}
