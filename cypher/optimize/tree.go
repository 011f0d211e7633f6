package optimize

import (
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
)

// tree is a plan in the making: its topmost operator with what is known of the
// rows that come out of it. Trees are values; extending one leaves it as it is.
type tree struct {
	op         plan.Operator
	rows, cost float64
	bound      set
	// reads and writes are what was done since the last barrier; seen is all
	// that is read, barriers or not.
	reads, writes, seen effects
	// stream is the node of a lone scan, of which each row is a different node;
	// nil if there is more to it. own is what was read of the node itself.
	stream *semantic.Symbol
	own    effects
	// fresh are the nodes and relationships that were created since the last barrier: no other
	// row has them. changes is what was written to others since then.
	fresh   set
	changes effects
	// mirror is set if the topmost operator has just matched or merged what mirrors a variable.
	mirror *mirror
	// order is what the rows come in the order of, by virtue of an index; nil if they come in none.
	order *order
	// nested: the tree is run for rows of another one. wrote: something below
	// writes. guessed: the number of rows is anyone's guess.
	nested, wrote, guessed bool
}

// once returns the tree that a query begins with.
func (p *planner) once() tree {
	op := &plan.Once{}
	op.Rows = 1
	return tree{op: op, rows: 1}
}

// argument returns the tree that a right side begins with. Its rows have all
// that is bound outside.
func argument(bound set) tree {
	op := &plan.Argument{}
	op.Rows = 1
	return tree{op: op, rows: 1, bound: bound, nested: true}
}

// on returns the tree with an operator on top.
func (t tree) on(op plan.Operator, rows, cost float64, binds ...*semantic.Symbol) tree {
	op.SetInput(0, t.op)
	return t.over(op, rows, cost, binds...)
}

// over returns the tree with an operator on top whose inputs are set.
func (t tree) over(op plan.Operator, rows, cost float64, binds ...*semantic.Symbol) tree {
	base := op.Common()
	base.Rows, base.Cost = rows, cost
	t.op, t.rows, t.cost, t.order, t.mirror = op, rows, cost, nil, nil
	if len(binds) > 0 {
		t.bound = t.bound.with(binds...)
	}
	return t.mixed()
}

// reading notes what the topmost operator reads.
func (t tree) reading(e effects) tree {
	t.reads, t.seen = t.reads.union(e), t.seen.union(e)
	return t
}

// readingOwn notes what is read of the node of a lone scan.
func (t tree) readingOwn(stream *semantic.Symbol, e effects) tree {
	t.stream, t.own, t.seen = stream, t.own.union(e), t.seen.union(e)
	return t
}

// mixed notes that rows are no longer just the nodes of a scan.
func (t tree) mixed() tree {
	if t.stream != nil {
		t.reads = t.reads.union(t.own)
		t.stream, t.own = nil, effects{}
	}
	return t
}

// barrier notes that the topmost operator takes in everything before it yields anything.
func (t tree) barrier() tree {
	t.reads, t.writes, t.own, t.stream = effects{}, effects{}, effects{}, nil
	t.fresh, t.changes = nil, effects{}
	return t
}
