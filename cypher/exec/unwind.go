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
	feed  feed
	list  eval.Kernel
	slot  batch.Slot
	out   output
	ramp  ramp
	elems column.Column

	lists *column.Column // of the current batch
	rest  []value.Value  // of the current row's list
}

func (b *builder) unwind(p *plan.Unwind) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	u := &unwind{feed: feed{input: input}, slot: p.Slot, out: newOutput(b.live(p), p.Slot), ramp: ramp{first: b.ramp}}
	u.list, err = b.kernel(p.List)
	return u, err
}

func (u *unwind) reset(x *Execution) error {
	u.rest = nil
	u.ramp.reset(x)
	return u.feed.reset(x)
}

func (u *unwind) next(x *Execution) (*batch.Batch, error) {
	u.out.begin(x)
	u.elems.Reset(column.Null, 0)
	for target := u.ramp.next(); u.out.n() < target; {
		if len(u.rest) == 0 {
			if err := u.advance(x); err != nil {
				return nil, err
			}
			if u.feed.in == nil {
				break
			}
			continue
		}
		n := min(u.out.room(target), len(u.rest))
		for _, v := range u.rest[:n] {
			u.elems.Append(v)
		}
		u.rest = u.rest[n:]
		u.out.note(u.feed.row(), n)
	}
	u.feed.flush(&u.out)
	u.out.set(u.slot, &u.elems)
	return u.out.batch(), nil
}

// advance goes on to the list of the next row.
func (u *unwind) advance(x *Execution) error {
	fresh, err := u.feed.next(x, &u.out)
	if err != nil || u.feed.in == nil {
		return err
	}
	if fresh {
		if u.lists, err = u.list.Eval(&x.ctx, u.feed.in, u.feed.rows); err != nil {
			return err
		}
	}
	v := u.lists.Value(int(u.feed.row()))
	switch v.Kind() {
	case value.KindNull:
	case value.KindList:
		u.rest = v.AsList()
	default:
		return &value.Error{
			Class: value.TypeError,
			Msg:   fmt.Sprintf("Argument of UNWIND must be a list, but '%s' was provided.", v.Kind().TypeWord()),
		}
	}
	return nil
}
