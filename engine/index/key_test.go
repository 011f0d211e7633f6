package index

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/engine/value"
)

var edgeInts = []int64{
	math.MinInt64, math.MinInt64 + 1, math.MinInt64 + 512, math.MinInt64 + 513, -1<<53 - 1, -1 << 53, -1<<53 + 1, -2, -1, 0, 1, 2, 3,
	1<<53 - 1, 1 << 53, 1<<53 + 1, 1<<53 + 2, 1<<62 + 255, math.MaxInt64 - 513, math.MaxInt64 - 512, math.MaxInt64 - 511, math.MaxInt64 - 1, math.MaxInt64,
}

var edgeFloats = []float64{
	math.Inf(-1), -math.MaxFloat64, -1 << 63, -1 << 53, -2.5, -1, -math.SmallestNonzeroFloat64, math.Copysign(0, -1), 0,
	math.SmallestNonzeroFloat64, 1, 1.5, 2, 1 << 53, 1<<53 + 2, 1 << 62, 1 << 63, 1<<63 + 2048, math.MaxFloat64, math.Inf(1), math.NaN(),
}

// drawScalar draws values that lie close to each other or are the same.
func drawScalar(r *rapid.T) value.Value {
	small := rapid.Int64Range(-2, 2)
	switch rapid.IntRange(0, 13).Draw(r, "kind") {
	case 0:
		return value.Bool(rapid.Bool().Draw(r, "bool"))
	case 1:
		return value.Int(rapid.SampledFrom(edgeInts).Draw(r, "int"))
	case 2:
		return value.Float(rapid.SampledFrom(edgeFloats).Draw(r, "float"))
	case 3:
		return value.Float(rapid.Float64().Draw(r, "float"))
	case 4, 5:
		return value.String(rapid.StringMatching(`[\x00a\xffb]{0,3}`).Draw(r, "string"))
	case 6:
		return value.DateValue(value.Date{Days: small.Draw(r, "days")})
	case 7:
		return value.LocalTimeValue(value.LocalTime{Nanos: small.Draw(r, "nanos")})
	case 8:
		offset := int32(small.Draw(r, "offset"))
		return value.TimeValue(value.Time{Nanos: small.Draw(r, "nanos") * 1e9, Offset: offset})
	case 9:
		return value.LocalDateTimeValue(value.LocalDateTime{Seconds: small.Draw(r, "seconds"), Nanos: int32(rapid.IntRange(0, 1).Draw(r, "nanos"))})
	case 10:
		zone := rapid.SampledFrom([]string{"", "Europe/Vienna", "UTC"}).Draw(r, "zone")
		return value.DateTimeValue(value.DateTime{Seconds: small.Draw(r, "seconds"), Offset: int32(small.Draw(r, "offset")), Zone: zone})
	case 11:
		return value.DurationValue(drawDuration(r))
	case 12:
		f := rapid.SampledFrom(edgeFloats)
		srid := rapid.SampledFrom([]value.SRID{value.WGS84, value.Cartesian, value.Cartesian3D}).Draw(r, "srid")
		return value.PointValue(value.Point{SRID: srid, X: f.Draw(r, "x"), Y: f.Draw(r, "y"), Z: f.Draw(r, "z")})
	}
	name := rapid.SampledFrom([]string{"", "A", "AB"})
	return value.EnumValue(value.Enum{Type: name.Draw(r, "enum"), Value: name.Draw(r, "name")})
}

func drawDuration(r *rapid.T) value.Duration {
	if rapid.Bool().Draw(r, "huge") {
		any := rapid.SampledFrom(edgeInts)
		return value.Duration{Months: any.Draw(r, "months"), Days: any.Draw(r, "days"), Seconds: any.Draw(r, "seconds")}
	}
	return value.Duration{
		Months: rapid.Int64Range(-1, 1).Draw(r, "months"), Days: rapid.SampledFrom([]int64{-30, 0, 30}).Draw(r, "days"),
		Seconds: rapid.SampledFrom([]int64{-37746, 0, 37746, 2629746}).Draw(r, "seconds"), Nanos: int32(rapid.IntRange(0, 1).Draw(r, "nanos")),
	}
}

func drawValue(r *rapid.T, depth int) value.Value {
	kind := rapid.IntRange(0, 9).Draw(r, "shape")
	if depth == 0 || kind < 7 {
		if kind == 0 && depth < 3 {
			return value.Null
		}
		return drawScalar(r)
	}
	n := rapid.IntRange(0, 3).Draw(r, "n")
	if kind < 9 {
		elems := make([]value.Value, n)
		for i := range elems {
			elems[i] = drawValue(r, depth-1)
		}
		return value.List(elems)
	}
	var entries []value.Entry
	for _, k := range []string{"", "a", "b"}[:n] {
		entries = append(entries, value.Entry{Key: k, Value: drawValue(r, depth-1)})
	}
	return value.Map(entries)
}

func orderTuples(a, b []value.Value) int { return slices.CompareFunc(a, b, value.Order) }

func TestKeysAreOrderedAsValuesAre(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		columns := rapid.IntRange(1, 3).Draw(r, "columns")
		tuples := make([][]value.Value, 12)
		for i := range tuples {
			for range columns {
				tuples[i] = append(tuples[i], drawValue(r, 3))
			}
		}
		for _, a := range tuples {
			for _, b := range tuples {
				want := orderTuples(a, b)
				if got := bytes.Compare(AppendKey(nil, a...), AppendKey(nil, b...)); got != cmp.Compare(want, 0) {
					r.Fatalf("%v and %v: keys %d, values %d", a, b, got, want)
				}
			}
		}
	})
}

func TestNumbersAreOrderedExactly(t *testing.T) {
	var all []value.Value
	for _, i := range edgeInts {
		all = append(all, value.Int(i))
	}
	for _, f := range edgeFloats {
		all = append(all, value.Float(f))
	}
	for _, a := range all {
		for _, b := range all {
			x, _ := numberOf(a)
			y, _ := numberOf(b)
			got := compareNumbers(item[number]{key: x}, item[number]{key: y})
			if want := cmp.Compare(value.Order(a, b), 0); got != want {
				t.Errorf("%v and %v: %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestKeyOfDeepValueIsBounded(t *testing.T) {
	deep := value.Int(1)
	other := value.Int(2)
	for range value.MaxNesting + 100 {
		deep, other = value.List([]value.Value{deep}), value.List([]value.Value{other})
	}
	if a, b := AppendKey(nil, deep), AppendKey(nil, other); !bytes.Equal(a, b) || value.Order(deep, other) != 0 {
		t.Error("values that differ only below the greatest depth have different keys")
	}
}

func TestSuccessor(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a", "b"}, {"ab", "ac"}, {"a\xff\xff", "b"}, {"\xff", ""}, {"", ""}, {"a\x00", "a\x01"},
	} {
		if got := string(successor([]byte(c.in))); got != c.want {
			t.Errorf("successor(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

var sinkBytes []byte

func BenchmarkAppendKey(b *testing.B) {
	for _, key := range [][]value.Value{{value.Int(7)}, {value.String("a string of some length")}, {value.Int(7), value.String("Smith")}} {
		b.Run(fmt.Sprintf("%d/%s", len(key), key[0].Kind()), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkBytes = AppendKey(sinkBytes[:0], key...)
			}
		})
	}
}
