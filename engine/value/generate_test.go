package value

import (
	"math"

	"pgregory.net/rapid"
)

// Generators of values. They prefer few and awkward values over many and
// harmless ones, so that two draws are often equal or nearly so.

var (
	awkwardInts = rapid.SampledFrom([]int64{
		0, 1, -1, 2, 1 << 53, 1<<53 + 1, 1<<53 - 1, math.MaxInt64, math.MaxInt64 - 1, math.MinInt64,
	})
	awkwardFloats = rapid.SampledFrom([]float64{
		0, math.Copysign(0, -1), 1, -1, 1.5, 1 << 53, 1<<53 + 2, 1 << 63, -(1 << 63), math.MaxFloat64,
		math.SmallestNonzeroFloat64, math.Inf(1), math.Inf(-1), math.NaN(), math.Float64frombits(0x7ff8000000000001),
	})
	zoneNames = rapid.SampledFrom([]string{"", "Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kolkata"})
)

func genInt() *rapid.Generator[int64] { return rapid.OneOf(awkwardInts, rapid.Int64()) }

func genFloat() *rapid.Generator[float64] { return rapid.OneOf(awkwardFloats, rapid.Float64()) }

func genString() *rapid.Generator[string] {
	return rapid.OneOf(rapid.SampledFrom([]string{"", "a", "b", "ab", "1", "`", "\"'\\\n\x00"}), rapid.String())
}

func genDate() *rapid.Generator[Date] {
	return rapid.Custom(func(t *rapid.T) Date {
		days := rapid.OneOf(rapid.Int64Range(-200_000, 200_000), rapid.Int64Range(minDays+1, maxDays-1))
		return Date{Days: days.Draw(t, "days")}
	})
}

func genNanosOfDay() *rapid.Generator[int64] {
	return rapid.OneOf(rapid.SampledFrom([]int64{0, 1, nanosPerSecond, 60 * nanosPerSecond, 120_000_000, nanosPerDay - 1}),
		rapid.Int64Range(0, nanosPerDay-1))
}

func genOffset() *rapid.Generator[int32] {
	return rapid.OneOf(rapid.SampledFrom([]int32{0, 3600, -3600, 5400, 3208, maxOffset, -maxOffset}),
		rapid.Int32Range(-maxOffset, maxOffset))
}

func genLocalDateTime() *rapid.Generator[LocalDateTime] {
	return rapid.Custom(func(t *rapid.T) LocalDateTime {
		return genDate().Draw(t, "date").at(LocalTime{Nanos: genNanosOfDay().Draw(t, "nanos")})
	})
}

func genDateTime() *rapid.Generator[DateTime] {
	return rapid.Custom(func(t *rapid.T) DateTime {
		local := genLocalDateTime().Draw(t, "local")
		name := zoneNames.Draw(t, "zone")
		if name == "" {
			return Zone{offset: genOffset().Draw(t, "offset")}.Resolve(local)
		}
		zone, err := LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		return zone.Resolve(local)
	})
}

func genDuration() *rapid.Generator[Duration] {
	return rapid.Custom(func(t *rapid.T) Duration {
		part := rapid.OneOf(rapid.SampledFrom([]int64{0, 1, -1, 12, 30, 86_400}), rapid.Int64Range(-1e12, 1e12))
		return Duration{
			Months: part.Draw(t, "months"), Days: part.Draw(t, "days"), Seconds: part.Draw(t, "seconds"),
			Nanos: rapid.OneOf(rapid.Just(int32(0)), rapid.Int32Range(0, nanosPerSecond-1)).Draw(t, "nanos"),
		}
	})
}

func genTemporal() *rapid.Generator[Value] {
	return rapid.OneOf(
		rapid.Map(genDate(), DateValue),
		rapid.Map(genNanosOfDay(), func(n int64) Value { return LocalTimeValue(LocalTime{Nanos: n}) }),
		rapid.Custom(func(t *rapid.T) Value {
			return TimeValue(Time{Nanos: genNanosOfDay().Draw(t, "nanos"), Offset: genOffset().Draw(t, "offset")})
		}),
		rapid.Map(genLocalDateTime(), LocalDateTimeValue),
		rapid.Map(genDateTime(), DateTimeValue),
		rapid.Map(genDuration(), DurationValue),
	)
}

func genPoint() *rapid.Generator[Value] {
	return rapid.Custom(func(t *rapid.T) Value {
		p := Point{
			SRID: rapid.SampledFrom([]SRID{WGS84, WGS84_3D, Cartesian, Cartesian3D}).Draw(t, "srid"),
			X:    genFloat().Draw(t, "x"), Y: genFloat().Draw(t, "y"),
		}
		if p.SRID.Is3D() {
			p.Z = genFloat().Draw(t, "z")
		}
		return PointValue(p)
	})
}

// genStorable generates what can be a property.
func genStorable() *rapid.Generator[Value] { return genNested(genScalar(), 3) }

func genScalar() *rapid.Generator[Value] {
	return rapid.OneOf(
		rapid.Just(Null),
		rapid.Map(rapid.Bool(), Bool),
		rapid.Map(genInt(), Int),
		rapid.Map(genFloat(), Float),
		rapid.Map(genString(), String),
		genTemporal(),
		genPoint(),
		rapid.Custom(func(t *rapid.T) Value {
			return EnumValue(Enum{Type: genString().Draw(t, "type"), Value: genString().Draw(t, "value")})
		}),
	)
}

// genValue generates any value.
func genValue() *rapid.Generator[Value] {
	id := rapid.Uint64Range(0, 3)
	ids := rapid.SliceOfN(id, 0, 3)
	return genNested(rapid.OneOf(
		genScalar(),
		rapid.Map(id, NodeRef),
		rapid.Map(id, RelationshipRef),
		rapid.Map(id, func(id uint64) Value { return virtualNode(-1 - int64(id)) }),
		rapid.Map(id, func(id uint64) Value { return virtualRel(-1 - int64(id)) }),
		rapid.Custom(func(t *rapid.T) Value {
			rels := ids.Draw(t, "rels")
			nodes := rapid.SliceOfN(id, len(rels)+1, len(rels)+1).Draw(t, "nodes")
			return PathValue(&Path{Nodes: nodes, Rels: rels})
		}),
		rapid.Custom(func(t *rapid.T) Value {
			return GraphValue(&Graph{Nodes: ids.Draw(t, "nodes"), Rels: ids.Draw(t, "rels")})
		}),
	), 2)
}

func genNested(leaf *rapid.Generator[Value], depth int) *rapid.Generator[Value] {
	if depth == 0 {
		return leaf
	}
	inner := genNested(leaf, depth-1)
	return rapid.OneOf(
		leaf,
		leaf,
		rapid.Map(rapid.SliceOfN(inner, 0, 3), List),
		rapid.Map(rapid.SliceOfN(rapid.Map(genFloat(), Float), 0, 3), List),
		rapid.Custom(func(t *rapid.T) Value {
			keys := rapid.SliceOfN(genString(), 0, 3).Draw(t, "keys")
			entries := make([]Entry, len(keys))
			for i, k := range keys {
				entries[i] = Entry{Key: k, Value: inner.Draw(t, "value")}
			}
			return Map(entries)
		}),
	)
}

// nest wraps a value into lists.
func nest(v Value, levels int) Value {
	for range levels {
		v = List([]Value{v})
	}
	return v
}
