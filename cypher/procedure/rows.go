package procedure

import (
	"errors"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// block is up to a batch of rows, as columns.
type block struct {
	cols  []*column.Column
	n     int
	bytes int64 // charged for them
}

// rows takes what a call yields and hands it on by the block: at the end of the
// call, or, of a lazy one, whenever a block is full.
type rows struct {
	width int
	full  []*block
	open  *block
	spare *block
	pass  func(*block) bool // of a lazy call; false: nobody wants more
}

var errUnwanted = errors.New("nobody asks for more rows")

func (r *rows) add(c *Call, row []value.Value) error {
	if len(row) != r.width {
		return c.errorf("it yielded %d values for %d result fields.", len(row), r.width)
	}
	size := int64(0)
	for _, v := range row {
		size += int64(value.MemoryUsage(v))
	}
	if err := c.account.Grow(size); err != nil {
		return err
	}
	if r.open == nil {
		r.begin()
	}
	b := r.open
	for i, v := range row {
		b.cols[i].Append(v)
	}
	b.n++
	b.bytes += size
	if b.n < column.BatchSize {
		return nil
	}
	return r.flush()
}

func (r *rows) begin() {
	if r.open = r.spare; r.open != nil {
		r.spare = nil
		return
	}
	r.open = &block{cols: make([]*column.Column, r.width)}
	for i := range r.open.cols {
		r.open.cols[i] = &column.Column{}
	}
}

// recycle keeps a block that was read for further rows.
func (r *rows) recycle(b *block) {
	for _, c := range b.cols {
		c.Reset(column.Null, 0)
	}
	b.n, b.bytes = 0, 0
	r.spare = b
}

// flush hands on the open block.
func (r *rows) flush() error {
	b := r.open
	if b == nil {
		return nil
	}
	r.open = nil
	if r.pass == nil {
		r.full = append(r.full, b)
		return nil
	}
	if !r.pass(b) {
		return errUnwanted
	}
	return nil
}

// drop gives back what was never handed on.
func (r *rows) drop(c *Call) {
	if r.open != nil {
		r.full = append(r.full, r.open)
	}
	for _, b := range r.full {
		c.account.Release(b.bytes)
	}
	r.full, r.open = r.full[:0], nil
}
