package exec

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/gate"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// maxConcurrent bounds the transactions that a query runs at once.
const maxConcurrent = 256

var errWorkers = refusal("The number of concurrent transactions must be a positive integer.")

// concurrent is a plan.Apply whose transactions are run beside each other. The query's own goroutine gathers the left
// rows of each, and hands on what workers make of them.
type concurrent struct {
	alone *transactions // gathers the left rows, and runs them where there is but one worker
	spec  *plan.Apply
	count eval.Kernel // of workers; nil: as many as there are cores

	many    int      // workers at most
	idle    []*store // for left rows
	running int      // transactions that are not done with
	ended   bool     // the left side
	crew    *crew
}

func (b *builder) concurrent(p *plan.Apply, left *node) (operator, error) {
	alone, err := b.transactions(p, left)
	if err != nil {
		return nil, err
	}
	o := &concurrent{alone: alone.(*transactions), spec: p}
	if p.Workers != nil {
		o.count, err = b.kernel(p.Workers)
	}
	return o, err
}

func (o *concurrent) reset(x *Execution) error {
	o.close(x)
	o.ended = false
	if err := o.resize(x); err != nil {
		return err
	}
	return o.alone.reset(x)
}

// resize finds how many workers there may be.
func (o *concurrent) resize(x *Execution) error {
	o.many = runtime.GOMAXPROCS(0)
	if o.count != nil {
		v, err := x.scalar(o.count)
		if err != nil {
			return err
		}
		if v.Kind() != value.KindInt || v.AsInt() <= 0 {
			return eval.Locate(o.spec.Workers.Position(), errWorkers)
		}
		o.many = int(min(v.AsInt(), maxConcurrent))
	}
	if x.given.Fork == nil || x.profile || x.program.plan.HopsLimit != nil {
		o.many = 1
	}
	return nil
}

func (o *concurrent) next(x *Execution) (*batch.Batch, error) {
	if o.many == 1 {
		return o.alone.next(x)
	}
	for {
		if err := o.dispatch(x); err != nil || o.running == 0 {
			return nil, err
		}
		e, err := o.crew.receive(x)
		switch {
		case err != nil:
			return nil, err
		case e.rows != nil:
			return e.rows.batch(x.slots), nil
		}
		o.running--
		o.idle = append(o.idle, e.done)
		x.counters.add(e.counters)
		x.ctx.Hops += e.hops
	}
}

// dispatch hands out work until there is enough, or a result to be handed on.
func (o *concurrent) dispatch(x *Execution) error {
	for !o.ended && o.running < o.many && (o.crew == nil || len(o.crew.events) == 0) {
		rows := o.store()
		if err := o.alone.gather(x, rows); err != nil {
			return err
		}
		if rows.n == 0 {
			o.ended = true
			return nil
		}
		if err := x.commit(); err != nil { // what was changed around is there for the workers
			return err
		}
		if o.crew == nil {
			o.crew = newCrew(x, o.many)
		}
		if err := o.crew.hand(x, o.spec, rows, o.running); err != nil {
			return err
		}
		o.running++
	}
	return nil
}

// store returns one for the left rows of a transaction.
func (o *concurrent) store() *store {
	if n := len(o.idle); n > 0 {
		s := o.idle[n-1]
		o.idle = o.idle[:n-1]
		return s
	}
	s := newStore(o.alone.lefts.slots)
	return &s
}

// close ends the workers.
func (o *concurrent) close(x *Execution) {
	if o.crew != nil {
		o.crew.stop()
	}
	o.crew, o.idle, o.running = nil, nil, 0
}

// crew are the workers of an operator: each runs the plan's right side in transactions of its own.
type crew struct {
	work    chan *store
	events  chan event
	cancel  context.CancelFunc
	ctx     context.Context
	given   Start
	started int
	running sync.WaitGroup
	broken  atomic.Bool // no further transaction is to be run

	// turn is held by all that run a transaction, and by none but one that tries again after a conflict: most
	// conflicts are with each other.
	turn sync.RWMutex
}

// event is what a worker tells: rows, that it is done with the left rows of a transaction, or why it ends.
type event struct {
	rows     *parcel
	done     *store
	counters Counters // since it was last done
	hops     int64
	err      error
	panicked any
}

func newCrew(x *Execution, many int) *crew {
	c := &crew{work: make(chan *store, many), events: make(chan event, many), given: x.given}
	c.given.Memory, c.given.Workers, c.given.BatchSize, c.given.crew = x.ctx.Memory, 1, x.batchSize, c
	ctx, cancel := context.WithCancel(context.WithoutCancel(x.ctx.Ctx))
	c.ctx, c.cancel = &workContext{ctx, x.given.Stopped}, cancel
	return c
}

// hand hands out the left rows of a transaction, to a new worker if all are busy.
func (c *crew) hand(x *Execution, spec *plan.Apply, rows *store, busy int) error {
	if c.started <= busy {
		prog, err := x.program.worker(spec, spec, spec)
		if err != nil {
			return err
		}
		c.started++
		c.running.Go(func() { c.worker(prog, spec.Live) })
	}
	c.work <- rows // there is room for those of all workers
	return nil
}

// receive waits for an event. A panic goes on in the query's own goroutine, where its session deals with it.
func (c *crew) receive(x *Execution) (event, error) {
	x.ctx.Pass.Rest()
	select {
	case e := <-c.events:
		if e.panicked != nil {
			panic(e.panicked)
		}
		return e, e.err
	case <-x.ctx.Ctx.Done():
		return event{}, x.ctx.Ctx.Err()
	}
}

// stop ends the workers and waits for them; what they have begun is rolled back.
func (c *crew) stop() {
	c.cancel()
	c.running.Wait()
}

// worker runs transactions until the crew is stopped.
func (c *crew) worker(prog *Program, live []batch.Slot) {
	defer func() {
		if p := recover(); p != nil {
			c.tell(event{panicked: p})
		}
	}()
	if err := c.run(prog, live); err != nil {
		c.tell(event{err: err})
	}
}

// tell sends an event, unless nobody is there any more.
func (c *crew) tell(e event) {
	select {
	case c.events <- e:
	case <-c.ctx.Done():
	}
}

func (c *crew) run(prog *Program, live []batch.Slot) error {
	s := c.given
	var pass gate.Pass
	pass.Begin(s.Pass.Gate(), time.Time{}) // what is concurrent is long
	defer pass.Rest()
	s.Pass = &pass
	defer s.Fork(&s)()
	x, err := prog.Start(c.ctx, s)
	if err != nil {
		return err
	}
	defer x.Close()
	for {
		b, err := x.Next(c.ctx)
		if err != nil || b == nil {
			return err
		}
		p := &parcel{cols: make([]column.Column, len(live))}
		p.fill(b, live, x.slots)
		pass.Rest()
		c.tell(event{rows: p})
	}
}

// next returns the left rows of the next transaction of a worker, nil if there is to be none.
func (c *crew) next(x *Execution, before *store) *store {
	x.ctx.Pass.Rest()
	if before != nil {
		c.tell(event{done: before, counters: x.counters, hops: x.ctx.Hops})
		x.counters, x.ctx.Hops = Counters{}, 0
	}
	select {
	case rows := <-c.work:
		return rows
	case <-c.ctx.Done():
		return nil
	}
}

// attempt runs a transaction of a worker, and after a conflict once more while the others wait.
func (c *crew) attempt(x *Execution, o *transactions) (id value.Value, err error) {
	x.ctx.Pass.Rest()
	c.turn.RLock()
	id, err = o.attempt(x)
	c.turn.RUnlock()
	if !errors.Is(err, engine.ErrConflict) || x.stopped() {
		return id, err
	}
	x.ctx.Pass.Rest()
	c.turn.Lock()
	defer c.turn.Unlock()
	x.ctx.Txn = x.given.Restart()
	return o.attempt(x)
}
