package tck

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"memgraphd/engine/value"
)

// Kind tells shapes apart.
type Kind uint8

// The kinds of shapes.
const (
	Scalar Kind = iota
	List
	Map
	Node
	Relationship
	Path
)

// Shape is a value as the scenarios write it: scalars as text, nodes and
// relationships without their ids.
type Shape struct {
	Kind   Kind
	Text   string   // of a scalar; type of a relationship
	Labels []string // of a node, sorted
	Items  []Shape  // of a list; of a path its nodes and relationships in alternation
	Keys   []string // of a map, or the properties of a node or relationship
	Values []Shape  // in the order of Keys
	Back   bool     // of a relationship in a path: it is walked against its direction
}

// ScalarOf is the shape of a value without parts. Temporal values and points are
// written as strings.
func ScalarOf(v value.Value) Shape {
	switch v.Kind() {
	case value.KindNull, value.KindBool, value.KindInt:
		return Shape{Text: value.Format(v)}
	case value.KindFloat:
		return Shape{Text: floatText(v.AsFloat())}
	case value.KindString:
		return Shape{Text: "'" + v.AsString() + "'"}
	}
	return Shape{Text: "'" + value.Format(v) + "'"}
}

// floatText renders a float so that it differs from every integer. The two zeros are equal.
func floatText(f float64) string { return "f" + strconv.FormatFloat(f+0, 'g', -1, 64) }

// String renders a shape so that equal shapes have equal texts.
func (s Shape) String() string { return s.render(false) }

// render writes a shape; with bag, the elements of lists are sorted.
func (s Shape) render(bag bool) string {
	switch s.Kind {
	case List:
		parts := make([]string, len(s.Items))
		for i, item := range s.Items {
			parts[i] = item.render(bag)
		}
		if bag {
			slices.Sort(parts)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case Map:
		return s.properties(bag)
	case Node:
		return "(" + strings.Join(s.Labels, "") + s.properties(bag) + ")"
	case Relationship:
		return "[:" + s.Text + s.properties(bag) + "]"
	case Path:
		return s.path(bag)
	}
	return s.Text
}

func (s Shape) path(bag bool) string {
	var b strings.Builder
	b.WriteString("<")
	for i, item := range s.Items {
		switch {
		case i%2 == 0:
			b.WriteString(item.render(bag))
		case item.Back:
			b.WriteString("<-" + item.render(bag) + "-")
		default:
			b.WriteString("-" + item.render(bag) + "->")
		}
	}
	return b.String() + ">"
}

func (s Shape) properties(bag bool) string {
	parts := make([]string, len(s.Keys))
	for i, key := range s.Keys {
		parts[i] = key + ": " + s.Values[i].render(bag)
	}
	slices.Sort(parts)
	return "{" + strings.Join(parts, ", ") + "}"
}

// value turns the shape of plain data into a value, for parameters and test procedures.
func (s Shape) value() (value.Value, error) {
	switch s.Kind {
	case Scalar:
		return scalarValue(s.Text)
	case List:
		list := make([]value.Value, len(s.Items))
		for i, item := range s.Items {
			v, err := item.value()
			if err != nil {
				return value.Null, err
			}
			list[i] = v
		}
		return value.List(list), nil
	case Map:
		entries := make([]value.Entry, len(s.Keys))
		for i, key := range s.Keys {
			v, err := s.Values[i].value()
			if err != nil {
				return value.Null, err
			}
			entries[i] = value.Entry{Key: key, Value: v}
		}
		return value.Map(entries), nil
	}
	return value.Null, fmt.Errorf("%s is no plain value", s)
}

func scalarValue(text string) (value.Value, error) {
	switch text {
	case "null":
		return value.Null, nil
	case "true", "false":
		return value.Bool(text == "true"), nil
	}
	switch text[0] {
	case '\'':
		return value.String(text[1 : len(text)-1]), nil
	case 'f':
		f, err := strconv.ParseFloat(text[1:], 64)
		return value.Float(f), err
	}
	i, err := strconv.ParseInt(text, 10, 64)
	return value.Int(i), err
}
