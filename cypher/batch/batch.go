// Package batch defines what operators hand on: up to a thousand rows as
// columns, with a selection that says which of them count.
package batch

import "memgraphd/engine/column"

// Slot is the place of a variable's column in a batch. Every variable of a
// plan, named or not, has a slot of its own.
type Slot int

// None is no slot.
const None Slot = -1

// Batch is a set of rows as columns. Columns are N rows long. Sel lists the
// rows that count, ascending; nil means all N. A column that nobody needs
// above is nil.
//
// A batch and its columns belong to the operator that made them and are valid
// until it is asked for the next one. A consumer may replace Sel and set
// columns of slots of its own, but changes no column in place.
type Batch struct {
	N    int
	Sel  []int32
	Cols []*column.Column
}

// identity is the selection of all rows.
var identity = func() (all [column.BatchSize]int32) {
	for i := range all {
		all[i] = int32(i)
	}
	return all
}()

// All returns the selection of the first n rows. It is shared: callers must
// not change it.
func All(n int) []int32 {
	if n <= len(identity) {
		return identity[:n]
	}
	all := make([]int32, n)
	for i := range all {
		all[i] = int32(i)
	}
	return all
}

// Rows returns the rows that count.
func (b *Batch) Rows() []int32 {
	if b.Sel != nil {
		return b.Sel
	}
	return All(b.N)
}

// Len returns the number of rows that count.
func (b *Batch) Len() int {
	if b.Sel != nil {
		return len(b.Sel)
	}
	return b.N
}

// Reset empties the batch and gives it room for slots columns.
func (b *Batch) Reset(slots int) {
	b.N, b.Sel = 0, nil
	if cap(b.Cols) < slots {
		b.Cols = make([]*column.Column, slots)
		return
	}
	b.Cols = b.Cols[:slots]
	clear(b.Cols)
}
