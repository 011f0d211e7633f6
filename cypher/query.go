package cypher

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"go.uber.org/zap"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/cypher/gate"
	"memgraphd/cypher/normal"
	"memgraphd/engine"
)

// query is the source of a running query: it drives the execution and ends its
// transaction where the statement is one of its own.
type query struct {
	session  *Session
	t        *transaction
	implicit bool
	discard  bool // what it changes is taken back
	ex       *exec.Execution
	cached   *cached
	text     string
	started  time.Time
	depth    int         // of queries that procedures run
	past     *engine.Txn // of a trigger: where what was deleted is looked up

	// What a query needs one of lies in it, so that a short one allocates little.
	result Result
	memory eval.Memory
	params parameters
	ctx    txContext
	own    gate.Pass
	pass   *gate.Pass // its own, or that of the query whose procedure runs it
}

// startQuery begins to execute a program in the transaction of a request.
func (s *Session) startQuery(ctx context.Context, c *cached, r request, implicit bool) (*Result, error) {
	t := r.t
	q := &query{session: s, t: t, implicit: implicit, cached: c, text: r.text, started: time.Now(), params: r.params, depth: s.depth, past: s.past}
	q.memory.Parent = s.in.memory
	q.ctx.t = t
	q.own.Begin(s.in.gate, q.started)
	q.pass = &q.own
	t.use.Lock()
	defer t.use.Unlock()
	if err := q.start(ctx); err != nil {
		q.memory.Close()
		return nil, q.settle(ctx, err)
	}
	q.result = Result{columns: c.columns, slots: c.slots, source: q, txn: t.txn, open: t, pass: q.pass, summary: Summary{
		Type: c.kind, Database: s.in.opts.DatabaseName,
		Notifications: c.plan.Notifications, CostEstimate: c.plan.Root.Common().Cost,
		Timings: Timings{Parsing: c.parsing, Planning: c.planning},
	}}
	return &q.result, nil
}

func (q *query) start(ctx context.Context) (err error) {
	defer q.guard(&err)
	in := q.session.in
	q.ex, err = q.cached.program.Start(q.within(ctx), exec.Start{
		Txn:        q.t.txn,
		Past:       q.past,
		Parameter:  q.params.lookup,
		Now:        q.t.started,
		Session:    eval.SessionInfo{User: q.session.user},
		Memory:     &q.memory,
		Commit:     q.renewal(),
		Restart:    q.restarting(),
		Fork:       q.forking(),
		Message:    q.messaging(),
		Files:      in.opts.Files,
		Procedures: procedures{q},
		Pass:       q.pass,
		Profile:    q.cached.explain != nil,
		HopsStrict: in.hopsStrict.Load(),
		Stopped:    q.t.err,
	})
	return err
}

// within returns a context that ends with ctx or with the transaction.
func (q *query) within(ctx context.Context) context.Context {
	q.ctx.Context = ctx
	return &q.ctx
}

func queryType(reads, writes bool) string {
	switch {
	case reads && writes:
		return "rw"
	case writes:
		return "w"
	}
	return "r"
}

// renewal returns how to commit and go on, for PERIODIC COMMIT and CALL {} IN
// TRANSACTIONS; nil in a transaction that is not the query's own.
func (q *query) renewal() func(context.Context) (*engine.Txn, error) {
	switch {
	case !q.implicit:
		return nil
	case q.cached.explain != nil: // all that PROFILE changes is taken back in the end
		return func(context.Context) (*engine.Txn, error) { return q.t.txn, nil }
	}
	return q.renew
}

// renew commits and goes on in a new transaction.
func (q *query) renew(ctx context.Context) (*engine.Txn, error) {
	if err := q.session.commitFiring(ctx, q.t); err != nil {
		return nil, q.blamed(err)
	}
	return q.restart(), nil
}

// restarting returns how to take changes back and go on; nil where there is no way to.
func (q *query) restarting() func() *engine.Txn {
	if !q.implicit || q.cached.explain != nil {
		return nil
	}
	return q.restart
}

// restart goes on in a new transaction in place of one that failed.
func (q *query) restart() *engine.Txn {
	q.t.replace(q.t.txn.Database().Begin(engine.TxnOptions{}))
	q.result.txn = q.t.txn
	return q.t.txn
}

// next produces a batch.
func (q *query) next(ctx context.Context) (b *batch.Batch, err error) {
	q.t.use.Lock()
	defer q.t.use.Unlock()
	if err := q.t.err(); err != nil {
		return nil, err
	}
	return q.step(ctx)
}

// step produces a batch for who has locked the transaction.
func (q *query) step(ctx context.Context) (b *batch.Batch, err error) {
	defer q.guard(&err)
	return q.ex.Next(q.within(ctx))
}

// guard turns a panic in a query into an error: the query touched private state only and is rolled back.
func (q *query) guard(err *error) {
	if p := recover(); p != nil {
		q.session.in.logPanic(p, q.text, q.t.id)
		*err = &Error{Class: DatabaseError, Msg: fmt.Sprintf("An internal error occurred; it is in the server's log under transaction %d.", q.t.id)}
	}
}

// guardCompiler turns a panic in the compiler into an error.
func (in *Interpreter) guardCompiler(text string, err *error) {
	if p := recover(); p != nil {
		in.logPanic(p, text, 0)
		*err = &Error{Class: DatabaseError, Msg: "An internal error occurred while the query was compiled; it is in the server's log."}
	}
}

func (in *Interpreter) logPanic(panicked any, text string, transaction uint64) {
	text, _ = normal.Redact(text)
	in.opts.Log.Error("panic in a query", zap.Uint64("transaction", transaction), zap.String("query", text),
		zap.Any("panic", panicked), zap.ByteString("stack", debug.Stack()))
}

// finish ends the query: it reads the counters and commits or rolls back.
func (q *query) finish(ctx context.Context, failure error) error {
	q.t.use.Lock()
	defer q.t.use.Unlock()
	if err := q.close(); failure == nil {
		failure = err
	}
	return q.settle(ctx, failure)
}

// close ends the execution.
func (q *query) close() (err error) {
	defer q.guard(&err)
	defer q.memory.Close()
	defer q.pass.Rest()
	sum := &q.result.summary
	sum.Stats = q.ex.Counters()
	sum.Hops = q.ex.Hops()
	sum.Timings.Execution = time.Since(q.started).Seconds()
	q.ex.Close()
	return nil
}

// settle ends the transaction of an auto-commit statement, or marks an explicit one as failed.
func (q *query) settle(ctx context.Context, failure error) error {
	s := q.session
	failure = q.located(failure)
	err := failure
	switch {
	case !q.implicit:
		if failure != nil {
			s.fail(q.t)
		}
	case failure != nil || q.discard:
		s.abort(q.t)
	default:
		err = q.located(q.blamed(s.commit(ctx, q.t)))
		s.end(q.t)
	}
	err = classify(err)
	s.in.record(q, err)
	return err
}

// fail marks the explicit transaction as failed: it can only be rolled back.
func (s *Session) fail(t *transaction) {
	s.mu.Lock()
	if s.explicit == t {
		s.failed = true
	}
	s.mu.Unlock()
}
