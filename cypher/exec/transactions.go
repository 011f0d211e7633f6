package exec

import (
	"strconv"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// transactions is a plan.Apply that survives errors: the rows of one transaction are kept until it is
// committed. If it fails instead, the left rows are passed on without columns of the right side.
type transactions struct {
	left  *node // nil of a worker
	right right
	spec  *plan.Apply
	live  []batch.Slot // without the status
	every commitEvery

	in     *batch.Batch // of the left side, of which rows from at on are still to be taken
	at     int
	lefts  *store // the left rows of the transaction
	kept   store  // the rows that it yields
	pairs  pairs
	broken bool // no further transaction is to be run

	out    *store // what is being handed on
	from   int    // of its rows
	status value.Value
	column column.Column
}

func (b *builder) transactions(p *plan.Apply, left *node) (operator, error) {
	o := &transactions{left: left, spec: p}
	for _, s := range b.live(p) {
		if !p.Reports || s != batch.Slot(p.Status) {
			o.live = append(o.live, s)
		}
	}
	o.kept = newStore(o.live)
	if left != nil {
		lefts := newStore(b.live(p.Left))
		o.lefts = &lefts
	}
	o.pairs = pairs{nulls: p.Nulls, cols: make([]column.Column, len(o.live))}
	var err error
	if o.right, err = b.right(p.Right, true, false); err != nil {
		return nil, err
	}
	if o.every, err = b.commitEvery(p.InTransactions); err != nil {
		return nil, err
	}
	return o, nil
}

func (o *transactions) reset(x *Execution) error {
	o.in, o.at, o.broken, o.out = nil, 0, false, nil
	o.kept.reset(x)
	if err := o.every.reset(x); err != nil {
		return err
	}
	if o.left == nil {
		o.lefts = nil
		return nil
	}
	o.lefts.reset(x)
	return o.left.reset(x)
}

func (o *transactions) next(x *Execution) (*batch.Batch, error) {
	for {
		if b := o.handOn(x); b != nil {
			return b, nil
		}
		if o.left == nil {
			o.lefts = x.given.crew.next(x, o.lefts)
		} else if err := o.gather(x, o.lefts); err != nil {
			return nil, err
		}
		if o.lefts == nil || o.lefts.n == 0 {
			return nil, nil
		}
		if err := o.transact(x); err != nil {
			return nil, err
		}
	}
}

// handOn returns the next rows of what became of a transaction; nil if there are no more.
func (o *transactions) handOn(x *Execution) *batch.Batch {
	if o.out == nil {
		return nil
	}
	b := o.out.view(x, o.from)
	if b == nil {
		o.out = nil
		return nil
	}
	o.from += b.Len()
	if o.spec.Reports {
		o.column.Reset(column.Any, b.N)
		for i := range o.column.Values {
			o.column.Values[i] = o.status
		}
		b.Cols[o.spec.Status] = &o.column
	}
	return b
}

// gather takes the left rows of one transaction.
func (o *transactions) gather(x *Execution, lefts *store) error {
	lefts.reset(x)
	for int64(lefts.n) < o.every.every {
		if o.in == nil {
			in, err := o.left.next(x)
			if err != nil || in == nil {
				return err
			}
			o.in, o.at = in, 0
		}
		rows := o.in.Rows()[o.at:]
		rows = rows[:min(int64(len(rows)), o.every.every-int64(lefts.n))]
		if err := lefts.add(x, o.in, rows); err != nil {
			return err
		}
		if o.at += len(rows); o.at == o.in.Len() {
			o.in = nil
		}
	}
	return nil
}

// transact runs the right side for the left rows in a transaction of their own. What was changed
// around it is committed first, for nobody wants that back.
func (o *transactions) transact(x *Execution) error {
	o.out, o.from = o.lefts, 0
	if o.broken || x.given.crew != nil && x.given.crew.broken.Load() {
		o.status = transactionStatus(false, false, value.Null, value.Null)
		return nil
	}
	var id value.Value
	var err error
	if x.given.crew != nil {
		id, err = x.given.crew.attempt(x, o)
	} else {
		id, err = o.attempt(x)
	}
	switch {
	case err == nil:
		if !o.spec.Unit {
			o.out = &o.kept
		}
		o.status = transactionStatus(true, true, id, value.Null)
		return nil
	case id.IsNull() || o.spec.OnError == ast.FailOnError || x.given.Restart == nil || x.stopped():
		return err
	}
	x.ctx.Txn = x.given.Restart()
	if o.spec.OnError == ast.BreakOnError {
		o.broken = true
		if x.given.crew != nil {
			x.given.crew.broken.Store(true)
		}
	}
	o.status = transactionStatus(true, false, id, value.String(x.message(err)))
	return nil
}

// attempt runs the right side in a transaction and commits it. It returns the id of the transaction, null if there
// was none because what was changed before can't be committed.
func (o *transactions) attempt(x *Execution) (id value.Value, err error) {
	if err := x.commit(); err != nil {
		return value.Null, err
	}
	id = value.String(strconv.FormatUint(x.ctx.Txn.ID(), 10))
	before := x.counters
	if err = o.run(x); err == nil {
		err = x.commit()
	}
	if err != nil {
		x.counters = before
	}
	return id, err
}

// message returns what the client is told of an error.
func (x *Execution) message(err error) string {
	if x.given.Message == nil {
		return err.Error()
	}
	return x.given.Message(err)
}

// stopped reports whether the query is to end, whatever it makes of errors.
func (x *Execution) stopped() bool {
	return x.ctx.Ctx.Err() != nil || x.given.Stopped != nil && x.given.Stopped() != nil
}

// run runs the right side for each of the left rows.
func (o *transactions) run(x *Execution) error {
	o.kept.reset(x)
	for from := 0; ; {
		in := o.lefts.view(x, from)
		if in == nil {
			return nil
		}
		for _, row := range in.Rows() {
			if err := o.runRow(x, in, row); err != nil {
				return err
			}
		}
		from += in.Len()
	}
}

func (o *transactions) runRow(x *Execution, in *batch.Batch, row int32) error {
	if err := o.right.beginRow(x, in, row); err != nil {
		return err
	}
	if o.spec.Unit {
		_, err := o.right.root.drain(x)
		return err
	}
	matched := false
	for {
		b, err := o.right.root.next(x)
		if err != nil {
			return err
		}
		o.pairs.begin()
		switch {
		case b != nil:
			matched = true
			o.pairs.all(row, b.Rows())
		case matched || !o.spec.Optional:
			return nil
		default:
			o.pairs.alone([]int32{row})
		}
		for o.pairs.pending() {
			pairs := o.pairs.batch(x, o.live, in, b)
			if err := o.kept.add(x, pairs, pairs.Rows()); err != nil {
				return err
			}
		}
		if b == nil {
			return nil
		}
	}
}

// transactionStatus is what REPORT STATUS tells of a row's transaction.
func transactionStatus(started, committed bool, id, message value.Value) value.Value {
	return value.Map([]value.Entry{
		{Key: "committed", Value: value.Bool(committed)},
		{Key: "errorMessage", Value: message},
		{Key: "started", Value: value.Bool(started)},
		{Key: "transactionId", Value: id},
	})
}
