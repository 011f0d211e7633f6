package exec

import (
	"context"
	"runtime"
	"sync"
	"time"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/gate"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// A pipeline that begins with a scan may be run by several workers at once. Each
// has operators of its own and takes the next chunk of the scan when it is done
// with one, so that none waits for another (Leis, Boncz, Kemper, Neumann:
// Morsel-Driven Parallelism, SIGMOD 2014). What they hand on is gathered in one
// place, below an operator that does not care in which order rows come.

const (
	// parallelRows is the number of rows from which on it pays to start workers.
	parallelRows = 1 << 17
	// parallelChunks is the number of chunks there must be for each worker.
	parallelChunks = 4
)

// parallelInput makes the input of an operator that does not care about order:
// one that workers may run, if it can be divided. Root is what they run, and live
// what is wanted of it: the input, or an operator that makes less of it.
func (b *builder) parallelInput(root, input plan.Operator, live []batch.Slot) (*node, error) {
	serial, err := b.full(input)
	if err != nil {
		return nil, err
	}
	g := b.gather(root, input, live)
	if g == nil || followsSets(serial) {
		return serial, nil
	}
	g.serial = serial
	b.x.gathers = append(b.x.gathers, g)
	return &node{plan: input, op: g}, nil
}

// gather returns nil if a plan can't be divided among workers. Pipeline is what must be
// divisible: root, or its input where the consumer puts together what root makes of the parts.
func (b *builder) gather(root, pipeline plan.Operator, live []batch.Slot) *gather {
	p := b.program.plan
	if b.program.leaf != nil || b.scope != nil || p.Writes || p.HopsLimit != nil || p.PeriodicCommit != nil {
		return nil
	}
	leaf, rows := b.divisible(pipeline)
	if leaf == nil || root != pipeline && !pureOperator(root) {
		return nil
	}
	rows = max(rows, root.Common().Rows)
	return &gather{of: root, root: root, leaf: leaf, rows: rows, live: live}
}

// worker returns the program that workers run for an operator of the plan: a part of the plan, or what makes less
// of it, with its scan divided.
func (p *Program) worker(of, root, leaf plan.Operator) (*Program, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if w := p.workers[of]; w != nil {
		return w, nil
	}
	part := *p.plan
	part.Root, part.Columns, part.Memory = root, nil, nil
	w := &Program{plan: &part, env: p.env, leaf: leaf}
	x, err := build(w)
	if err != nil {
		return nil, err
	}
	w.pool.Put(x)
	if p.workers == nil {
		p.workers = make(map[plan.Operator]*Program)
	}
	p.workers[of] = w
	return w, nil
}

// gather runs a pipeline by workers and hands on what they hand on, or by itself
// if that is too little for them.
type gather struct {
	serial *node
	of     plan.Operator // of the plan; root, unless that was made for workers
	root   plan.Operator
	leaf   plan.Operator
	rows   float64 // expected
	live   []batch.Slot

	many     int          // workers
	parcels  chan *parcel // to be handed on; closed when all workers have ended
	free     chan *parcel
	last     *parcel // that was handed on
	cancel   context.CancelFunc
	morsels  *morsels
	paused   bool
	mu       sync.Mutex // guards failure, panicked, hops
	failure  error
	panicked any
	hops     int64
}

// parcel is a batch on its way from a worker to the gatherer.
type parcel struct {
	b    batch.Batch
	cols []column.Column
}

// workers returns how many workers are worth while; less than two for none.
func (g *gather) workers(x *Execution) int {
	chunks := g.chunks(x)
	n := x.given.Workers
	if n == 0 {
		large := max(g.rows, float64(chunks)*column.BatchSize) >= parallelRows
		if !large && !x.program.plan.Parallel {
			return 0
		}
		n = min(x.freeCores(), chunks/parallelChunks)
	}
	if x.profile {
		return 0
	}
	return min(n, chunks)
}

// chunks returns into how many parts the work can be divided.
func (g *gather) chunks(x *Execution) int {
	switch p := g.leaf.(type) {
	case *plan.RelationshipScan:
		return x.ctx.Txn.RelationshipChunks()
	case *plan.NodeIndexSeek:
		return max(x.given.Workers, int(p.Rows/column.BatchSize))
	}
	return x.ctx.Txn.NodeChunks()
}

// freeCores returns how many cores no other query computes on.
func (x *Execution) freeCores() int {
	x.ctx.Pass.Rest()
	if g := x.ctx.Pass.Gate(); g != nil {
		return g.Free()
	}
	return min(runtime.GOMAXPROCS(0), runtime.NumCPU())
}

func (g *gather) reset(x *Execution) error {
	if g.serial == nil { // its consumer has decided
		return nil
	}
	g.stop()
	if g.many = g.workers(x); g.many < 2 {
		return g.serial.reset(x)
	}
	return nil
}

// start starts the workers. They outlive the contexts of the calls of Next, between which they rest,
// until they are stopped.
func (g *gather) start(x *Execution) error {
	prog, err := x.program.worker(g.of, g.root, g.leaf)
	if err != nil {
		return err
	}
	g.failure, g.panicked, g.hops = nil, nil, 0
	g.parcels, g.free = make(chan *parcel, g.many), make(chan *parcel, 2*g.many+1)
	var ctx context.Context
	ctx, g.cancel = context.WithCancel(context.WithoutCancel(x.ctx.Ctx))
	s := x.given
	s.Txn, s.Memory = x.ctx.Txn, x.ctx.Memory
	s.Workers, s.BatchSize = 1, x.batchSize
	work := &workContext{ctx, s.Stopped}
	g.morsels = &morsels{ctx: ctx}
	g.morsels.nodes.chunks, g.morsels.relationships.chunks = int64(x.ctx.Txn.NodeChunks()), int64(x.ctx.Txn.RelationshipChunks())
	s.morsels = g.morsels
	var running sync.WaitGroup
	for range g.many {
		running.Go(func() { g.work(work, prog, s) })
	}
	parcels := g.parcels
	go func() {
		running.Wait()
		close(parcels)
	}()
	return nil
}

// workContext is the context of workers. It is looked at (Err) once a batch.
type workContext struct {
	context.Context
	stopped func() error
}

// Err returns why to stop, or nil.
func (c *workContext) Err() error {
	if c.stopped != nil {
		if err := c.stopped(); err != nil {
			return err
		}
	}
	return c.Context.Err()
}

// stop ends the workers and waits for them.
func (g *gather) stop() {
	if g.cancel == nil {
		return
	}
	g.cancel()
	g.resume()
	for range g.parcels { // until it is closed
	}
	g.cancel, g.last = nil, nil
}

// pause waits until no worker reads in the transaction, and keeps them from it until resume.
func (g *gather) pause() {
	if g.cancel != nil && !g.paused {
		g.morsels.turn.Lock()
		g.paused = true
	}
}

func (g *gather) resume() {
	if g.paused {
		g.paused = false
		g.morsels.turn.Unlock()
	}
}

// work is a worker.
func (g *gather) work(ctx context.Context, prog *Program, s Start) {
	defer func() {
		if p := recover(); p != nil {
			g.mu.Lock()
			g.panicked = p
			g.mu.Unlock()
			g.cancel()
		}
	}()
	if err := g.run(ctx, prog, s); err != nil {
		g.mu.Lock()
		if g.failure == nil {
			g.failure = err
		}
		g.mu.Unlock()
		g.cancel()
	}
}

func (g *gather) run(ctx context.Context, prog *Program, s Start) error {
	s.morsels.turn.RLock()
	defer s.morsels.turn.RUnlock()
	if err := ctx.Err(); err != nil { // it was stopped while it waited
		return err
	}
	var pass gate.Pass
	pass.Begin(s.Pass.Gate(), time.Time{}) // what needs workers is long
	defer pass.Rest()
	s.Pass = &pass
	x, err := prog.Start(ctx, s)
	if err != nil {
		return err
	}
	defer func() {
		g.mu.Lock()
		g.hops += x.Hops()
		g.mu.Unlock()
		x.Close()
	}()
	for {
		b, err := x.Next(ctx)
		if err != nil || b == nil {
			return err
		}
		if err := g.send(ctx, g.pack(b, x.slots), &s); err != nil {
			return err
		}
	}
}

// send hands a parcel on. While it waits, the transaction may be another's.
func (g *gather) send(ctx context.Context, p *parcel, s *Start) error {
	s.morsels.turn.RUnlock()
	defer s.morsels.again(s.Pass)
	select {
	case g.parcels <- p:
		return nil
	default:
		s.Pass.Rest()
	}
	select {
	case g.parcels <- p:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// pack copies the rows of a batch that count.
func (g *gather) pack(b *batch.Batch, slots int) *parcel {
	var p *parcel
	select {
	case p = <-g.free:
	default:
		p = &parcel{cols: make([]column.Column, len(g.live))}
	}
	p.fill(b, g.live, slots)
	return p
}

// fill copies the rows of a batch that count.
func (p *parcel) fill(b *batch.Batch, live []batch.Slot, slots int) {
	rows := b.Rows()
	p.b.Reset(slots)
	p.b.N = len(rows)
	for i, s := range live {
		if c := b.Cols[s]; c != nil {
			column.Gather(&p.cols[i], c, rows)
			p.b.Cols[s] = &p.cols[i]
		}
	}
}

// batch returns the rows as a batch of an execution with so many slots.
func (p *parcel) batch(slots int) *batch.Batch {
	for len(p.b.Cols) < slots {
		p.b.Cols = append(p.b.Cols, nil)
	}
	return &p.b
}

func (g *gather) next(x *Execution) (*batch.Batch, error) {
	if g.many < 2 {
		return g.serial.next(x)
	}
	if g.cancel == nil {
		if err := g.start(x); err != nil {
			return nil, err
		}
	}
	if g.last != nil {
		select {
		case g.free <- g.last:
		default:
		}
		g.last = nil
	}
	p, err := g.receive(x)
	if p == nil {
		return nil, err
	}
	g.last = p
	return p.batch(x.slots), nil
}

// receive returns the next parcel, or nil at the end.
func (g *gather) receive(x *Execution) (*parcel, error) {
	select {
	case p, ok := <-g.parcels:
		if ok {
			return p, nil
		}
		return nil, g.ended(x)
	default:
		x.ctx.Pass.Rest()
	}
	select {
	case p, ok := <-g.parcels:
		if ok {
			return p, nil
		}
		return nil, g.ended(x)
	case <-x.ctx.Ctx.Done():
		return nil, x.ctx.Ctx.Err()
	}
}

// ended takes over what the workers leave behind, and returns why they have
// ended, if not because all is done. A panic goes on in the query's own goroutine,
// where its session deals with it.
func (g *gather) ended(x *Execution) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.panicked != nil {
		panic(g.panicked)
	}
	x.ctx.Hops += g.hops
	g.hops = 0
	return g.failure
}
