package eval

import (
	"slices"

	"memgraphd/engine/value"
)

var collectionFunctions = []function{
	{
		name: "collections.sort", aliases: []string{"apoc.coll.sort"}, params: params("list LIST"), result: "LIST",
		doc: "The elements in the order of ORDER BY.", call: ofList(sorted),
	},
	{
		name: "collections.contains", aliases: []string{"apoc.coll.contains"}, params: params("list LIST", "value"), result: "BOOLEAN",
		doc: "Whether a value is an element.", call: collectionContains,
	},
	{
		name: "collections.contains_sorted", aliases: []string{"apoc.coll.containsSorted"}, params: params("list LIST", "value"), result: "BOOLEAN",
		doc: "Whether a value is an element of a sorted list.", call: containsSorted,
	},
	{
		name: "collections.contains_all", aliases: []string{"apoc.coll.containsAll"}, params: params("list LIST", "values LIST"), result: "BOOLEAN",
		doc: "Whether all values are elements.", call: containsAll,
	},
	{
		name: "collections.union", aliases: []string{"apoc.coll.union"}, params: params("first LIST", "second LIST"), result: "LIST",
		doc: "The different elements of two lists.", call: ofLists(union),
	},
	{
		name: "collections.union_all", aliases: []string{"apoc.coll.unionAll"}, params: params("first LIST", "second LIST"), result: "LIST", grows: true,
		doc: "The elements of two lists.", call: ofLists(unionAll),
	},
	{
		name: "collections.intersection", aliases: []string{"apoc.coll.intersection"}, params: params("first LIST", "second LIST"), result: "LIST",
		doc: "The different elements that two lists have in common.", call: ofLists(intersection),
	},
	{
		name: "collections.subtract", aliases: []string{"apoc.coll.subtract"}, params: params("first LIST", "second LIST"), result: "LIST",
		doc: "The different elements of the first list that the second has not.", call: ofLists(subtract),
	},
	{
		name: "collections.disjunction", aliases: []string{"apoc.coll.disjunction"}, params: params("first LIST", "second LIST"), result: "LIST",
		doc: "The different elements that only one of two lists has.", call: ofLists(exclusive),
	},
	{
		name: "collections.remove_all", aliases: []string{"apoc.coll.removeAll"}, params: params("first LIST", "second LIST"), result: "LIST",
		doc: "The elements of the first list that the second has not.", call: ofLists(removeAll),
	},
	{
		name: "collections.duplicates", aliases: []string{"apoc.coll.duplicates"}, params: params("list LIST"), result: "LIST",
		doc: "The elements that occur more than once, each once.", call: ofList(duplicates),
	},
	{
		name: "collections.flatten", aliases: []string{"apoc.coll.flatten"}, params: params("list LIST", "recursive BOOLEAN"), optional: 1, result: "LIST", grows: true,
		doc: "The elements of the lists in a list, at any depth, or at the first only.", call: flattenList,
	},
	{
		name: "collections.frequencies_as_map", aliases: []string{"apoc.coll.frequenciesAsMap"}, params: params("list LIST"), result: "MAP",
		doc: "How often each element occurs, by its text.", call: sureList(frequencies),
	},
	{
		name: "collections.pairs", aliases: []string{"apoc.coll.pairs"}, params: params("list LIST"), result: "LIST OF LIST", grows: true,
		doc: "Each element with the next one; the last one with null.", call: ofList(pairs),
	},
	{
		name: "collections.sum", aliases: []string{"apoc.coll.sum"}, params: params("list LIST"), result: "FLOAT",
		doc: "The sum of the numbers in a list.", call: sumList,
	},
	{
		name: "collections.sum_longs", aliases: []string{"apoc.coll.sumLongs"}, params: params("list LIST"), result: "INTEGER",
		doc: "The sum of the numbers in a list, each cut to an integer.", call: sumIntegers,
	},
	{
		name: "collections.avg", aliases: []string{"apoc.coll.avg"}, params: params("list LIST"), result: "FLOAT",
		doc: "The mean of the numbers in a list; null of none.", call: meanList,
	},
	{
		name: "collections.min", aliases: []string{"apoc.coll.min"}, params: params("list LIST"), result: "ANY",
		doc: "The first element in the order of ORDER BY; null of none.", call: sureList(extremeOf(1)),
	},
	{
		name: "collections.max", aliases: []string{"apoc.coll.max"}, params: params("list LIST"), result: "ANY",
		doc: "The last element, other than null, in the order of ORDER BY; null of none.", call: sureList(extremeOf(-1)),
	},
}

// sureList adapts a function of a list that can't fail.
func sureList(f func(*walk, []value.Value) value.Value) rowFunc {
	return func(x *Context, args []value.Value) (value.Value, error) {
		w := &walk{x: x}
		return f(w, args[0].AsList()), w.err
	}
}

// ofList adapts a function from a list to a list.
func ofList(f func(*walk, []value.Value) []value.Value) rowFunc {
	return sureList(func(w *walk, list []value.Value) value.Value { return value.List(f(w, list)) })
}

// ofLists adapts a function from two lists to a list.
func ofLists(f func(w *walk, a, b []value.Value) []value.Value) rowFunc {
	return func(x *Context, args []value.Value) (value.Value, error) {
		w := &walk{x: x}
		return value.List(f(w, args[0].AsList(), args[1].AsList())), w.err
	}
}

func sorted(w *walk, list []value.Value) []value.Value {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b value.Value) int {
		if !w.goes() {
			return 0
		}
		return value.Order(a, b)
	})
	return list
}

func contained(list []value.Value, v value.Value) bool {
	return slices.ContainsFunc(list, func(e value.Value) bool { return value.Equivalent(e, v) })
}

func collectionContains(_ *Context, args []value.Value) (value.Value, error) {
	return value.Bool(contained(args[0].AsList(), args[1])), nil
}

func containsSorted(_ *Context, args []value.Value) (value.Value, error) {
	_, found := slices.BinarySearchFunc(args[0].AsList(), args[1], value.Order)
	return value.Bool(found), nil
}

func containsAll(x *Context, args []value.Value) (value.Value, error) {
	w := &walk{x: x}
	has := setOfValues(w, args[0].AsList())
	for _, v := range w.over(args[1].AsList()) {
		if !has.has(v) {
			return value.Bool(false), w.err
		}
	}
	return value.Bool(true), w.err
}

func union(w *walk, a, b []value.Value) []value.Value { return unique(w, slices.Concat(a, b)) }

func unionAll(_ *walk, a, b []value.Value) []value.Value { return slices.Concat(a, b) }

func intersection(w *walk, a, b []value.Value) []value.Value {
	return unique(w, filtered(w, a, setOfValues(w, b).has))
}

func subtract(w *walk, a, b []value.Value) []value.Value { return unique(w, removeAll(w, a, b)) }

func exclusive(w *walk, a, b []value.Value) []value.Value {
	return slices.Concat(subtract(w, a, b), subtract(w, b, a))
}

func removeAll(w *walk, a, b []value.Value) []value.Value {
	gone := setOfValues(w, b)
	return filtered(w, a, func(v value.Value) bool { return !gone.has(v) })
}

func filtered(w *walk, list []value.Value, keep func(value.Value) bool) []value.Value {
	var out []value.Value
	for _, v := range w.over(list) {
		if keep(v) {
			out = append(out, v)
		}
	}
	return out
}

func duplicates(w *walk, list []value.Value) []value.Value {
	seen := &valueSet{}
	return unique(w, filtered(w, list, func(v value.Value) bool { return !seen.add(v) }))
}

func flattenList(x *Context, args []value.Value) (value.Value, error) {
	depth := value.MaxNesting
	if recursive := optional(args, 1); !recursive.IsNull() && !recursive.AsBool() {
		depth = 1
	}
	f := flattening{grown: growth{x: x}}
	err := f.add(args[0].AsList(), depth)
	return value.List(f.list), err
}

// flattening is a list that is made of the elements of lists.
type flattening struct {
	list  []value.Value
	grown growth
}

func (f *flattening) add(list []value.Value, depth int) error {
	if err := f.grown.reach(uint64(len(f.list)+len(list)) * uint64(valueBytes)); err != nil {
		return err
	}
	for _, v := range list {
		if v.Kind() != value.KindList || depth == 0 {
			f.list = append(f.list, v)
		} else if err := f.add(v.AsList(), depth-1); err != nil {
			return err
		}
	}
	return nil
}

func frequencies(w *walk, list []value.Value) value.Value {
	counts := map[string]int64{}
	for _, v := range w.over(list) {
		counts[value.Format(v)]++
	}
	entries := make([]value.Entry, 0, len(counts))
	for text, n := range counts {
		entries = append(entries, value.Entry{Key: text, Value: value.Int(n)})
	}
	return value.Map(entries)
}

func pairs(w *walk, list []value.Value) []value.Value {
	out := make([]value.Value, len(list))
	for i, v := range w.over(list) {
		next := value.Null
		if i+1 < len(list) {
			next = list[i+1]
		}
		out[i] = value.List([]value.Value{v, next})
	}
	return out
}

// totalOf adds up the numbers in a list.
func totalOf(list []value.Value) (total, error) {
	var t total
	for _, v := range list {
		if !v.IsNumber() {
			return t, typeErrorf("The elements of the list must be numbers, not %s.", v.Kind().TypeWord())
		}
		if err := t.add(v); err != nil {
			return t, err
		}
	}
	return t, nil
}

func sumList(_ *Context, args []value.Value) (value.Value, error) {
	t, err := totalOf(args[0].AsList())
	return value.Float(t.integers() + t.floats), err
}

func sumIntegers(_ *Context, args []value.Value) (value.Value, error) {
	var t total
	for _, v := range args[0].AsList() {
		if !v.IsNumber() {
			return value.Null, typeErrorf("The elements of the list must be numbers, not %s.", v.Kind().TypeWord())
		}
		t.addInt(whole(v))
	}
	return t.sum()
}

func meanList(_ *Context, args []value.Value) (value.Value, error) {
	t, err := totalOf(args[0].AsList())
	if err != nil {
		return value.Null, err
	}
	return t.mean()
}

func extremeOf(sign int) func(*walk, []value.Value) value.Value {
	return func(w *walk, list []value.Value) value.Value {
		best := value.Null
		for _, v := range w.over(list) {
			if !v.IsNull() && (best.IsNull() || sign*value.Order(v, best) < 0) {
				best = v
			}
		}
		return best
	}
}
