package reference

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"memgraphd/engine/value"
)

// function calls a function by its lower-case name.
func (r *run) function(name string, args []value.Value) value.Value {
	switch name {
	case "coalesce":
		for _, a := range args {
			if !a.IsNull() {
				return a
			}
		}
		return value.Null
	case "nullif":
		if isTrue(value.Equal(args[0], args[1])) {
			return value.Null
		}
		return args[0]
	case "valuetype":
		return value.String(args[0].Kind().String())
	case "exists":
		return value.Bool(!args[0].IsNull())
	}
	for _, a := range args {
		if a.IsNull() {
			return value.Null
		}
	}
	if v, ok := r.temporal(name, args); ok {
		return v
	}
	switch a := args[0]; a.Kind() {
	case value.KindNode, value.KindRelationship:
		return r.entityFunction(name, a)
	case value.KindVirtualNode, value.KindVirtualRelationship:
		return r.virtualFunction(name, a)
	case value.KindPath:
		return r.pathFunction(name, a.AsPath())
	case value.KindList:
		return r.listFunction(name, a.AsList())
	case value.KindString:
		return r.textFunction(name, a.AsString(), args[1:])
	case value.KindInt, value.KindFloat:
		return r.numberFunction(name, args)
	case value.KindBool:
		if name == "tostring" {
			return value.String(strconv.FormatBool(a.AsBool()))
		}
	case value.KindMap:
		return r.mapFunction(name, a)
	case value.KindPoint:
		return r.pointFunction(name, args)
	case value.KindDate, value.KindTime, value.KindLocalTime, value.KindDateTime, value.KindLocalDateTime, value.KindDuration, value.KindEnum:
		if name == "tostring" {
			return value.String(value.Format(a))
		}
	}
	return r.unknown(name, args[0])
}

func (r *run) unknown(name string, v value.Value) value.Value {
	return r.fail("%s of %s is not supported", name, v.Kind())
}

func (r *run) entityFunction(name string, v value.Value) value.Value {
	if name == "id" {
		return value.Int(int64(v.AsID()))
	}
	properties, ok := r.g.entity(v)
	if !ok {
		return r.fail("%s was deleted", value.Literal(v))
	}
	switch name {
	case "properties", "keys", "values":
		return r.mapFunction(name, mapOf(properties))
	}
	if v.Kind() == value.KindNode {
		return r.nodeFunction(name, v)
	}
	rel := r.g.Relationships[v.AsID()]
	switch name {
	case "type":
		return value.String(rel.Type)
	case "startnode":
		return value.NodeRef(rel.From)
	case "endnode":
		return value.NodeRef(rel.To)
	}
	return r.unknown(name, v)
}

func (r *run) nodeFunction(name string, v value.Value) value.Value {
	if name == "labels" {
		return value.Strings(r.g.Nodes[v.AsID()].Labels)
	}
	in, out := int64(0), int64(0)
	for _, rel := range r.g.Relationships {
		if rel.From == v.AsID() {
			out++
		}
		if rel.To == v.AsID() {
			in++
		}
	}
	switch name {
	case "degree":
		return value.Int(in + out)
	case "indegree":
		return value.Int(in)
	case "outdegree":
		return value.Int(out)
	}
	return r.unknown(name, v)
}

func (r *run) pathFunction(name string, p *value.Path) value.Value {
	switch name {
	case "length", "size":
		return value.Int(int64(len(p.Rels)))
	case "relationships":
		return references(p.Rels)
	case "nodes":
		list := make([]value.Value, len(p.Nodes))
		for i, id := range p.Nodes {
			list[i] = value.NodeRef(id)
		}
		return value.List(list)
	}
	return r.unknown(name, value.PathValue(p))
}

func (r *run) listFunction(name string, list []value.Value) value.Value {
	switch name {
	case "size", "length":
		return value.Int(int64(len(list)))
	case "head":
		return r.index(value.List(list), value.Int(0))
	case "last":
		return r.index(value.List(list), value.Int(-1))
	case "tail":
		return value.List(list[min(1, len(list)):])
	case "isempty":
		return value.Bool(len(list) == 0)
	case "reverse":
		list = slices.Clone(list)
		slices.Reverse(list)
		return value.List(list)
	}
	return r.unknown(name, value.List(list))
}

func (r *run) mapFunction(name string, m value.Value) value.Value {
	var keys []string
	var vals []value.Value
	for _, e := range m.AsMap() {
		keys, vals = append(keys, e.Key), append(vals, e.Value)
	}
	switch name {
	case "point":
		return r.try(value.PointFromMap(m))
	case "properties":
		return m
	case "keys":
		return value.Strings(keys)
	case "values":
		return value.List(vals)
	case "size", "length":
		return value.Int(int64(len(keys)))
	case "isempty":
		return value.Bool(len(keys) == 0)
	}
	return r.unknown(name, m)
}

func (r *run) textFunction(name, s string, args []value.Value) value.Value {
	switch name {
	case "size", "length":
		return value.Int(int64(len([]rune(s))))
	case "tolower":
		return value.String(strings.ToLower(s))
	case "toupper":
		return value.String(strings.ToUpper(s))
	case "toenum":
		typ, name, _ := strings.Cut(s, "::")
		return value.EnumValue(value.Enum{Type: typ, Value: name})
	case "tostring":
		return value.String(s)
	case "tointeger":
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return value.Int(n)
		}
		return value.Null
	case "isempty":
		return value.Bool(s == "")
	case "reverse":
		runes := []rune(s)
		slices.Reverse(runes)
		return value.String(string(runes))
	case "left", "right", "substring":
		return part(name, []rune(s), args)
	}
	return r.unknown(name, value.String(s))
}

// part cuts a piece of a text out.
func part(name string, s []rune, args []value.Value) value.Value {
	n := min(int(args[0].AsInt()), len(s))
	switch {
	case name == "left":
		return value.String(string(s[:n]))
	case name == "right":
		return value.String(string(s[len(s)-n:]))
	case len(args) > 1:
		return value.String(string(s[n:min(n+int(args[1].AsInt()), len(s))]))
	}
	return value.String(string(s[n:]))
}

func (r *run) numberFunction(name string, args []value.Value) value.Value {
	v := args[0]
	switch name {
	case "range":
		return r.rangeOf(args)
	case "abs":
		if v.Number() < 0 {
			return r.try(value.Neg(v))
		}
		return v
	case "sign":
		switch {
		case v.Number() > 0:
			return value.Int(1)
		case v.Number() < 0:
			return value.Int(-1)
		}
		return value.Int(0)
	case "floor":
		return value.Float(math.Floor(v.Number()))
	case "ceil":
		return value.Float(math.Ceil(v.Number()))
	case "tointeger":
		return value.Int(int64(v.Number()))
	case "tofloat":
		return value.Float(v.Number())
	case "tostring":
		return value.String(value.Format(v))
	}
	return r.unknown(name, v)
}

func (r *run) rangeOf(args []value.Value) value.Value {
	step := int64(1)
	if len(args) > 2 {
		step = args[2].AsInt()
	}
	if step == 0 {
		return r.fail("range() with a step of 0")
	}
	var list []value.Value
	for i := args[0].AsInt(); step > 0 && i <= args[1].AsInt() || step < 0 && i >= args[1].AsInt(); i += step {
		list = append(list, value.Int(i))
	}
	return value.List(list)
}
