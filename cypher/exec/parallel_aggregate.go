package exec

import (
	"slices"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// parallelAggregate is an aggregation that workers make of the rows they see, and
// that is put together from theirs, if there is enough of it.
type parallelAggregate struct {
	serial *aggregate
	gather *gather
	merged *aggregate
	now    *aggregate // of the two
}

// parallelAggregate returns a itself where workers would be of no use.
func (b *builder) parallelAggregate(p *plan.Aggregate, a *aggregate) (operator, error) {
	root := b.partOf(p)
	if root == nil || followsSets(a.input) {
		return a, nil
	}
	var live []batch.Slot
	for _, k := range p.Keys {
		live = append(live, k.Slot)
	}
	for _, c := range p.Calls {
		live = append(live, c.Slot)
	}
	g := b.gather(root, p.Input, live)
	if g == nil {
		return a, nil
	}
	g.of = p
	b.x.gathers = append(b.x.gathers, g)
	merged, err := b.mergedAggregate(p, root, &node{plan: p.Input, op: g})
	return &parallelAggregate{serial: a, gather: g, merged: merged}, err
}

// partOf returns what workers make of their parts of the input of an aggregation: the aggregation
// itself, or the distinct rows of its keys and arguments; nil if neither tells the result.
func (b *builder) partOf(p *plan.Aggregate) plan.Operator {
	switch {
	case mergeable(p):
		return p
	case b.scope != nil || !ignoresDuplicates(p) || !oneArgument(p):
		return nil
	}
	rows := &plan.Project{Items: slices.Clone(p.Keys)}
	for _, c := range p.Calls {
		rows.Items = append(rows.Items, plan.Assignment{Slot: c.Slot, Expr: c.Args[0]})
	}
	d := &plan.Distinct{}
	for _, item := range rows.Items {
		d.Slots = append(d.Slots, item.Slot)
	}
	rows.Input, rows.Base = p.Input, *p.Input.Common()
	rows.Live = d.Slots
	d.Input, d.Base = rows, rows.Base
	return d
}

func oneArgument(p *plan.Aggregate) bool {
	for _, c := range p.Calls {
		if len(c.Args) != 1 {
			return false
		}
	}
	return true
}

// mergeable reports whether the results for parts of the rows tell the result for
// all of them.
func mergeable(p *plan.Aggregate) bool {
	for _, c := range p.Calls {
		if _, _, ok := eval.Parts(c); !ok {
			return false
		}
	}
	return true
}

// mergedAggregate makes the operator that puts the workers' results together.
func (b *builder) mergedAggregate(p *plan.Aggregate, root plan.Operator, input *node) (*aggregate, error) {
	a := &aggregate{input: input, lone: len(p.Keys) == 0}
	for _, k := range p.Keys {
		a.keys = append(a.keys, assignment{slot: k.Slot, kernel: slotKernel(k.Slot)})
	}
	for i, c := range p.Calls {
		call, err := b.mergedCall(c, root == p)
		if err != nil {
			return nil, err
		}
		call.args, call.cols = []int{i}, make([]*column.Column, 1)
		a.args.kernels = append(a.args.kernels, slotKernel(c.Slot))
		a.calls = append(a.calls, call)
	}
	a.args.cols = make([]*column.Column, len(p.Calls))
	a.keyCols = make([]*column.Column, len(a.keys))
	a.views = make([]column.Column, len(a.keys))
	a.results = make([]column.Column, len(a.calls))
	return a, nil
}

// mergedCall makes the aggregation of what workers made in parts, or of the distinct rows that they found.
func (b *builder) mergedCall(c plan.AggregateCall, parts bool) (call aggregateCall, err error) {
	call.slot = c.Slot
	if parts {
		_, call.agg, _ = eval.Parts(c)
		return call, nil
	}
	if c.Distinct {
		call.distinct = &distinctArgs{}
	}
	c.Distinct = false // distinctArgs sees to that
	call.agg, err = eval.NewAggregator(c, b.program.env)
	return call, err
}

func (a *parallelAggregate) reset(x *Execution) error {
	a.close(x)
	a.gather.stop()
	a.gather.many = a.gather.workers(x)
	if a.now = a.serial; a.gather.many > 1 {
		a.now = a.merged
	}
	return a.now.reset(x)
}

func (a *parallelAggregate) next(x *Execution) (*batch.Batch, error) { return a.now.next(x) }

func (a *parallelAggregate) close(x *Execution) {
	a.serial.clear(x)
	a.merged.clear(x)
}
