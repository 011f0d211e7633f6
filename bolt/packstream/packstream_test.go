package packstream

import (
	"bytes"
	"encoding/hex"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/engine/value"
)

var testLimits = Limits{Depth: 100, Memory: 64 << 20}

// decode reads one value that fills src.
func decode(src []byte) (value.Value, error) {
	var d Decoder
	d.Reset(src, testLimits)
	v := d.Value()
	d.End()
	if d.Err() != nil {
		return value.Null, d.Err()
	}
	return v, d.Unsupported()
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawValue(t, 3)
		utc := rapid.Bool().Draw(t, "utc")
		encoded, err := AppendValue(nil, v, utc)
		if err != nil {
			t.Fatal(err)
		}
		back, err := decode(encoded)
		if err != nil {
			t.Fatalf("%x: %v", encoded, err)
		}
		again, err := AppendValue(nil, back, utc)
		if err != nil || !bytes.Equal(again, encoded) {
			t.Fatalf("%x came back as %x, %v", encoded, again, err)
		}
	})
}

// TestForms pins the bytes of values, in their shortest form.
func TestForms(t *testing.T) {
	list := func(n int) value.Value { return value.List(make([]value.Value, n)) }
	for _, c := range []struct {
		name  string
		v     value.Value
		bytes string
	}{
		{"null", value.Null, "c0"},
		{"false", value.Bool(false), "c2"},
		{"true", value.Bool(true), "c3"},
		{"0", value.Int(0), "00"},
		{"127", value.Int(127), "7f"},
		{"128", value.Int(128), "c90080"},
		{"-16", value.Int(-16), "f0"},
		{"-17", value.Int(-17), "c8ef"},
		{"-128", value.Int(-128), "c880"},
		{"-129", value.Int(-129), "c9ff7f"},
		{"-32768", value.Int(-32768), "c98000"},
		{"32768", value.Int(32768), "ca00008000"},
		{"min int32", value.Int(math.MinInt32), "ca80000000"},
		{"above int32", value.Int(math.MaxInt32 + 1), "cb0000000080000000"},
		{"min int64", value.Int(math.MinInt64), "cb8000000000000000"},
		{"-0.0", value.Float(math.Copysign(0, -1)), "c18000000000000000"},
		{"empty string", value.String(""), "80"},
		{"15 bytes", value.String(strings.Repeat("a", 15)), "8f" + strings.Repeat("61", 15)},
		{"16 bytes", value.String(strings.Repeat("a", 16)), "d010" + strings.Repeat("61", 16)},
		{"256 bytes", value.String(strings.Repeat("a", 256)), "d10100" + strings.Repeat("61", 256)},
		{"65536 bytes", value.String(strings.Repeat("a", 65536)), "d200010000" + strings.Repeat("61", 65536)},
		{"16 elements", list(16), "d410" + strings.Repeat("c0", 16)},
		{"256 elements", list(256), "d50100" + strings.Repeat("c0", 256)},
		{"65536 elements", list(65536), "d600010000" + strings.Repeat("c0", 65536)},
		{"map", value.Map([]value.Entry{{Key: "b"}, {Key: "a"}}), "a28161c08162c0"},
		{"date", value.DateValue(value.Date{Days: -1}), "b144ff"},
		{"local time", value.LocalTimeValue(value.LocalTime{Nanos: 1}), "b17401"},
		{"time", value.TimeValue(value.Time{Nanos: 1, Offset: 60}), "b254013c"},
		{"local datetime", value.LocalDateTimeValue(value.LocalDateTime{Seconds: 1, Nanos: 2}), "b2640102"},
		{"datetime", value.DateTimeValue(value.DateTime{Seconds: 1, Nanos: 2, Offset: 3}), "b349010203"},
		{"duration", value.DurationValue(value.Duration{Months: 1, Days: 2, Seconds: 3, Nanos: 4}), "b44501020304"},
		{"point", value.PointValue(value.Point{SRID: 7203, X: 1}), "b358c91c23c13ff0000000000000c10000000000000000"},
		{"3D point", value.PointValue(value.Point{SRID: 9157, X: 1}), "b459c923c5c13ff0000000000000c10000000000000000c10000000000000000"},
		{"enum", value.EnumValue(value.Enum{Type: "S", Value: "v"}), "a2865f5f74797065876d675f656e756d875f5f76616c756584533a3a76"},
	} {
		got, err := AppendValue(nil, c.v, true)
		if want := unhex(c.bytes); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is % x, %v; want % x", c.name, got, err, want)
		}
		if v, err := decode(got); err != nil || v.Kind() != c.v.Kind() {
			t.Errorf("%s came back as %s, %v", c.name, v.Kind(), err)
		}
	}
}

func unhex(s string) []byte {
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		panic(err)
	}
	return b
}

func TestReferencesAreNotSent(t *testing.T) {
	for _, v := range []value.Value{
		value.NodeRef(1), value.List([]value.Value{value.RelationshipRef(1)}),
		value.Map([]value.Entry{{Key: "p", Value: value.PathValue(&value.Path{})}}),
	} {
		if _, err := AppendValue(nil, v, true); err == nil {
			t.Errorf("a %s was encoded", v.Kind())
		}
	}
}

// TestDateTimes compares the two notations of the same instant.
func TestDateTimes(t *testing.T) {
	berlin := "8d4575726f70652f4265726c696e"
	for _, c := range []struct {
		utc, local string
		want       value.DateTime
	}{
		{"b349 0a 00 c90e10", "b346 c90e1a 00 c90e10", value.DateTime{Seconds: 10, Offset: 3600}},
		{"b369 0a 00" + berlin, "b366 c90e1a 00" + berlin, value.DateTime{Seconds: 10, Offset: 3600, Zone: "Europe/Berlin"}},
		// In the hour that comes twice the first is meant: 2020-10-25T02:30+02:00.
		{"b369 ca5f94c658 00" + berlin, "b366 ca5f94e278 00" + berlin, value.DateTime{Seconds: 0x5f94c658, Offset: 7200, Zone: "Europe/Berlin"}},
	} {
		for _, src := range []string{c.utc, c.local} {
			v, err := decode(unhex(src))
			if err != nil || v.Kind() != value.KindDateTime || v.AsDateTime() != c.want {
				t.Errorf("%s is %+v, %v; want %+v", src, v.AsDateTime(), err, c.want)
			}
		}
		if got := AppendDateTime(nil, c.want, true); !bytes.Equal(got, unhex(c.utc)) {
			t.Errorf("%+v in UTC is %x, want %s", c.want, got, c.utc)
		}
		if got := AppendDateTime(nil, c.want, false); !bytes.Equal(got, unhex(c.local)) {
			t.Errorf("%+v in local time is %x, want %s", c.want, got, c.local)
		}
	}
}

func TestDurationsAreNormalised(t *testing.T) {
	for _, c := range []struct {
		src  string
		want value.Duration
	}{
		{"b445 00 00 00 ff", value.Duration{Seconds: -1, Nanos: 999_999_999}},
		{"b445 00 00 01 ca3b9aca00", value.Duration{Seconds: 2}},
		{"b445 00 00 00 cb8000000000000000", value.Duration{Seconds: -9223372037, Nanos: 145224192}},
	} {
		v, err := decode(unhex(c.src))
		if err != nil || v.AsDuration() != c.want {
			t.Errorf("%s is %+v, %v; want %+v", c.src, v.AsDuration(), err, c.want)
		}
	}
}
