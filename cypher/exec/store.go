package exec

import (
	"slices"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/exec/group"
	"memgraphd/engine/column"
)

// keepColumns is how many rows of memory an operator keeps for the next
// execution; what is larger is given back.
const keepColumns = 64 * column.BatchSize

// store keeps rows: some columns of all batches of an input, one behind the
// other. The memory is charged to the query.
type store struct {
	slots   []batch.Slot
	cols    []column.Column // by position in slots
	absent  []bool          // the input never had the column
	n       int
	charged int64

	views []column.Column
	b     batch.Batch
}

func newStore(slots []batch.Slot) store {
	return store{
		slots: slots, cols: make([]column.Column, len(slots)), absent: make([]bool, len(slots)),
		views: make([]column.Column, len(slots)),
	}
}

// reset forgets the rows.
func (s *store) reset(x *Execution) {
	x.ctx.Memory.Release(s.charged)
	s.n, s.charged = 0, 0
	for i := range s.cols {
		s.absent[i] = true
		if cap(s.cols[i].Values) > keepColumns || s.cols[i].N > keepColumns {
			s.cols[i] = column.Column{}
		}
		s.cols[i].Reset(column.Null, 0)
	}
}

// add keeps the rows of a batch that sel names.
func (s *store) add(x *Execution, b *batch.Batch, sel []int32) error {
	size := int64(0)
	for i, slot := range s.slots {
		c := b.Cols[slot]
		if c == nil {
			s.cols[i].AppendNulls(len(sel))
			continue
		}
		s.absent[i] = false
		size += group.RowsSize(c, sel)
	}
	if err := x.ctx.Memory.Grow(size); err != nil {
		return err
	}
	s.charged += size
	for i, slot := range s.slots {
		if c := b.Cols[slot]; c != nil {
			reserve(&s.cols[i], len(sel))
			s.cols[i].AppendRows(c, sel)
		}
	}
	s.n += len(sel)
	return nil
}

// addNulls adds a row of nulls.
func (s *store) addNulls() {
	for i := range s.cols {
		s.cols[i].AppendNulls(1)
	}
	s.n++
}

// reserve makes room for n more rows, and for as many again as there are: large
// columns are copied less often than append would.
func reserve(c *column.Column, n int) {
	switch c.Type {
	case column.Bool:
		c.Bools = double(c.Bools, n)
	case column.Int:
		c.Ints = double(c.Ints, n)
	case column.Float:
		c.Floats = double(c.Floats, n)
	case column.String:
		c.Strings = double(c.Strings, n)
	case column.Node, column.Relationship:
		c.IDs = double(c.IDs, n)
	case column.Any:
		c.Values = double(c.Values, n)
	}
}

func double[T any](s []T, n int) []T {
	if cap(s)-len(s) >= n {
		return s
	}
	return slices.Grow(s, max(n, len(s)))
}

// addAll keeps all rows of an input.
func (s *store) addAll(x *Execution, input *node) error {
	for {
		b, err := input.next(x)
		if err != nil || b == nil {
			return err
		}
		if err := s.add(x, b, b.Rows()); err != nil {
			return err
		}
	}
}

// view returns the rows from position from on, at most as many as a batch holds
// and nil if there are none. It is valid until the next view.
func (s *store) view(x *Execution, from int) *batch.Batch {
	if from >= s.n {
		return nil
	}
	base := from &^ 63 // where bitmaps can be cut
	to := min(s.n, from+x.batchSize, base+column.BatchSize)
	x.empty(&s.b)
	s.b.N = to - base
	if from > base {
		s.b.Sel = batch.All(s.b.N)[from-base:]
	}
	for i, slot := range s.slots {
		if s.absent[i] {
			continue
		}
		s.views[i].View(&s.cols[i], base, to)
		s.b.Cols[slot] = &s.views[i]
	}
	return &s.b
}

// gather returns the rows at the positions order names, in that order, in the
// columns of out.
func (s *store) gather(x *Execution, order []int32, out *output) *batch.Batch {
	out.begin(x)
	for i, slot := range s.slots {
		if s.absent[i] {
			continue
		}
		column.Gather(&out.cols[i], &s.cols[i], order)
		out.b.Cols[slot] = &out.cols[i]
	}
	out.b.N = len(order)
	return out.batch()
}
