package eval

import (
	"math"

	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// signed is a number or duration with a sign in front of it.
type signed struct {
	x     Kernel
	minus bool
	fast  column.Column
	out   writer
}

func (k *signed) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	in, err := k.x.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	switch {
	case !k.minus && (in.Type == column.Int || in.Type == column.Float):
		return in, nil
	case in.Type == column.Float:
		k.fast.Reset(column.Float, b.N)
		for _, i := range sel {
			k.fast.Floats[i] = -in.Floats[i]
		}
		sameValid(&k.fast, in)
		return &k.fast, nil
	case in.Type == column.Int && k.negate(in, b.N, sel):
		return &k.fast, nil
	}
	k.out.begin(b.N)
	for _, i := range sel {
		v, err := k.of(in.Value(int(i)))
		if err != nil {
			return nil, err
		}
		k.out.put(i, v)
	}
	return k.out.end(sel), nil
}

// negate negates integers; false if one has no negative.
func (k *signed) negate(in *column.Column, n int, sel []int32) bool {
	k.fast.Reset(column.Int, n)
	for _, i := range sel {
		if in.Ints[i] == math.MinInt64 {
			return false
		}
		k.fast.Ints[i] = -in.Ints[i]
	}
	sameValid(&k.fast, in)
	return true
}

func (k *signed) of(v value.Value) (value.Value, error) {
	if k.minus {
		return value.Neg(v)
	}
	switch v.Kind() {
	case value.KindNull, value.KindInt, value.KindFloat, value.KindDuration:
		return v, nil
	}
	return value.Null, typeErrorf("Invalid type: %s for unary '+'.", v.Kind().TypeWord())
}
