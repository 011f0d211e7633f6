package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// call is plan.CallProcedure.
type call struct {
	feed  feed
	spec  *plan.CallProcedure
	args  []eval.Kernel
	limit memoryLimit
	out   output
	ramp  ramp

	procedure Procedure
	fields    []int // of the procedure, for each yielded column
	results   []*column.Column
	yielded   []column.Column
	argCols   []*column.Column
	argVals   []value.Value
	call      ProcedureCall // of the current row; nil if there is none
	memory    *eval.Memory  // of the call, if that has a limit
	empty     bool          // the call has yielded nothing yet
}

func (b *builder) call(p *plan.CallProcedure) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	c := &call{feed: feed{input: input}, spec: p, ramp: ramp{first: b.ramp}}
	if c.args, err = b.kernels(p.Args); err != nil {
		return nil, err
	}
	var own []batch.Slot
	for _, y := range p.Yield {
		own = append(own, y.Slot)
	}
	c.out = newOutput(b.live(p), own...)
	c.yielded = make([]column.Column, len(p.Yield))
	c.argCols, c.argVals = make([]*column.Column, len(p.Args)), make([]value.Value, len(p.Args))
	c.limit, err = b.memoryLimit(p.Memory)
	return c, err
}

func (c *call) reset(x *Execution) error {
	c.close(x)
	c.ramp.reset(x)
	if err := c.find(x); err != nil {
		return err
	}
	return c.feed.reset(x)
}

// find looks the procedure up and places the fields that are yielded.
func (c *call) find(x *Execution) error {
	var ok bool
	if x.given.Procedures != nil {
		c.procedure, ok = x.given.Procedures.Procedure(c.spec.Name)
	}
	if !ok {
		return refusal("There is no procedure named '%s'.", c.spec.Name)
	}
	fields := c.procedure.Fields()
	c.fields = c.fields[:0]
	for _, y := range c.spec.Yield {
		at := -1
		for i, f := range fields {
			if f == y.Field {
				at = i
			}
		}
		if at < 0 {
			return refusal("Procedure '%s' does not yield '%s' field.", c.spec.Name, y.Field)
		}
		c.fields = append(c.fields, at)
	}
	for len(c.results) < len(fields) {
		c.results = append(c.results, &column.Column{})
	}
	c.results = c.results[:len(fields)]
	return nil
}

func (c *call) close(*Execution) {
	if c.call != nil {
		c.call.Close()
		c.memory.Close()
	}
	c.call, c.memory = nil, nil
}

func (c *call) next(x *Execution) (*batch.Batch, error) {
	c.out.begin(x)
	for i := range c.yielded {
		c.yielded[i].Reset(column.Null, 0)
	}
	for target := c.ramp.next(); c.out.n() < target; {
		if c.call == nil {
			if err := c.advance(x); err != nil {
				return nil, err
			}
			if c.feed.in == nil {
				break
			}
		}
		if err := c.fetch(x, c.out.room(target)); err != nil {
			return nil, err
		}
	}
	c.feed.flush(&c.out)
	for i, y := range c.spec.Yield {
		c.out.set(y.Slot, &c.yielded[i])
	}
	return c.out.batch(), nil
}

// advance begins the call for the next row.
func (c *call) advance(x *Execution) error {
	fresh, err := c.feed.next(x, &c.out)
	if err != nil || c.feed.in == nil {
		return err
	}
	if fresh {
		for i, k := range c.args {
			if c.argCols[i], err = k.Eval(&x.ctx, c.feed.in, c.feed.rows); err != nil {
				return err
			}
		}
	}
	for i, col := range c.argCols {
		c.argVals[i] = col.Value(int(c.feed.row()))
	}
	if c.memory, err = c.limit.account(x); err != nil {
		return err
	}
	c.empty = true
	return c.within(x, func() (err error) {
		c.call, err = c.procedure.Call(&x.ctx, c.argVals)
		if k, ok := c.call.(changing); ok && err == nil {
			x.counters.add(k.Counters())
		}
		return err
	})
}

// changing is a call that changed data before it yields its first row.
type changing interface{ Counters() Counters }

// within runs part of the call under its memory limit.
func (c *call) within(x *Execution, do func() error) error {
	if c.memory == nil {
		return do()
	}
	query := x.ctx.Memory
	x.ctx.Memory = c.memory
	defer func() { x.ctx.Memory = query }()
	return do()
}

// fetch takes over the next rows of the call, and ends it with the last.
func (c *call) fetch(x *Execution, room int) error {
	n := 0
	err := c.within(x, func() (err error) {
		n, err = c.call.Next(&x.ctx, c.results, room)
		return err
	})
	if err != nil {
		return err
	}
	row := c.feed.row()
	if n == 0 {
		if c.spec.Void || c.spec.Optional && c.empty {
			c.out.note(row, 1)
			for i := range c.yielded {
				c.yielded[i].AppendNulls(1)
			}
		}
		c.close(x)
		return nil
	}
	c.empty = false
	if c.spec.Void {
		return nil
	}
	c.out.note(row, n)
	for i, f := range c.fields {
		c.yielded[i].AppendRows(c.results[f], batch.All(n))
	}
	return nil
}
