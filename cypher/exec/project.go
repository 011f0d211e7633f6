package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
)

// project is plan.Project.
type project struct {
	input  *node
	items  []assignment
	keep   []batch.Slot // of the input, beside the assigned ones
	extend bool
	b      batch.Batch
}

// assignment is a kernel with the slot of its result.
type assignment struct {
	slot   batch.Slot
	kernel eval.Kernel
}

func (b *builder) project(p *plan.Project) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	items, err := b.assignments(p.Items)
	if err != nil {
		return nil, err
	}
	o := &project{input: input, items: items, extend: p.Extend}
	if b.scope != nil && b.scope.slot != batch.None {
		o.keep = []batch.Slot{b.scope.slot}
	}
	return o, nil
}

func (b *builder) assignments(items []plan.Assignment) ([]assignment, error) {
	out := make([]assignment, len(items))
	for i, item := range items {
		k, err := b.kernel(item.Expr)
		if err != nil {
			return nil, err
		}
		out[i] = assignment{slot: item.Slot, kernel: k}
	}
	return out, nil
}

func (o *project) reset(x *Execution) error { return o.input.reset(x) }

func (o *project) next(x *Execution) (*batch.Batch, error) {
	in, err := o.input.next(x)
	if err != nil || in == nil {
		return nil, err
	}
	sel := in.Rows()
	x.empty(&o.b)
	o.b.N, o.b.Sel = in.N, in.Sel
	if o.extend {
		copy(o.b.Cols, in.Cols)
	} else {
		for _, s := range o.keep {
			o.b.Cols[s] = in.Cols[s]
		}
	}
	for i := range o.items {
		c, err := o.items[i].kernel.Eval(&x.ctx, in, sel)
		if err != nil {
			return nil, err
		}
		o.b.Cols[o.items[i].slot] = c
	}
	return &o.b, nil
}
