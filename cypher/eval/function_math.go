package eval

import (
	"math"
	"math/rand/v2"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

var mathFunctions = append(floatFunctions(), []function{
	{
		name: "abs", params: params("number NUMBER"), result: "NUMBER",
		doc: "The absolute value.", call: first(absolute), column: absoluteColumn,
	},
	{
		name: "sign", params: params("number NUMBER"), result: "INTEGER",
		doc: "-1, 0 or 1.", call: sure(sign),
	},
	{
		name: "round", params: params("number NUMBER", "precision INTEGER", "mode STRING"), optional: 2, result: "FLOAT",
		doc: "The nearest number with so many digits behind the point; ties go away from zero, or as the mode says.", call: round,
	},
	{
		name: "math.round", aliases: []string{"apoc.math.round"}, params: params("number NUMBER", "precision INTEGER", "mode STRING"), optional: 2, result: "FLOAT",
		doc: "The same as round.", call: round,
	},
	{
		name: "atan2", params: params("y NUMBER", "x NUMBER"), result: "FLOAT",
		doc: "The angle of the point (x, y), in radians.", call: atan2,
	},
	{
		name: "isNaN", params: params("number NUMBER"), result: "BOOLEAN",
		doc: "Whether a number is not one.", call: sure(isNaN),
	},
	{name: "e", result: "FLOAT", doc: "The base of the natural logarithm.", call: constantFloat(math.E)},
	{name: "pi", result: "FLOAT", doc: "The ratio of a circle's circumference to its diameter.", call: constantFloat(math.Pi)},
	{name: "rand", result: "FLOAT", doc: "A random number from 0 up to, but not, 1.", volatile: true, call: random},
}...)

// floatFunctions are the functions of a number that make a float.
func floatFunctions() []function {
	var list []function
	for _, f := range []struct {
		name, doc string
		f         func(float64) float64
	}{
		{"ceil", "The smallest whole number that is not less.", math.Ceil},
		{"floor", "The greatest whole number that is not more.", math.Floor},
		{"sqrt", "The square root.", math.Sqrt},
		{"exp", "The power of e.", math.Exp},
		{"log", "The natural logarithm.", math.Log},
		{"log10", "The logarithm to the base 10.", math.Log10},
		{"sin", "The sine of an angle in radians.", math.Sin},
		{"cos", "The cosine of an angle in radians.", math.Cos},
		{"tan", "The tangent of an angle in radians.", math.Tan},
		{"cot", "The cotangent of an angle in radians.", func(a float64) float64 { return 1 / math.Tan(a) }},
		{"asin", "The arc sine, in radians.", math.Asin},
		{"acos", "The arc cosine, in radians.", math.Acos},
		{"atan", "The arc tangent, in radians.", math.Atan},
		{"sinh", "The hyperbolic sine.", math.Sinh},
		{"cosh", "The hyperbolic cosine.", math.Cosh},
		{"tanh", "The hyperbolic tangent.", math.Tanh},
		{"coth", "The hyperbolic cotangent.", func(a float64) float64 { return 1 / math.Tanh(a) }},
		{"haversin", "Half the versine of an angle in radians.", func(a float64) float64 { return (1 - math.Cos(a)) / 2 }},
		{"degrees", "Radians in degrees.", func(a float64) float64 { return a * 180 / math.Pi }},
		{"radians", "Degrees in radians.", func(a float64) float64 { return a * math.Pi / 180 }},
	} {
		list = append(list, function{
			name: f.name, params: params("number NUMBER"), result: "FLOAT", doc: f.doc,
			call:   sure(func(v value.Value) value.Value { return value.Float(f.f(v.Number())) }),
			column: floatColumn(f.f),
		})
	}
	return list
}

// floatColumn computes f for a column of numbers.
func floatColumn(f func(float64) float64) func(*Context, *column.Column, []int32, *column.Column) (bool, error) {
	return func(_ *Context, in *column.Column, sel []int32, dst *column.Column) (bool, error) {
		switch in.Type {
		case column.Float:
			dst.Reset(column.Float, in.N)
			for _, i := range sel {
				dst.Floats[i] = f(in.Floats[i])
			}
		case column.Int:
			dst.Reset(column.Float, in.N)
			for _, i := range sel {
				dst.Floats[i] = f(float64(in.Ints[i]))
			}
		default:
			return false, nil
		}
		sameValid(dst, in)
		return true, nil
	}
}

func absolute(v value.Value) (value.Value, error) {
	if v.Kind() == value.KindFloat {
		return value.Float(math.Abs(v.AsFloat())), nil
	}
	if v.AsInt() < 0 {
		return value.Neg(v)
	}
	return v, nil
}

func absoluteColumn(_ *Context, in *column.Column, sel []int32, dst *column.Column) (bool, error) {
	switch in.Type {
	case column.Int:
		dst.Reset(column.Int, in.N)
		for _, i := range sel {
			if in.Ints[i] == math.MinInt64 {
				return false, nil
			}
			dst.Ints[i] = max(in.Ints[i], -in.Ints[i])
		}
	case column.Float:
		dst.Reset(column.Float, in.N)
		for _, i := range sel {
			dst.Floats[i] = math.Abs(in.Floats[i])
		}
	default:
		return false, nil
	}
	sameValid(dst, in)
	return true, nil
}

func sign(v value.Value) value.Value {
	switch n := v.Number(); {
	case n > 0:
		return value.Int(1)
	case n < 0:
		return value.Int(-1)
	}
	return value.Int(0)
}

func atan2(_ *Context, args []value.Value) (value.Value, error) {
	return value.Float(math.Atan2(args[0].Number(), args[1].Number())), nil
}

func isNaN(v value.Value) value.Value { return value.Bool(math.IsNaN(v.Number())) }

func constantFloat(f float64) rowFunc {
	return func(*Context, []value.Value) (value.Value, error) { return value.Float(f), nil }
}

func random(*Context, []value.Value) (value.Value, error) { return value.Float(rand.Float64()), nil }
