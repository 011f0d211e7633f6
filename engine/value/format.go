package value

import (
	"math"
	"strconv"
)

// Format returns v as toString() shows it: strings and temporal values bare,
// floats with the fewest digits that read back the same, everything else as a
// Cypher literal.
func Format(v Value) string {
	if v.kind == KindString {
		return v.AsString()
	}
	return string(AppendFormat(nil, v))
}

// AppendFormat appends what [Format] returns.
func AppendFormat(dst []byte, v Value) []byte {
	switch {
	case v.kind == KindString:
		return append(dst, v.AsString()...)
	case v.kind == KindFloat:
		return appendFloat(dst, v.AsFloat())
	case v.kind.IsTemporal():
		return appendTemporal(dst, v)
	case v.kind == KindPoint:
		return appendPoint(dst, v.AsPoint())
	case v.kind == KindEnum:
		e := v.AsEnum()
		return append(append(append(dst, e.Type...), "::"...), e.Value...)
	default:
		return appendCypher(dst, v, 0)
	}
}

// appendFloat writes a float so that it looks like one: 1.0, 0.00001, 1e308. Very
// large and very small numbers get an exponent.
func appendFloat(dst []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(dst, "NaN"...)
	case math.IsInf(f, 1):
		return append(dst, "Infinity"...)
	case math.IsInf(f, -1):
		return append(dst, "-Infinity"...)
	}
	if magnitude := math.Abs(f); magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21) {
		return appendExponent(dst, f)
	}
	dst = strconv.AppendFloat(dst, f, 'f', -1, 64)
	if f == math.Trunc(f) {
		dst = append(dst, ".0"...)
	}
	return dst
}

// appendExponent writes the exponent without a plus and without leading zeros.
func appendExponent(dst []byte, f float64) []byte {
	start := len(dst)
	dst = strconv.AppendFloat(dst, f, 'e', -1, 64)
	e := start
	for dst[e] != 'e' {
		e++
	}
	digits := e + 2 // after the e and the sign, which are always there
	for dst[digits] == '0' {
		digits++
	}
	if dst[e+1] == '-' {
		return append(dst[:e+2], dst[digits:]...)
	}
	return append(dst[:e+1], dst[digits:]...)
}

// appendPoint writes the call that makes the point.
func appendPoint(dst []byte, p Point) []byte {
	dst = appendFloat(append(dst, "point({x: "...), p.X)
	dst = appendFloat(append(dst, ", y: "...), p.Y)
	if p.SRID.Is3D() {
		dst = appendFloat(append(dst, ", z: "...), p.Z)
	}
	return append(append(append(dst, ", crs: '"...), p.SRID.Name()...), "'})"...)
}
