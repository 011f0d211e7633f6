package value

import (
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		v             Value
		text, literal string
	}{
		{Null, "null", "null"},
		{Bool(true), "true", "true"},
		{Int(math.MinInt64), "-9223372036854775808", "-9223372036854775808"},
		{Float(0), "0.0", "0.0"},
		{Float(math.Copysign(0, -1)), "-0.0", "-0.0"},
		{Float(1), "1.0", "1.0"},
		{Float(0.1), "0.1", "0.1"},
		{Float(1e9), "1000000000.0", "1000000000.0"},
		{Float(1e20), "100000000000000000000.0", "100000000000000000000.0"},
		{Float(1e21), "1e21", "1e21"},
		{Float(1e308), "1e308", "1e308"},
		{Float(1.23456789e308), "1.23456789e308", "1.23456789e308"},
		{Float(1e-5), "0.00001", "0.00001"},
		{Float(1e-6), "0.000001", "0.000001"},
		{Float(-1e-7), "-1e-7", "-1e-7"},
		{Float(-1e-305), "-1e-305", "-1e-305"},
		{nan, "NaN", "(0.0 / 0.0)"},
		{Float(math.Inf(1)), "Infinity", "(1.0 / 0.0)"},
		{Float(math.Inf(-1)), "-Infinity", "(-1.0 / 0.0)"},
		{String("it's"), "it's", `"it's"`},
		{String("\"\\\n\r\t\b\f\x00\x1f\x7fé"), "\"\\\n\r\t\b\f\x00\x1f\x7fé", `"\"\\\n\r\t\b\f\u0000\u001F\u007Fé"`},
		{list(Int(1), String("a"), Null), `[1, "a", null]`, `[1, "a", null]`},
		{Map([]Entry{{"b", Int(2)}, {"a`", Float(1)}}), "{`a```: 1.0, `b`: 2}", "{`a```: 1.0, `b`: 2}"},
		{parse(t, KindDate, "2024-03-04"), "2024-03-04", `DATE("2024-03-04")`},
		{parse(t, KindLocalTime, "12:00"), "12:00", `LOCALTIME("12:00")`},
		{parse(t, KindTime, "12:00Z"), "12:00Z", `TIME("12:00Z")`},
		{parse(t, KindLocalDateTime, "2024-03-04"), "2024-03-04T00:00", `LOCALDATETIME("2024-03-04T00:00")`},
		{parse(t, KindDateTime, "2024-03-04"), "2024-03-04T00:00Z", `DATETIME("2024-03-04T00:00Z")`},
		{parse(t, KindDuration, "P1D"), "P1D", `DURATION("P1D")`},
		{EnumValue(Enum{"Status", "Good"}), "Status::Good", "Status::Good"},
		{EnumValue(Enum{"My Status", "1st"}), "My Status::1st", "`My Status`::`1st`"},
		{PointValue(Point{SRID: Cartesian, X: 1, Y: 2}), "point({x: 1.0, y: 2.0, crs: 'cartesian'})", "POINT({ x: 1.0, y: 2.0, srid: 7203 })"},
		{PointValue(Point{SRID: WGS84_3D, X: 1, Y: 2, Z: 3}), "point({x: 1.0, y: 2.0, z: 3.0, crs: 'wgs-84-3d'})", "POINT({ x: 1.0, y: 2.0, z: 3.0, srid: 4979 })"},
		{NodeRef(7), "(#7)", "(#7)"},
		{RelationshipRef(7), "[#7]", "[#7]"},
		{PathValue(&Path{Nodes: []uint64{1, 2}, Rels: []uint64{3}}), "(#1)-[#3]-(#2)", "(#1)-[#3]-(#2)"},
		{GraphValue(&Graph{Nodes: []uint64{1, 2}, Rels: []uint64{3}}), "{nodes: [(#1), (#2)], edges: [[#3]]}", "{nodes: [(#1), (#2)], edges: [[#3]]}"},
		{VirtualGraphValue(&VirtualGraph{Nodes: []Value{virtualNode(-1)}, Rels: []Value{virtualRel(-2)}}), "{nodes: [(#-1)], edges: [[#-2]]}", "{nodes: [(#-1)], edges: [[#-2]]}"},
	} {
		if got := Format(c.v); got != c.text {
			t.Errorf("Format: %s, expected %s", got, c.text)
		}
		if got := Literal(c.v); got != c.literal {
			t.Errorf("Literal: %s, expected %s", got, c.literal)
		}
	}
}

func TestFloatTextReadsBack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := genFloat().Draw(r, "f")
		if math.IsNaN(f) {
			return
		}
		text := Format(Float(f))
		if back, err := strconv.ParseFloat(text, 64); err != nil || math.Float64bits(back) != math.Float64bits(f) {
			r.Fatalf("%v shows as %s, which reads as %v, %v", f, text, back, err)
		}
	})
}

func TestMemoryUsage(t *testing.T) {
	for _, c := range []struct {
		v    Value
		want int
	}{
		{Int(1), 24},
		{String("abc"), 24 + 3},
		{list(Int(1), String("ab")), 24 + 2*24 + 2},
		{mapOf("key", Int(1)), 24 + 40 + 3},
		{PathValue(&Path{Nodes: []uint64{1, 2}, Rels: []uint64{3}}), 24 + 56 + 24},
	} {
		if got := MemoryUsage(c.v); got != c.want {
			t.Errorf("%s takes %d bytes, expected %d", Literal(c.v), got, c.want)
		}
	}
}

func TestKindNames(t *testing.T) {
	for k := KindNull; k <= kindEnd-1; k++ {
		if k.String() == "" || k.TypeWord() == "" || k.String() == "UNKNOWN" || k.TypeWord() == "unknown" {
			t.Errorf("kind %d has no name", k)
		}
		if k.IsTemporal() != (k >= KindDate && k <= KindDuration) {
			t.Errorf("%s: temporal %t", k, k.IsTemporal())
		}
	}
	if bad := Kind(kindEnd); bad.String() != "UNKNOWN" || bad.TypeWord() != "unknown" {
		t.Error("an unknown kind must not panic")
	}
}
