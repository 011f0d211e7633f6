package eval

import (
	"math"
	"slices"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// percentile is percentileDisc(e, p), a value that occurs, or percentileCont(e, p), which lies between two.
type percentile struct {
	name       string
	continuous bool
	groups     []sample
	kept       charge
}

// sample are the numbers of a group and the percentile that is asked for.
type sample struct {
	numbers []value.Value
	p       float64
	asked   bool
}

func (a *percentile) Reset() {
	clear(a.groups)
	a.groups = a.groups[:0]
	a.kept.release()
}

func (a *percentile) Add(x *Context, groups []uint32, args []*column.Column, sel []int32) error {
	if err := a.kept.add(x.Memory, int64(len(sel))*valueBytes); err != nil {
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
		v := args[0].Value(int(row))
		switch {
		case v.IsNumber():
			s.numbers = append(s.numbers, v)
		case !v.IsNull():
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
		if len(s.numbers) == 0 {
			return value.Null, nil
		}
		slices.SortFunc(s.numbers, value.Order)
		if a.continuous {
			return value.Float(s.interpolated()), nil
		}
		at := int(math.Ceil(s.p*float64(len(s.numbers)))) - 1
		return s.numbers[max(at, 0)], nil
	})
}

// interpolated returns the number at p of the way through the sorted numbers.
func (s *sample) interpolated() float64 {
	at := s.p * float64(len(s.numbers)-1)
	below := int(at)
	low := s.numbers[below].Number()
	if below+1 == len(s.numbers) {
		return low
	}
	return low + (at-float64(below))*(s.numbers[below+1].Number()-low)
}
