package exec

import (
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
	if !mergeable(p) || followsSets(a.input) {
		return a, nil
	}
	var live []batch.Slot
	for _, k := range p.Keys {
		live = append(live, k.Slot)
	}
	for _, c := range p.Calls {
		live = append(live, c.Slot)
	}
	g := b.gather(p, p.Input, live)
	if g == nil {
		return a, nil
	}
	b.x.gathers = append(b.x.gathers, g)
	merged := mergedAggregate(p, &node{plan: p.Input, op: g})
	return &parallelAggregate{serial: a, gather: g, merged: merged}, nil
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
func mergedAggregate(p *plan.Aggregate, input *node) *aggregate {
	a := &aggregate{input: input, lone: len(p.Keys) == 0}
	for _, k := range p.Keys {
		a.keys = append(a.keys, assignment{slot: k.Slot, kernel: slotKernel(k.Slot)})
	}
	for i, c := range p.Calls {
		_, agg, _ := eval.Parts(c)
		a.args.kernels = append(a.args.kernels, slotKernel(c.Slot))
		a.calls = append(a.calls, aggregateCall{slot: c.Slot, args: []int{i}, agg: agg, cols: make([]*column.Column, 1)})
	}
	a.args.cols = make([]*column.Column, len(p.Calls))
	a.keyCols = make([]*column.Column, len(a.keys))
	a.views = make([]column.Column, len(a.keys))
	a.results = make([]column.Column, len(a.calls))
	return a
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
