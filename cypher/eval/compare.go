package eval

import (
	"cmp"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// comparison compiles a chain a < b < c into the conjunction of its links.
func (c *compiler) comparison(e *ast.Comparison) (Kernel, error) {
	operands, err := c.exprs(e.Operands)
	if err != nil {
		return nil, err
	}
	links := make([]Kernel, len(e.Ops))
	for i, op := range e.Ops {
		links[i] = newCompare(op, operands[i], operands[i+1])
	}
	if len(links) == 1 {
		return links[0], nil
	}
	return conjunction(links), nil
}

// mirrored is op with its sides exchanged.
var mirrored = map[ast.BinaryOp]ast.BinaryOp{
	ast.Eq: ast.Eq, ast.Ne: ast.Ne, ast.Lt: ast.Gt, ast.Le: ast.Ge, ast.Gt: ast.Lt, ast.Ge: ast.Le,
}

func newCompare(op ast.BinaryOp, left, right Kernel) Kernel {
	if s, ok := right.(scalar); ok {
		return &compareScalar{op: op, x: left, to: s}
	}
	if s, ok := left.(scalar); ok {
		return &compareScalar{op: mirrored[op], x: right, to: s}
	}
	return &compareColumns{op: op, left: left, right: right}
}

// compareScalar compares a column with a constant.
type compareScalar struct {
	op     ast.BinaryOp
	x      Kernel
	to     scalar
	floats []float64
	out    column.Column
}

func (k *compareScalar) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	in, err := k.x.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	to, err := k.to.Scalar(x)
	if err != nil {
		return nil, err
	}
	k.out.Reset(column.Bool, b.N)
	switch {
	case to.IsNull() || in.Type == column.Null:
		k.out.Reset(column.Null, b.N)
		return &k.out, nil
	case in.Type == column.Int && to.Kind() == value.KindInt:
		compareTo(k.op, k.out.Bools, in.Ints, to.AsInt(), sel)
	case in.Type == column.Float && to.Kind() == value.KindFloat:
		compareTo(k.op, k.out.Bools, in.Floats, to.AsFloat(), sel)
	case in.Type == column.Float && to.Kind() == value.KindInt && exact(to.AsInt()):
		compareTo(k.op, k.out.Bools, in.Floats, float64(to.AsInt()), sel)
	case in.Type == column.Int && to.Kind() == value.KindFloat && in.Valid == nil && k.exactInts(in.Ints, sel):
		compareTo(k.op, k.out.Bools, floatsOf(in, b.N, sel, &k.floats), to.AsFloat(), sel)
	case in.Type == column.String && to.Kind() == value.KindString:
		compareTo(k.op, k.out.Bools, in.Strings, to.AsString(), sel)
	case in.Type == column.Node && to.Kind() == value.KindNode,
		in.Type == column.Relationship && to.Kind() == value.KindRelationship:
		if k.op != ast.Eq && k.op != ast.Ne {
			k.out.Reset(column.Null, b.N)
			return &k.out, nil
		}
		compareTo(k.op, k.out.Bools, in.IDs, to.AsID(), sel)
	default:
		return &k.out, compareAny(x, k.op, &k.out, b.N, sel, in.Value, func(int) value.Value { return to })
	}
	sameValid(&k.out, in)
	return &k.out, nil
}

// exactInts reports whether all integers are floats without loss.
func (k *compareScalar) exactInts(ints []int64, sel []int32) bool {
	for _, i := range sel {
		if !exact(ints[i]) {
			return false
		}
	}
	return true
}

// exact reports whether an integer is a float64 without loss.
func exact(i int64) bool {
	const limit = 1 << 53
	return i >= -limit && i <= limit
}

// compareTo compares the rows of sel with a constant. A NaN is unequal to and incomparable with all.
func compareTo[T cmp.Ordered](op ast.BinaryOp, out []bool, in []T, to T, sel []int32) {
	if len(sel) == len(out) {
		compareAllTo(op, out, in[:len(out)], to)
		return
	}
	switch op {
	case ast.Eq:
		for _, i := range sel {
			out[i] = in[i] == to
		}
	case ast.Ne:
		for _, i := range sel {
			out[i] = in[i] != to
		}
	case ast.Lt:
		for _, i := range sel {
			out[i] = in[i] < to
		}
	case ast.Le:
		for _, i := range sel {
			out[i] = in[i] <= to
		}
	case ast.Gt:
		for _, i := range sel {
			out[i] = in[i] > to
		}
	case ast.Ge:
		for _, i := range sel {
			out[i] = in[i] >= to
		}
	}
}

// compareAllTo is compareTo for all rows.
func compareAllTo[T cmp.Ordered](op ast.BinaryOp, out []bool, in []T, to T) {
	out = out[:len(in)]
	switch op {
	case ast.Eq:
		for i, v := range in {
			out[i] = v == to
		}
	case ast.Ne:
		for i, v := range in {
			out[i] = v != to
		}
	case ast.Lt:
		for i, v := range in {
			out[i] = v < to
		}
	case ast.Le:
		for i, v := range in {
			out[i] = v <= to
		}
	case ast.Gt:
		for i, v := range in {
			out[i] = v > to
		}
	case ast.Ge:
		for i, v := range in {
			out[i] = v >= to
		}
	}
}

// compareColumns compares two columns.
type compareColumns struct {
	op          ast.BinaryOp
	left, right Kernel
	out         column.Column
}

func (k *compareColumns) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	l, err := k.left.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	r, err := k.right.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	k.out.Reset(column.Bool, b.N)
	switch {
	case l.Type == column.Null || r.Type == column.Null:
		k.out.Reset(column.Null, b.N)
		return &k.out, nil
	case l.Type == column.Int && r.Type == column.Int:
		comparePairs(k.op, k.out.Bools, l.Ints, r.Ints, sel)
	case l.Type == column.Float && r.Type == column.Float:
		comparePairs(k.op, k.out.Bools, l.Floats, r.Floats, sel)
	case l.Type == column.String && r.Type == column.String:
		comparePairs(k.op, k.out.Bools, l.Strings, r.Strings, sel)
	case l.Type == r.Type && (l.Type == column.Node || l.Type == column.Relationship) && (k.op == ast.Eq || k.op == ast.Ne):
		comparePairs(k.op, k.out.Bools, l.IDs, r.IDs, sel)
	default:
		return &k.out, compareAny(x, k.op, &k.out, b.N, sel, l.Value, r.Value)
	}
	bothValid(&k.out, l, r)
	return &k.out, nil
}

func comparePairs[T cmp.Ordered](op ast.BinaryOp, out []bool, l, r []T, sel []int32) {
	switch op {
	case ast.Eq:
		for _, i := range sel {
			out[i] = l[i] == r[i]
		}
	case ast.Ne:
		for _, i := range sel {
			out[i] = l[i] != r[i]
		}
	case ast.Lt:
		for _, i := range sel {
			out[i] = l[i] < r[i]
		}
	case ast.Le:
		for _, i := range sel {
			out[i] = l[i] <= r[i]
		}
	case ast.Gt:
		for _, i := range sel {
			out[i] = l[i] > r[i]
		}
	case ast.Ge:
		for _, i := range sel {
			out[i] = l[i] >= r[i]
		}
	}
}

// compareAny compares row by row by the rules of values.
func compareAny(x *Context, op ast.BinaryOp, out *column.Column, n int, sel []int32, left, right func(int) value.Value) error {
	out.Reset(column.Bool, n)
	out.MakeValid()
	for _, i := range sel {
		l, r := left(int(i)), right(int(i))
		if TakesLong(l) && TakesLong(r) {
			if err := x.Look(); err != nil {
				return err
			}
		}
		if v := compareValues(op, l, r); !v.IsNull() {
			out.Bools[i] = v.AsBool()
			out.Valid.Set(int(i))
		}
	}
	return nil
}

func compareValues(op ast.BinaryOp, l, r value.Value) value.Value {
	switch op {
	case ast.Eq:
		return value.Equal(l, r)
	case ast.Ne:
		if eq := value.Equal(l, r); !eq.IsNull() {
			return value.Bool(!eq.AsBool())
		}
		return value.Null
	case ast.Lt:
		return value.Less(l, r)
	case ast.Le:
		return value.LessEqual(l, r)
	case ast.Gt:
		return value.Less(r, l)
	}
	return value.LessEqual(r, l)
}
