package exec

import (
	"fmt"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// filter is plan.Filter: it narrows the selection, predicate by predicate.
type filter struct {
	input      *node
	plan       *plan.Filter
	predicates []eval.Kernel
	sel        []int32
}

func (b *builder) filter(p *plan.Filter) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	f := &filter{input: input, plan: p}
	f.predicates, err = b.kernels(p.Predicates)
	return f, err
}

func (f *filter) reset(x *Execution) error { return f.input.reset(x) }

func (f *filter) next(x *Execution) (*batch.Batch, error) {
	for {
		b, err := f.input.next(x)
		if err != nil || b == nil {
			return nil, err
		}
		sel := b.Rows()
		for i, k := range f.predicates {
			if len(sel) == 0 {
				break
			}
			c, err := k.Eval(&x.ctx, b, sel)
			if err != nil {
				return nil, err
			}
			if sel, err = f.narrow(c, sel); err != nil {
				return nil, eval.Locate(f.plan.Predicates[i].Position(), err)
			}
		}
		if len(sel) > 0 {
			b.Sel = sel
			return b, nil
		}
	}
}

// narrow keeps the rows of sel for which c is true. The result may overwrite
// sel where that is f's own.
func (f *filter) narrow(c *column.Column, sel []int32) ([]int32, error) {
	return narrow(c, sel, &f.sel)
}

// narrow appends to buf[:0] the rows of sel for which c is true; sel may be a
// former result in the same buffer.
func narrow(c *column.Column, sel []int32, buf *[]int32) ([]int32, error) {
	out := *buf
	if cap(out) < len(sel) {
		out = make([]int32, 0, max(len(sel), min(2*len(sel), column.BatchSize)))
	}
	out = out[:len(sel)]
	*buf = out
	n := 0
	switch c.Type {
	case column.Null:
	case column.Bool:
		if c.Valid == nil {
			for _, r := range sel {
				out[n] = r
				if c.Bools[r] {
					n++
				}
			}
			break
		}
		for _, r := range sel {
			out[n] = r
			if c.Bools[r] && c.Valid.Has(int(r)) {
				n++
			}
		}
	default:
		for _, r := range sel {
			v := c.Value(int(r))
			if v.IsNull() {
				continue
			}
			if v.Kind() != value.KindBool {
				return nil, predicateError(v)
			}
			if v.AsBool() {
				out[n] = r
				n++
			}
		}
	}
	return out[:n], nil
}

func predicateError(v value.Value) error {
	return &value.Error{
		Class: value.TypeError,
		Msg:   fmt.Sprintf("Filter expression must evaluate to bool or null, got %s.", v.Kind().TypeWord()),
	}
}

// labelFilter is plan.LabelFilter.
type labelFilter struct {
	input *node
	node  batch.Slot
	test  *labelTest // nil takes any node
	ids   nodeIDs
	sets  labelSets
	sel   []int32
}

func (b *builder) labelFilter(p *plan.LabelFilter) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	f := &labelFilter{input: input, node: p.Node}
	f.test, err = b.labelTest(p.Labels)
	return f, err
}

func (f *labelFilter) reset(x *Execution) error { return f.input.reset(x) }

func (f *labelFilter) next(x *Execution) (*batch.Batch, error) {
	for {
		b, err := f.input.next(x)
		if err != nil || b == nil {
			return nil, err
		}
		if err := f.ids.collect(b.Cols[f.node], b.Rows()); err != nil {
			return nil, err
		}
		sel, err := f.passing(x, b)
		if err != nil {
			return nil, err
		}
		if len(sel) > 0 {
			b.Sel = sel
			return b, nil
		}
	}
}

// passing returns the rows of the collected nodes that pass the test.
func (f *labelFilter) passing(x *Execution, b *batch.Batch) ([]int32, error) {
	if f.test == nil {
		return f.ids.rows, nil
	}
	if err := f.test.prepare(x, b, f.ids.rows); err != nil {
		return nil, err
	}
	sets := f.sets.of(x, f.ids.ids)
	f.sel = f.sel[:0]
	for i, r := range f.ids.rows {
		if f.test.filter(x, r).Matches(sets[i]) {
			f.sel = append(f.sel, r)
		}
	}
	return f.sel, nil
}
