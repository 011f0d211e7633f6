package exec

import (
	"fmt"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// subplan is a subquery inside an expression, ready to be run for rows of any
// batch of the operator whose expression it is in.
type subplan struct {
	spec  *plan.Subplan
	right right
	lists [][]value.Value // of collect, by row
}

func (b *builder) subplan(spec *plan.Subplan) error {
	s := &subplan{spec: spec}
	hides := b.hides
	defer func() { b.hides = hides }()
	var err error
	if s.right, err = b.right(spec.Root, spec.Each, spec.Kind == plan.SubplanExists); err != nil {
		return err
	}
	b.x.subplans[spec] = s
	return nil
}

// RunSubplan implements [eval.SubplanRunner].
func (x *Execution) RunSubplan(_ *eval.Context, spec *plan.Subplan, b *batch.Batch, sel []int32, dst *column.Column) error {
	s := x.subplans[spec]
	if s == nil {
		return fmt.Errorf("the plan has no subplan for an expression")
	}
	switch spec.Kind {
	case plan.SubplanExists:
		dst.Reset(column.Bool, b.N)
		return s.right.exists(x, b, sel, dst.Bools)
	case plan.SubplanCount:
		dst.Reset(column.Int, b.N)
		return s.right.count(x, b, sel, dst.Ints)
	case plan.SubplanFirst:
		return s.first(x, b, sel, dst)
	}
	return s.collect(x, b, sel, dst)
}

// first makes dst the first value of each row, or null.
func (s *subplan) first(x *Execution, b *batch.Batch, sel []int32, dst *column.Column) error {
	dst.Reset(column.Any, b.N)
	found := make([]bool, b.N)
	return s.right.each(x, b, sel, func(rows *batch.Batch, row []int64) error {
		c := rows.Cols[s.spec.Result]
		for _, r := range rows.Rows() {
			if !found[row[r]] && c != nil {
				found[row[r]] = true
				dst.Values[row[r]] = c.Value(int(r))
			}
		}
		return nil
	})
}

// collect makes dst the lists of all values of each row.
func (s *subplan) collect(x *Execution, b *batch.Batch, sel []int32, dst *column.Column) error {
	s.lists = append(s.lists[:0], make([][]value.Value, b.N)...)
	err := s.right.each(x, b, sel, func(rows *batch.Batch, row []int64) error {
		c := rows.Cols[s.spec.Result]
		size := int64(0)
		for _, r := range rows.Rows() {
			v := value.Null
			if c != nil {
				v = c.Value(int(r))
			}
			size += int64(value.MemoryUsage(v))
			s.lists[row[r]] = append(s.lists[row[r]], v)
		}
		return x.ctx.Memory.Grow(size)
	})
	if err != nil {
		return err
	}
	dst.Reset(column.Any, b.N)
	for _, r := range sel {
		dst.Values[r] = value.List(s.lists[r])
	}
	clear(s.lists)
	return nil
}
