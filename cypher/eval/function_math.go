package eval

import (
	"math"

	"memgraphd/engine/value"
)

var mathFunctions = []function{
	{name: "abs", params: params("number NUMBER"), result: "NUMBER",
		doc: "The absolute value.", call: absolute},
	{name: "sign", params: params("number NUMBER"), result: "INTEGER",
		doc: "-1, 0 or 1.", call: sign},
}

func absolute(_ *Context, args []value.Value) (value.Value, error) {
	v := args[0]
	if v.Kind() == value.KindFloat {
		return value.Float(math.Abs(v.AsFloat())), nil
	}
	if v.AsInt() < 0 {
		return value.Neg(v)
	}
	return v, nil
}

func sign(_ *Context, args []value.Value) (value.Value, error) {
	switch n := args[0].Number(); {
	case n > 0:
		return value.Int(1), nil
	case n < 0:
		return value.Int(-1), nil
	}
	return value.Int(0), nil
}
