package exec

import (
	"memgraphd/cypher/ast"
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
	args  arguments
	// lone is set if there are no keys: then there is one group even without
	// rows, or one for each row of the argument if the operator is part of a right side.
	lone     bool
	argument *argument
	degrees  *degrees // nil unless hops are counted without being followed

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
	slot     batch.Slot
	pos      ast.Pos
	args     []int // places in arguments
	agg      eval.Aggregator
	cols     []*column.Column
	distinct *distinctArgs // nil: every row counts
}

func (b *builder) aggregate(p *plan.Aggregate) (operator, error) {
	if o, err := b.degreeRows(p); o != nil || err != nil {
		return o, err
	}
	a, err := b.wholeAggregate(p)
	if err != nil {
		return nil, err
	}
	return b.parallelAggregate(p, a)
}

// wholeAggregate makes the operator that sees all rows.
func (b *builder) wholeAggregate(p *plan.Aggregate) (*aggregate, error) {
	a := &aggregate{lone: len(p.Keys) == 0}
	if err := b.aggregateInput(a, p); err != nil {
		return nil, err
	}
	var err error
	if a.keys, err = b.assignments(p.Keys); err != nil {
		return nil, err
	}
	if b.scope != nil && b.scope.slot != batch.None {
		a.argument = b.scope
		a.keys = append(a.keys, assignment{slot: b.scope.slot, kernel: slotKernel(b.scope.slot)})
	}
	for _, call := range p.Calls {
		c := aggregateCall{slot: call.Slot, pos: call.Pos, cols: make([]*column.Column, len(call.Args))}
		if c.agg, err = b.aggregator(a, p, call); err != nil {
			return nil, err
		}
		for _, arg := range call.Args {
			if _, counts := c.agg.(*countRows); counts {
				break
			}
			i, err := a.args.add(b, arg)
			if err != nil {
				return nil, err
			}
			c.args = append(c.args, i)
		}
		if _, counts := c.agg.(*countRows); call.Distinct && !counts {
			c.distinct = &distinctArgs{}
		}
		a.calls = append(a.calls, c)
	}
	a.keyCols = make([]*column.Column, len(a.keys))
	a.views = make([]column.Column, len(a.keys))
	a.results = make([]column.Column, len(a.calls))
	return a, nil
}

// aggregateInput makes the input of an aggregation.
func (b *builder) aggregateInput(a *aggregate, p *plan.Aggregate) (err error) {
	if a.degrees = b.degrees(p); a.degrees != nil {
		a.input, err = b.full(p.Input.(*plan.Expand).Input)
		return err
	}
	was := b.duplicates
	b.duplicates = counted
	if ignoresDuplicates(p) {
		b.duplicates = ignored
	}
	if b.partOf(p) != nil {
		a.input, err = b.full(p.Input)
	} else {
		a.input, err = b.parallelInput(p.Input, p.Input, p.Input.Common().Live)
	}
	b.duplicates = was
	return err
}

func (b *builder) aggregator(a *aggregate, p *plan.Aggregate, call plan.AggregateCall) (eval.Aggregator, error) {
	if a.degrees != nil || call.Func == "count" && (len(call.Args) == 0 || b.countsOnce(a, call)) {
		return &countRows{}, nil
	}
	if b.program.leaf != nil && b.program.plan.Root == p { // a worker's
		part, _, _ := eval.Parts(call)
		return part, nil
	}
	call.Distinct = false // distinctArgs sees to that
	return eval.NewAggregator(call, b.program.env)
}

// countsOnce reports whether count(DISTINCT x) counts what its input yields once
// each anyway.
func (b *builder) countsOnce(a *aggregate, call plan.AggregateCall) bool {
	f, ok := a.input.op.(*frontier)
	if !ok || !call.Distinct || len(call.Args) != 1 {
		return false
	}
	v, ok := call.Args[0].(*ast.Variable)
	return ok && b.program.plan.Slots[v] == f.to
}

func (a *aggregate) reset(x *Execution) error {
	a.clear(x)
	if a.degrees != nil {
		a.degrees.types.reset(x)
	}
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
		if a.calls[i].distinct != nil {
			a.calls[i].distinct.clear(x)
		}
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
	x.empty(&a.out)
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
	if a.degrees != nil {
		var err error
		if sel, err = a.degrees.measure(x, b, sel); err != nil {
			return err
		}
	}
	groups := a.room(len(sel))
	if len(a.keys) == 0 {
		clear(groups)
	} else if err := a.assign(x, b, sel, groups); err != nil {
		return err
	}
	if a.degrees != nil {
		for i := range a.calls {
			a.calls[i].agg.(*countRows).addWeights(groups, a.degrees.counts)
		}
		return nil
	}
	if err := a.args.eval(x, b, sel); err != nil {
		return err
	}
	for i := range a.calls {
		c := &a.calls[i]
		for j, arg := range c.args {
			c.cols[j] = a.args.cols[arg]
		}
		rows, of := sel, groups
		if c.distinct != nil {
			var err error
			if rows, of, err = c.distinct.first(x, c.cols, b.N, sel, groups, len(a.keys) > 0); err != nil {
				return err
			}
		}
		if err := c.agg.Add(&x.ctx, of, c.cols, rows); err != nil {
			return eval.Locate(c.pos, err)
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
	if _, err := x.assign(&a.table, a.keyCols, sel, groups); err != nil {
		return err
	}
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
