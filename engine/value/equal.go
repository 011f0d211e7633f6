package value

import "slices"

// MaxNesting is the depth of lists and maps down to which values are compared,
// hashed and shown. What lies deeper is taken as undecided by [Equal] and as the
// same by [Equivalent], [Order] and [Hash], so that no value, however deep, can
// exhaust the stack.
const MaxNesting = 1000

// truth is a three-valued boolean.
type truth uint8

const (
	no truth = iota
	unknown
	yes
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (t truth) value() Value {
	if t == unknown {
		return Null
	}
	return Bool(t == yes)
}

// Equal is the operator =: true, false, or null where it cannot be decided.
// Null equals nothing, integers and floats compare as numbers, values of
// otherwise different kinds differ, and NaN differs from everything. Lists and
// maps differ where a length, a key or an element certainly differs; failing
// that a null inside makes the answer null.
func Equal(a, b Value) Value { return equal(a, b, 0).value() }

// In is the operator IN: whether an element of the list is equal to x, or null
// where none certainly is but one may be.
func In(x Value, list []Value) Value {
	result := no
	for _, e := range list {
		switch equal(x, e, 0) {
		case yes:
			return Bool(true)
		case unknown:
			result = unknown
		}
	}
	return result.value()
}

func equal(a, b Value, depth int) truth {
	if a.kind != b.kind {
		return equalAcross(a, b)
	}
	switch a.kind {
	case KindNull:
		return unknown
	case KindFloat:
		return truthOf(a.AsFloat() == b.AsFloat())
	case KindString:
		return truthOf(a.AsString() == b.AsString())
	case KindList:
		return equalLists(a.AsList(), b.AsList(), depth+1)
	case KindMap:
		return equalMaps(a.AsMap(), b.AsMap(), depth+1)
	case KindPoint:
		return truthOf(a.AsPoint() == b.AsPoint())
	default:
		return truthOf(sameScalar(a, b))
	}
}

// equalAcross compares values of different kinds.
func equalAcross(a, b Value) truth {
	switch {
	case a.kind == KindNull || b.kind == KindNull:
		return unknown
	case a.kind == KindInt && b.kind == KindFloat:
		return truthOf(compareIntFloat(a.AsInt(), b.AsFloat()) == 0)
	case a.kind == KindFloat && b.kind == KindInt:
		return truthOf(compareIntFloat(b.AsInt(), a.AsFloat()) == 0)
	}
	return no
}

func equalLists(a, b []Value, depth int) truth {
	if len(a) != len(b) {
		return no
	}
	if depth > MaxNesting {
		return unknown
	}
	result := yes
	for i := range a {
		switch equal(a[i], b[i], depth) {
		case no:
			return no
		case unknown:
			result = unknown
		}
	}
	return result
}

func equalMaps(a, b []Entry, depth int) truth {
	if len(a) != len(b) {
		return no
	}
	if depth > MaxNesting {
		return unknown
	}
	for i := range a {
		if a[i].Key != b[i].Key {
			return no
		}
	}
	result := yes
	for i := range a {
		switch equal(a[i].Value, b[i].Value, depth) {
		case no:
			return no
		case unknown:
			result = unknown
		}
	}
	return result
}

// sameScalar compares the payloads of two values of one kind that holds neither
// values nor floats.
func sameScalar(a, b Value) bool {
	switch a.kind {
	case KindTime:
		return a.AsTime() == b.AsTime()
	case KindLocalDateTime:
		return a.AsLocalDateTime() == b.AsLocalDateTime()
	case KindDateTime:
		return a.AsDateTime() == b.AsDateTime()
	case KindDuration:
		return a.AsDuration() == b.AsDuration()
	case KindEnum:
		return a.AsEnum() == b.AsEnum()
	case KindPath:
		p, q := a.AsPath(), b.AsPath()
		return p == q || slices.Equal(p.Nodes, q.Nodes) && slices.Equal(p.Rels, q.Rels)
	case KindGraph:
		g, h := a.AsGraph(), b.AsGraph()
		return g == h || slices.Equal(g.Nodes, h.Nodes) && slices.Equal(g.Rels, h.Rels)
	default:
		return a.num == b.num
	}
}

// Equivalent reports whether DISTINCT and grouping take a and b for the same.
// It is [Equal] with the holes closed: null is null, NaN is NaN, and the answer
// is never open. It holds exactly where [Order] says 0.
func Equivalent(a, b Value) bool { return equivalent(a, b, 0) }

func equivalent(a, b Value, depth int) bool {
	if a.kind != b.kind {
		return a.IsNumber() && b.IsNumber() && orderNumbers(a, b) == 0
	}
	switch a.kind {
	case KindNull:
		return true
	case KindFloat:
		return orderFloats(a.AsFloat(), b.AsFloat()) == 0
	case KindString:
		return a.AsString() == b.AsString()
	case KindList:
		return equivalentLists(a.AsList(), b.AsList(), depth+1)
	case KindMap:
		return equivalentMaps(a.AsMap(), b.AsMap(), depth+1)
	case KindPoint:
		return orderPoints(a.AsPoint(), b.AsPoint()) == 0
	default:
		return sameScalar(a, b)
	}
}

func equivalentLists(a, b []Value, depth int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if depth <= MaxNesting && !equivalent(a[i], b[i], depth) {
			return false
		}
	}
	return true
}

func equivalentMaps(a, b []Entry, depth int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Key != b[i].Key || depth <= MaxNesting && !equivalent(a[i].Value, b[i].Value, depth) {
			return false
		}
	}
	return true
}
