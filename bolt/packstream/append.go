package packstream

import (
	"encoding/binary"
	"math"
)

// AppendNull appends null.
func AppendNull(dst []byte) []byte { return append(dst, markerNull) }

// AppendBool appends a boolean.
func AppendBool(dst []byte, b bool) []byte {
	if b {
		return append(dst, markerTrue)
	}
	return append(dst, markerFalse)
}

// AppendInt appends an integer in its shortest form.
func AppendInt(dst []byte, i int64) []byte {
	switch {
	case i >= -16 && i <= math.MaxInt8:
		return append(dst, byte(i))
	case i >= math.MinInt8 && i <= math.MaxInt8:
		return append(dst, markerInt8, byte(i))
	case i >= math.MinInt16 && i <= math.MaxInt16:
		return append(dst, markerInt16, byte(i>>8), byte(i))
	case i >= math.MinInt32 && i <= math.MaxInt32:
		return binary.BigEndian.AppendUint32(append(dst, markerInt32), uint32(i))
	default:
		return binary.BigEndian.AppendUint64(append(dst, markerInt64), uint64(i))
	}
}

// AppendFloat appends a floating-point number.
func AppendFloat(dst []byte, f float64) []byte {
	return binary.BigEndian.AppendUint64(append(dst, markerFloat), math.Float64bits(f))
}

// AppendString appends a string, which must be UTF-8 of less than 4 GiB.
func AppendString(dst []byte, s string) []byte {
	dst = appendSize(dst, len(s), markerTinyString, markerString8)
	return append(dst, s...)
}

// AppendStringBytes appends a string whose bytes are b.
func AppendStringBytes(dst, b []byte) []byte {
	dst = appendSize(dst, len(b), markerTinyString, markerString8)
	return append(dst, b...)
}

// AppendList appends the header of a list of n elements, which follow.
func AppendList(dst []byte, n int) []byte {
	return appendSize(dst, n, markerTinyList, markerList8)
}

// AppendMap appends the header of a map of n entries, which follow, each a
// string and a value.
func AppendMap(dst []byte, n int) []byte {
	return appendSize(dst, n, markerTinyMap, markerMap8)
}

// AppendStruct appends the header of a structure of n fields, n < 16, which follow.
func AppendStruct(dst []byte, n int, tag byte) []byte {
	return append(dst, markerTinyStruct|byte(n), tag)
}

// appendSize appends a size in its shortest form: within the tiny marker, or
// behind the marker wide (one byte) or one of its two successors.
func appendSize(dst []byte, n int, tiny, wide byte) []byte {
	switch {
	case n < 16:
		return append(dst, tiny|byte(n))
	case n <= math.MaxUint8:
		return append(dst, wide, byte(n))
	case n <= math.MaxUint16:
		return append(dst, wide+1, byte(n>>8), byte(n))
	default:
		return binary.BigEndian.AppendUint32(append(dst, wide+2), uint32(n))
	}
}
