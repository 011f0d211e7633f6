package procedure

import (
	"errors"
	"iter"

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
	r.open = &block{cols: make([]*column.Column, r.width)}
	for i := range r.open.cols {
		r.open.cols[i] = &column.Column{}
	}
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
	r.full, r.open = nil, nil
}

// answer hands the rows of a call to the executor.
type answer struct {
	call *Call
	next func() (*block, error)
	stop func()
	cur  *block
	done int // rows of cur that were handed on
	sel  []int32
}

// eager runs a call to its end.
func eager(c *Call, run func(*Call) error) (*answer, error) {
	if err := run(c); err != nil {
		c.out.drop(c)
		c.end()
		return nil, err
	}
	_ = c.out.flush() // only a lazy call's can fail
	next := func() (*block, error) {
		if len(c.out.full) == 0 {
			return nil, nil
		}
		b := c.out.full[0]
		c.out.full = c.out.full[1:]
		return b, nil
	}
	return &answer{call: c, next: next, stop: func() { c.out.drop(c) }}, nil
}

// lazy runs a call a block ahead of whoever reads it, in a coroutine: never at
// the same time as its reader.
func lazy(c *Call, run func(*Call) error) *answer {
	next, stop := iter.Pull2(func(pass func(*block, error) bool) {
		c.out.pass = func(b *block) bool { return pass(b, nil) }
		err := run(c)
		if err == nil {
			err = c.out.flush()
		}
		if err != nil && !errors.Is(err, errUnwanted) {
			pass(nil, err)
		}
	})
	return &answer{
		call: c, stop: func() { stop(); c.out.drop(c) },
		next: func() (*block, error) { b, err, _ := next(); return b, err },
	}
}
