package eval

import (
	"strings"

	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// Parts makes the aggregators for an aggregation that is computed in parts: one for the rows of a
// part, and one that puts together what the parts yield, which need not be values of
// the result's kind. It reports false if that can't be done, or not with profit.
func Parts(call plan.AggregateCall) (part, whole Aggregator, ok bool) {
	if call.Distinct || len(call.Args) > 1 {
		return nil, nil, false
	}
	switch strings.ToLower(call.Func) {
	case "count":
		return newCount(len(call.Args)), &sum{}, true
	case "min":
		return &extreme{sign: 1}, &extreme{sign: 1}, true
	case "max":
		return &extreme{sign: -1}, &extreme{sign: -1}, true
	case "sum":
		return &partialTotals{}, &sumOfParts{}, true
	case "avg":
		return &partialTotals{counted: true}, &averageOfParts{}, true
	}
	return nil, nil, false
}

// partialTotals yields totals that are to be added up: null for none, the sum where that tells all,
// else a list.
type partialTotals struct {
	totals
	counted bool // the number of values is wanted
}

func (a *partialTotals) Result(_ *Context, from, to int, dst *column.Column) error {
	return results(dst, from, to, func(g int) (value.Value, error) {
		t := stateOf(a.groups, g)
		switch {
		case t.count == 0:
			return value.Null, nil
		case a.counted || t.kind == value.KindFloat || t.kind != value.KindDuration && !t.fits():
			return t.list(), nil
		}
		return t.sum()
	})
}

// list writes a total down: a duration and its count; or the halves of the sum of the integers, that of the floats if
// there are any, and the count.
func (t *total) list() value.Value {
	count := value.Int(t.count)
	if t.kind == value.KindDuration {
		return value.List([]value.Value{t.elapsed, count})
	}
	floats := value.Null
	if t.kind == value.KindFloat {
		floats = value.Float(t.floats)
	}
	return value.List([]value.Value{value.Int(int64(t.low)), value.Int(t.high), floats, count})
}

// addPart adds what list or sum yielded.
func (t *total) addPart(v value.Value) error {
	if v.Kind() != value.KindList {
		return t.add(v)
	}
	list := v.AsList()
	count := list[len(list)-1].AsInt()
	if len(list) == 2 {
		if err := t.add(list[0]); err != nil {
			return err
		}
		t.count += count - 1
		return nil
	}
	if t.kind == value.KindDuration {
		return errSum
	}
	t.addWide(uint64(list[0].AsInt()), list[1].AsInt())
	if !list[2].IsNull() {
		t.floats, t.kind = t.floats+list[2].AsFloat(), value.KindFloat
	}
	t.count += count
	return nil
}

// addParts adds parts to the totals of their groups.
func (a *totals) addParts(groups []uint32, c *column.Column, sel []int32) error {
	a.groups = groupsOf(a.groups, groups)
	return present(c, groups, sel, func(g uint32, v value.Value) error { return a.groups[g].addPart(v) })
}

// sumOfParts is sum(e), of parts.
type sumOfParts struct{ sum }

func (a *sumOfParts) Add(x *Context, groups []uint32, args []*column.Column, sel []int32) error {
	if args[0].Type == column.Int {
		return a.sum.Add(x, groups, args, sel)
	}
	return a.addParts(groups, args[0], sel)
}

// averageOfParts is avg(e), of parts.
type averageOfParts struct{ average }

func (a *averageOfParts) Add(_ *Context, groups []uint32, args []*column.Column, sel []int32) error {
	return a.addParts(groups, args[0], sel)
}
