package exec

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
)

// degrees counts the hops at nodes that would be followed only to be counted.
type degrees struct {
	from   batch.Slot
	dir    engine.Direction
	types  typeTest
	ids    nodeIDs
	counts []int64 // of the rows that measure returned
}

// degrees returns nil unless all that p wants of an Expand below it is its number
// of rows, whole or by what was there before the hop.
func (b *builder) degrees(p *plan.Aggregate) *degrees {
	e, ok := p.Input.(*plan.Expand)
	if !ok || b.program.plan.HopsLimit != nil {
		return nil
	}
	fromHop := func(s batch.Slot) bool { return s != batch.None && (s == e.Rel || s == e.To) }
	for _, call := range p.Calls {
		if call.Func != "count" || call.Distinct {
			return nil
		}
		if len(call.Args) == 0 {
			continue
		}
		v, ok := call.Args[0].(*ast.Variable)
		if !ok || !fromHop(b.program.plan.Slots[v]) {
			return nil
		}
	}
	for _, key := range p.Keys {
		for _, s := range b.reads(key.Expr) {
			if fromHop(s) {
				return nil
			}
		}
	}
	return degreesOf(e)
}

// degreesOf returns nil unless a hop has as many rows as there are relationships.
func degreesOf(e *plan.Expand) *degrees {
	if e.Into || e.Optional || e.ToLabels != nil || len(e.Distinct) > 0 {
		return nil
	}
	return &degrees{from: e.From, dir: e.Direction, types: typeTest{planned: e.Types, names: e.TypeNames, none: e.NoTypes}}
}

// measure returns the rows with any hop; their numbers are in counts.
func (d *degrees) measure(x *Execution, b *batch.Batch, sel []int32) ([]int32, error) {
	if err := d.ids.collect(b.Cols[d.from], sel); err != nil {
		return nil, err
	}
	d.counts = append(d.counts[:0], make([]int64, len(d.ids.ids))...)
	if !d.types.nothing {
		x.ctx.Txn.Degrees(d.ids.ids, d.dir, d.types.ids, d.counts)
	}
	n := 0
	for i, count := range d.counts {
		if count > 0 {
			d.counts[n], d.ids.rows[n] = count, d.ids.rows[i]
			n++
			x.ctx.Hops += count
		}
	}
	d.counts = d.counts[:n]
	return d.ids.rows[:n], nil
}

// onlyDegrees returns the degrees that are all a right side yields: that of a
// single hop from a node of its argument. It returns nil for any other.
func (b *builder) onlyDegrees(p plan.Operator) *degrees {
	e, ok := p.(*plan.Expand)
	if !ok || !isArgument(e.Input) || b.program.plan.HopsLimit != nil {
		return nil
	}
	return degreesOf(e)
}
