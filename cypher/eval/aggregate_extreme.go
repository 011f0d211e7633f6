package eval

import (
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// extreme is min(e), or max(e) if sign is -1. Values of different kinds compare as ORDER BY has it.
type extreme struct {
	sign int
	best []value.Value
}

func (a *extreme) Reset() { a.best = a.best[:0] }

func (a *extreme) Add(x *Context, groups []uint32, args []*column.Column, sel []int32) error {
	c := args[0]
	groups = groups[:len(sel)]
	a.best = groupsOf(a.best, groups)
	switch {
	case c.Type == column.Int && c.Valid == nil && onlyFirst(groups):
		a.offer(0, value.Int(a.extremeInt(c.Ints, sel)))
	case c.Type == column.Int && c.Valid == nil:
		a.addInts(c.Ints, groups, sel)
	default:
		for i, row := range sel {
			v := c.Value(int(row))
			if TakesLong(v) {
				if err := x.Look(); err != nil {
					return err
				}
			}
			if !v.IsNull() {
				a.offer(groups[i], v)
			}
		}
	}
	return nil
}

// extremeInt returns the least integer, or the greatest.
func (a *extreme) extremeInt(ints []int64, sel []int32) int64 {
	best := ints[sel[0]]
	if a.sign > 0 {
		for _, row := range sel {
			best = min(best, ints[row])
		}
		return best
	}
	for _, row := range sel {
		best = max(best, ints[row])
	}
	return best
}

func (a *extreme) addInts(ints []int64, groups []uint32, sel []int32) {
	for i, row := range sel {
		best := &a.best[groups[i]]
		n := ints[row]
		if best.Kind() != value.KindInt {
			a.offer(groups[i], value.Int(n))
			continue
		}
		if b := best.AsInt(); a.sign > 0 && n < b || a.sign < 0 && n > b {
			*best = value.Int(n)
		}
	}
}

func (a *extreme) offer(g uint32, v value.Value) {
	best := &a.best[g]
	if best.IsNull() || a.sign*value.Order(v, *best) < 0 {
		*best = v
	}
}

func (a *extreme) Result(_ *Context, from, to int, dst *column.Column) error {
	return results(dst, from, to, func(g int) (value.Value, error) { return stateOf(a.best, g), nil })
}
