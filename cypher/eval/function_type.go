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
	{
		name: "coalesce", params: params("value"), variadic: true, result: "ANY",
		doc: "The first argument that is not null.", kernel: newCoalesce,
	},
	{
		name: "nullIf", params: params("value", "other"), result: "ANY", nulls: true,
		doc: "Null if the values are equal, else the first.", call: nullIf,
	},
	{
		name: "valueType", params: params("value"), result: "STRING", nulls: true,
		doc: "The name of the type of a value.", call: sure(valueType),
	},
	{
		name: "toString", params: params("value " + textTypes), result: "STRING",
		doc: "A value as text.", call: sure(toString),
	},
	{
		name: "toInteger", aliases: []string{"toInt"}, params: params("value BOOLEAN|NUMBER|STRING"), result: "INTEGER",
		doc: "A value as an integer; null if a string is not a number.", call: first(toInteger), column: toIntegerColumn,
	},
	{
		name: "toFloat", params: params("value NUMBER|STRING"), result: "FLOAT",
		doc: "A value as a float; null if a string is not a number.", call: first(toFloat), column: toFloatColumn,
	},
	{
		name: "toBoolean", params: params("value BOOLEAN|INTEGER|STRING"), result: "BOOLEAN",
		doc: "A value as a boolean; null if a string is neither true nor false.", call: first(toBoolean),
	},
	{
		name: "toStringOrNull", params: params("value"), result: "STRING",
		doc: "A value as text; null if it can't be.", call: first(orNull(textTypes, withoutError(toString))),
	},
	{
		name: "toIntegerOrNull", params: params("value"), result: "INTEGER",
		doc: "A value as an integer; null if it can't be.", call: first(orNull("BOOLEAN|NUMBER|STRING", toInteger)),
	},
	{
		name: "toFloatOrNull", params: params("value"), result: "FLOAT",
		doc: "A value as a float; null if it can't be.", call: first(orNull("NUMBER|STRING", toFloat)),
	},
	{
		name: "toBooleanOrNull", params: params("value"), result: "BOOLEAN",
		doc: "A value as a boolean; null if it can't be.", call: first(orNull("BOOLEAN|INTEGER|STRING", toBoolean)),
	},
	{
		name: "toStringList", params: params("list LIST"), result: "LIST OF STRING", grows: true,
		doc: "Every element as text, or null.", call: elementwise(orNull(textTypes, withoutError(toString))),
	},
	{
		name: "toIntegerList", params: params("list LIST"), result: "LIST OF INTEGER",
		doc: "Every element as an integer, or null.", call: elementwise(orNull("BOOLEAN|NUMBER|STRING", toInteger)),
	},
	{
		name: "toFloatList", params: params("list LIST"), result: "LIST OF FLOAT",
		doc: "Every element as a float, or null.", call: elementwise(orNull("NUMBER|STRING", toFloat)),
	},
	{
		name: "toBooleanList", params: params("list LIST"), result: "LIST OF BOOLEAN",
		doc: "Every element as a boolean, or null.", call: elementwise(orNull("BOOLEAN|INTEGER|STRING", toBoolean)),
	},
	{
		name: "toEnum", params: params("type STRING", "value STRING"), optional: 1, result: "ENUM",
		doc: "The value of an enumeration by its name, 'Type::Value', or its two names.", kernel: newToEnum,
	},
}

// textTypes are the types that toString takes.
const textTypes = "BOOLEAN|NUMBER|STRING|INSTANT|DURATION|POINT|ENUM"

func withoutError(f func(value.Value) value.Value) func(value.Value) (value.Value, error) {
	return func(v value.Value) (value.Value, error) { return f(v), nil }
}

// orNull makes null of what f does not take or fails on.
func orNull(types string, f func(value.Value) (value.Value, error)) func(value.Value) (value.Value, error) {
	accepts := newParam("", types).accepts
	return func(v value.Value) (value.Value, error) {
		if !accepts.has(v.Kind()) {
			return value.Null, nil
		}
		if out, err := f(v); err == nil {
			return out, nil
		}
		return value.Null, nil
	}
}

// elementwise applies f to the elements of a list.
func elementwise(f func(value.Value) (value.Value, error)) rowFunc {
	return func(_ *Context, args []value.Value) (value.Value, error) {
		list := args[0].AsList()
		out := make([]value.Value, len(list))
		for i, v := range list {
			var err error
			if out[i], err = f(v); err != nil {
				return value.Null, err
			}
		}
		return value.List(out), nil
	}
}

func nullIf(_ *Context, args []value.Value) (value.Value, error) {
	if equal := value.Equal(args[0], args[1]); !equal.IsNull() && equal.AsBool() {
		return value.Null, nil
	}
	return args[0], nil
}

func valueType(v value.Value) value.Value { return value.String(v.Kind().String()) }

func toString(v value.Value) value.Value {
	if v.Kind() == value.KindString {
		return v
	}
	return value.String(value.Format(v))
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
		return parseInteger(strings.TrimSpace(v.AsString()))
	}
	return value.Null, nil
}

// saturate cuts a float to an integer; NaN is 0.
func saturate(f float64) int64 {
	switch {
	case math.IsNaN(f):
		return 0
	case f >= math.MaxInt64:
		return math.MaxInt64
	case f <= math.MinInt64:
		return math.MinInt64
	}
	return int64(f)
}

func parseInteger(s string) (value.Value, error) {
	i, err := strconv.ParseInt(s, 10, 64)
	if err == nil {
		return value.Int(i), nil
	}
	f, ok := parseFloat(s)
	if !ok || math.IsNaN(f) {
		return value.Null, nil
	}
	if f >= math.MaxInt64 || f < math.MinInt64 {
		return value.Null, argumentErrorf("'%s' is outside the range of an integer.", s)
	}
	return value.Int(int64(f)), nil
}

// parseFloat reads a decimal number, an infinity or NaN; hexadecimal numbers and
// digit separators, which Go has too, are none.
func parseFloat(s string) (float64, bool) {
	switch strings.ToLower(strings.TrimLeft(s, "+-")) {
	case "nan", "infinity", "inf":
	default:
		if s == "" || strings.Trim(s, "0123456789.eE+-") != "" {
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil || math.IsInf(f, 0)
}

func toFloat(v value.Value) (value.Value, error) {
	switch v.Kind() {
	case value.KindFloat:
		return v, nil
	case value.KindInt:
		return value.Float(float64(v.AsInt())), nil
	case value.KindString:
		if f, ok := parseFloat(strings.TrimSpace(v.AsString())); ok {
			return value.Float(f), nil
		}
	}
	return value.Null, nil
}

func toIntegerColumn(_ *Context, in *column.Column, sel []int32, dst *column.Column) (bool, error) {
	switch {
	case in.Type == column.String && in.Valid == nil:
		return readIntegers(in, sel, dst), nil
	case in.Type != column.Float:
		return false, nil
	}
	dst.Reset(column.Int, in.N)
	for _, i := range sel {
		dst.Ints[i] = saturate(in.Floats[i])
	}
	sameValid(dst, in)
	return true, nil
}

// readIntegers reads texts that are all short decimal integers; false if one is not.
func readIntegers(in *column.Column, sel []int32, dst *column.Column) bool {
	dst.Reset(column.Int, in.N)
	for _, i := range sel {
		n, ok := shortInteger(in.Strings[i])
		if !ok {
			return false
		}
		dst.Ints[i] = n
	}
	return true
}

// shortInteger reads digits, with a minus before them or not, that are too few to be out of range.
func shortInteger(s string) (n int64, ok bool) {
	const most = 18
	digits := s
	if len(s) > 0 && s[0] == '-' {
		digits = s[1:]
	}
	if len(digits) == 0 || len(digits) > most {
		return 0, false
	}
	for i := range len(digits) {
		d := digits[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = 10*n + int64(d)
	}
	if len(digits) < len(s) {
		n = -n
	}
	return n, true
}

func toFloatColumn(_ *Context, in *column.Column, sel []int32, dst *column.Column) (bool, error) {
	if in.Type != column.Int {
		return false, nil
	}
	dst.Reset(column.Float, in.N)
	for _, i := range sel {
		dst.Floats[i] = float64(in.Ints[i])
	}
	sameValid(dst, in)
	return true, nil
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

// newToEnum makes toEnum(…), which has to ask which enumerations there are.
func newToEnum(env *Env, args []Kernel) Kernel {
	f := &function{name: "toEnum", params: params("type STRING", "value STRING"), optional: 1}
	f.call = func(_ *Context, args []value.Value) (value.Value, error) {
		typ, val := args[0].AsString(), ""
		if len(args) == 2 {
			val = args[1].AsString()
		} else {
			var whole bool
			if typ, val, whole = strings.Cut(typ, "::"); !whole {
				return value.Null, argumentErrorf("Enum value '%s' doesn't exist.", typ)
			}
		}
		return env.enum(typ, val)
	}
	return &applied{f: f, args: newOperands(args), row: make([]value.Value, len(args))}
}

// coalesce is coalesce(a, b, …): only rows that are still null are shown to the next argument.
type coalesce struct {
	args []Kernel
	out  writer
	rest []int32
}

func newCoalesce(_ *Env, args []Kernel) Kernel { return &coalesce{args: args} }

func (k *coalesce) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	k.out.begin(b.N)
	rest := sel
	for i, arg := range k.args {
		if len(rest) == 0 {
			break
		}
		c, err := arg.Eval(x, b, rest)
		if err != nil {
			return nil, err
		}
		if i == 0 && !c.HasNulls() {
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
