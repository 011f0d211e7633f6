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
	lists *eval.Lists
	slot  batch.Slot
	out   output
	ramp  ramp
	elems column.Column
	rest  eval.Elements // of the current row's list
}

func (b *builder) unwind(p *plan.Unwind) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	u := &unwind{feed: feed{input: input}, slot: p.Slot, out: newOutput(b.live(p), p.Slot), ramp: ramp{first: b.ramp}}
	u.lists, err = eval.CompileLists(p.List, b.program.env)
	return u, err
}

func (u *unwind) reset(x *Execution) error {
	u.rest = eval.Elements{}
	u.ramp.reset(x)
	return u.feed.reset(x)
}

func (u *unwind) next(x *Execution) (*batch.Batch, error) {
	u.out.begin(x)
	u.elems.Reset(column.Null, 0)
	for target := u.ramp.next(); u.out.n() < target; {
		if u.rest.Len() == 0 {
			if err := u.advance(x); err != nil {
				return nil, err
			}
			if u.feed.in == nil {
				break
			}
			continue
		}
		n := min(u.out.room(target), u.rest.Len())
		u.rest.Take(&u.elems, n)
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
		if err = u.lists.Eval(&x.ctx, u.feed.in, u.feed.rows); err != nil {
			return err
		}
	}
	list, kind, err := u.lists.Of(u.feed.row())
	if err == nil && kind != value.KindNull && kind != value.KindList {
		return &value.Error{
			Class: value.TypeError,
			Msg:   fmt.Sprintf("Argument of UNWIND must be a list, but '%s' was provided.", kind.TypeWord()),
		}
	}
	u.rest = list
	return err
}
