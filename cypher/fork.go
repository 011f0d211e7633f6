package cypher

import (
	"slices"

	"memgraphd/cypher/exec"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
)

// forking returns how to begin transactions beside the query's own; nil where there is no way to.
func (q *query) forking() func(*exec.Start) func() {
	if !q.cached.divided || !q.implicit || q.cached.explain != nil {
		return nil
	}
	db := q.t.txn.Database()
	return func(s *exec.Start) func() { return q.fork(db, s) }
}

// dividing reports whether a plan runs a subquery in transactions of its own.
func dividing(op plan.Operator) bool {
	if apply, ok := op.(*plan.Apply); ok && apply.InTransactions != nil {
		return true
	}
	return slices.ContainsFunc(op.Inputs(), dividing)
}

// fork begins a transaction for a worker of the query: with a session of its own, for triggers and procedures may
// compile queries, and under the query's id, which it ends with.
func (q *query) fork(db *engine.Database, s *exec.Start) (end func()) {
	session := q.session.in.NewSession(q.session.user)
	session.depth, session.triggered = q.session.depth, q.session.triggered
	t := &transaction{
		id: q.t.id, user: q.t.user, started: q.t.started, metadata: q.t.metadata, outer: q.t,
		txn: db.Begin(engine.TxnOptions{}),
	}
	t.status.Store(&statusRunning)
	w := &query{session: session, t: t, implicit: true, cached: q.cached, text: q.text, started: q.started, depth: q.depth, params: q.params, pass: s.Pass}
	w.memory.Parent = &q.memory
	w.ctx.t = t
	s.Txn, s.Commit, s.Restart, s.Message, s.Procedures = t.txn, w.renew, w.restart, w.message, procedures{w}
	return func() {
		w.memory.Close()
		t.txn.Abort()
		session.Close()
	}
}
