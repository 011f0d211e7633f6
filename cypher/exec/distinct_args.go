package exec

import (
	"memgraphd/cypher/exec/group"
	"memgraphd/engine/column"
)

// distinctArgs leaves out the rows whose arguments a group of an aggregation has
// seen before, for count(DISTINCT x) and its kin.
type distinctArgs struct {
	table   group.Table
	of      column.Column // the group of each row
	cols    []*column.Column
	tuples  []uint32
	rows    []int32
	groups  []uint32
	charged int64
}

func (d *distinctArgs) clear(x *Execution) {
	x.ctx.Memory.Release(d.charged)
	d.charged = 0
	if d.table.Len() > keepColumns {
		d.table.Free()
	} else {
		d.table.Reset()
	}
}

// first returns the rows of sel that bring a new tuple of arguments to their
// group, with their groups. Unless grouped, there is one group.
func (d *distinctArgs) first(x *Execution, args []*column.Column, n int, sel []int32, groups []uint32, grouped bool) ([]int32, []uint32, error) {
	d.cols = append(d.cols[:0], args...)
	if grouped {
		d.of.Reset(column.Int, n)
		for i, r := range sel {
			d.of.Ints[r] = int64(groups[i])
		}
		d.cols = append(d.cols, &d.of)
	}
	if cap(d.tuples) < len(sel) {
		d.tuples = make([]uint32, max(len(sel), column.BatchSize))
	}
	fresh, err := x.assign(&d.table, d.cols, sel, d.tuples[:len(sel)])
	if err != nil {
		return nil, nil, err
	}
	if err := x.charge(&d.charged, d.table.MemoryUsage()); err != nil {
		return nil, nil, err
	}
	d.rows, d.groups = append(d.rows[:0], fresh...), d.groups[:0]
	at := 0
	for _, r := range fresh { // both ascend
		for sel[at] != r {
			at++
		}
		d.groups = append(d.groups, groups[at])
	}
	return d.rows, d.groups, nil
}
