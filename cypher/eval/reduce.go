package eval

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// reduce is reduce(acc = init, v IN list | e). One step computes an element of
// every list, so that the rows go on side by side.
type reduce struct {
	init, body Kernel
	lists      *Lists
	acc, slot  batch.Slot

	elems    []Elements // of the rows of sel
	rest     []int32    // rows whose list goes on
	position []int      // their positions in sel
	accs     [2]column.Column
	elements writer
	inner    batch.Batch
	kept     charge // for accumulators that grow
	out      writer
}

func (c *compiler) reduce(e *ast.Reduce) (_ Kernel, err error) {
	c.varying++ // the variables need places in a batch
	k := &reduce{}
	if k.acc, err = c.slot(e.Acc); err != nil {
		return nil, err
	}
	if k.slot, err = c.slot(e.Variable); err != nil {
		return nil, err
	}
	if k.init, err = c.expr(e.Init); err != nil {
		return nil, err
	}
	if k.lists, err = c.lists(e.List); err != nil {
		return nil, err
	}
	k.body, err = c.expr(e.Body)
	return k, err
}

func (k *reduce) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	acc, err := k.init.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	k.out.begin(b.N)
	if err := k.begin(x, b, sel); err != nil {
		return nil, err
	}
	for step := 0; ; step++ {
		k.finish(acc, step)
		if len(k.rest) == 0 {
			return k.out.end(sel), nil
		}
		if step%column.BatchSize == column.BatchSize-1 {
			if err := x.cancelled(); err != nil {
				return nil, err
			}
		}
		if acc, err = k.step(x, b, acc, step); err != nil {
			return nil, err
		}
	}
}

// begin computes the lists. The result for a null list is null.
func (k *reduce) begin(x *Context, b *batch.Batch, sel []int32) error {
	if err := k.lists.Eval(x, b, sel); err != nil {
		return err
	}
	k.elems, k.rest, k.position = k.elems[:0], k.rest[:0], k.position[:0]
	for at, row := range sel {
		list, kind, err := k.lists.Of(row)
		switch {
		case err != nil:
			return err
		case kind != value.KindNull && kind != value.KindList:
			return typeErrorf("REDUCE expected a list, got %s.", kind.TypeWord())
		}
		k.elems = append(k.elems, list)
		if kind == value.KindNull {
			continue
		}
		k.rest, k.position = append(k.rest, row), append(k.position, at)
	}
	return nil
}

// finish puts aside the results of the rows whose list ends before a step.
func (k *reduce) finish(acc *column.Column, step int) {
	n := 0
	for j, row := range k.rest {
		if at := k.position[j]; k.elems[at].Len() > step {
			k.rest[n], k.position[n] = row, at
			n++
			continue
		}
		k.out.put(row, acc.Value(int(row)))
	}
	k.rest, k.position = k.rest[:n], k.position[:n]
}

// step computes the body for one element of each list.
func (k *reduce) step(x *Context, b *batch.Batch, acc *column.Column, step int) (*column.Column, error) {
	k.inner.Reset(len(b.Cols))
	k.inner.N = b.N
	copy(k.inner.Cols, b.Cols)
	k.elements.begin(b.N)
	for j, row := range k.rest {
		k.elements.put(row, k.elems[k.position[j]].At(step))
	}
	k.inner.Cols[k.slot] = k.elements.end(k.rest)
	// The body may answer with a column of its own, which it overwrites at the
	// next step, so the accumulator is a copy.
	own := &k.accs[step%2]
	copyRows(own, acc, b.N, k.rest)
	k.inner.Cols[k.acc] = own
	next, err := k.body.Eval(x, &k.inner, k.rest)
	if err != nil {
		return nil, err
	}
	return next, k.kept.hold(x.Memory, accumulated(next, k.rest))
}

// accumulated is the size of the accumulators if they can grow from step to step.
func accumulated(acc *column.Column, rows []int32) int64 {
	if acc.Type != column.Any && acc.Type != column.String {
		return 0
	}
	return usage(acc, rows)
}
