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

// addWide adds an integer of 128 bits.
func (t *total) addWide(low uint64, high int64) {
	low, carry := bits.Add64(t.low, low, 0)
	t.low = low
	t.high += high + int64(carry)
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
	if c.Valid == nil && (c.Type == column.Int || c.Type == column.Float) && onlyFirst(groups) {
		return a.addToFirst(c, sel)
	}
	switch {
	case c.Type == column.Int && c.Valid == nil:
		return a.addInts(c.Ints, groups, sel)
	case c.Type == column.Float && c.Valid == nil:
		return a.addFloats(c.Floats, groups, sel)
	}
	a.groups = groupsOf(a.groups, groups)
	return present(c, groups, sel, func(g uint32, v value.Value) error { return a.groups[g].add(v) })
}

// group returns the total of a group that numbers are to be added to.
func (a *totals) group(g uint32) (*total, error) {
	if int(g) >= len(a.groups) {
		a.groups = extended(a.groups, g)
	}
	t := &a.groups[g]
	if t.kind == value.KindDuration {
		return nil, errSum
	}
	return t, nil
}

func (a *totals) addInts(ints []int64, groups []uint32, sel []int32) error {
	for i, row := range sel {
		t, err := a.group(groups[i])
		if err != nil {
			return err
		}
		t.addInt(ints[row])
	}
	return nil
}

func (a *totals) addFloats(floats []float64, groups []uint32, sel []int32) error {
	for i, row := range sel {
		t, err := a.group(groups[i])
		if err != nil {
			return err
		}
		t.floats, t.kind = t.floats+floats[row], value.KindFloat
		t.count++
	}
	return nil
}

// addToFirst adds integers or floats, none of them null, to group 0.
func (a *totals) addToFirst(c *column.Column, sel []int32) error {
	t, err := a.group(0)
	if err != nil {
		return err
	}
	t.count += int64(len(sel))
	if c.Type == column.Float {
		sum := t.floats
		for _, row := range sel {
			sum += c.Floats[row]
		}
		t.floats, t.kind = sum, value.KindFloat
		return nil
	}
	low, high, carry := t.low, t.high, uint64(0)
	for _, row := range sel {
		n := c.Ints[row]
		low, carry = bits.Add64(low, uint64(n), 0)
		high += n>>63 + int64(carry)
	}
	t.low, t.high = low, high
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
