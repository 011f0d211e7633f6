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
	"memgraphd/engine"
)

// query is the source of a running query: it drives the execution and ends its
// transaction where the statement is one of its own.
type query struct {
	session  *Session
	t        *transaction
	implicit bool
	ex       *exec.Execution
	memory   *eval.Memory
	cached   *cached
	result   *Result
	text     string
	started  time.Time
}

// startQuery begins to execute a program in t.
func (s *Session) startQuery(ctx context.Context, c *cached, t *transaction, implicit bool, text string, params *parameters) (*Result, error) {
	q := &query{session: s, t: t, implicit: implicit, cached: c, text: text, started: time.Now()}
	q.memory = &eval.Memory{Parent: s.in.memory}
	ex, err := q.start(ctx, c, params)
	if err != nil {
		q.memory.Close()
		return nil, q.settle(ctx, err)
	}
	q.ex = ex
	r := &Result{source: q, txn: t.txn}
	q.result = r
	for _, col := range c.plan.Columns {
		r.columns = append(r.columns, col.Name)
		r.slots = append(r.slots, col.Slot)
	}
	r.summary = Summary{
		Type: queryType(c.plan.Reads, c.plan.Writes), Database: s.in.opts.DatabaseName,
		Notifications: c.plan.Notifications, CostEstimate: c.plan.Root.Common().Cost,
		Timings: Timings{Parsing: c.parsing, Planning: c.planning},
	}
	return r, nil
}

func (q *query) start(ctx context.Context, c *cached, params *parameters) (ex *exec.Execution, err error) {
	defer q.guard(&err)
	return c.program.Start(q.t.within(ctx), exec.Start{
		Txn:        q.t.txn,
		Parameter:  params.lookup,
		Now:        q.t.started,
		Session:    eval.SessionInfo{User: q.session.user},
		Memory:     q.memory,
		Commit:     q.renew,
		Files:      q.session.in.opts.Files,
		Procedures: q.session.in.opts.Procedures,
		Profile:    c.explain != nil,
	})
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

// renew commits and goes on in a new transaction, for PERIODIC COMMIT and CALL {} IN TRANSACTIONS.
func (q *query) renew(ctx context.Context) (*engine.Txn, error) {
	if !q.implicit {
		return nil, clientErrorf("PERIODIC COMMIT and CALL {} IN TRANSACTIONS are not allowed in multicommand transactions.")
	}
	if err := q.t.txn.Commit(ctx); err != nil {
		return nil, err
	}
	q.t.mu.Lock()
	q.t.txn = q.session.in.Database().Begin(engine.TxnOptions{})
	q.t.mu.Unlock()
	q.result.txn = q.t.txn
	return q.t.txn, nil
}

// next produces a batch.
func (q *query) next(ctx context.Context) (b *batch.Batch, err error) {
	defer q.guard(&err)
	return q.ex.Next(q.t.within(ctx))
}

// guard turns a panic in a query into an error: the query touched private state only and is rolled back.
func (q *query) guard(err *error) {
	if p := recover(); p != nil {
		id := q.t.id
		q.session.in.opts.Log.Error("panic in a query", zap.Uint64("transaction", id), zap.String("query", q.text),
			zap.Any("panic", p), zap.ByteString("stack", debug.Stack()))
		*err = &Error{Class: DatabaseError, Msg: fmt.Sprintf("An internal error occurred; it is in the server's log under transaction %d.", id)}
	}
}

// finish ends the query: it reads the counters and commits or rolls back.
func (q *query) finish(ctx context.Context, failure error) error {
	sum := &q.result.summary
	sum.Stats = q.ex.Counters()
	sum.Hops = q.ex.Hops()
	sum.Timings.Execution = time.Since(q.started).Seconds()
	q.ex.Close()
	q.memory.Close()
	return q.settle(ctx, failure)
}

// settle ends the transaction of an auto-commit statement, or marks an explicit one as failed.
func (q *query) settle(ctx context.Context, failure error) error {
	s := q.session
	err := failure
	switch {
	case !q.implicit:
		if failure != nil {
			s.fail(q.t)
		}
	case failure != nil:
		s.abort(q.t)
	default:
		err = s.commit(ctx, q.t)
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
