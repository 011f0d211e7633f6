package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
)

// lent are the arrays of columns of batches that belong to operators which will be dropped
// together: a script with thousands of variables makes thousands of such arrays, one step after the other.
type lent struct {
	lending     bool
	given, free [][]*column.Column
}

// empty empties a batch and gives it room for all columns.
func (x *Execution) empty(b *batch.Batch) {
	l := &x.lent
	if l.lending && cap(b.Cols) < x.slots {
		if last := len(l.free) - 1; last >= 0 && cap(l.free[last]) >= x.slots {
			b.Cols, l.free = l.free[last], l.free[:last]
		} else {
			b.Cols = make([]*column.Column, x.slots)
		}
		l.given = append(l.given, b.Cols)
	}
	b.Reset(x.slots)
}

// lend begins to note which arrays are given to operators. The plans of subqueries in expressions
// stay, so where there are any it does not.
func (l *lent) lend(x *Execution) { l.lending = len(x.subplans) == 0 }

// back takes all arrays back.
func (l *lent) back() {
	l.free, l.given = append(l.free, l.given...), l.given[:0]
	l.lending = false
}
