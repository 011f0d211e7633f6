package eval

import (
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// distinct passes each combination of arguments on once per group.
type distinct struct {
	of   Aggregator
	seen tupleSet
	kept charge

	groups []uint32
	sel    []int32
	tuple  []value.Value
}

func (a *distinct) Reset() {
	a.of.Reset()
	a.seen.reset()
	a.kept.release()
}

func (a *distinct) Add(x *Context, groups []uint32, args []*column.Column, sel []int32) error {
	a.groups, a.sel = a.groups[:0], a.sel[:0]
	bytes := int64(0)
	for i, row := range sel {
		a.tuple = a.tuple[:0]
		for _, c := range args {
			a.tuple = append(a.tuple, c.Value(int(row)))
		}
		if a.tuple[0].IsNull() || !a.seen.add(groups[i], a.tuple) {
			continue
		}
		for _, v := range a.tuple {
			bytes += int64(value.MemoryUsage(v))
		}
		a.groups, a.sel = append(a.groups, groups[i]), append(a.sel, row)
	}
	if err := a.kept.add(x.Memory, bytes+int64(len(a.sel))*tupleBytes); err != nil {
		return err
	}
	if len(a.sel) == 0 {
		return nil
	}
	return a.of.Add(x, a.groups, args, a.sel)
}

func (a *distinct) Result(x *Context, from, to int, dst *column.Column) error {
	return a.of.Result(x, from, to, dst)
}
