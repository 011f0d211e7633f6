package main

import (
	"fmt"
	"slices"
	"time"

	"memgraphd/bolt/client"
	"memgraphd/bolt/packstream"
	"memgraphd/engine/value"
)

// appendStruct appends a node, relationship, path, time or point in Cypher's form.
func appendStruct(dst []byte, s client.Struct) []byte {
	f := s.Fields
	switch {
	case s.Tag == packstream.TagNode && len(f) >= 3:
		return appendNode(dst, f[1], f[2])
	case s.Tag == packstream.TagRelationship && len(f) >= 5:
		return appendRelationship(dst, f[3], f[4])
	case s.Tag == packstream.TagUnboundRelationship && len(f) >= 3:
		return appendRelationship(dst, f[1], f[2])
	case s.Tag == packstream.TagPath && len(f) == 3:
		return appendPath(dst, f)
	}
	if v, ok := scalarOf(s); ok {
		return value.AppendFormat(dst, v)
	}
	return fmt.Appendf(dst, "%c%v", s.Tag, f)
}

func appendNode(dst []byte, labels, properties any) []byte {
	dst = append(dst, '(')
	names, _ := labels.([]any)
	for _, name := range names {
		text, _ := name.(string)
		dst = append(append(dst, ":"...), text...)
	}
	if entries, _ := properties.(map[string]any); len(entries) > 0 {
		if len(names) > 0 {
			dst = append(dst, ' ')
		}
		dst = appendEntries(dst, entries)
	}
	return append(dst, ')')
}

func appendRelationship(dst []byte, typ, properties any) []byte {
	name, _ := typ.(string)
	dst = append(append(dst, "[:"...), name...)
	if entries, _ := properties.(map[string]any); len(entries) > 0 {
		dst = appendEntries(append(dst, ' '), entries)
	}
	return append(dst, ']')
}

// appendPath appends (a)-[r]->(b): nodes, relationships, and for each step the
// number of its relationship, negative against its direction, and of its node.
func appendPath(dst []byte, f []any) []byte {
	nodes, _ := f[0].([]any)
	relationships, _ := f[1].([]any)
	steps, _ := f[2].([]any)
	at := func(list []any, i int64) any {
		if i < 0 || i >= int64(len(list)) {
			return nil
		}
		return list[i]
	}
	dst = appendAny(dst, at(nodes, 0))
	for step := range slices.Chunk(steps, 2) {
		if len(step) < 2 {
			break
		}
		r, _ := step[0].(int64)
		n, _ := step[1].(int64)
		before, after := "-", "->"
		if r < 0 {
			r, before, after = -r, "<-", "-"
		}
		dst = appendAny(append(dst, before...), at(relationships, r-1))
		dst = appendAny(append(dst, after...), at(nodes, n))
	}
	return dst
}

// scalarOf returns the value that a structure stands for.
func scalarOf(s client.Struct) (value.Value, bool) {
	ints, floats := numbers(s.Fields)
	switch {
	case s.Tag == packstream.TagDate && ints == 1:
		return value.DateValue(value.Date{Days: integer(s, 0)}), true
	case s.Tag == packstream.TagLocalTime && ints == 1:
		return value.LocalTimeValue(value.LocalTime{Nanos: integer(s, 0)}), true
	case s.Tag == packstream.TagTime && ints == 2:
		return value.TimeValue(value.Time{Nanos: integer(s, 0), Offset: int32(integer(s, 1))}), true
	case s.Tag == packstream.TagLocalDateTime && ints == 2:
		return value.LocalDateTimeValue(value.LocalDateTime{Seconds: integer(s, 0), Nanos: int32(integer(s, 1))}), true
	case s.Tag == packstream.TagDateTime && ints == 3:
		return value.DateTimeValue(value.DateTime{Seconds: integer(s, 0), Nanos: int32(integer(s, 1)), Offset: int32(integer(s, 2))}), true
	case s.Tag == packstream.TagDateTimeZone && ints == 2 && len(s.Fields) == 3:
		return zoned(s), true
	case s.Tag == packstream.TagDuration && ints == 4:
		return value.DurationValue(value.Duration{Months: integer(s, 0), Days: integer(s, 1), Seconds: integer(s, 2), Nanos: int32(integer(s, 3))}), true
	case (s.Tag == packstream.TagPoint2D || s.Tag == packstream.TagPoint3D) && ints == 1 && floats >= 2:
		p := value.Point{SRID: value.SRID(integer(s, 0)), X: float(s, 1), Y: float(s, 2)}
		if floats == 3 {
			p.Z = float(s, 3)
		}
		return value.PointValue(p), true
	}
	return value.Null, false
}

// numbers counts the integers and the floats among fields.
func numbers(fields []any) (ints, floats int) {
	for _, f := range fields {
		switch f.(type) {
		case int64:
			ints++
		case float64:
			floats++
		}
	}
	return ints, floats
}

func integer(s client.Struct, i int) int64 { n, _ := s.Fields[i].(int64); return n }

func float(s client.Struct, i int) float64 { x, _ := s.Fields[i].(float64); return x }

// zoned is a time in a zone with a name, which says the offset.
func zoned(s client.Struct) value.Value {
	t := value.DateTime{Seconds: integer(s, 0), Nanos: int32(integer(s, 1))}
	t.Zone, _ = s.Fields[2].(string)
	if zone, err := time.LoadLocation(t.Zone); err == nil {
		_, offset := time.Unix(t.Seconds, 0).In(zone).Zone()
		t.Offset = int32(offset)
	}
	return value.DateTimeValue(t)
}
