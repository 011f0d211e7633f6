package exec

import (
	"context"
	"errors"
	"math"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// Execution is a run of a program. It belongs to one goroutine, and must not be
// used after Close.
type Execution struct {
	program  *Program
	root     *node
	nodes    []*node           // in order of the plan, for PROFILE
	ran      []OperatorProfile // of operators that are gone
	closers  []closer
	gathers  []*gather
	subplans map[*plan.Subplan]*subplan
	slots    int // of a batch, hidden ones included

	ctx       eval.Context
	given     Start
	profile   bool
	memory    memoryLimit
	periodic  commitEvery
	pending   *createMany // what is to be created before a commit; nil: nothing
	hopsLimit int64       // MaxInt64: none
	counters  Counters
	batchSize int
	inside    bool              // Next is running
	single    batch.Batch       // one row without columns, for constants
	props     []engine.Property // scratch
	lent      lent
}

var errClosed = errors.New("the execution is closed")

// start takes up what s says and makes all operators begin.
func (x *Execution) start(ctx context.Context, s Start) error {
	x.given, x.profile, x.counters, x.ran = s, s.Profile, Counters{}, nil
	x.ctx = eval.Context{
		Ctx: ctx, Txn: s.Txn, Past: s.Past, Parameter: s.Parameter, Now: s.Now, Subplans: x,
		Memory: s.Memory, Session: s.Session, Pass: s.Pass,
	}
	x.batchSize = column.BatchSize
	if s.BatchSize > 0 {
		x.batchSize = min(s.BatchSize, column.BatchSize)
	}
	if s.Profile {
		for _, n := range x.nodes {
			n.rows, n.time = 0, 0
		}
	}
	if own, err := x.memory.account(x); err != nil {
		return err
	} else if own != nil {
		x.ctx.Memory = own
	}
	if err := x.limitHops(); err != nil {
		return err
	}
	if err := x.periodic.reset(x); err != nil {
		return err
	}
	return x.root.reset(x)
}

// hopsShare keeps the batches of a query with a HOPS LIMIT small, for otherwise the first
// hops of many rows would use it up and none of them come to its end.
const hopsShare = 64

// limitHops evaluates HOPS LIMIT.
func (x *Execution) limitHops() error {
	x.hopsLimit = math.MaxInt64
	limit := x.program.plan.HopsLimit
	if limit == nil {
		return nil
	}
	v, err := x.constant(limit)
	if err != nil {
		return err
	}
	if v.Kind() != value.KindInt || v.AsInt() < 0 {
		return eval.Locate(limit.Position(), refusal("HOPS LIMIT must be a non-negative integer."))
	}
	x.hopsLimit = v.AsInt()
	x.batchSize = int(min(int64(x.batchSize), max(1, x.hopsLimit/hopsShare)))
	return nil
}

// constant evaluates an expression without variables.
func (x *Execution) constant(e ast.Expr) (value.Value, error) {
	k, err := eval.Compile(e, x.program.env)
	if err != nil {
		return value.Null, err
	}
	return x.scalar(k)
}

// Next returns the next batch, valid until the following call, or nil at the
// end. The columns of the result are at the slots of [plan.Plan.Columns]. Nothing reads in
// the transaction but during a call.
func (x *Execution) Next(ctx context.Context) (*batch.Batch, error) {
	if x.given.Txn == nil {
		return nil, errClosed
	}
	x.ctx.Ctx = ctx
	x.inside = true // until it is left other than by a panic
	for _, g := range x.gathers {
		g.resume()
	}
	b, err := x.root.next(x)
	if len(x.gathers) > 0 {
		x.ctx.Pass.Rest() // workers may need one to come to an end
	}
	for _, g := range x.gathers {
		g.pause()
	}
	x.inside = false
	return b, err
}

// Counters returns what was changed so far.
func (x *Execution) Counters() Counters { return x.counters }

// Hops returns the number of relationships followed so far.
func (x *Execution) Hops() int64 { return x.ctx.Hops }

// Close ends the execution and gives its memory back to the program, unless a
// panic has left it in a state that nobody knows.
func (x *Execution) Close() {
	if x.given.Txn == nil {
		return
	}
	for _, g := range x.gathers {
		g.stop()
	}
	for _, c := range x.closers {
		c.close(x)
	}
	if x.ctx.Memory != x.given.Memory {
		x.ctx.Memory.Close()
	}
	x.given, x.ctx = Start{}, eval.Context{}
	if !x.inside {
		x.program.pool.Put(x)
	}
}
