package load

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"math/big"
	"time"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"memgraphd/engine/value"
)

// leaf turns a value of a column into one of ours.
func leaf(t parquet.Type, v parquet.Value) (value.Value, error) {
	if v.IsNull() {
		return value.Null, nil
	}
	if l := t.LogicalType(); l != nil {
		if out, ok := logical(l.Value, v); ok {
			return out, nil
		}
	}
	switch v.Kind() {
	case parquet.Boolean:
		return value.Bool(v.Boolean()), nil
	case parquet.Int32:
		return value.Int(int64(v.Int32())), nil
	case parquet.Int64:
		return value.Int(v.Int64()), nil
	case parquet.Int96:
		return julian(v), nil
	case parquet.Float:
		return value.Float(float64(v.Float())), nil
	case parquet.Double:
		return value.Float(v.Double()), nil
	case parquet.ByteArray, parquet.FixedLenByteArray:
		return text(v.ByteArray()), nil
	}
	return value.Null, fmt.Errorf("values of kind %s can't be read", v.Kind())
}

// text makes a string of bytes: of those that are no text, their digits as
// toByteString() reads them, for strings are always UTF-8.
func text(b []byte) value.Value {
	if utf8.Valid(b) {
		return value.String(string(b))
	}
	return value.String("0x" + hex.EncodeToString(b))
}

// logical turns a value into what its logical type says; false if that says
// nothing beyond its kind.
func logical(t format.LogicalTypeValue, v parquet.Value) (value.Value, bool) {
	switch t := t.(type) {
	case *format.DateType:
		return value.DateValue(value.Date{Days: int64(v.Int32())}), true
	case *format.TimeType:
		return value.LocalTimeValue(value.LocalTime{Nanos: integer(v) * unit(t.Unit)}), true
	case *format.TimestampType:
		return timestamp(integer(v), unit(t.Unit), t.IsAdjustedToUTC), true
	case *format.IntType:
		if !t.IsSigned && v.Kind() == parquet.Int32 {
			return value.Int(int64(v.Uint32())), true
		}
	case *format.DecimalType:
		return decimal(v, t.Scale), true
	case *format.Float16Type:
		if b := v.ByteArray(); len(b) == 2 {
			return value.Float(half(binary.LittleEndian.Uint16(b))), true
		}
	case *format.UUIDType:
		if b := v.ByteArray(); len(b) == 16 {
			return value.String(fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])), true
		}
	}
	return value.Null, false
}

func integer(v parquet.Value) int64 {
	if v.Kind() == parquet.Int32 {
		return int64(v.Int32())
	}
	return v.Int64()
}

// unit returns the nanoseconds in a unit of time.
func unit(u format.TimeUnit) int64 {
	if u.Value == nil {
		return int64(time.Millisecond)
	}
	return int64(u.Value.Duration())
}

// timestamp makes an instant of n units since the epoch, or a local time.
func timestamp(n, unit int64, utc bool) value.Value {
	perSecond := int64(time.Second) / unit
	seconds := n / perSecond
	rest := n % perSecond
	if rest < 0 {
		seconds, rest = seconds-1, rest+perSecond
	}
	nanos := int32(rest * unit)
	if utc {
		return value.DateTimeValue(value.DateTime{Seconds: seconds, Nanos: nanos, Zone: "Etc/UTC"})
	}
	return value.LocalDateTimeValue(value.LocalDateTime{Seconds: seconds, Nanos: nanos})
}

// julian reads the deprecated timestamp of 96 bits: nanoseconds of the day, and
// the Julian day.
func julian(v parquet.Value) value.Value {
	const epoch = 2440588 // 1970-01-01
	t := v.Int96()
	nanos := int64(uint64(t[1])<<32 | uint64(t[0]))
	seconds := (int64(t[2])-epoch)*24*60*60 + nanos/int64(time.Second)
	return value.LocalDateTimeValue(value.LocalDateTime{Seconds: seconds, Nanos: int32(nanos % int64(time.Second))})
}

// decimal reads a number scaled by a power of ten.
func decimal(v parquet.Value, scale int32) value.Value {
	var n big.Int
	switch v.Kind() {
	case parquet.Int32, parquet.Int64:
		n.SetInt64(integer(v))
	default:
		b := v.ByteArray() // big-endian, two's complement
		n.SetBytes(b)
		if len(b) > 0 && b[0]&0x80 != 0 {
			n.Sub(&n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
		}
	}
	r := new(big.Rat).SetFrac(&n, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(0, scale))), nil))
	f, _ := r.Float64()
	return value.Float(f)
}

// half reads a float of 16 bits.
func half(b uint16) float64 {
	sign := 1.0
	if b&0x8000 != 0 {
		sign = -1
	}
	exponent, fraction := int(b>>10&0x1f), float64(b&0x3ff)
	switch exponent {
	case 0:
		return sign * math.Ldexp(fraction, -24)
	case 0x1f:
		if fraction == 0 {
			return sign * math.Inf(1)
		}
		return math.NaN()
	}
	return sign * math.Ldexp(1+fraction/1024, exponent-15)
}
