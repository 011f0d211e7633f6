package exec

import (
	"fmt"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// foreach is plan.Foreach. A body of one clause is run for a batch of elements
// at once; otherwise an element sees what all clauses did for the one before.
type foreach struct {
	input *node
	list  eval.Kernel
	slot  batch.Slot
	body  right
	out   output
	elems column.Column
}

func (b *builder) foreach(p *plan.Foreach) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	f := &foreach{input: input, slot: p.Slot, out: newOutput(argumentLive(p.Body), p.Slot)}
	if f.body, err = b.right(p.Body, clauses(p.Body) > 1, false); err != nil {
		return nil, err
	}
	f.list, err = b.kernel(p.List)
	return f, err
}

// clauses counts the updates in a body; any number of Create counts once.
func clauses(p plan.Operator) int {
	n, created := 0, false
	for {
		switch p.(type) {
		case *plan.Create:
			created = true
		case *plan.Set, *plan.Remove, *plan.Merge, *plan.Foreach:
			n++
		case *plan.Argument:
			if created {
				n++
			}
			return n
		default:
			return 2
		}
		p = p.Inputs()[0]
	}
}

// argumentLive returns the columns that a right side takes from its argument.
func argumentLive(p plan.Operator) []batch.Slot {
	if a, ok := p.(*plan.Argument); ok {
		return a.Live
	}
	var live []batch.Slot
	for _, in := range p.Inputs() {
		for _, s := range argumentLive(in) {
			if !contains(live, s) {
				live = append(live, s)
			}
		}
	}
	return live
}

func (f *foreach) reset(x *Execution) error { return f.input.reset(x) }

func (f *foreach) next(x *Execution) (*batch.Batch, error) {
	b, err := f.input.next(x)
	if err != nil || b == nil {
		return nil, err
	}
	sel := b.Rows()
	lists, err := f.list.Eval(&x.ctx, b, sel)
	if err != nil {
		return nil, err
	}
	f.begin(x)
	for _, r := range sel {
		v := lists.Value(int(r))
		switch v.Kind() {
		case value.KindNull:
			continue
		case value.KindList:
		default:
			return nil, &value.Error{
				Class: value.TypeError,
				Msg:   fmt.Sprintf("FOREACH expression must resolve to a list, but got '%s'.", v.Kind().TypeWord()),
			}
		}
		if err := f.add(x, b, r, v.AsList()); err != nil {
			return nil, err
		}
	}
	return b, f.run(x, b)
}

func (f *foreach) begin(x *Execution) {
	f.out.begin(x)
	f.elems.Reset(column.Null, 0)
}

// add adds a row for each element, and runs the body whenever a batch is full.
func (f *foreach) add(x *Execution, b *batch.Batch, row int32, elems []value.Value) error {
	for len(elems) > 0 {
		n := min(len(elems), f.out.room(column.BatchSize))
		for _, e := range elems[:n] {
			f.elems.Append(e)
		}
		f.out.note(row, n)
		elems = elems[n:]
		if f.out.room(column.BatchSize) == 0 {
			if err := f.run(x, b); err != nil {
				return err
			}
			f.begin(x)
		}
	}
	return nil
}

// run runs the body for the rows that were added.
func (f *foreach) run(x *Execution, b *batch.Batch) error {
	f.out.flush(b)
	f.out.set(f.slot, &f.elems)
	rows := f.out.batch()
	if rows == nil {
		return nil
	}
	return f.body.each(x, rows, rows.Rows(), func(*batch.Batch, []int64) error { return nil })
}
