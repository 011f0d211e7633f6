package value

import "testing"

var (
	sinkBool  bool
	sinkInt   int
	sinkHash  uint64
	sinkValue Value
	sinkBytes []byte
)

func BenchmarkHash(b *testing.B) {
	for _, c := range []struct {
		name string
		v    Value
	}{{"int", Int(42)}, {"float", Float(42.5)}, {"string", String("a name of some length")}, {"list", list(Int(1), Int(2), Int(3))}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				sinkHash = Hash(sinkHash, c.v)
			}
		})
	}
}

func BenchmarkOrder(b *testing.B) {
	for _, c := range []struct {
		name string
		x, y Value
	}{
		{"int", Int(42), Int(43)},
		{"string", String("a name"), String("a number")},
		{"mixed", Int(42), Float(42.5)},
		{"datetime", DateTimeValue(DateTime{Seconds: 1}), DateTimeValue(DateTime{Seconds: 2})},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				sinkInt = Order(c.x, c.y)
			}
		})
	}
}

func BenchmarkEqual(b *testing.B) {
	x, y := String("a name"), String("a nome")
	for b.Loop() {
		sinkValue = Equal(x, y)
	}
}

func BenchmarkEquivalentInts(b *testing.B) {
	x, y := Int(42), Int(43)
	for b.Loop() {
		sinkBool = Equivalent(x, y)
	}
}

func BenchmarkAddInts(b *testing.B) {
	one := Int(1)
	sum := Int(0)
	for b.Loop() {
		sum, _ = Add(sum, one)
	}
	sinkValue = sum
}

func BenchmarkParseTemporal(b *testing.B) {
	for _, c := range []struct {
		name string
		kind Kind
		text string
	}{
		{"date", KindDate, "2015-07-21"},
		{"datetime", KindDateTime, "2015-07-21T21:40:32.142Z"},
		{"zoned", KindDateTime, "2015-07-21T21:40:32.142[Europe/Paris]"},
		{"duration", KindDuration, "P1Y2M3DT4H5M6.7S"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkValue, _ = ParseTemporal(c.kind, c.text, testNow)
			}
		})
	}
}

func BenchmarkBinary(b *testing.B) {
	v := Map([]Entry{{"name", String("a name")}, {"age", Int(42)}, {"score", Float(1.5)}, {"tags", list(String("x"), String("y"))}})
	encoded, err := AppendBinary(nil, v)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("append", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkBytes, _ = AppendBinary(sinkBytes[:0], v)
		}
	})
	b.Run("decode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkValue, _, _ = DecodeBinary(encoded, AliasStrings)
		}
	})
}
