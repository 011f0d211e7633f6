package exec

import (
	"fmt"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// unwind is plan.Unwind.
type unwind struct {
	input *node
	list  eval.Kernel
	slot  batch.Slot
	out   output
	ramp  ramp
	elems column.Column

	in       *batch.Batch
	rows     []int32
	at       int // in rows
	col      *column.Column
	elements []value.Value // of the current row
	pos      int
}

func (b *builder) unwind(p *plan.Unwind) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	u := &unwind{input: input, slot: p.Slot, out: newOutput(b.live(p), p.Slot), ramp: ramp{first: b.ramp}}
	u.list, err = b.kernel(p.List)
	return u, err
}

func (u *unwind) reset(x *Execution) error {
	u.in = nil
	u.ramp.reset(x)
	return u.input.reset(x)
}

func (u *unwind) next(x *Execution) (*batch.Batch, error) {
	u.out.begin(x)
	u.elems.Reset(column.Null, 0)
	target := u.ramp.next()
	for u.out.n() < target {
		if u.in == nil {
			if ok, err := u.pull(x); err != nil {
				return nil, err
			} else if !ok {
				break
			}
		}
		n := min(u.out.room(target), len(u.elements)-u.pos)
		for _, v := range u.elements[u.pos : u.pos+n] {
			u.elems.Append(v)
		}
		u.pos += n
		if n > 0 {
			u.out.repeat(u.in, u.rows[u.at], n)
		}
		if u.pos == len(u.elements) {
			if err := u.enter(u.at + 1); err != nil {
				return nil, err
			}
		}
	}
	u.out.set(u.slot, &u.elems)
	return u.out.batch(), nil
}

func (u *unwind) pull(x *Execution) (bool, error) {
	in, err := u.input.next(x)
	if err != nil || in == nil {
		return false, err
	}
	u.in, u.rows = in, in.Rows()
	if u.col, err = u.list.Eval(&x.ctx, in, u.rows); err != nil {
		return false, err
	}
	return true, u.enter(0)
}

// enter goes on to the list of another row, or leaves the batch.
func (u *unwind) enter(at int) error {
	u.at, u.pos, u.elements = at, 0, nil
	if at == len(u.rows) {
		u.in = nil
		return nil
	}
	v := u.col.Value(int(u.rows[at]))
	switch v.Kind() {
	case value.KindNull:
	case value.KindList:
		u.elements = v.AsList()
	default:
		return &value.Error{
			Class: value.TypeError,
			Msg:   fmt.Sprintf("Argument of UNWIND must be a list, but '%s' was provided.", v.Kind().TypeWord()),
		}
	}
	return nil
}
