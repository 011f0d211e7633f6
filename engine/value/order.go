package value

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// ranks places the kinds in ORDER BY: maps come first, null comes last.
var ranks = [...]uint8{
	KindMap: 0, KindVirtualNode: 1, KindNode: 2, KindVirtualRelationship: 3, KindRelationship: 4,
	KindList: 5, KindPath: 6, KindVirtualGraph: 7, KindGraph: 8,
	KindPoint: 9, KindDateTime: 10, KindLocalDateTime: 11, KindDate: 12, KindTime: 13,
	KindLocalTime: 14, KindDuration: 15, KindEnum: 16, KindString: 17, KindBool: 18,
	KindInt: 19, KindFloat: 19, KindNull: 20,
}

// Order is the total order of ORDER BY, ascending: negative where a comes before
// b, 0 where they are [Equivalent]. Kinds come in the order map, node,
// relationship, list, path, graph, point, zoned date and time, local date and
// time, date, zoned time, local time, duration, enum, string, boolean, number,
// NaN, null; virtual nodes, relationships and graphs come before the others. Lists go element by element; maps by size, then keys, then values;
// zoned times by instant, then offset from west to east, then zone name;
// durations by average length, then part by part.
func Order(a, b Value) int { return order(a, b, 0) }

func order(a, b Value, depth int) int {
	if a.kind != b.kind {
		if c := cmp.Compare(ranks[a.kind], ranks[b.kind]); c != 0 {
			return c
		}
		return orderNumbers(a, b)
	}
	switch a.kind {
	case KindInt:
		return cmp.Compare(a.AsInt(), b.AsInt())
	case KindFloat:
		return orderFloats(a.AsFloat(), b.AsFloat())
	case KindString:
		return strings.Compare(a.AsString(), b.AsString())
	case KindList:
		return orderLists(a.AsList(), b.AsList(), depth+1)
	case KindMap:
		return orderMaps(a.AsMap(), b.AsMap(), depth+1)
	default:
		return orderScalars(a, b)
	}
}

func orderScalars(a, b Value) int {
	switch a.kind {
	case KindNull:
		return 0
	case KindDate, KindLocalTime:
		return cmp.Compare(int64(a.num), int64(b.num))
	case KindPoint:
		return orderPoints(a.AsPoint(), b.AsPoint())
	case KindEnum:
		x, y := a.AsEnum(), b.AsEnum()
		return cmp.Or(strings.Compare(x.Type, y.Type), strings.Compare(x.Value, y.Value))
	case KindPath:
		p, q := a.AsPath(), b.AsPath()
		return orderWalks(p.Nodes, p.Rels, q.Nodes, q.Rels)
	case KindGraph:
		g, h := a.AsGraph(), b.AsGraph()
		return cmp.Or(slices.Compare(g.Nodes, h.Nodes), slices.Compare(g.Rels, h.Rels))
	case KindTime, KindLocalDateTime, KindDateTime, KindDuration:
		return orderTemporals(a, b)
	default:
		return cmp.Compare(a.num, b.num)
	}
}

// orderTemporals orders two values of one of the temporal kinds that do not fit
// into the value itself.
func orderTemporals(a, b Value) int {
	switch a.kind {
	case KindTime:
		x, y := a.AsTime(), b.AsTime()
		return cmp.Or(cmp.Compare(x.utcNanos(), y.utcNanos()), cmp.Compare(x.Offset, y.Offset))
	case KindLocalDateTime:
		x, y := a.AsLocalDateTime(), b.AsLocalDateTime()
		return cmp.Or(cmp.Compare(x.Seconds, y.Seconds), cmp.Compare(x.Nanos, y.Nanos))
	case KindDateTime:
		x, y := a.AsDateTime(), b.AsDateTime()
		return cmp.Or(cmp.Compare(x.Seconds, y.Seconds), cmp.Compare(x.Nanos, y.Nanos),
			cmp.Compare(x.Offset, y.Offset), strings.Compare(x.Zone, y.Zone))
	default:
		return orderDurations(a.AsDuration(), b.AsDuration())
	}
}

func orderLists(a, b []Value, depth int) int {
	for i := range min(len(a), len(b)) {
		if depth > MaxNesting {
			break
		}
		if c := order(a[i], b[i], depth); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

func orderMaps(a, b []Entry, depth int) int {
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return c
	}
	for i := range a {
		if c := strings.Compare(a[i].Key, b[i].Key); c != 0 {
			return c
		}
	}
	for i := range a {
		if depth > MaxNesting {
			break
		}
		if c := order(a[i].Value, b[i].Value, depth); c != 0 {
			return c
		}
	}
	return 0
}

// orderWalks orders two paths step by step, a node before its relationship.
func orderWalks(aNodes, aRels, bNodes, bRels []uint64) int {
	for i := range min(len(aNodes), len(bNodes)) {
		if c := cmp.Compare(aNodes[i], bNodes[i]); c != 0 {
			return c
		}
		if i < min(len(aRels), len(bRels)) && aRels[i] != bRels[i] {
			return cmp.Compare(aRels[i], bRels[i])
		}
	}
	return cmp.Or(cmp.Compare(len(aNodes), len(bNodes)), cmp.Compare(len(aRels), len(bRels)))
}

// orderFloats puts NaN after all other floats.
func orderFloats(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	case a == b:
		return 0
	}
	return cmp.Compare(rankNaN(a), rankNaN(b))
}

func rankNaN(f float64) int {
	if math.IsNaN(f) {
		return 1
	}
	return 0
}

// orderNumbers orders an integer and a float, or two of one kind, by their exact
// values: a conversion to float would make 2^53 and 2^53+1 the same.
func orderNumbers(a, b Value) int {
	switch {
	case a.kind == KindInt && b.kind == KindInt:
		return cmp.Compare(a.AsInt(), b.AsInt())
	case a.kind == KindInt:
		return compareIntFloat(a.AsInt(), b.AsFloat())
	case b.kind == KindInt:
		return -compareIntFloat(b.AsInt(), a.AsFloat())
	}
	return orderFloats(a.AsFloat(), b.AsFloat())
}

// compareIntFloat compares exactly; NaN is greater than every integer.
func compareIntFloat(i int64, f float64) int {
	const limit = 1 << 63
	if !(f < limit) {
		return -1
	}
	if f < -limit {
		return 1
	}
	whole := int64(f) // exact: f is within range and the fraction is cut off
	if i != whole {
		return cmp.Compare(i, whole)
	}
	return cmp.Compare(0, f-float64(whole))
}

func orderPoints(a, b Point) int {
	return cmp.Or(cmp.Compare(a.SRID, b.SRID), orderFloats(a.X, b.X), orderFloats(a.Y, b.Y), orderFloats(a.Z, b.Z))
}
