package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
)

// argument is where the leaves of a right side find the rows it is run for.
type argument struct {
	live   []batch.Slot // that the right side takes from the rows
	slot   batch.Slot   // the column of row numbers; None if rows are handed in one at a time
	rows   batch.Batch
	number column.Column
	cols   []column.Column // of a single row
}

// numbers counts up from 0, for the columns of row numbers.
var numbers = func() (n [column.BatchSize]int64) {
	for i := range n {
		n[i] = int64(i)
	}
	return n
}()

// hand makes the rows sel of b the argument; they are numbered by their place in b.
func (a *argument) hand(x *Execution, b *batch.Batch, sel []int32) {
	x.empty(&a.rows)
	for _, s := range a.live {
		a.rows.Cols[s] = b.Cols[s]
	}
	a.rows.N, a.rows.Sel = b.N, sel
	if b.N <= len(numbers) {
		a.number = column.Column{Type: column.Int, N: b.N, Ints: numbers[:b.N:b.N]}
	} else {
		a.number = column.Column{Type: column.Int, N: b.N, Ints: make([]int64, b.N)}
		for i := range a.number.Ints {
			a.number.Ints[i] = int64(i)
		}
	}
	a.rows.Cols[a.slot] = &a.number
}

// handRow makes one row of b the argument.
func (a *argument) handRow(x *Execution, b *batch.Batch, row int32) {
	x.empty(&a.rows)
	a.rows.N = 1
	if a.cols == nil {
		a.cols = make([]column.Column, len(a.live))
	}
	one := [1]int32{row}
	for i, s := range a.live {
		if c := b.Cols[s]; c != nil {
			column.Gather(&a.cols[i], c, one[:])
			a.rows.Cols[s] = &a.cols[i]
		}
	}
}

// argumentOp is plan.Argument: it yields the rows that were handed in. Once in a
// right side is the same without their columns.
type argumentOp struct {
	from *argument
	bare bool
	done bool
	b    batch.Batch
}

func (b *builder) argument() (operator, error) {
	if b.scope == nil {
		return nil, errNoArgument
	}
	return &argumentOp{from: b.scope}, nil
}

func (o *argumentOp) reset(*Execution) error {
	o.done = false
	return nil
}

func (o *argumentOp) next(x *Execution) (*batch.Batch, error) {
	if o.done || o.from.rows.Len() == 0 {
		return nil, nil
	}
	o.done = true
	x.empty(&o.b)
	o.b.N, o.b.Sel = o.from.rows.N, o.from.rows.Sel
	if !o.bare {
		copy(o.b.Cols, o.from.rows.Cols)
	} else if o.from.slot != batch.None {
		o.b.Cols[o.from.slot] = o.from.rows.Cols[o.from.slot]
	}
	return &o.b, nil
}

// once is plan.Once: one row without columns.
type once struct {
	done bool
	b    batch.Batch
}

func (b *builder) once() (operator, error) {
	if b.scope != nil {
		return &argumentOp{from: b.scope, bare: true}, nil
	}
	return &once{}, nil
}

func (o *once) reset(*Execution) error {
	o.done = false
	return nil
}

func (o *once) next(x *Execution) (*batch.Batch, error) {
	if o.done {
		return nil, nil
	}
	o.done = true
	x.empty(&o.b)
	o.b.N = 1
	return &o.b, nil
}
