package eval

import (
	"cmp"
	"math"
	"slices"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// numberBytes is what a number takes in a slice that grows.
const numberBytes = 16

// percentile is percentileDisc(e, p), a value that occurs, or percentileCont(e, p), which lies between two.
type percentile struct {
	name       string
	continuous bool
	groups     []sample
	kept       charge
}

// sample are the numbers of a group and the percentile that is asked for.
type sample struct {
	ints   []int64
	floats []float64
	p      float64
	asked  bool
}

func (a *percentile) Reset() {
	clear(a.groups)
	a.groups = a.groups[:0]
	a.kept.release()
}

func (a *percentile) Add(x *Context, groups []uint32, args []*column.Column, sel []int32) error {
	if err := a.kept.add(x.Memory, int64(len(sel))*numberBytes); err != nil {
		return err
	}
	a.groups = groupsOf(a.groups, groups[:len(sel)])
	for i, row := range sel {
		s := &a.groups[groups[i]]
		if !s.asked {
			if err := a.ask(s, args[1].Value(int(row))); err != nil {
				return err
			}
		}
		switch v := args[0].Value(int(row)); v.Kind() {
		case value.KindInt:
			s.ints = append(s.ints, v.AsInt())
		case value.KindFloat:
			s.floats = append(s.floats, v.AsFloat())
		case value.KindNull:
		default:
			return typeErrorf("Only numeric values allowed in %s aggregations.", a.name)
		}
	}
	return nil
}

// ask sets the percentile of a group, which its first row says.
func (a *percentile) ask(s *sample, p value.Value) error {
	if !p.IsNumber() {
		return typeErrorf("'%s' argument at position 2 must be 'number'.", a.name)
	}
	s.p, s.asked = p.Number(), true
	if !(s.p >= 0 && s.p <= 1) {
		return argumentErrorf("'%s' argument at position 2 must be a number between 0 and 1, not %s.", a.name, value.Format(p))
	}
	return nil
}

func (a *percentile) Result(_ *Context, from, to int, dst *column.Column) error {
	return results(dst, from, to, func(g int) (value.Value, error) {
		s := stateOf(a.groups, g)
		n := len(s.ints) + len(s.floats)
		if n == 0 {
			return value.Null, nil
		}
		if !a.continuous {
			number, _ := s.at(max(int(math.Ceil(s.p*float64(n)))-1, 0), false)
			return number, nil
		}
		at := s.p * float64(n-1)
		below := int(at)
		low, high := s.at(below, below+1 < n)
		if high.IsNull() {
			return value.Float(low.Number()), nil
		}
		return value.Float(low.Number() + (at-float64(below))*(high.Number()-low.Number())), nil
	})
}

// at returns the number at place k of the group in order and, if it is wanted, the next one.
func (s *sample) at(k int, next bool) (number, behind value.Value) {
	switch {
	case len(s.floats) == 0:
		return pick(s.ints, k, next, cmp.Compare, value.Int)
	case len(s.ints) == 0:
		return pick(s.floats, k, next, compareFloats, value.Float)
	}
	all := make([]value.Value, 0, len(s.ints)+len(s.floats))
	for _, i := range s.ints {
		all = append(all, value.Int(i))
	}
	for _, f := range s.floats {
		all = append(all, value.Float(f))
	}
	return pick(all, k, next, value.Order, func(v value.Value) value.Value { return v })
}

func pick[T any](items []T, k int, next bool, compare func(a, b T) int, of func(T) value.Value) (number, behind value.Value) {
	number = of(quickselect(items, k, compare))
	if next {
		behind = of(slices.MinFunc(items[k+1:], compare))
	}
	return number, behind
}

// compareFloats orders floats as value.Order does: NaN comes last.
func compareFloats(a, b float64) int {
	if a != a || b != b {
		return -cmp.Compare(a, b)
	}
	return cmp.Compare(a, b)
}
