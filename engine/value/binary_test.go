package value

import (
	"encoding/hex"
	"errors"
	"math"
	"strings"
	"testing"
)

// TestBinaryGolden pins the bytes that files hold. A change here breaks files.
func TestBinaryGolden(t *testing.T) {
	for _, c := range []struct {
		v    Value
		want string
	}{
		{Null, "00"},
		{Bool(false), "01 00"},
		{Bool(true), "01 01"},
		{Int(0), "02 00"},
		{Int(-1), "02 01"},
		{Int(300), "02 d804"},
		{Int(math.MinInt64), "02 ffffffffffffffffff01"},
		{Float(1.5), "03 000000000000f83f"},
		{String("né"), "04 03 6ec3a9"},
		{list(), "05 00"},
		{list(Int(1), Null, list(Bool(true))), "05 03 0202 00 05010101"},
		{list(Float(1), Float(-2)), "20 02 000000000000f03f 00000000000000c0"},
		{list(Float(1), Int(2)), "05 02 03000000000000f03f 0204"},
		{Map([]Entry{{"b", Int(1)}, {"a", String("")}}), "06 02 0161 0400 0162 0202"},
		{parse(t, KindDate, "1970-01-02"), "07 02"},
		{parse(t, KindLocalTime, "00:00:00.000000064"), "08 8001"},
		{parse(t, KindTime, "00:00:00.000000001+00:01"), "09 02 78"},
		{parse(t, KindLocalDateTime, "1969-12-31T23:59:59.5"), "0a 01 8094ebdc03"},
		{parse(t, KindDateTime, "1970-01-01T00:00Z[UTC]"), "0b 00 00 00 03 555443"},
		{parse(t, KindDuration, "P1M-1DT2S"), "0c 02 01 04 00"},
		{PointValue(Point{SRID: Cartesian, X: 1, Y: 2}), "0d a338 000000000000f03f 0000000000000040"},
		{PointValue(Point{SRID: WGS84_3D, X: 1, Y: 2, Z: 0}), "0d f326 000000000000f03f 0000000000000040 0000000000000000"},
		{EnumValue(Enum{"A", "b"}), "0e 0141 0162"},
	} {
		want := strings.ReplaceAll(c.want, " ", "")
		got, err := AppendBinary(nil, c.v)
		if err != nil || hex.EncodeToString(got) != want {
			t.Errorf("%s: %x, %v, expected %s", Literal(c.v), got, err, c.want)
		}
		back, rest, err := DecodeBinary(got, CopyStrings)
		if err != nil || len(rest) != 0 || !Equivalent(back, c.v) {
			t.Errorf("%s came back as %s, %v", Literal(c.v), Literal(back), err)
		}
	}
}

func TestBinaryRefuses(t *testing.T) {
	for _, c := range []struct {
		v    Value
		want string
	}{
		{NodeRef(1), "'vertex' cannot be used as a property value."},
		{list(RelationshipRef(1)), "'edge' cannot be used as a property value."},
		{mapOf("a", list(PathValue(&Path{Nodes: []uint64{1}}))), "'path' cannot be used as a property value."},
		{GraphValue(&Graph{}), "'graph' cannot be used as a property value."},
		{nest(Int(1), MaxStoredNesting+1), "A list or map nested more than 100 levels deep cannot be used as a property value."},
		{list(DateValue(Date{Days: math.MaxInt64})), "A date out of range cannot be used as a property value."},
		{DateTimeValue(DateTime{Nanos: -1}), "A zoned_date_time out of range cannot be used as a property value."},
		{LocalTimeValue(LocalTime{Nanos: nanosPerDay}), "A local_time out of range cannot be used as a property value."},
	} {
		got, err := AppendBinary([]byte("x"), c.v)
		if string(got) != "x" || err == nil || err.Error() != c.want {
			t.Errorf("%s: %q, %v, expected %s", Literal(c.v), got, err, c.want)
		}
	}
	if _, err := AppendBinary(nil, nest(Int(1), MaxStoredNesting)); err != nil {
		t.Errorf("the deepest value is refused: %v", err)
	}
}

func TestDecodeCorrupt(t *testing.T) {
	for _, c := range []struct {
		bytes  string
		offset int
		reason string
	}{
		{"", 0, "the value is cut short"},
		{"01", 1, "the value is cut short"},
		{"0102", 2, "a boolean is neither 0 nor 1"},
		{"02", 1, "a number is cut short or too long"},
		{"02ffffffffffffffffffff01", 1, "a number is cut short or too long"},
		{"0300000000", 1, "the value is cut short"},
		{"04ffffffffffffffffff01", 11, "the value is cut short"},
		{"0405616263", 2, "the value is cut short"},
		{"05ffffffff0f00", 6, "more elements than there are bytes"},
		{"200200000000000000000000", 2, "more elements than there are bytes"},
		{"0602016100016100", 8, "the keys of a map are out of order"},
		{"0602016200016100", 8, "the keys of a map are out of order"},
		{"07ffffffffffffffffff01", 11, "the date is out of range"},
		{"0801", 2, "the local_time is out of range"},
		{"0a0080a8d6b907", 7, "the local_date_time is out of range"},
		{"0900ffffffff7f", 7, "a number is too large"},
		{"0d01", 2, "unknown SRID 1"},
		{"0f01", 1, "unknown tag 15"},
		{"ff", 1, "unknown tag 255"},
		{strings.Repeat("0501", MaxStoredNesting+1) + "00", 2*MaxStoredNesting + 1, "lists and maps are nested too deep"},
	} {
		src, err := hex.DecodeString(c.bytes)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = DecodeBinary(src, CopyStrings)
		var corrupt *CorruptError
		if !errors.As(err, &corrupt) || corrupt.Offset != c.offset || corrupt.Reason != c.reason {
			t.Errorf("%s: %v, expected byte %d: %s", c.bytes, err, c.offset, c.reason)
		}
	}
}

// Every proper prefix of an encoding must be refused.
func TestDecodeCutShort(t *testing.T) {
	v := Map([]Entry{
		{"a", list(Float(1), Float(2))},
		{"b", parse(t, KindDateTime, "2024-01-01T00:00[Europe/Paris]")},
		{"c", PointValue(Point{SRID: WGS84_3D, X: 1, Y: 2, Z: 3})},
		{"d", EnumValue(Enum{"E", "v"})},
		{"e", String("text")},
	})
	encoded, err := AppendBinary(nil, v)
	if err != nil {
		t.Fatal(err)
	}
	for n := range encoded {
		if _, _, err := DecodeBinary(encoded[:n], CopyStrings); err == nil {
			t.Errorf("%d of %d bytes decode", n, len(encoded))
		}
	}
}

func TestDecodeStringModes(t *testing.T) {
	src, err := AppendBinary(nil, String("abc"))
	if err != nil {
		t.Fatal(err)
	}
	copied, _, _ := DecodeBinary(src, CopyStrings)
	aliased, _, _ := DecodeBinary(src, AliasStrings)
	src[2] = 'X'
	if copied.AsString() != "abc" || aliased.AsString() != "Xbc" {
		t.Errorf("copied %q, aliased %q", copied.AsString(), aliased.AsString())
	}
}
