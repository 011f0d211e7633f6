package eval

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"memgraphd/engine/value"
)

// parseJSON returns the value of a JSON text. Numbers without fraction and
// exponent that fit are integers.
func parseJSON(text string) (value.Value, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var raw any
	if err := d.Decode(&raw); err != nil {
		return value.Null, argumentErrorf("The text is not JSON: %s.", err)
	}
	if d.More() {
		return value.Null, argumentErrorf("The text is not JSON: something follows at byte %d.", d.InputOffset())
	}
	return jsonValue(raw), nil
}

// jsonValue converts what package json has decoded; its depth is bounded there.
func jsonValue(raw any) value.Value {
	switch raw := raw.(type) {
	case bool:
		return value.Bool(raw)
	case string:
		return value.String(raw)
	case json.Number:
		if i, err := strconv.ParseInt(raw.String(), 10, 64); err == nil {
			return value.Int(i)
		}
		f, _ := strconv.ParseFloat(raw.String(), 64) // ±Inf if it is too large
		return value.Float(f)
	case []any:
		list := make([]value.Value, len(raw))
		for i, e := range raw {
			list[i] = jsonValue(e)
		}
		return value.List(list)
	case map[string]any:
		entries := make([]value.Entry, 0, len(raw))
		for k, e := range raw {
			entries = append(entries, value.Entry{Key: k, Value: jsonValue(e)})
		}
		return value.Map(entries)
	}
	return value.Null
}

// atPath returns the value at a path of the form $.key['key'][0] in a value, or null.
func atPath(v value.Value, path string) (value.Value, error) {
	rest, ok := strings.CutPrefix(path, "$")
	if !ok && path != "" {
		return value.Null, argumentErrorf("The path '%s' does not begin with $.", path)
	}
	for rest != "" {
		var key string
		switch {
		case rest[0] == '.':
			rest = rest[1:]
			end := strings.IndexAny(rest, ".[")
			if end < 0 {
				end = len(rest)
			}
			key, rest = rest[:end], rest[end:]
		case rest[0] == '[':
			key, rest, ok = strings.Cut(rest[1:], "]")
		default:
			ok = false
		}
		if !ok || key == "" {
			return value.Null, argumentErrorf("The path '%s' can't be read.", path)
		}
		v = step(v, key)
	}
	return v, nil
}

// step goes to an entry or element of a value; null if there is none.
func step(v value.Value, key string) value.Value {
	switch v.Kind() {
	case value.KindMap:
		got, _ := v.Get(strings.Trim(key, `'"`))
		return got
	case value.KindList:
		if i, err := strconv.ParseInt(key, 10, 64); err == nil {
			return nth(v.AsList(), i)
		}
	}
	return value.Null
}

// plainValue spells out nodes, relationships and paths as maps and lists.
func plainValue(x *Context, v value.Value, depth int) (value.Value, error) {
	if depth > value.MaxStoredNesting {
		return value.Null, argumentErrorf("A value nested more than %d deep can't be written as JSON.", value.MaxStoredNesting)
	}
	switch v.Kind() {
	case value.KindList:
		return plainList(x, v.AsList(), depth)
	case value.KindMap:
		entries := make([]value.Entry, len(v.AsMap()))
		for i, e := range v.AsMap() {
			plain, err := plainValue(x, e.Value, depth+1)
			if err != nil {
				return value.Null, err
			}
			entries[i] = value.Entry{Key: e.Key, Value: plain}
		}
		return value.Map(entries), nil
	case value.KindNode, value.KindVirtualNode:
		return plainNode(x, v)
	case value.KindRelationship, value.KindVirtualRelationship:
		return plainRelationship(x, v)
	case value.KindGraph, value.KindVirtualGraph:
		return plainGraph(x, v, depth)
	case value.KindPath:
		return plainList(x, pathElements(v).AsList(), depth)
	}
	return v, nil
}

func plainList(x *Context, list []value.Value, depth int) (value.Value, error) {
	out := make([]value.Value, len(list))
	for i, e := range list {
		var err error
		if out[i], err = plainValue(x, e, depth+1); err != nil {
			return value.Null, err
		}
	}
	return value.List(out), nil
}

// plainGraph is what a graph is for clients, too.
func plainGraph(x *Context, v value.Value, depth int) (value.Value, error) {
	var entries []value.Entry
	for _, key := range []string{"nodes", "edges"} {
		list, err := graphField(v, key)
		if err == nil {
			list, err = plainList(x, list.AsList(), depth+1)
		}
		if err != nil {
			return value.Null, err
		}
		entries = append(entries, value.Entry{Key: key, Value: list})
	}
	return value.Map(entries), nil
}

func plainNode(x *Context, v value.Value) (value.Value, error) {
	props, err := properties(x, []value.Value{v})
	if err != nil {
		return value.Null, err
	}
	entries := []value.Entry{
		{Key: "id", Value: value.Int(int64(v.AsID()))},
		{Key: "type", Value: value.String("node")},
		{Key: "labels", Value: value.Strings(nodeLabels(x, v))},
	}
	if len(props.AsMap()) > 0 {
		entries = append(entries, value.Entry{Key: "properties", Value: props})
	}
	return value.Map(entries), nil
}

func plainRelationship(x *Context, v value.Value) (value.Value, error) {
	props, err := properties(x, []value.Value{v})
	if err != nil {
		return value.Null, err
	}
	args := []value.Value{v}
	label, err := relationshipType(x, args)
	if err != nil {
		return value.Null, err
	}
	entries := []value.Entry{
		{Key: "id", Value: value.Int(int64(v.AsID()))},
		{Key: "type", Value: value.String("relationship")},
		{Key: "label", Value: label},
	}
	for key, e := range map[string]end{"start": startOf, "end": endOf} {
		node, err := endpoint(e)(x, args)
		if err != nil {
			return value.Null, err
		}
		plain, err := plainNode(x, node)
		if err != nil {
			return value.Null, err
		}
		entries = append(entries, value.Entry{Key: key, Value: plain})
	}
	if len(props.AsMap()) > 0 {
		entries = append(entries, value.Entry{Key: "properties", Value: props})
	}
	return value.Map(entries), nil
}

// appendJSON appends a value without entities as JSON text.
func appendJSON(dst []byte, v value.Value) (_ []byte, err error) {
	switch v.Kind() {
	case value.KindNull:
		return append(dst, "null"...), nil
	case value.KindBool:
		return strconv.AppendBool(dst, v.AsBool()), nil
	case value.KindInt:
		return strconv.AppendInt(dst, v.AsInt(), 10), nil
	case value.KindFloat:
		if f := v.AsFloat(); math.IsNaN(f) || math.IsInf(f, 0) {
			return append(dst, "null"...), nil // JSON has no word for it
		}
		return value.AppendFormat(dst, v), nil
	case value.KindList:
		for i, e := range v.AsList() {
			if dst, err = appendJSON(append(dst, separator(i, '[')), e); err != nil {
				return nil, err
			}
		}
		if len(v.AsList()) == 0 {
			dst = append(dst, '[')
		}
		return append(dst, ']'), nil
	case value.KindMap:
		for i, e := range v.AsMap() {
			dst = append(appendText(append(dst, separator(i, '{')), e.Key), ':')
			if dst, err = appendJSON(dst, e.Value); err != nil {
				return nil, err
			}
		}
		if len(v.AsMap()) == 0 {
			dst = append(dst, '{')
		}
		return append(dst, '}'), nil
	case value.KindPoint:
		return appendPoint(dst, v.AsPoint()), nil
	}
	return appendText(dst, value.Format(v)), nil
}

// appendPoint writes a point as the map that makes it again.
func appendPoint(dst []byte, p value.Point) []byte {
	dst = append(appendText(append(dst, `{"crs":`...), p.SRID.Name()), `,"x":`...)
	dst = value.AppendFormat(dst, value.Float(p.X))
	dst = value.AppendFormat(append(dst, `,"y":`...), value.Float(p.Y))
	if p.SRID.Is3D() {
		dst = value.AppendFormat(append(dst, `,"z":`...), value.Float(p.Z))
	}
	return append(dst, '}')
}

// separator is what stands before item i.
func separator(i int, open byte) byte {
	if i == 0 {
		return open
	}
	return ','
}

func appendText(dst []byte, s string) []byte {
	text, err := json.Marshal(s)
	if err != nil {
		return append(dst, `""`...)
	}
	return append(dst, text...)
}
