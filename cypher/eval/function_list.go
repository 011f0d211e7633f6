package eval

import (
	"math"
	"math/rand/v2"
	"slices"
	"unicode/utf8"

	"memgraphd/engine/value"
)

var listFunctions = []function{
	{
		name: "size", aliases: []string{"length"}, params: params("value LIST|STRING|MAP|PATH"), result: "INTEGER",
		doc: "The number of elements, characters, entries or relationships.", call: size,
	},
	{
		name: "isEmpty", params: params("value LIST|STRING|MAP"), result: "BOOLEAN",
		doc: "Whether a list, string or map is empty.", call: isEmpty,
	},
	{
		name: "head", params: params("list LIST"), result: "ANY",
		doc: "The first element.", call: head,
	},
	{
		name: "last", params: params("list LIST"), result: "ANY",
		doc: "The last element.", call: last,
	},
	{
		name: "tail", params: params("list LIST"), result: "LIST",
		doc: "All elements but the first.", call: tail,
	},
	{
		name: "reverse", params: params("value LIST|STRING"), result: "LIST or STRING",
		doc: "A list or string from its end to its beginning.", call: reverse,
	},
	{
		name: "range", params: params("from INTEGER", "to INTEGER", "step NON-ZERO"), optional: 1, result: "LIST OF INTEGER", grows: true,
		doc: "The integers from one to another, both included.", call: integers,
	},
	{
		name: "toSet", aliases: []string{"collections.to_set", "apoc.coll.toSet"}, params: params("list LIST"), result: "LIST",
		doc: "The different elements of a list.", call: toSet,
	},
	{
		name: "uniformSample", params: params("list LIST", "size NATURAL"), result: "LIST", volatile: true, grows: true,
		doc: "Elements chosen at random, each any number of times.", call: uniformSample,
	},
}

func size(_ *Context, args []value.Value) (value.Value, error) {
	return value.Int(int64(length(args[0]))), nil
}

func length(v value.Value) int {
	switch v.Kind() {
	case value.KindList:
		return len(v.AsList())
	case value.KindString:
		return utf8.RuneCountInString(v.AsString())
	case value.KindMap:
		return len(v.AsMap())
	}
	return len(v.AsPath().Rels)
}

func isEmpty(_ *Context, args []value.Value) (value.Value, error) {
	return value.Bool(length(args[0]) == 0), nil
}

func head(_ *Context, args []value.Value) (value.Value, error) {
	return nth(args[0].AsList(), 0), nil
}

func last(_ *Context, args []value.Value) (value.Value, error) {
	return nth(args[0].AsList(), -1), nil
}

func tail(_ *Context, args []value.Value) (value.Value, error) {
	list := args[0].AsList()
	return value.List(list[min(1, len(list)):]), nil
}

func reverse(_ *Context, args []value.Value) (value.Value, error) {
	if args[0].Kind() == value.KindString {
		runes := []rune(args[0].AsString())
		slices.Reverse(runes)
		return value.String(string(runes)), nil
	}
	list := slices.Clone(args[0].AsList())
	slices.Reverse(list)
	return value.List(list), nil
}

// integers is range(from, to, step).
func integers(x *Context, args []value.Value) (value.Value, error) {
	from, to, step := args[0].AsInt(), args[1].AsInt(), int64(1)
	if len(args) > 2 {
		step = args[2].AsInt()
	}
	n := min(steps(from, to, step), mostElements+1)
	if err := allot(x, n); err != nil {
		return value.Null, err
	}
	list := make([]value.Value, n)
	for i := range list {
		list[i] = value.Int(from + int64(i)*step)
	}
	return value.List(list), nil
}

// steps returns how many integers there are from one to another in steps.
func steps(from, to, step int64) uint64 {
	switch {
	case step > 0 && from <= to:
		return min((uint64(to)-uint64(from))/uint64(step), math.MaxUint64-1) + 1
	case step < 0 && from >= to:
		return min((uint64(from)-uint64(to))/-uint64(step), math.MaxUint64-1) + 1
	}
	return 0
}

// mostElements bounds a list that a function makes of little.
const mostElements = 1 << 32

// allot fails if a list of n elements is more than the query may hold. The kernel
// accounts for the list; this only asks before there is one.
func allot(x *Context, n uint64) error {
	if n > mostElements {
		return argumentErrorf("A list of more than %d elements is too long.", uint64(mostElements))
	}
	return room(x, n*uint64(valueBytes))
}

func toSet(x *Context, args []value.Value) (value.Value, error) {
	w := &walk{x: x}
	return value.List(unique(w, args[0].AsList())), w.err
}

func uniformSample(x *Context, args []value.Value) (value.Value, error) {
	from, n := args[0].AsList(), args[1].AsInt()
	if len(from) == 0 {
		return value.Null, nil
	}
	if err := allot(x, uint64(n)); err != nil {
		return value.Null, err
	}
	list := make([]value.Value, n)
	for i := range list {
		list[i] = from[rand.IntN(len(from))]
	}
	return value.List(list), nil
}
