package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
)

// right is the right side of an operator: a plan that is run for rows which its
// Argument hands in, for a whole batch of them or one at a time.
type right struct {
	arg     *argument
	root    *node
	ordered bool // its rows come in the order of the rows they belong to

	row     []int64
	degrees *degrees // nil unless the right side yields a row for each relationship of a node
}

// right makes a right side. Each says that the planner wants it run a row at a
// time; few, that often only a row or two are looked at.
func (b *builder) right(p plan.Operator, each, few bool) (right, error) {
	together, ordered := batchable(p)
	if each && writes(p) {
		together = false
	}
	r := right{arg: &argument{live: argumentLive(p), slot: batch.None}, ordered: ordered, degrees: b.onlyDegrees(p)}
	if together {
		r.arg.slot = b.hidden()
	}
	scope, ramp, dups := b.scope, b.ramp, b.duplicates
	b.scope, b.ramp, b.duplicates = r.arg, 0, counted
	if few {
		b.ramp = limitRamp
	}
	var err error
	r.root, err = b.operator(p)
	b.scope, b.ramp, b.duplicates = scope, ramp, dups
	return r, err
}

// together reports whether the right side is run for a batch of rows at once.
func (r *right) together() bool { return r.arg.slot != batch.None }

// begin starts the right side for the rows sel of b.
func (r *right) begin(x *Execution, b *batch.Batch, sel []int32) error {
	r.arg.hand(x, b, sel)
	return r.root.reset(x)
}

// beginRow starts the right side for one row.
func (r *right) beginRow(x *Execution, b *batch.Batch, row int32) error {
	r.arg.handRow(x, b, row)
	return r.root.reset(x)
}

// numbers returns the rows of the argument that the rows of a result belong to.
func (r *right) numbers(b *batch.Batch) []int64 { return b.Cols[r.arg.slot].Ints }

// each runs the right side for rows of b and calls do with its batches; row[i]
// is the row of b that row i of the batch belongs to.
func (r *right) each(x *Execution, b *batch.Batch, sel []int32, do func(rows *batch.Batch, row []int64) error) error {
	if len(sel) == 0 {
		return nil
	}
	if r.together() {
		if err := r.begin(x, b, sel); err != nil {
			return err
		}
		return r.drain(x, func(rows *batch.Batch) error { return do(rows, r.numbers(rows)) })
	}
	for _, row := range sel {
		if err := r.beginRow(x, b, row); err != nil {
			return err
		}
		err := r.drain(x, func(rows *batch.Batch) error {
			for len(r.row) < rows.N {
				r.row = append(r.row, 0)
			}
			for i := range r.row[:rows.N] {
				r.row[i] = int64(row)
			}
			return do(rows, r.row)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *right) drain(x *Execution, do func(*batch.Batch) error) error {
	for {
		rows, err := r.root.next(x)
		if err != nil || rows == nil {
			return err
		}
		if err := do(rows); err != nil {
			return err
		}
	}
}

// exists sets found[row] for the rows of sel that the right side yields any row for.
func (r *right) exists(x *Execution, b *batch.Batch, sel []int32, found []bool) error {
	if r.degrees != nil {
		rows, err := r.measure(x, b, sel)
		for _, row := range rows {
			found[row] = true
		}
		return err
	}
	if !r.together() {
		for _, row := range sel {
			if err := r.beginRow(x, b, row); err != nil {
				return err
			}
			rows, err := r.root.next(x)
			if err != nil {
				return err
			}
			found[row] = rows != nil
		}
		return nil
	}
	for len(sel) > 0 {
		rest, err := r.existsTogether(x, b, sel, found)
		if err != nil {
			return err
		}
		sel = rest
	}
	return nil
}

// measure returns the rows with any relationship; how many is in r.degrees.counts.
func (r *right) measure(x *Execution, b *batch.Batch, sel []int32) ([]int32, error) {
	r.degrees.types.reset(x)
	return r.degrees.measure(x, b, sel)
}

// count writes the number of rows that the right side yields for each of sel.
func (r *right) count(x *Execution, b *batch.Batch, sel []int32, counts []int64) error {
	if r.degrees != nil {
		rows, err := r.measure(x, b, sel)
		for i, row := range rows {
			counts[row] = r.degrees.counts[i]
		}
		return err
	}
	return r.each(x, b, sel, func(rows *batch.Batch, row []int64) error {
		for _, i := range rows.Rows() {
			counts[row[i]]++
		}
		return nil
	})
}

// existsTogether decides for rows from the front of sel on and returns those
// that are left. It stops where a whole batch of results was about one row,
// which may have very many more.
func (r *right) existsTogether(x *Execution, b *batch.Batch, sel []int32, found []bool) (rest []int32, err error) {
	if err := r.begin(x, b, sel); err != nil {
		return nil, err
	}
	for {
		rows, err := r.root.next(x)
		if err != nil || rows == nil {
			return nil, err
		}
		number := r.numbers(rows)
		result := rows.Rows()
		for _, i := range result {
			found[number[i]] = true
		}
		first, last := number[result[0]], number[result[len(result)-1]]
		if r.ordered && first == last && len(result) > 1 {
			for len(sel) > 0 && int64(sel[0]) <= last {
				sel = sel[1:]
			}
			return sel, nil
		}
	}
}

// batchable reports whether a right side computes every row of its argument by
// itself, so that it can be run for a batch of them at once, and whether its rows
// then come in the order of the argument's.
func batchable(p plan.Operator) (ok, ordered bool) {
	switch p := p.(type) {
	case *plan.Once, *plan.Argument:
		return true, true
	case *plan.Cartesian, *plan.HashJoin, *plan.Limit, *plan.Skip, *plan.Choose, *plan.Load, *plan.Delete, *plan.CountStore:
		return false, false
	case *plan.Sort:
		if len(p.Limit) > 0 {
			return false, false
		}
	case *plan.Apply:
		if p.InTransactions != nil {
			return false, false
		}
		ok, ordered = batchable(p.Left)
		_, inside := batchable(p.Right)
		return ok, ordered && inside
	case *plan.SemiApply:
		return batchable(p.Left)
	case *plan.Merge:
		return batchable(p.Input)
	case *plan.Foreach:
		return batchable(p.Input)
	case *plan.Union:
		for _, branch := range p.Branches {
			if ok, _ := batchable(branch); !ok {
				return false, false
			}
		}
		return true, false
	}
	if _, isRepeat := p.(*plan.Repeat); isRepeat {
		ok, _ := batchable(p.Inputs()[0])
		return ok, false
	}
	inputs := p.Inputs()
	if len(inputs) != 1 {
		return false, false
	}
	return batchable(inputs[0])
}

// writes reports whether a plan changes data.
func writes(p plan.Operator) bool {
	switch p.(type) {
	case *plan.Create, *plan.Merge, *plan.Set, *plan.Remove, *plan.Delete, *plan.Foreach, *plan.CallProcedure:
		return true
	}
	for _, in := range p.Inputs() {
		if writes(in) {
			return true
		}
	}
	return false
}
