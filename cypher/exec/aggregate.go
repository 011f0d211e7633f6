package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec/group"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// aggregate is plan.Aggregate: it numbers the groups of its input's rows and
// lets each aggregator add up the rows of all of them.
type aggregate struct {
	input *node
	keys  []assignment
	calls []aggregateCall
	// lone is set if there are no keys: then there is one group even without
	// rows, or one for each row of the argument if the operator is part of a right side.
	lone     bool
	argument *argument

	table   group.Table
	keyCols []*column.Column
	groups  []uint32
	n       int // groups
	charged int64
	read    bool
	pos     int
	out     batch.Batch
	views   []column.Column
	results []column.Column
}

type aggregateCall struct {
	slot batch.Slot
	args []eval.Kernel
	agg  eval.Aggregator
	cols []*column.Column
}

func (b *builder) aggregate(p *plan.Aggregate) (operator, error) {
	input, err := b.full(p.Input)
	if err != nil {
		return nil, err
	}
	a := &aggregate{input: input, lone: len(p.Keys) == 0}
	if a.keys, err = b.assignments(p.Keys); err != nil {
		return nil, err
	}
	if b.scope != nil && b.scope.slot != batch.None {
		a.argument = b.scope
		a.keys = append(a.keys, assignment{slot: b.scope.slot, kernel: slotKernel(b.scope.slot)})
	}
	for _, call := range p.Calls {
		c := aggregateCall{slot: call.Slot, cols: make([]*column.Column, len(call.Args))}
		if c.agg, err = b.aggregator(call); err != nil {
			return nil, err
		}
		if c.args, err = b.kernels(call.Args); err != nil {
			return nil, err
		}
		a.calls = append(a.calls, c)
	}
	a.keyCols = make([]*column.Column, len(a.keys))
	a.views = make([]column.Column, len(a.keys))
	a.results = make([]column.Column, len(a.calls))
	return a, nil
}

func (b *builder) aggregator(call plan.AggregateCall) (eval.Aggregator, error) {
	if call.Func == "count" && len(call.Args) == 0 && !call.Distinct {
		return &countRows{}, nil
	}
	return eval.NewAggregator(call, b.program.env)
}

func (a *aggregate) reset(x *Execution) error {
	a.clear(x)
	return a.input.reset(x)
}

func (a *aggregate) clear(x *Execution) {
	x.ctx.Memory.Release(a.charged)
	a.charged, a.n, a.read, a.pos = 0, 0, false, 0
	if a.table.Len() > keepColumns {
		a.table.Free()
	} else {
		a.table.Reset()
	}
	for i := range a.calls {
		a.calls[i].agg.Reset()
	}
}

func (a *aggregate) close(x *Execution) { a.clear(x) }

func (a *aggregate) next(x *Execution) (*batch.Batch, error) {
	if !a.read {
		if err := a.readAll(x); err != nil {
			return nil, err
		}
		a.read = true
	}
	to := min(a.pos+column.BatchSize, a.n)
	if a.pos >= to {
		return nil, nil
	}
	a.out.Reset(x.slots)
	a.out.N = to - a.pos
	for i, k := range a.keys {
		a.views[i].View(a.table.Key(i), a.pos, to)
		a.out.Cols[k.slot] = &a.views[i]
	}
	for i := range a.calls {
		if err := a.calls[i].agg.Result(&x.ctx, a.pos, to, &a.results[i]); err != nil {
			return nil, err
		}
		a.out.Cols[a.calls[i].slot] = &a.results[i]
	}
	a.pos = to
	return &a.out, nil
}

func (a *aggregate) readAll(x *Execution) error {
	if a.lone {
		a.enterAll()
	}
	for {
		b, err := a.input.next(x)
		if err != nil || b == nil {
			return err
		}
		if err := a.add(x, b, b.Rows()); err != nil {
			return err
		}
	}
}

// enterAll begins the groups that are there without rows.
func (a *aggregate) enterAll() {
	a.n = 1
	if a.argument == nil {
		return
	}
	rows := &a.argument.rows
	sel := rows.Rows()
	a.table.Assign([]*column.Column{rows.Cols[a.argument.slot]}, sel, a.room(len(sel)))
	a.n = a.table.Len()
}

// room returns n groups of scratch.
func (a *aggregate) room(n int) []uint32 {
	if cap(a.groups) < n {
		a.groups = make([]uint32, n, max(n, min(2*n, column.BatchSize)))
	}
	return a.groups[:n]
}

func (a *aggregate) add(x *Execution, b *batch.Batch, sel []int32) error {
	groups := a.room(len(sel))
	if len(a.keys) == 0 {
		clear(groups)
	} else if err := a.assign(x, b, sel, groups); err != nil {
		return err
	}
	for i := range a.calls {
		c := &a.calls[i]
		for j, k := range c.args {
			var err error
			if c.cols[j], err = k.Eval(&x.ctx, b, sel); err != nil {
				return err
			}
		}
		if err := c.agg.Add(&x.ctx, groups, c.cols, sel); err != nil {
			return err
		}
	}
	return nil
}

// assign finds the group of each row.
func (a *aggregate) assign(x *Execution, b *batch.Batch, sel []int32, groups []uint32) error {
	for i := range a.keys {
		c, err := a.keys[i].kernel.Eval(&x.ctx, b, sel)
		if err != nil {
			return err
		}
		a.keyCols[i] = c
	}
	a.table.Assign(a.keyCols, sel, groups)
	a.n = a.table.Len()
	return x.charge(&a.charged, a.table.MemoryUsage())
}

// charge brings what an operator has been charged up to now.
func (x *Execution) charge(charged *int64, now int64) error {
	if now <= *charged {
		return nil
	}
	if err := x.ctx.Memory.Grow(now - *charged); err != nil {
		return err
	}
	*charged = now
	return nil
}

// slotKernel reads a column.
type slotKernel batch.Slot

// Eval returns the column.
func (k slotKernel) Eval(_ *eval.Context, b *batch.Batch, _ []int32) (*column.Column, error) {
	return b.Cols[k], nil
}

// countRows is count(*).
type countRows struct{ counts []int64 }

// Reset forgets all groups.
func (c *countRows) Reset() { c.counts = c.counts[:0] }

// Add counts rows.
func (c *countRows) Add(_ *eval.Context, groups []uint32, _ []*column.Column, _ []int32) error {
	for _, g := range groups {
		for int(g) >= len(c.counts) {
			c.counts = append(c.counts, 0)
		}
		c.counts[g]++
	}
	return nil
}

// Result returns the counts.
func (c *countRows) Result(_ *eval.Context, from, to int, dst *column.Column) error {
	dst.Reset(column.Int, to-from)
	if from < len(c.counts) {
		copy(dst.Ints, c.counts[from:])
	}
	return nil
}
