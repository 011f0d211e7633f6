package eval

import (
	"memgraphd/engine/value"
)

var convertFunctions = []function{
	{
		name: "convert.str2object", aliases: []string{"json_util.from_json_list"}, params: params("json STRING"), result: "ANY",
		doc: "The value of a JSON text.", call: fromJSON(anyKind),
	},
	{
		name: "convert.from_json_map", aliases: []string{"apoc.convert.fromJsonMap"}, params: params("json STRING", "path STRING"), optional: 1, result: "MAP",
		doc: "The object of a JSON text, or at a path such as $.a[0] in it.", call: fromJSON(kindSet(value.KindMap, value.KindNull)),
	},
	{
		name: "convert.from_json_list", aliases: []string{"apoc.convert.fromJsonList"}, params: params("json STRING", "path STRING"), optional: 1, result: "LIST",
		doc: "The array of a JSON text, or at a path such as $.a[0] in it.", call: fromJSON(kindSet(value.KindList, value.KindNull)),
	},
	{
		name: "convert.to_json", aliases: []string{"apoc.convert.toJson", "json_util.to_json"}, params: params("value", "path STRING"), optional: 1, result: "STRING", nulls: true,
		doc: "A value as JSON text.", call: toJSON,
	},
	{
		name: "convert.to_map", aliases: []string{"apoc.convert.toMap"}, params: params("entity"), result: "MAP",
		doc: "The properties of a node or relationship, or a map itself; null of anything else.", call: toMap,
	},
}

func toMap(x *Context, args []value.Value) (value.Value, error) {
	switch args[0].Kind() {
	case value.KindNode, value.KindRelationship, value.KindMap, value.KindVirtualNode, value.KindVirtualRelationship:
		return properties(x, args)
	}
	return value.Null, nil
}

// fromJSON reads a JSON text whose value, or that at a path in it, is of certain kinds.
func fromJSON(accepts kinds) rowFunc {
	return func(_ *Context, args []value.Value) (value.Value, error) {
		v, err := parseJSON(args[0].AsString())
		if err != nil {
			return value.Null, err
		}
		if path := optional(args, 1); !path.IsNull() {
			if v, err = atPath(v, path.AsString()); err != nil {
				return value.Null, err
			}
		}
		if !accepts.has(v.Kind()) {
			return value.Null, typeErrorf("The JSON text is a %s.", v.Kind().TypeWord())
		}
		return v, nil
	}
}

func toJSON(x *Context, args []value.Value) (value.Value, error) {
	v, err := plainValue(x, args[0], 0)
	if err != nil {
		return value.Null, err
	}
	if path := optional(args, 1); !path.IsNull() {
		if v, err = atPath(v, path.AsString()); err != nil {
			return value.Null, err
		}
	}
	text, err := appendJSON(nil, v)
	return value.String(string(text)), err
}
