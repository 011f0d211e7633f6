package exec

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// degreeRows is a plan.Aggregate that counts the hops at each node of its input,
// where no node comes twice: every row is a group of its own, and none has to be found.
type degreeRows struct {
	input   *node
	degrees *degrees
	keys    []assignment
	slots   []batch.Slot // of the counts
	counts  column.Column
	out     batch.Batch
}

// degreeRows returns nil for other aggregations.
func (b *builder) degreeRows(p *plan.Aggregate) (operator, error) {
	d := b.groupsOfOne(p)
	if d == nil {
		return nil, nil
	}
	o := &degreeRows{degrees: d}
	var err error
	if o.input, err = b.operator(p.Input.(*plan.Expand).Input); err != nil {
		return nil, err
	}
	for _, c := range p.Calls {
		o.slots = append(o.slots, c.Slot)
	}
	o.keys, err = b.assignments(p.Keys)
	return o, err
}

// groupsOfOne returns the degrees that an aggregation counts if they are of nodes that
// come once each and one of its keys is the node; else nil.
func (b *builder) groupsOfOne(p *plan.Aggregate) *degrees {
	d := b.degrees(p)
	if d == nil || b.scope != nil || !yieldsOnce(p.Input.(*plan.Expand).Input, d.from) {
		return nil
	}
	for _, key := range p.Keys {
		if v, ok := key.Expr.(*ast.Variable); ok && b.program.plan.Slots[v] == d.from {
			return d
		}
	}
	return nil
}

// yieldsOnce reports whether no two rows of an operator have the same node at a slot.
func yieldsOnce(p plan.Operator, node batch.Slot) bool {
	switch p := p.(type) {
	case *plan.NodeScan:
		_, first := p.Input.(*plan.Once)
		return first && p.Node == node
	case *plan.Filter:
		return yieldsOnce(p.Input, node)
	case *plan.LabelFilter:
		return yieldsOnce(p.Input, node)
	}
	return false
}

func (o *degreeRows) reset(x *Execution) error {
	o.degrees.types.reset(x)
	return o.input.reset(x)
}

func (o *degreeRows) next(x *Execution) (*batch.Batch, error) {
	for {
		b, err := o.input.next(x)
		if err != nil || b == nil {
			return nil, err
		}
		sel, err := o.degrees.measure(x, b, b.Rows())
		if err != nil {
			return nil, err
		}
		if len(sel) > 0 {
			return o.rows(x, b, sel)
		}
	}
}

// rows makes the groups of the rows that were measured.
func (o *degreeRows) rows(x *Execution, b *batch.Batch, sel []int32) (*batch.Batch, error) {
	x.empty(&o.out)
	o.out.N, o.out.Sel = b.N, sel
	for _, k := range o.keys {
		c, err := k.kernel.Eval(&x.ctx, b, sel)
		if err != nil {
			return nil, err
		}
		o.out.Cols[k.slot] = c
	}
	o.counts.Reset(column.Int, b.N)
	for i, row := range sel {
		o.counts.Ints[row] = o.degrees.counts[i]
	}
	for _, slot := range o.slots {
		o.out.Cols[slot] = &o.counts
	}
	return &o.out, nil
}
