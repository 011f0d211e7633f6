package eval

import (
	"slices"

	"memgraphd/engine/value"
)

var mapFunctions = []function{
	{
		name: "map.flatten", aliases: []string{"apoc.map.flatten"}, params: params("map MAP", "delimiter STRING"), optional: 1, result: "MAP",
		doc: "A map whose inner maps' entries stand under joined keys.", call: flattenMap,
	},
	{
		name: "map.from_pairs", aliases: []string{"apoc.map.fromPairs"}, params: params("pairs LIST"), result: "MAP",
		doc: "The map of pairs [key, value].", call: mapFromPairs,
	},
	{
		name: "map.from_lists", aliases: []string{"apoc.map.fromLists"}, params: params("keys LIST", "values LIST"), result: "MAP",
		doc: "The map of keys and the values at the same places.", call: mapFromLists,
	},
	{
		name: "map.from_values", aliases: []string{"apoc.map.fromValues"}, params: params("values LIST"), result: "MAP",
		doc: "The map of keys and values in turn.", call: mapFromValues,
	},
	{
		name: "map.merge", aliases: []string{"apoc.map.merge"}, params: params("first MAP", "second MAP"), result: "MAP",
		doc: "The entries of both maps; those of the second win.", call: mergeMaps,
	},
	{
		name: "map.merge_list", aliases: []string{"apoc.map.mergeList"}, params: params("maps LIST"), result: "MAP",
		doc: "The entries of all maps; later ones win.", call: mergeList,
	},
	{
		name: "map.get", aliases: []string{"apoc.map.get"}, params: params("map MAP", "key STRING", "default", "fail BOOLEAN"), optional: 2, result: "ANY", nulls: true,
		doc: "The value of a key; if there is none the default, or an error if there is none either and fail is not false.", call: mapGet,
	},
	{
		name: "map.set_key", aliases: []string{"apoc.map.setKey"}, params: params("map MAP", "key STRING", "value"), result: "MAP", nulls: true,
		doc: "A map with a key set.", call: setKey,
	},
	{
		name: "map.remove_key", aliases: []string{"apoc.map.removeKey"}, params: params("map MAP", "key STRING", "config MAP"), optional: 1, result: "MAP",
		doc: "A map without a key; with {recursive: true} the maps inside lose it too.", call: removeKey,
	},
	{
		name: "map.remove_keys", aliases: []string{"apoc.map.removeKeys"}, params: params("map MAP", "keys LIST", "config MAP"), optional: 1, result: "MAP",
		doc: "A map without some keys; with {recursive: true} the maps inside lose them too.", call: removeKeys,
	},
}

func flattenMap(_ *Context, args []value.Value) (value.Value, error) {
	delimiter := "."
	if len(args) == 2 {
		delimiter = args[1].AsString()
	}
	return value.Map(appendEntries(nil, args[0], "", delimiter, 0)), nil
}

func appendEntries(dst []value.Entry, m value.Value, prefix, delimiter string, depth int) []value.Entry {
	for _, e := range m.AsMap() {
		key := prefix + e.Key
		if e.Value.Kind() == value.KindMap && depth < value.MaxNesting {
			dst = appendEntries(dst, e.Value, key+delimiter, delimiter, depth+1)
		} else {
			dst = append(dst, value.Entry{Key: key, Value: e.Value})
		}
	}
	return dst
}

// keyOf returns a value that is to be the key of a map.
func keyOf(v value.Value) (string, error) {
	if v.Kind() != value.KindString {
		return "", typeErrorf("Map key must be a string.")
	}
	return v.AsString(), nil
}

func mapFromPairs(_ *Context, args []value.Value) (value.Value, error) {
	var flat []value.Value
	for _, pair := range args[0].AsList() {
		if pair.Kind() != value.KindList || len(pair.AsList()) != 2 {
			return value.Null, argumentErrorf("A pair must be a list of a key and a value.")
		}
		flat = append(flat, pair.AsList()...)
	}
	return mapOf(flat)
}

func mapFromLists(_ *Context, args []value.Value) (value.Value, error) {
	keys, values := args[0].AsList(), args[1].AsList()
	if len(keys) != len(values) {
		return value.Null, argumentErrorf("There must be as many keys as values, not %d and %d.", len(keys), len(values))
	}
	flat := make([]value.Value, 0, 2*len(keys))
	for i := range keys {
		flat = append(flat, keys[i], values[i])
	}
	return mapOf(flat)
}

func mapFromValues(_ *Context, args []value.Value) (value.Value, error) {
	if len(args[0].AsList())%2 != 0 {
		return value.Null, argumentErrorf("The last key has no value.")
	}
	return mapOf(args[0].AsList())
}

// mapOf makes a map of keys and values in turn.
func mapOf(flat []value.Value) (value.Value, error) {
	entries := make([]value.Entry, len(flat)/2)
	for i := range entries {
		key, err := keyOf(flat[2*i])
		if err != nil {
			return value.Null, err
		}
		entries[i] = value.Entry{Key: key, Value: flat[2*i+1]}
	}
	return value.Map(entries), nil
}

func mergeMaps(_ *Context, args []value.Value) (value.Value, error) {
	return value.Map(slices.Concat(args[0].AsMap(), args[1].AsMap())), nil
}

func mergeList(_ *Context, args []value.Value) (value.Value, error) {
	var all []value.Entry
	for _, m := range args[0].AsList() {
		if m.Kind() != value.KindMap {
			return value.Null, typeErrorf("The elements of the list must be maps, not %s.", m.Kind().TypeWord())
		}
		all = append(all, m.AsMap()...)
	}
	return value.Map(all), nil
}

func mapGet(_ *Context, args []value.Value) (value.Value, error) {
	if args[0].IsNull() || args[1].IsNull() {
		return value.Null, nil
	}
	if v, ok := args[0].Get(args[1].AsString()); ok {
		return v, nil
	}
	fallback, fail := optional(args, 2), optional(args, 3)
	if fallback.IsNull() && (fail.IsNull() || fail.AsBool()) {
		return value.Null, argumentErrorf("Key '%s' is not in the map.", args[1].AsString())
	}
	return fallback, nil
}

func setKey(_ *Context, args []value.Value) (value.Value, error) {
	if args[0].IsNull() || args[1].IsNull() {
		return value.Null, nil
	}
	entry := value.Entry{Key: args[1].AsString(), Value: args[2]}
	return value.Map(append(slices.Clone(args[0].AsMap()), entry)), nil
}

func removeKey(_ *Context, args []value.Value) (value.Value, error) {
	return without(args[0], []string{args[1].AsString()}, recursive(args), 0), nil
}

func removeKeys(_ *Context, args []value.Value) (value.Value, error) {
	keys := make([]string, len(args[1].AsList()))
	for i, v := range args[1].AsList() {
		var err error
		if keys[i], err = keyOf(v); err != nil {
			return value.Null, err
		}
	}
	return without(args[0], keys, recursive(args), 0), nil
}

// recursive reports whether the configuration of a removal asks for inner maps too.
func recursive(args []value.Value) bool {
	config := optional(args, 2)
	if config.IsNull() {
		return false
	}
	deep, _ := config.Get("recursive")
	return deep.Kind() == value.KindBool && deep.AsBool()
}

func without(m value.Value, keys []string, deep bool, depth int) value.Value {
	var kept []value.Entry
	for _, e := range m.AsMap() {
		if slices.Contains(keys, e.Key) {
			continue
		}
		if deep && e.Value.Kind() == value.KindMap && depth < value.MaxNesting {
			e.Value = without(e.Value, keys, deep, depth+1)
		}
		kept = append(kept, e)
	}
	return value.Map(kept)
}
