package value

import (
	"cmp"
	"math"
	"strings"
)

// Incomparable is the answer of [Compare] where neither value is smaller and
// they are not equal either: one of the two is NaN. All of < <= > >= are false.
const Incomparable = 2

// Compare is what the operators < <= > >= rest on. It returns -1, 0 or 1, or
// [Incomparable] where one number is NaN; ok is false where the operators are
// null: a null operand, operands of different kinds (numbers are one kind), or
// of a kind without an order (maps, nodes, relationships, paths, points, enums).
// Lists compare element by element; a pair that cannot be decided makes the
// whole undecided.
//
// Callers that only want one operator use [Less] or [LessEqual].
func Compare(a, b Value) (c int, ok bool) { return compare(a, b, 0) }

func compare(a, b Value, depth int) (int, bool) {
	if a.kind != b.kind {
		if !a.IsNumber() || !b.IsNumber() {
			return 0, false
		}
		return compareNumbers(a, b), true
	}
	switch a.kind {
	case KindInt:
		return cmp.Compare(a.AsInt(), b.AsInt()), true
	case KindFloat:
		return compareNumbers(a, b), true
	case KindString:
		return strings.Compare(a.AsString(), b.AsString()), true
	case KindBool, KindDate, KindLocalTime, KindTime, KindLocalDateTime, KindDateTime, KindDuration:
		return orderScalars(a, b), true
	case KindList:
		return compareLists(a.AsList(), b.AsList(), depth+1)
	default:
		return 0, false
	}
}

func compareNumbers(a, b Value) int {
	if isNaN(a) || isNaN(b) {
		return Incomparable
	}
	return orderNumbers(a, b)
}

func isNaN(v Value) bool { return v.kind == KindFloat && math.IsNaN(v.AsFloat()) }

func compareLists(a, b []Value, depth int) (int, bool) {
	if depth > MaxNesting {
		return 0, false
	}
	for i := range min(len(a), len(b)) {
		c, ok := compare(a[i], b[i], depth)
		if !ok && equal(a[i], b[i], depth) == yes {
			continue // two equal nodes, say, need no order
		}
		if !ok || c != 0 {
			return c, ok
		}
	}
	return cmp.Compare(len(a), len(b)), true
}

// Less is the operator <: true, false or null. a > b is Less(b, a).
func Less(a, b Value) Value {
	c, ok := Compare(a, b)
	if !ok {
		return Null
	}
	return Bool(c < 0)
}

// LessEqual is the operator <=: true, false or null. a >= b is LessEqual(b, a).
func LessEqual(a, b Value) Value {
	c, ok := Compare(a, b)
	if !ok {
		return Null
	}
	return Bool(c <= 0)
}
