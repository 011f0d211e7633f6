// Package order sorts rows of columns as ORDER BY does: by [value.Order], stable,
// any number of keys.
package order

import (
	"math"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// A prefix stands for a value in 64 bits such that a smaller prefix means a
// smaller value: five bits for the place of its kind in the order, and as much
// of the value as fits behind them. Values with the same prefix may differ
// unless the prefixes are exact.

// ranks places the kinds as value.Order does.
var ranks = [...]uint64{
	value.KindMap: 0, value.KindVirtualNode: 1, value.KindNode: 2, value.KindVirtualRelationship: 3,
	value.KindRelationship: 4, value.KindList: 5, value.KindPath: 6, value.KindVirtualGraph: 7,
	value.KindGraph: 8, value.KindPoint: 9, value.KindDateTime: 10, value.KindLocalDateTime: 11,
	value.KindDate: 12, value.KindTime: 13, value.KindLocalTime: 14, value.KindDuration: 15,
	value.KindEnum: 16, value.KindString: 17, value.KindBool: 18, value.KindInt: 19,
	value.KindFloat: 19, value.KindNull: 20,
}

const (
	textRank  = 17 << rankShift
	rankShift = 59
	payload   = 1<<rankShift - 1
)

// Prefixes writes the prefix of each row of sel to dst, inverted for descending
// order, and reports whether they are exact.
func Prefixes(c *column.Column, sel []int32, descending bool, dst []uint64) (exact bool) {
	return prefixesFrom(c, sel, descending, 0, dst)
}

// prefixesFrom is Prefixes of what is behind the first from bytes of texts, if c
// holds nothing else.
func prefixesFrom(c *column.Column, sel []int32, descending bool, from int, dst []uint64) (exact bool) {
	exact = true
	if isText(c) {
		for i, r := range sel {
			s := c.Strings[r]
			p, ok := text(s[min(from, len(s)):])
			dst[i], exact = textRank|p, exact && ok
		}
	} else {
		exact = fill(c, sel, dst)
	}
	if descending {
		for i := range dst[:len(sel)] {
			dst[i] = ^dst[i]
		}
	}
	return exact
}

func fill(c *column.Column, sel []int32, dst []uint64) bool {
	exact := true
	if c.Type == column.Int && c.Valid == nil {
		for i, r := range sel {
			p, ok := number(float64(c.Ints[r]))
			dst[i] = p
			exact = exact && ok && wellInside(c.Ints[r])
		}
		return exact
	}
	if c.Type == column.Float && c.Valid == nil {
		for i, r := range sel {
			p, ok := number(c.Floats[r])
			dst[i], exact = p, exact && ok
		}
		return exact
	}
	for i, r := range sel {
		p, ok := prefix(c.Value(int(r)))
		dst[i], exact = p, exact && ok
	}
	return exact
}

// wellInside reports whether an integer is a float as well.
func wellInside(i int64) bool { return i < 1<<53 && i > -1<<53 }

func prefix(v value.Value) (p uint64, exact bool) {
	rank := ranks[v.Kind()] << rankShift
	switch v.Kind() {
	case value.KindInt:
		p, exact = number(float64(v.AsInt()))
		return p, exact && wellInside(v.AsInt())
	case value.KindFloat:
		return number(v.AsFloat())
	case value.KindString:
		p, exact = text(v.AsString())
		return rank | p, exact
	case value.KindBool:
		if v.AsBool() {
			rank |= 1
		}
		return rank, true
	case value.KindNode, value.KindRelationship:
		return rank | min(v.AsID(), payload), v.AsID() < payload
	case value.KindNull:
		return rank, true
	}
	return rank, false
}

// number maps floats to integers of the same order; NaN comes last.
func number(f float64) (p uint64, exact bool) {
	const rank = 19 << rankShift
	if f != f {
		return rank | payload, true
	}
	if f == 0 {
		f = 0 // not -0
	}
	bits := math.Float64bits(f)
	if bits>>63 != 0 {
		bits = ^bits
	} else {
		bits |= 1 << 63
	}
	exact = bits<<rankShift == 0 || bits<<rankShift == 31<<rankShift
	return rank | bits>>5, exact
}

// isText reports whether a column holds texts only.
func isText(c *column.Column) bool { return c.Type == column.String && c.Valid == nil }

// textPrefix is the number of bytes of a text that a prefix holds.
const textPrefix = 7

// text takes the first bytes of a string, and its length if that is no more.
func text(s string) (p uint64, exact bool) {
	if len(s) >= 8 {
		head := uint64(s[0])<<56 | uint64(s[1])<<48 | uint64(s[2])<<40 | uint64(s[3])<<32 |
			uint64(s[4])<<24 | uint64(s[5])<<16 | uint64(s[6])<<8
		return head>>5 | textPrefix, false
	}
	for i := range len(s) {
		p |= uint64(s[i]) << (51 - 8*i)
	}
	return p | uint64(len(s)), true
}
