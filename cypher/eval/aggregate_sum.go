package eval

import (
	"math/bits"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// total is the sum of a group: integers and floats apart, each exact as long as
// it can be, and durations.
type total struct {
	low     uint64 // the integers, 128 bits
	high    int64
	floats  float64
	count   int64
	kind    value.Kind // float as soon as one value was
	elapsed value.Value
}

func (t *total) addInt(i int64) {
	low, carry := bits.Add64(t.low, uint64(i), 0)
	t.low = low
	t.high += i>>63 + int64(carry)
	t.count++
}

func (t *total) add(v value.Value) error {
	if (v.Kind() == value.KindDuration) != (t.kind == value.KindDuration) && t.count > 0 {
		return errSum
	}
	switch v.Kind() {
	case value.KindInt:
		t.addInt(v.AsInt())
	case value.KindFloat:
		t.floats, t.kind = t.floats+v.AsFloat(), value.KindFloat
		t.count++
	case value.KindDuration:
		return t.addDuration(v)
	default:
		return errSum
	}
	return nil
}

func (t *total) addDuration(v value.Value) (err error) {
	if t.count == 0 {
		t.elapsed, t.kind = v, value.KindDuration
	} else {
		t.elapsed, err = value.Add(t.elapsed, v)
	}
	t.count++
	return err
}

var errSum = typeErrorf("Only numeric values allowed in SUM and AVG aggregations.")

// integers returns the sum of the integers as a float.
func (t *total) integers() float64 {
	if t.fits() {
		return float64(int64(t.low))
	}
	const two64 = 1 << 64
	return float64(t.high)*two64 + float64(t.low)
}

// fits reports whether the sum of the integers is one of 64 bits.
func (t *total) fits() bool { return t.high == int64(t.low)>>63 }

func (t *total) sum() (value.Value, error) {
	switch t.kind {
	case value.KindDuration:
		return t.elapsed, nil
	case value.KindFloat:
		return value.Float(t.integers() + t.floats), nil
	}
	if !t.fits() {
		return value.Null, &value.Error{Class: value.ArithmeticError, Msg: "Integer overflow: the sum does not fit into 64 bits."}
	}
	return value.Int(int64(t.low)), nil
}

func (t *total) mean() (value.Value, error) {
	switch {
	case t.count == 0:
		return value.Null, nil
	case t.kind == value.KindDuration:
		return value.Div(t.elapsed, value.Int(t.count))
	}
	return value.Float((t.integers() + t.floats) / float64(t.count)), nil
}

// totals are the sums of the groups.
type totals struct{ groups []total }

func (a *totals) Reset() { a.groups = a.groups[:0] }

func (a *totals) Add(_ *Context, groups []uint32, args []*column.Column, sel []int32) error {
	c := args[0]
	groups = groups[:len(sel)]
	a.groups = groupsOf(a.groups, groups)
	switch {
	case c.Type == column.Int && c.Valid == nil:
		return a.addInts(c.Ints, groups, sel)
	case c.Type == column.Float && c.Valid == nil:
		return a.addFloats(c.Floats, groups, sel)
	}
	return present(c, groups, sel, func(g uint32, v value.Value) error { return a.groups[g].add(v) })
}

func (a *totals) addInts(ints []int64, groups []uint32, sel []int32) error {
	if len(a.groups) == 1 {
		return a.addAllInts(ints, sel)
	}
	for i, row := range sel {
		t := &a.groups[groups[i]]
		if t.kind == value.KindDuration {
			return errSum
		}
		t.addInt(ints[row])
	}
	return nil
}

// addAllInts adds to the only group.
func (a *totals) addAllInts(ints []int64, sel []int32) error {
	t := &a.groups[0]
	if t.kind == value.KindDuration {
		return errSum
	}
	low, high, carry := t.low, t.high, uint64(0)
	for _, row := range sel {
		low, carry = bits.Add64(low, uint64(ints[row]), 0)
		high += ints[row]>>63 + int64(carry)
	}
	t.low, t.high = low, high
	t.count += int64(len(sel))
	return nil
}

func (a *totals) addFloats(floats []float64, groups []uint32, sel []int32) error {
	if len(a.groups) == 1 {
		return a.addAllFloats(floats, sel)
	}
	for i, row := range sel {
		t := &a.groups[groups[i]]
		if t.kind == value.KindDuration {
			return errSum
		}
		t.floats, t.kind = t.floats+floats[row], value.KindFloat
		t.count++
	}
	return nil
}

// addAllFloats adds to the only group.
func (a *totals) addAllFloats(floats []float64, sel []int32) error {
	t := &a.groups[0]
	if t.kind == value.KindDuration {
		return errSum
	}
	sum := t.floats
	for _, row := range sel {
		sum += floats[row]
	}
	t.floats, t.kind = sum, value.KindFloat
	t.count += int64(len(sel))
	return nil
}

// sum is sum(e).
type sum struct{ totals }

func (a *sum) Result(_ *Context, from, to int, dst *column.Column) error {
	return results(dst, from, to, func(g int) (value.Value, error) {
		t := stateOf(a.groups, g)
		return t.sum()
	})
}

// average is avg(e).
type average struct{ totals }

func (a *average) Result(_ *Context, from, to int, dst *column.Column) error {
	return results(dst, from, to, func(g int) (value.Value, error) {
		t := stateOf(a.groups, g)
		return t.mean()
	})
}
