package eval

import (
	"slices"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

func newCollect(args int) Aggregator {
	if args == 2 {
		return &collectMap{}
	}
	return &collect{}
}

// longList is the length from which on a list doubles when it is full: append alone would copy it more often.
const longList = 1024

// collect is collect(e).
type collect struct {
	lists [][]value.Value
	kept  charge
}

func (a *collect) Reset() {
	clear(a.lists)
	a.lists = a.lists[:0]
	a.kept.release()
}

func (a *collect) Add(x *Context, groups []uint32, args []*column.Column, sel []int32) error {
	c := args[0]
	groups = groups[:len(sel)]
	if err := a.kept.add(x.Memory, usage(c, sel)); err != nil {
		return err
	}
	a.lists = groupsOf(a.lists, groups)
	for i, row := range sel {
		if v := c.Value(int(row)); !v.IsNull() {
			list := &a.lists[groups[i]]
			if n := len(*list); n == cap(*list) && n >= longList {
				*list = slices.Grow(*list, n)
			}
			*list = append(*list, v)
		}
	}
	return nil
}

func (a *collect) Result(_ *Context, from, to int, dst *column.Column) error {
	dst.Reset(column.Any, to-from)
	for g := from; g < to; g++ {
		dst.Values[g-from] = value.List(stateOf(a.lists, g))
	}
	return nil
}

// usage estimates the bytes that the rows of sel take up as values.
func usage(c *column.Column, sel []int32) int64 {
	switch c.Type {
	case column.Null:
		return 0
	case column.String, column.Any:
		total := 0
		for _, row := range sel {
			total += value.MemoryUsage(c.Value(int(row)))
		}
		return int64(total)
	}
	return int64(len(sel)) * valueBytes
}

// collectMap is collect(key, value): the first value of a key counts.
type collectMap struct {
	maps []map[string]value.Value
	kept charge
}

func (a *collectMap) Reset() {
	clear(a.maps)
	a.maps = a.maps[:0]
	a.kept.release()
}

func (a *collectMap) Add(x *Context, groups []uint32, args []*column.Column, sel []int32) error {
	if err := a.kept.add(x.Memory, usage(args[0], sel)+usage(args[1], sel)); err != nil {
		return err
	}
	a.maps = groupsOf(a.maps, groups[:len(sel)])
	for i, row := range sel {
		key, v := args[0].Value(int(row)), args[1].Value(int(row))
		switch key.Kind() {
		case value.KindNull:
			continue
		case value.KindString:
		default:
			return typeErrorf("Map key must be a string.")
		}
		if v.IsNull() {
			continue
		}
		m := &a.maps[groups[i]]
		if *m == nil {
			*m = make(map[string]value.Value)
		}
		if _, taken := (*m)[key.AsString()]; !taken {
			(*m)[key.AsString()] = v
		}
	}
	return nil
}

func (a *collectMap) Result(_ *Context, from, to int, dst *column.Column) error {
	dst.Reset(column.Any, to-from)
	for g := from; g < to; g++ {
		m := stateOf(a.maps, g)
		entries := make([]value.Entry, 0, len(m))
		for k, v := range m {
			entries = append(entries, value.Entry{Key: k, Value: v})
		}
		dst.Values[g-from] = value.Map(entries)
	}
	return nil
}
