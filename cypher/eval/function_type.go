package eval

import (
	"math"
	"strconv"
	"strings"

	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

var typeFunctions = []function{
	{name: "coalesce", params: params("value"), variadic: true, result: "ANY",
		doc: "The first argument that is not null.", kernel: func(args []Kernel) Kernel { return &coalesce{args: args} }},
	{name: "valueType", params: params("value"), result: "STRING", nulls: true,
		doc: "The name of the type of a value.", call: valueType},
	{name: "toString", params: params("value BOOLEAN|NUMBER|STRING|INSTANT|DURATION|POINT|ENUM"), result: "STRING",
		doc: "A value as text.", call: toString},
	{name: "toInteger", params: params("value BOOLEAN|NUMBER|STRING"), result: "INTEGER",
		doc: "A value as an integer; null if a string is not a number.", call: first(toInteger)},
	{name: "toFloat", params: params("value BOOLEAN|NUMBER|STRING"), result: "FLOAT",
		doc: "A value as a float; null if a string is not a number.", call: first(toFloat)},
	{name: "toBoolean", params: params("value BOOLEAN|INTEGER|STRING"), result: "BOOLEAN",
		doc: "A value as a boolean; null if a string is neither true nor false.", call: first(toBoolean)},
}

// first adapts a function of one value.
func first(f func(value.Value) (value.Value, error)) func(*Context, []value.Value) (value.Value, error) {
	return func(_ *Context, args []value.Value) (value.Value, error) { return f(args[0]) }
}

func valueType(_ *Context, args []value.Value) (value.Value, error) {
	return value.String(args[0].Kind().String()), nil
}

func toString(_ *Context, args []value.Value) (value.Value, error) {
	if args[0].Kind() == value.KindString {
		return args[0], nil
	}
	return value.String(value.Format(args[0])), nil
}

func toInteger(v value.Value) (value.Value, error) {
	switch v.Kind() {
	case value.KindInt:
		return v, nil
	case value.KindFloat:
		return value.Int(saturate(v.AsFloat())), nil
	case value.KindBool:
		if v.AsBool() {
			return value.Int(1), nil
		}
		return value.Int(0), nil
	case value.KindString:
		return parseInteger(v.AsString())
	}
	return value.Null, nil
}

// saturate cuts a float to an integer; NaN is 0.
func saturate(f float64) int64 {
	switch {
	case f != f:
		return 0
	case f >= math.MaxInt64:
		return math.MaxInt64
	case f <= math.MinInt64:
		return math.MinInt64
	}
	return int64(f)
}

func parseInteger(s string) (value.Value, error) {
	s = strings.TrimSpace(s)
	i, err := strconv.ParseInt(s, 10, 64)
	if err == nil {
		return value.Int(i), nil
	}
	f, ok := parseFloat(s)
	if !ok {
		return value.Null, nil
	}
	if f >= math.MaxInt64 || f < math.MinInt64 {
		return value.Null, argumentErrorf("'%s' is outside the range of an integer.", s)
	}
	return value.Int(int64(f)), nil
}

// parseFloat reads a decimal number; names such as inf, hexadecimal numbers and
// digit separators are none.
func parseFloat(s string) (float64, bool) {
	if s == "" || strings.Trim(s, "0123456789.eE+-") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil || f != 0 && !math.IsNaN(f)
}

func toFloat(v value.Value) (value.Value, error) {
	switch v.Kind() {
	case value.KindFloat:
		return v, nil
	case value.KindInt:
		return value.Float(float64(v.AsInt())), nil
	case value.KindBool:
		if v.AsBool() {
			return value.Float(1), nil
		}
		return value.Float(0), nil
	case value.KindString:
		if f, ok := parseFloat(strings.TrimSpace(v.AsString())); ok {
			return value.Float(f), nil
		}
	}
	return value.Null, nil
}

func toBoolean(v value.Value) (value.Value, error) {
	switch v.Kind() {
	case value.KindBool:
		return v, nil
	case value.KindInt:
		return value.Bool(v.AsInt() != 0), nil
	case value.KindString:
		switch strings.ToLower(strings.TrimSpace(v.AsString())) {
		case "true", "t":
			return value.Bool(true), nil
		case "false", "f":
			return value.Bool(false), nil
		}
	}
	return value.Null, nil
}

// coalesce is coalesce(a, b, …): only rows that are still null are shown to the next argument.
type coalesce struct {
	args []Kernel
	out  writer
	rest []int32
}

func (k *coalesce) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	k.out.begin(b.N)
	rest := sel
	for _, arg := range k.args {
		if len(rest) == 0 {
			break
		}
		c, err := arg.Eval(x, b, rest)
		if err != nil {
			return nil, err
		}
		if !c.HasNulls() && len(rest) == len(sel) {
			return c, nil
		}
		next := k.rest[:0]
		for _, i := range rest {
			if v := c.Value(int(i)); v.IsNull() {
				next = append(next, i)
			} else {
				k.out.put(i, v)
			}
		}
		k.rest, rest = next, next
	}
	return k.out.end(sel), nil
}
