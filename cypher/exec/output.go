package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
)

// output is a batch that an operator fills with rows of its input batches, any
// number of times, and with columns of its own.
type output struct {
	slots []batch.Slot // taken over from the input
	cols  []column.Column
	b     batch.Batch
	same  []int32
}

// newOutput returns an output that takes over slots, but for those that the
// operator computes itself.
func newOutput(slots []batch.Slot, own ...batch.Slot) output {
	var o output
	for _, s := range slots {
		if !contains(own, s) {
			o.slots = append(o.slots, s)
		}
	}
	o.cols = make([]column.Column, len(o.slots))
	return o
}

func contains(slots []batch.Slot, s batch.Slot) bool {
	for _, have := range slots {
		if have == s {
			return true
		}
	}
	return false
}

// begin empties the output.
func (o *output) begin(x *Execution) {
	o.b.Reset(x.slots)

}

// n returns the number of rows.
func (o *output) n() int { return o.b.N }

// room returns how many rows are missing to limit.
func (o *output) room(limit int) int { return max(0, limit-o.b.N) }

// take adds rows of in, in the order and as often as they are listed.
func (o *output) take(in *batch.Batch, rows []int32) {
	for i, s := range o.slots {
		src, dst := in.Cols[s], &o.cols[i]
		switch {
		case src == nil && o.b.Cols[s] == nil:
			continue
		case o.b.Cols[s] == nil:
			dst.Reset(column.Null, 0)
			dst.AppendNulls(o.b.N)
			o.b.Cols[s] = dst
		}
		if src == nil {
			dst.AppendNulls(len(rows))
		} else {
			dst.AppendRows(src, rows)
		}
	}
	o.b.N += len(rows)
}

// set gives the output a column of the operator's own; a slot of None is
// ignored.
func (o *output) set(s batch.Slot, c *column.Column) {
	if s != batch.None {
		o.b.Cols[s] = c
	}
}

// batch returns the rows, or nil if there are none.
func (o *output) batch() *batch.Batch {
	if o.b.N == 0 {
		return nil
	}
	return &o.b
}

// repeat adds one row of in n times.
func (o *output) repeat(in *batch.Batch, row int32, n int) {
	if len(o.slots) == 0 {
		o.b.N += n
		return
	}
	if cap(o.same) < n {
		o.same = make([]int32, max(n, column.BatchSize))
	}
	same := o.same[:n]
	for i := range same {
		same[i] = row
	}
	o.take(in, same)
}
