package value

import (
	"bytes"
	"testing"
)

func FuzzDecodeBinary(f *testing.F) {
	for _, v := range []Value{
		Null, Bool(true), Int(-5), Float(1.5), String("text"), list(Float(1), Float(2)),
		list(Int(1), mapOf("key", list())), PointValue(Point{SRID: WGS84_3D, X: 1, Y: 2, Z: 3}),
		EnumValue(Enum{"Status", "Good"}), DurationValue(Duration{Months: 1, Days: 2, Seconds: 3, Nanos: 4}),
		DateTimeValue(DateTime{Seconds: 5, Offset: 3600, Zone: "Europe/Paris"}), TimeValue(Time{Nanos: 1, Offset: -3600}),
	} {
		encoded, err := AppendBinary(nil, v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(encoded)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		v, rest, err := DecodeBinary(src, AliasStrings)
		if err != nil {
			return
		}
		if len(rest) >= len(src) || !bytes.HasSuffix(src, rest) {
			t.Fatalf("%d of %d bytes are left", len(rest), len(src))
		}
		encoded, err := AppendBinary(nil, v)
		if err != nil {
			t.Fatalf("%s decodes but does not encode: %v", Literal(v), err)
		}
		again, _, err := DecodeBinary(encoded, CopyStrings)
		if err != nil || !Equivalent(again, v) {
			t.Fatalf("%s came back as %s, %v", Literal(v), Literal(again), err)
		}
		Hash(0, v)
		Format(v)
	})
}

func FuzzParseTemporal(f *testing.F) {
	for _, s := range []string{
		"2015-07-21", "20150721", "2015-W30-2", "2015-202", "2015-Q2-60", "-0044-03-15", "21:40:32.142+01:00", "214032",
		"2015-07-21T21:40:32.142-04[America/New_York]", "1818-07-21T21:40[Europe/Stockholm]",
		"P1Y2M3W4DT5H6M7.8S", "P2012-02-02T14:37:21.545", "P-0.75M", "PT-0.4S", "-P1.5Y",
	} {
		for k := KindDate; k <= KindDuration; k++ {
			f.Add(uint8(k), s)
		}
	}
	f.Fuzz(func(t *testing.T, kind uint8, s string) {
		v, err := ParseTemporal(Kind(kind), s, testNow)
		if err != nil {
			return
		}
		text := Format(v)
		again, err := ParseTemporal(Kind(kind), text, testNow)
		if err != nil || !Equivalent(again, v) {
			t.Fatalf("%q reads as %s, which reads as %s, %v", s, text, Format(again), err)
		}
		if err := CheckStorable(v); err != nil {
			t.Fatalf("%q reads as %s: %v", s, text, err)
		}
	})
}
