package value

import (
	"encoding/binary"
	"math"
)

// MaxStoredNesting is the depth of lists and maps up to which a value can be a
// property and be written to a file.
const MaxStoredNesting = 100

// tagFloatList is the tag of a list that holds only floats.
const tagFloatList = 32

// AppendBinary appends the encoding of v that logs and snapshots hold, and that
// [DecodeBinary] reads. It refuses what cannot be a property: references into the
// store, paths and graphs, and lists and maps nested deeper than [MaxStoredNesting].
//
// A value is one byte, its [Kind], and then
//
//	null            nothing
//	bool            one byte, 0 or 1
//	int             varint
//	float           8 bytes: IEEE 754 bits, little-endian
//	string          text
//	list            uvarint count, the elements as values
//	map             uvarint count, entries in ascending order of keys: text, value
//	date            varint days
//	local time      varint nanoseconds
//	zoned time      varint nanoseconds, varint offset
//	local datetime  varint seconds, varint nanoseconds
//	zoned datetime  varint seconds, varint nanoseconds, varint offset, text zone
//	duration        varint months, varint days, varint seconds, varint nanoseconds
//	point           uvarint SRID, 2 or 3 floats as above
//	enum            text type, text value
//
// where text is a uvarint count of bytes and these bytes, uvarint and varint are
// those of encoding/binary (varint is zigzag), and all parts mean what the types of
// this package say. A list of only floats is instead the byte 32, a uvarint count
// and 8 bytes for each.
func AppendBinary(dst []byte, v Value) ([]byte, error) {
	if err := checkStorable(v, 0); err != nil {
		return dst, err
	}
	return appendBinary(dst, v), nil
}

// CheckStorable says why a value cannot be a property, if it cannot.
func CheckStorable(v Value) error { return checkStorable(v, 0) }

func checkStorable(v Value, depth int) error {
	if !v.kind.Storable() {
		return typeError("'%s' cannot be used as a property value.", v.kind.TypeWord())
	}
	if v.kind.IsTemporal() && !inTemporalRange(v) {
		return argumentError("A %s out of range cannot be used as a property value.", v.kind.TypeWord())
	}
	if v.kind != KindList && v.kind != KindMap {
		return nil
	}
	if depth++; depth > MaxStoredNesting {
		return argumentError("A list or map nested more than %d levels deep cannot be used as a property value.", MaxStoredNesting)
	}
	if v.kind == KindList {
		for _, e := range v.AsList() {
			if err := checkStorable(e, depth); err != nil {
				return err
			}
		}
		return nil
	}
	for _, e := range v.AsMap() {
		if err := checkStorable(e.Value, depth); err != nil {
			return err
		}
	}
	return nil
}

// The instants that a date and time may have: with an offset, a local time within
// the range of dates can be up to a day outside of it.
var (
	minInstant = (minDays - 1) * secondsPerDay
	maxInstant = (maxDays+2)*secondsPerDay - 1
)

// inTemporalRange reports whether every part of a temporal value is within its
// range; constructors do not check, and values may come from clients.
func inTemporalRange(v Value) bool {
	switch v.kind {
	case KindDate:
		return within(v.AsDate().Days, minDays, maxDays)
	case KindLocalTime:
		return within(v.AsLocalTime().Nanos, 0, nanosPerDay-1)
	case KindTime:
		t := v.AsTime()
		return within(t.Nanos, 0, nanosPerDay-1) && within(int64(t.Offset), -maxOffset, maxOffset)
	case KindLocalDateTime:
		t := v.AsLocalDateTime()
		return within(t.Seconds, minInstant, maxInstant) && within(int64(t.Nanos), 0, nanosPerSecond-1)
	case KindDateTime:
		t := v.AsDateTime()
		return within(t.Seconds, minInstant, maxInstant) && within(int64(t.Nanos), 0, nanosPerSecond-1) &&
			within(int64(t.Offset), -maxOffset, maxOffset)
	default:
		return within(int64(v.AsDuration().Nanos), 0, nanosPerSecond-1)
	}
}

func within(n, low, high int64) bool { return low <= n && n <= high }

func appendBinary(dst []byte, v Value) []byte {
	if v.kind == KindList {
		return appendBinaryList(dst, v.AsList())
	}
	dst = append(dst, byte(v.kind))
	switch v.kind {
	case KindNull:
		return dst
	case KindBool:
		return append(dst, byte(v.num))
	case KindInt, KindDate, KindLocalTime:
		return binary.AppendVarint(dst, int64(v.num))
	case KindFloat:
		return binary.LittleEndian.AppendUint64(dst, v.num)
	case KindString:
		return appendText(dst, v.AsString())
	case KindMap:
		dst = binary.AppendUvarint(dst, v.num)
		for _, e := range v.AsMap() {
			dst = appendBinary(appendText(dst, e.Key), e.Value)
		}
		return dst
	case KindPoint:
		return appendBinaryPoint(dst, v.AsPoint())
	case KindEnum:
		e := v.AsEnum()
		return appendText(appendText(dst, e.Type), e.Value)
	default:
		return appendBinaryTemporal(dst, v)
	}
}

func appendText(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

func appendBinaryList(dst []byte, elems []Value) []byte {
	if onlyFloats(elems) {
		dst = binary.AppendUvarint(append(dst, tagFloatList), uint64(len(elems)))
		for _, e := range elems {
			dst = binary.LittleEndian.AppendUint64(dst, e.num)
		}
		return dst
	}
	dst = binary.AppendUvarint(append(dst, byte(KindList)), uint64(len(elems)))
	for _, e := range elems {
		dst = appendBinary(dst, e)
	}
	return dst
}

func onlyFloats(elems []Value) bool {
	for _, e := range elems {
		if e.kind != KindFloat {
			return false
		}
	}
	return len(elems) > 0
}

func appendBinaryPoint(dst []byte, p Point) []byte {
	dst = binary.AppendUvarint(dst, uint64(p.SRID))
	dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(p.X))
	dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(p.Y))
	if p.SRID.Is3D() {
		dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(p.Z))
	}
	return dst
}

// appendBinaryTemporal appends the payload of the temporal kinds that do not fit
// into the value itself.
func appendBinaryTemporal(dst []byte, v Value) []byte {
	switch v.kind {
	case KindTime:
		t := v.AsTime()
		return binary.AppendVarint(binary.AppendVarint(dst, t.Nanos), int64(t.Offset))
	case KindLocalDateTime:
		t := v.AsLocalDateTime()
		return binary.AppendVarint(binary.AppendVarint(dst, t.Seconds), int64(t.Nanos))
	case KindDateTime:
		t := v.AsDateTime()
		dst = binary.AppendVarint(binary.AppendVarint(dst, t.Seconds), int64(t.Nanos))
		return appendText(binary.AppendVarint(dst, int64(t.Offset)), t.Zone)
	default:
		d := v.AsDuration()
		dst = binary.AppendVarint(binary.AppendVarint(dst, d.Months), d.Days)
		return binary.AppendVarint(binary.AppendVarint(dst, d.Seconds), int64(d.Nanos))
	}
}
