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
	noted []int32 // rows of the current input batch that were not taken yet
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
	x.empty(&o.b)
	o.noted = o.noted[:0]
}

// n returns the number of rows.
func (o *output) n() int { return o.b.N + len(o.noted) }

// room returns how many rows are missing to limit.
func (o *output) room(limit int) int { return max(0, limit-o.n()) }

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

// note adds one row n times, to be taken from the input batch by flush.
func (o *output) note(row int32, n int) {
	if len(o.slots) == 0 {
		o.b.N += n
		return
	}
	for range n {
		o.noted = append(o.noted, row)
	}
}

// flush takes the rows that were noted; in is the batch that they are of.
func (o *output) flush(in *batch.Batch) {
	if len(o.noted) > 0 {
		o.take(in, o.noted)
		o.noted = o.noted[:0]
	}
}
