package value

import (
	"math"
	"testing"
)

var nan = Float(math.NaN())

func list(elems ...Value) Value { return List(elems) }

func mapOf(key string, v Value) Value { return Map([]Entry{{Key: key, Value: v}}) }

func parse(t *testing.T, k Kind, s string) Value {
	t.Helper()
	v, err := ParseTemporal(k, s, testNow)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestEqual(t *testing.T) {
	yes, no := Bool(true), Bool(false)
	stockholm := parse(t, KindDateTime, "2024-06-01T12:00+02:00[Europe/Stockholm]")
	for _, c := range []struct {
		a, b, want Value
	}{
		{Null, Null, Null},
		{Null, Int(1), Null},
		{Int(1), Int(1), yes},
		{Int(1), Float(1), yes},
		{Float(1.5), Int(1), no},
		{Int(1<<53 + 1), Float(1 << 53), no},
		{Int(math.MaxInt64), Float(math.MaxInt64), no},
		{Int(math.MinInt64), Float(math.MinInt64), yes},
		{nan, nan, no},
		{nan, Int(1), no},
		{Float(0), Float(math.Copysign(0, -1)), yes},
		{String("1"), Int(1), no},
		{Bool(true), Int(1), no},
		{list(), list(), yes},
		{list(Int(1)), list(Float(1)), yes},
		{list(Null), list(Null), Null},
		{list(Int(1), Null), list(Int(2), Null), no},
		{list(Null, Int(1)), list(Null, Int(2)), no},
		{list(Null), list(Null, Null), no},
		{list(list(Int(1)), list(Int(2), Int(3))), list(list(Int(1)), list(Null)), no},
		{list(Int(2)), Int(2), no},
		{mapOf("k", Null), mapOf("k", Null), Null},
		{mapOf("k", Null), mapOf("l", Null), no},
		{mapOf("k", Null), Map(nil), no},
		{mapOf("k", Int(1)), mapOf("k", Float(1)), yes},
		{NodeRef(1), NodeRef(1), yes},
		{NodeRef(1), RelationshipRef(1), no},
		{PointValue(Point{SRID: Cartesian, X: 1}), PointValue(Point{SRID: Cartesian, X: 1}), yes},
		{PointValue(Point{SRID: Cartesian, X: 1}), PointValue(Point{SRID: WGS84, X: 1}), no},
		{EnumValue(Enum{"A", "x"}), EnumValue(Enum{"A", "x"}), yes},
		{EnumValue(Enum{"A", "x"}), EnumValue(Enum{"B", "x"}), no},
		{stockholm, parse(t, KindDateTime, "2024-06-01T12:00+02:00"), no},
		{PathValue(&Path{Nodes: []uint64{1, 2}, Rels: []uint64{3}}), PathValue(&Path{Nodes: []uint64{1, 2}, Rels: []uint64{3}}), yes},
		{PathValue(&Path{Nodes: []uint64{1, 2}, Rels: []uint64{3}}), PathValue(&Path{Nodes: []uint64{1, 2}, Rels: []uint64{4}}), no},
	} {
		for _, got := range []Value{Equal(c.a, c.b), Equal(c.b, c.a)} {
			if got != c.want {
				t.Errorf("%s = %s is %s, expected %s", Literal(c.a), Literal(c.b), Literal(got), Literal(c.want))
			}
		}
	}
}

func TestIn(t *testing.T) {
	for _, c := range []struct {
		x    Value
		list []Value
		want Value
	}{
		{Int(1), nil, Bool(false)},
		{Null, nil, Bool(false)},
		{Null, []Value{Int(1)}, Null},
		{Int(1), []Value{Null, Int(1)}, Bool(true)},
		{Int(1), []Value{Null, Int(2)}, Null},
		{Int(1), []Value{Int(2), Int(3)}, Bool(false)},
		{list(Int(1)), []Value{list(Null)}, Null},
	} {
		if got := In(c.x, c.list); got != c.want {
			t.Errorf("%s IN %s is %s, expected %s", Literal(c.x), Literal(List(c.list)), Literal(got), Literal(c.want))
		}
	}
}

func TestLess(t *testing.T) {
	yes, no := Bool(true), Bool(false)
	for _, c := range []struct {
		a, b                Value
		less, lessEqual     Value // a < b, a <= b
		greater, greaterEqu Value // a > b, a >= b
	}{
		{Int(1), Float(1.5), yes, yes, no, no},
		{Int(1), Float(1), no, yes, no, yes},
		{nan, Int(1), no, no, no, no},
		{nan, nan, no, no, no, no},
		{nan, String("a"), Null, Null, Null, Null},
		{String("a"), String("b"), yes, yes, no, no},
		{String("1"), Int(1), Null, Null, Null, Null},
		{Bool(false), Bool(true), yes, yes, no, no},
		{Null, Int(1), Null, Null, Null, Null},
		{list(Int(1)), list(Int(1), Null), yes, yes, no, no},
		{list(Int(1), Int(2)), list(Int(1), Null), Null, Null, Null, Null},
		{list(Int(1), Int(2)), list(Int(3), Null), yes, yes, no, no},
		{list(Int(1), String("a")), list(Int(1), Null), Null, Null, Null, Null},
		{list(nan), list(Int(1)), no, no, no, no},
		{list(NodeRef(1), Int(1)), list(NodeRef(1), Int(2)), yes, yes, no, no},
		{list(NodeRef(1), Int(1)), list(NodeRef(2), Int(2)), Null, Null, Null, Null},
		{Map(nil), Map(nil), Null, Null, Null, Null},
		{NodeRef(1), NodeRef(2), Null, Null, Null, Null},
		{PointValue(Point{SRID: Cartesian}), PointValue(Point{SRID: Cartesian}), Null, Null, Null, Null},
		{parse(t, KindDate, "2024-01-01"), parse(t, KindLocalDateTime, "2024-01-02"), Null, Null, Null, Null},
		{parse(t, KindTime, "10:00+01:00"), parse(t, KindTime, "09:30Z"), yes, yes, no, no},
		{parse(t, KindDuration, "P1M"), parse(t, KindDuration, "P31D"), yes, yes, no, no},
		{parse(t, KindDuration, "PT-0.4S"), parse(t, KindDuration, "PT0S"), yes, yes, no, no},
	} {
		got := [4]Value{Less(c.a, c.b), LessEqual(c.a, c.b), Less(c.b, c.a), LessEqual(c.b, c.a)}
		if want := [4]Value{c.less, c.lessEqual, c.greater, c.greaterEqu}; got != want {
			t.Errorf("%s against %s: < <= > >= are %s, expected %s", Literal(c.a), Literal(c.b), Literal(List(got[:])), Literal(List(want[:])))
		}
	}
}

func TestOrderAcrossKinds(t *testing.T) {
	ascending := []Value{
		Map(nil), mapOf("a", Int(1)), mapOf("a", Int(2)), mapOf("b", Int(1)), mapOf("b", Null),
		virtualNode(-2), virtualNode(-1), NodeRef(1), NodeRef(2), virtualRel(-7), RelationshipRef(0),
		list(), list(String("a")), list(String("a"), Int(1)), list(Int(1)), list(Int(1), String("a")),
		list(Int(1), Null), list(Null, Int(1)), list(Null, Int(2)),
		PathValue(&Path{Nodes: []uint64{1}}), PathValue(&Path{Nodes: []uint64{1, 2}, Rels: []uint64{1}}),
		PathValue(&Path{Nodes: []uint64{2}}), VirtualGraphValue(&VirtualGraph{ID: -1}), GraphValue(&Graph{}),
		PointValue(Point{SRID: WGS84}), PointValue(Point{SRID: Cartesian, X: 1}), PointValue(Point{SRID: Cartesian, X: math.NaN()}),
		parse(t, KindDateTime, "2024-01-01T00:00+01:00"), parse(t, KindDateTime, "2024-01-01T00:00Z"),
		parse(t, KindDateTime, "2024-01-01T01:00+01:00"), parse(t, KindDateTime, "2024-01-01T01:00+01:00[Europe/Paris]"),
		parse(t, KindLocalDateTime, "2023-01-01T00:00"), parse(t, KindDate, "2022-01-01"),
		parse(t, KindTime, "12:00+02:00"), parse(t, KindTime, "10:30Z"), parse(t, KindLocalTime, "00:00"),
		parse(t, KindDuration, "P-1D"), parse(t, KindDuration, "PT24H"), parse(t, KindDuration, "P1D"), parse(t, KindDuration, "P1M"),
		EnumValue(Enum{"A", "z"}), EnumValue(Enum{"B", "a"}),
		String(""), String("a"), Bool(false), Bool(true),
		Float(math.Inf(-1)), Int(math.MinInt64), Float(-1.5), Int(0), Float(0.5), Int(1 << 53), Int(1<<53 + 1),
		Int(math.MaxInt64), Float(1 << 63), Float(math.Inf(1)), nan, Null,
	}
	for i, a := range ascending {
		for j, b := range ascending {
			if got := Order(a, b); sign(got) != sign(i-j) {
				t.Errorf("Order(%s, %s) = %d, expected the sign of %d", Literal(a), Literal(b), got, i-j)
			}
		}
	}
}

// Whatever is nested deeper than a stack bears must neither crash nor lose the law
// that equivalent values hash the same.
func TestDeepNesting(t *testing.T) {
	a, b := nest(Int(1), 1_000_000), nest(Int(2), 1_000_000)
	if !Equal(a, b).IsNull() {
		t.Error("equality beyond the limit of nesting must be null")
	}
	if !Equivalent(a, b) || Order(a, b) != 0 || Hash(1, a) != Hash(1, b) {
		t.Error("values that differ beyond the limit of nesting must be the same")
	}
	if _, ok := Compare(a, b); ok {
		t.Error("comparison beyond the limit of nesting must be null")
	}
	if len(Literal(a)) > 4*MaxNesting || MemoryUsage(a) < MaxNesting {
		t.Error("text and size must be cut at the limit of nesting")
	}
	if CheckStorable(a) == nil {
		t.Error("a value nested so deep must not be storable")
	}
	shallow := nest(Int(1), MaxNesting-1)
	if Equal(shallow, nest(Int(2), MaxNesting-1)) != Bool(false) {
		t.Error("values that differ within the limit of nesting must differ")
	}
}

func TestHashSpreads(t *testing.T) {
	seen := map[uint64]bool{}
	for i := range int64(100_000) {
		seen[HashInt(0, i)] = true
		seen[HashFloat(0, float64(i)+0.5)] = true
	}
	if len(seen) < 200_000 {
		t.Errorf("%d of 200000 hashes are distinct", len(seen))
	}
	low := map[uint64]int{}
	for i := range int64(1 << 16) {
		low[HashInt(0, i<<20)&0xff]++
	}
	for bucket, n := range low {
		if n < 128 || n > 512 {
			t.Errorf("bucket %d of 256 holds %d of 65536 hashes", bucket, n)
		}
	}
	if Hash(0, list(Int(1), Int(2))) == Hash(0, list(Int(2), Int(1))) || Hash(0, Bool(true)) == Hash(0, Int(1)) {
		t.Error("order and kind must show in the hash")
	}
}
