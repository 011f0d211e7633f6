package exec

import (
	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec/group"
	"memgraphd/engine/column"
)

// assign is [group.Table.Assign], which goes row by row and looks in between where keys take long to compare.
func (x *Execution) assign(t *group.Table, cols []*column.Column, sel []int32, out []uint32) (fresh []int32, err error) {
	if !longKeys(cols, sel) {
		return t.Assign(cols, sel, out), nil
	}
	for i := range sel {
		if err := x.ctx.Look(); err != nil {
			return nil, err
		}
		fresh = append(fresh, t.Assign(cols, sel[i:i+1], out[i:i+1])...)
	}
	return fresh, nil
}

// longKeys reports whether there is a long list or text among values of any type.
func longKeys(cols []*column.Column, sel []int32) bool {
	for _, c := range cols {
		if c.Type != column.Any {
			continue
		}
		for _, r := range sel {
			if eval.TakesLong(c.Values[r]) {
				return true
			}
		}
	}
	return false
}
