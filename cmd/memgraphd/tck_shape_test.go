package main

//lint:file-ignore SA1019 The numbers are compared, and elements are identified by them.

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"memgraphd/engine/value"
	"memgraphd/internal/tck"
)

// parameterOf turns a value without nodes and times into what the driver sends.
func parameterOf(v value.Value) any {
	switch v.Kind() {
	case value.KindBool:
		return v.AsBool()
	case value.KindInt:
		return v.AsInt()
	case value.KindFloat:
		return v.AsFloat()
	case value.KindString:
		return v.AsString()
	case value.KindList:
		list := []any{}
		for _, e := range v.AsList() {
			list = append(list, parameterOf(e))
		}
		return list
	case value.KindMap:
		m := map[string]any{}
		for _, e := range v.AsMap() {
			m[e.Key] = parameterOf(e.Value)
		}
		return m
	}
	return nil
}

// driverShape turns what the driver decoded into a shape.
func driverShape(v any) (tck.Shape, error) {
	switch v := v.(type) {
	case []any:
		s := tck.Shape{Kind: tck.List}
		for _, e := range v {
			item, err := driverShape(e)
			if err != nil {
				return s, err
			}
			s.Items = append(s.Items, item)
		}
		return s, nil
	case map[string]any:
		return withEntries(tck.Shape{Kind: tck.Map}, v)
	case neo4j.Node:
		s := tck.Shape{Kind: tck.Node}
		for _, l := range v.Labels {
			s.Labels = append(s.Labels, ":"+l)
		}
		slices.Sort(s.Labels)
		return withEntries(s, v.Props)
	case neo4j.Relationship:
		return withEntries(tck.Shape{Kind: tck.Relationship, Text: v.Type}, v.Props)
	case neo4j.Path:
		return driverPath(v)
	}
	scalar, err := driverScalar(v)
	return tck.ScalarOf(scalar), err
}

func withEntries(s tck.Shape, entries map[string]any) (tck.Shape, error) {
	for key, v := range entries {
		item, err := driverShape(v)
		if err != nil {
			return s, err
		}
		s.Keys, s.Values = append(s.Keys, key), append(s.Values, item)
	}
	return s, nil
}

// driverPath walks a path: the driver has each node of it once, and its relationships in order.
func driverPath(p neo4j.Path) (tck.Shape, error) {
	nodes := map[int64]neo4j.Node{}
	for _, n := range p.Nodes {
		nodes[n.Id] = n
	}
	at := p.Nodes[0]
	start, err := driverShape(at)
	s := tck.Shape{Kind: tck.Path, Items: []tck.Shape{start}}
	for _, r := range p.Relationships {
		step, wrong := driverShape(r)
		next := r.EndId
		if step.Back = r.StartId != at.Id; step.Back {
			next = r.StartId
		}
		at = nodes[next]
		node, unknown := driverShape(at)
		s.Items = append(s.Items, step, node)
		err = errors.Join(err, wrong, unknown)
	}
	return s, err
}

// driverScalar turns what the driver decoded back into a value.
func driverScalar(v any) (value.Value, error) {
	switch v := v.(type) {
	case nil:
		return value.Null, nil
	case bool:
		return value.Bool(v), nil
	case int64:
		return value.Int(v), nil
	case float64:
		return value.Float(v), nil
	case string:
		return value.String(v), nil
	case neo4j.Date:
		return value.DateValue(value.Date{Days: time.Time(v).Unix() / 86400}), nil
	case neo4j.LocalTime:
		return value.LocalTimeValue(value.LocalTime{Nanos: sinceMidnight(time.Time(v))}), nil
	case neo4j.OffsetTime:
		_, offset := time.Time(v).Zone()
		return value.TimeValue(value.Time{Nanos: sinceMidnight(time.Time(v)), Offset: int32(offset)}), nil
	case neo4j.LocalDateTime:
		_, offset := time.Time(v).Zone()
		t := time.Time(v).Add(time.Duration(offset) * time.Second) // the driver shows it in its own zone
		return value.LocalDateTimeValue(value.LocalDateTime{Seconds: t.Unix(), Nanos: int32(t.Nanosecond())}), nil
	case time.Time:
		return value.DateTimeValue(value.ZoneOf(v).At(v.Unix(), int32(v.Nanosecond()))), nil
	case neo4j.Duration:
		return value.DurationValue(value.Duration{Months: v.Months, Days: v.Days, Seconds: v.Seconds, Nanos: int32(v.Nanos)}), nil
	}
	return value.Null, fmt.Errorf("unknown type %T", v)
}

func sinceMidnight(t time.Time) int64 {
	hour, minute, second := t.Clock()
	return int64(time.Duration(hour)*time.Hour+time.Duration(minute)*time.Minute+time.Duration(second)*time.Second) + int64(t.Nanosecond())
}
