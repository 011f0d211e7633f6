package index

import (
	"encoding/binary"
	"math/bits"
	"strings"

	"memgraphd/engine/value"
)

// The first byte of an encoded value places its type among the others, in the
// order of [value.Order]. endOfList is below all of them and aboveAll above.
const (
	endOfList byte = 0x00 // also ends a string
	elided    byte = 0x01 // stands for an element nested too deep to be compared

	tagMap                 byte = 0x10
	tagVirtualNode         byte = 0x13
	tagNode                byte = 0x14
	tagVirtualRelationship byte = 0x15
	tagRelationship        byte = 0x16
	tagList                byte = 0x18
	tagPath                byte = 0x1c
	tagVirtualGraph        byte = 0x1d
	tagGraph               byte = 0x1e
	tagPoint               byte = 0x20
	tagDateTime            byte = 0x30
	tagLocalDateTime       byte = 0x34
	tagDate                byte = 0x38
	tagTime                byte = 0x3c
	tagLocalTime           byte = 0x40
	tagDuration            byte = 0x44
	tagEnum                byte = 0x50
	tagString              byte = 0x60
	tagBool                byte = 0x70
	tagNumber              byte = 0x80
	tagNull                byte = 0xf0

	aboveAll byte = 0xff // behind a key: above all keys that begin with it
)

var tags = [...]byte{
	value.KindNull: tagNull, value.KindBool: tagBool, value.KindInt: tagNumber,
	value.KindFloat: tagNumber, value.KindString: tagString, value.KindList: tagList,
	value.KindMap: tagMap, value.KindDate: tagDate, value.KindLocalTime: tagLocalTime,
	value.KindTime: tagTime, value.KindLocalDateTime: tagLocalDateTime,
	value.KindDateTime: tagDateTime, value.KindDuration: tagDuration,
	value.KindPoint: tagPoint, value.KindEnum: tagEnum, value.KindNode: tagNode,
	value.KindRelationship: tagRelationship, value.KindPath: tagPath, value.KindGraph: tagGraph,
	value.KindVirtualNode: tagVirtualNode, value.KindVirtualRelationship: tagVirtualRelationship,
	value.KindVirtualGraph: tagVirtualGraph,
}

// AppendKey appends the encoding of a tuple. Encodings compare bytewise as the
// tuples do by [value.Order], and are equal exactly where it says 0. No encoding
// of one value is the beginning of another's. References into the store, which
// cannot be properties, are told apart only by their kind.
func AppendKey(dst []byte, key ...value.Value) []byte {
	for _, v := range key {
		dst = appendValue(dst, v, 0)
	}
	return dst
}

func appendValue(dst []byte, v value.Value, depth int) []byte {
	dst = append(dst, tags[v.Kind()])
	switch v.Kind() {
	case value.KindInt:
		return appendNumber(dst, intNumber(v.AsInt()))
	case value.KindFloat:
		return appendNumber(dst, floatNumber(v.AsFloat()))
	case value.KindString:
		return appendString(dst, v.AsString())
	case value.KindBool:
		if v.AsBool() {
			return append(dst, 1)
		}
		return append(dst, 0)
	case value.KindList:
		return appendList(dst, v.AsList(), depth+1)
	case value.KindMap:
		return appendMap(dst, v.AsMap(), depth+1)
	case value.KindPoint:
		return appendPoint(dst, v.AsPoint())
	case value.KindEnum:
		e := v.AsEnum()
		return appendString(appendString(dst, e.Type), e.Value)
	}
	return appendTemporal(dst, v)
}

func appendTemporal(dst []byte, v value.Value) []byte {
	switch v.Kind() {
	case value.KindDate:
		return appendInt(dst, v.AsDate().Days)
	case value.KindLocalTime:
		return appendInt(dst, v.AsLocalTime().Nanos)
	case value.KindTime:
		t := v.AsTime()
		return appendInt32(appendInt(dst, t.Nanos-int64(t.Offset)*1e9), t.Offset)
	case value.KindLocalDateTime:
		t := v.AsLocalDateTime()
		return appendInt32(appendInt(dst, t.Seconds), t.Nanos)
	case value.KindDateTime:
		t := v.AsDateTime()
		dst = appendInt32(appendInt(dst, t.Seconds), t.Nanos)
		return appendString(appendInt32(dst, t.Offset), t.Zone)
	case value.KindDuration:
		return appendDuration(dst, v.AsDuration())
	}
	return dst
}

func appendNumber(dst []byte, n number) []byte {
	dst = binary.BigEndian.AppendUint64(dst, n.word)
	return binary.BigEndian.AppendUint16(dst, uint16(n.rest>>idBits))
}

func decodeNumber(key []byte) number {
	return number{binary.BigEndian.Uint64(key), uint64(binary.BigEndian.Uint16(key[8:])) << idBits}
}

// appendString appends s and an end that sorts below every continuation; a zero
// byte inside is followed by 0xff to tell it from the end.
func appendString(dst []byte, s string) []byte { return append(appendBytes(dst, s), endOfList) }

// appendBytes is appendString without the end.
func appendBytes(dst []byte, s string) []byte {
	for {
		i := strings.IndexByte(s, 0)
		if i < 0 {
			return append(dst, s...)
		}
		dst = append(append(dst, s[:i+1]...), 0xff)
		s = s[i+1:]
	}
}

func appendList(dst []byte, elems []value.Value, depth int) []byte {
	for _, e := range elems {
		if depth > value.MaxNesting {
			dst = append(dst, elided)
			continue
		}
		dst = appendValue(dst, e, depth)
	}
	return append(dst, endOfList)
}

// appendMap puts size, keys and values one behind the other, as maps are ordered.
func appendMap(dst []byte, entries []value.Entry, depth int) []byte {
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(entries)))
	for _, e := range entries {
		dst = appendString(dst, e.Key)
	}
	if depth > value.MaxNesting {
		return dst
	}
	for _, e := range entries {
		dst = appendValue(dst, e.Value, depth)
	}
	return dst
}

func appendPoint(dst []byte, p value.Point) []byte {
	dst = appendInt32(dst, int32(p.SRID))
	for _, f := range [...]float64{p.X, p.Y, p.Z} {
		dst = binary.BigEndian.AppendUint64(dst, orderedBits(f))
	}
	return dst
}

// appendDuration puts the average length first, in seconds of 128 bits: a month
// counts 30.436875 days.
func appendDuration(dst []byte, d value.Duration) []byte {
	const month, day = 2629746, 86400
	high, low := mulWide(d.Months, month)
	high, low = addWide(high, low, d.Days, day)
	high, low = addWide(high, low, d.Seconds, 1)
	dst = appendInt(dst, int64(high))
	dst = binary.BigEndian.AppendUint64(dst, low)
	dst = appendInt32(dst, d.Nanos)
	return appendInt(appendInt(dst, d.Months), d.Days)
}

// mulWide is a signed product in 128 bits of two's complement.
func mulWide(a int64, positive uint64) (high, low uint64) {
	high, low = bits.Mul64(uint64(a), positive)
	if a < 0 {
		high -= positive
	}
	return high, low
}

func addWide(high, low uint64, a int64, positive uint64) (uint64, uint64) {
	h, l := mulWide(a, positive)
	low, carry := bits.Add64(low, l, 0)
	high, _ = bits.Add64(high, h, carry)
	return high, low
}

func appendInt(dst []byte, i int64) []byte {
	return binary.BigEndian.AppendUint64(dst, uint64(i)^signBit)
}

func appendInt32(dst []byte, i int32) []byte {
	return binary.BigEndian.AppendUint32(dst, uint32(i)^1<<31)
}

// successor turns key into the least byte string above all that begin with it;
// nil if there is none. It works in place.
func successor(key []byte) []byte {
	for i := len(key) - 1; i >= 0; i-- {
		if key[i] != 0xff {
			key[i]++
			return key[:i+1]
		}
	}
	return nil
}
