package value

import (
	"math"
	"math/big"
)

// Add is the operator +. Null gives null; a list and anything else is a longer
// list; a string and a string or number is their concatenation; a temporal value
// and a duration is a later one. An integer that overflows is an error.
func Add(a, b Value) (Value, error) {
	if a.kind == KindInt && b.kind == KindInt {
		sum, ok := addInt64(a.AsInt(), b.AsInt())
		if !ok {
			return Null, overflow(a, b, "+")
		}
		return Int(sum), nil
	}
	switch {
	case a.kind == KindNull || b.kind == KindNull:
		return Null, nil
	case a.IsNumber() && b.IsNumber():
		return Float(a.Number() + b.Number()), nil
	case a.kind == KindList || b.kind == KindList:
		return concatLists(a, b), nil
	case a.kind == KindString && (b.kind == KindString || b.IsNumber()),
		b.kind == KindString && a.IsNumber():
		return concatStrings(a, b), nil
	case b.kind == KindDuration && a.kind.IsTemporal():
		return addDuration(a, b.AsDuration())
	case a.kind == KindDuration && b.kind.IsTemporal():
		return addDuration(b, a.AsDuration())
	}
	return Null, invalidTypes(a, b, "+")
}

// Sub is the operator -: of numbers, of a temporal value and a duration, and of
// two temporal values of one kind, which gives a duration.
func Sub(a, b Value) (Value, error) {
	if a.kind == KindInt && b.kind == KindInt {
		x, y := a.AsInt(), b.AsInt()
		difference := x - y
		if (x^y)&(x^difference) < 0 {
			return Null, overflow(a, b, "-")
		}
		return Int(difference), nil
	}
	switch {
	case a.kind == KindNull || b.kind == KindNull:
		return Null, nil
	case a.IsNumber() && b.IsNumber():
		return Float(a.Number() - b.Number()), nil
	case b.kind == KindDuration && a.kind.IsTemporal():
		d, err := b.AsDuration().negated()
		if err != nil {
			return Null, err
		}
		return addDuration(a, d)
	case a.kind == b.kind && a.kind.IsTemporal():
		return subTemporals(a, b)
	}
	return Null, invalidTypes(a, b, "-")
}

// Mul is the operator *: of numbers, and of a duration and a number.
func Mul(a, b Value) (Value, error) {
	if a.kind == KindInt && b.kind == KindInt {
		product, ok := mulInt64(a.AsInt(), b.AsInt())
		if !ok {
			return Null, overflow(a, b, "*")
		}
		return Int(product), nil
	}
	switch {
	case a.kind == KindNull || b.kind == KindNull:
		return Null, nil
	case a.IsNumber() && b.IsNumber():
		return Float(a.Number() * b.Number()), nil
	case a.kind == KindDuration && b.IsNumber():
		return scaleDuration(a.AsDuration(), b, false)
	case b.kind == KindDuration && a.IsNumber():
		return scaleDuration(b.AsDuration(), a, false)
	}
	return Null, invalidTypes(a, b, "*")
}

// Div is the operator /. Integers divide to an integer, rounded toward zero, and
// not by zero; floats as IEEE 754 has it; a duration may be divided by a number.
func Div(a, b Value) (Value, error) {
	if a.kind == KindInt && b.kind == KindInt {
		switch {
		case b.AsInt() == 0:
			return Null, errDivisionByZero
		case b.AsInt() == -1 && a.AsInt() == math.MinInt64:
			return Null, overflow(a, b, "/")
		}
		return Int(a.AsInt() / b.AsInt()), nil
	}
	switch {
	case a.kind == KindNull || b.kind == KindNull:
		return Null, nil
	case a.IsNumber() && b.IsNumber():
		return Float(a.Number() / b.Number()), nil
	case a.kind == KindDuration && b.IsNumber():
		return scaleDuration(a.AsDuration(), b, true)
	}
	return Null, invalidTypes(a, b, "/")
}

// Mod is the operator %, the rest of a division rounded toward zero: it has the
// sign of a. Integers do not divide by zero.
func Mod(a, b Value) (Value, error) {
	if a.kind == KindInt && b.kind == KindInt {
		if b.AsInt() == 0 {
			return Null, errModByZero
		}
		return Int(a.AsInt() % b.AsInt()), nil
	}
	switch {
	case a.kind == KindNull || b.kind == KindNull:
		return Null, nil
	case a.IsNumber() && b.IsNumber():
		return Float(math.Mod(a.Number(), b.Number())), nil
	}
	return Null, invalidTypes(a, b, "%")
}

// Pow is the operator ^; it always gives a float.
func Pow(a, b Value) (Value, error) {
	switch {
	case a.kind == KindNull || b.kind == KindNull:
		return Null, nil
	case a.IsNumber() && b.IsNumber():
		return Float(math.Pow(a.Number(), b.Number())), nil
	}
	return Null, invalidTypes(a, b, "^")
}

// Neg is the unary operator -, of numbers and durations.
func Neg(a Value) (Value, error) {
	switch a.kind {
	case KindNull:
		return Null, nil
	case KindInt:
		if a.AsInt() == math.MinInt64 {
			return Null, arithmeticError("Integer overflow: -(%d) does not fit into 64 bits.", a.AsInt())
		}
		return Int(-a.AsInt()), nil
	case KindFloat:
		return Float(-a.AsFloat()), nil
	case KindDuration:
		d, err := a.AsDuration().negated()
		if err != nil {
			return Null, err
		}
		return DurationValue(d), nil
	}
	return Null, typeError("Invalid type: %s for unary '-'.", a.kind.TypeWord())
}

var (
	errDivisionByZero error = &Error{Class: ArithmeticError, Msg: "Division by zero."}
	errModByZero      error = &Error{Class: ArithmeticError, Msg: "Mod with zero."}
)

func overflow(a, b Value, op string) error {
	return arithmeticError("Integer overflow: %d %s %d does not fit into 64 bits.", a.AsInt(), op, b.AsInt())
}

// concatLists joins two lists, or a list and an element before or after it.
func concatLists(a, b Value) Value {
	left, right := []Value{a}, []Value{b}
	if a.kind == KindList {
		left = a.AsList()
	}
	if b.kind == KindList {
		right = b.AsList()
	}
	joined := make([]Value, 0, len(left)+len(right))
	return List(append(append(joined, left...), right...))
}

func concatStrings(a, b Value) Value {
	if a.kind == KindString && b.kind == KindString {
		return String(a.AsString() + b.AsString())
	}
	return String(string(AppendFormat(AppendFormat(nil, a), b)))
}

// scaleDuration multiplies a duration by a number, or divides it.
func scaleDuration(d Duration, number Value, divide bool) (Value, error) {
	factor, finite := ratOf(number)
	if !finite {
		return Null, errDurationOverflow
	}
	if divide {
		if factor.Sign() == 0 {
			return Null, errDivisionByZero
		}
		factor = new(big.Rat).Inv(factor)
	}
	scaled, err := d.times(factor)
	if err != nil {
		return Null, err
	}
	return DurationValue(scaled), nil
}
