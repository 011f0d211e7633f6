package value

import (
	"math"
	"strconv"
)

// Literal returns v as a Cypher expression that evaluates to it, for DUMP DATABASE
// and for messages. References into the store have no such expression; they are
// shown by their ids, and so deep a nesting as [MaxNesting] is cut short.
func Literal(v Value) string { return string(appendCypher(nil, v, 0)) }

// appendCypher appends what [Literal] returns.
func appendCypher(dst []byte, v Value, depth int) []byte {
	switch v.kind {
	case KindNull:
		return append(dst, "null"...)
	case KindBool:
		return strconv.AppendBool(dst, v.AsBool())
	case KindInt:
		return strconv.AppendInt(dst, v.AsInt(), 10)
	case KindFloat:
		return appendFloatExpression(dst, v.AsFloat())
	case KindString:
		return AppendQuoted(dst, v.AsString())
	case KindList:
		return appendList(dst, v.AsList(), depth+1)
	case KindMap:
		return appendMap(dst, v.AsMap(), depth+1)
	case KindPoint:
		return appendPointCall(dst, v.AsPoint())
	case KindEnum:
		e := v.AsEnum()
		return appendEnumName(append(appendEnumName(dst, e.Type), "::"...), e.Value)
	case KindNode, KindRelationship, KindPath, KindGraph:
		return appendReference(dst, v)
	case KindVirtualNode, KindVirtualRelationship, KindVirtualGraph:
		return appendVirtual(dst, v)
	default:
		dst = append(append(dst, temporalFunctions[v.kind]...), `("`...)
		return append(appendTemporal(dst, v), `")`...)
	}
}

var temporalFunctions = [...]string{
	KindDate: "DATE", KindLocalTime: "LOCALTIME", KindTime: "TIME",
	KindLocalDateTime: "LOCALDATETIME", KindDateTime: "DATETIME", KindDuration: "DURATION",
}

// appendFloatExpression writes NaN and the infinities, which have no literal, as
// the divisions that give them.
func appendFloatExpression(dst []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(dst, "(0.0 / 0.0)"...)
	case math.IsInf(f, 1):
		return append(dst, "(1.0 / 0.0)"...)
	case math.IsInf(f, -1):
		return append(dst, "(-1.0 / 0.0)"...)
	}
	return appendFloat(dst, f)
}

func appendPointCall(dst []byte, p Point) []byte {
	dst = appendFloatExpression(append(dst, "POINT({ x: "...), p.X)
	dst = appendFloatExpression(append(dst, ", y: "...), p.Y)
	if p.SRID.Is3D() {
		dst = appendFloatExpression(append(dst, ", z: "...), p.Z)
	}
	dst = strconv.AppendInt(append(dst, ", srid: "...), int64(p.SRID), 10)
	return append(dst, " })"...)
}

func appendList(dst []byte, elems []Value, depth int) []byte {
	if depth > MaxNesting {
		return append(dst, "[…]"...)
	}
	dst = append(dst, '[')
	for i, e := range elems {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = appendCypher(dst, e, depth)
	}
	return append(dst, ']')
}

func appendMap(dst []byte, entries []Entry, depth int) []byte {
	if depth > MaxNesting {
		return append(dst, "{…}"...)
	}
	dst = append(dst, '{')
	for i, e := range entries {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = append(AppendName(dst, e.Key), ": "...)
		dst = appendCypher(dst, e.Value, depth)
	}
	return append(dst, '}')
}

func appendReference(dst []byte, v Value) []byte {
	switch v.kind {
	case KindNode:
		return appendID(dst, "(#", v.AsID(), ")")
	case KindRelationship:
		return appendID(dst, "[#", v.AsID(), "]")
	case KindPath:
		p := v.AsPath()
		for i, node := range p.Nodes {
			dst = appendID(dst, "(#", node, ")")
			if i < len(p.Rels) {
				dst = appendID(dst, "-[#", p.Rels[i], "]-")
			}
		}
		return dst
	}
	g := v.AsGraph()
	dst = appendIDs(append(dst, "{nodes: ["...), "(#", g.Nodes, ")")
	dst = appendIDs(append(dst, "], edges: ["...), "[#", g.Rels, "]")
	return append(dst, "]}"...)
}

func appendIDs(dst []byte, before string, ids []uint64, after string) []byte {
	for i, id := range ids {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = appendID(dst, before, id, after)
	}
	return dst
}

func appendID(dst []byte, before string, id uint64, after string) []byte {
	return append(strconv.AppendInt(append(dst, before...), int64(id), 10), after...)
}

// AppendQuoted appends s as a Cypher string literal in double quotes.
func AppendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c >= 0x20 && c != 0x7f:
			dst = append(dst, c)
		default:
			dst = appendControl(dst, c)
		}
	}
	return append(dst, '"')
}

func appendControl(dst []byte, c byte) []byte {
	switch c {
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	case '\b':
		return append(dst, `\b`...)
	case '\f':
		return append(dst, `\f`...)
	}
	const hex = "0123456789ABCDEF"
	return append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}

// AppendName appends a name of a label, type, property or key in backquotes, for
// any name may be a keyword.
func AppendName(dst []byte, name string) []byte {
	dst = append(dst, '`')
	for i := range len(name) {
		if name[i] == '`' {
			dst = append(dst, '`')
		}
		dst = append(dst, name[i])
	}
	return append(dst, '`')
}

// appendEnumName appends the name of an enumeration or of its value, in backquotes
// where it has to be.
func appendEnumName(dst []byte, name string) []byte {
	if isIdentifier(name) {
		return append(dst, name...)
	}
	return AppendName(dst, name)
}

func isIdentifier(name string) bool {
	for i := range len(name) {
		c := name[i]
		letter := c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}
