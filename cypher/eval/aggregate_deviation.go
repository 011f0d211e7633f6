package eval

import (
	"math"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// deviation is stDev(e), or stDevP(e) of a whole population. It keeps the mean
// and the sum of squares about it (Welford, Technometrics 4, 1962).
type deviation struct {
	population bool
	groups     []moments
}

type moments struct {
	n             int64
	mean, squares float64
}

func (a *deviation) Reset() { a.groups = a.groups[:0] }

func (a *deviation) Add(_ *Context, groups []uint32, args []*column.Column, sel []int32) error {
	a.groups = groupsOf(a.groups, groups[:len(sel)])
	return present(args[0], groups, sel, func(g uint32, v value.Value) error {
		if !v.IsNumber() {
			return typeErrorf("Only numeric values allowed in STDEV aggregations.")
		}
		m, f := &a.groups[g], v.Number()
		m.n++
		off := f - m.mean
		m.mean += off / float64(m.n)
		m.squares += off * (f - m.mean)
		return nil
	})
}

func (a *deviation) Result(_ *Context, from, to int, dst *column.Column) error {
	dst.Reset(column.Float, to-from)
	for g := from; g < to; g++ {
		m := stateOf(a.groups, g)
		n := m.n
		if !a.population {
			n--
		}
		if n > 0 {
			dst.Floats[g-from] = math.Sqrt(m.squares / float64(n))
		}
	}
	return nil
}
