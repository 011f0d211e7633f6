package eval

import "memgraphd/engine/column"

// countRows is count(*).
type countRows struct{ counts []int64 }

func newCount(args int) Aggregator {
	if args == 0 {
		return &countRows{}
	}
	return &countValues{}
}

func (a *countRows) Reset() { a.counts = a.counts[:0] }

func (a *countRows) Add(_ *Context, groups []uint32, _ []*column.Column, sel []int32) error {
	groups = groups[:len(sel)]
	if onlyFirst(groups) {
		if len(a.counts) == 0 {
			a.counts = extended(a.counts, 0)
		}
		a.counts[0] += int64(len(groups))
		return nil
	}
	counts := a.counts
	for _, g := range groups {
		if int(g) >= len(counts) {
			counts = extended(counts, g)
		}
		counts[g]++
	}
	a.counts = counts
	return nil
}

func (a *countRows) Result(_ *Context, from, to int, dst *column.Column) error {
	dst.Reset(column.Int, to-from)
	if from < len(a.counts) {
		copy(dst.Ints, a.counts[from:])
	}
	return nil
}

// countValues is count(e).
type countValues struct{ countRows }

func (a *countValues) Add(x *Context, groups []uint32, args []*column.Column, sel []int32) error {
	c := args[0]
	if !c.HasNulls() {
		return a.countRows.Add(x, groups, nil, sel)
	}
	a.counts = groupsOf(a.counts, groups[:len(sel)])
	for i, row := range sel {
		if !c.IsNull(int(row)) {
			a.counts[groups[i]]++
		}
	}
	return nil
}
