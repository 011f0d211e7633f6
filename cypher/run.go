package cypher

import (
	"context"

	"memgraphd/cypher/ast"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// Run starts a statement: in the explicit transaction if one is open, else in one of its own, described by opts.
// params is a map or null. Errors are of type *Error.
func (s *Session) Run(ctx context.Context, text string, params value.Value, opts TxOptions) (*Result, error) {
	if word := transactionWord(text); word != "" {
		return s.runWord(ctx, word, opts)
	}
	s.logTrace(text)
	t, err := s.explicitTransaction()
	if err != nil {
		return nil, err
	}
	if err := s.in.checkDatabase(opts.Database); err != nil {
		return nil, err
	}
	r, err := s.run(ctx, text, params, opts, t)
	if err == nil {
		return r, nil
	}
	if t != nil {
		s.fail(t)
	}
	return nil, classify(err)
}

// refused counts and logs a statement that was not run at all.
func (s *Session) refused(text string, err error) {
	s.in.counters.Failed.Add(1)
	if _, failed, _ := s.in.logs(s); failed {
		s.in.logFailed(s.user, text, err)
	}
}

// explicitTransaction returns the open transaction, or nil if there is none.
func (s *Session) explicitTransaction() (*transaction, error) {
	s.mu.Lock()
	t, failed := s.explicit, s.failed
	s.mu.Unlock()
	switch {
	case t == nil:
		return nil, nil
	case failed:
		return nil, clientErrorf("The transaction failed before and can only be rolled back.")
	}
	if err := t.err(); err != nil {
		s.fail(t)
		return nil, classify(err)
	}
	return t, nil
}

// request is a statement with how it is to be run.
type request struct {
	text   string
	params parameters
	opts   TxOptions
	db     *engine.Database
	t      *transaction // the explicit one; nil: one of its own
}

func (s *Session) run(ctx context.Context, text string, params value.Value, opts TxOptions, t *transaction) (*Result, error) {
	db := s.in.Database()
	if t != nil {
		db = t.txn.Database() // which may have been replaced meanwhile
	}
	c, lifted, err := s.prepare(db, text, params, s.depth > 0)
	if err != nil {
		s.refused(text, err)
		return nil, err
	}
	if err := s.in.refuseBroken(c.statement); err != nil {
		return nil, err
	}
	r := request{text: text, params: parameters{given: params, lifted: lifted}, opts: opts, db: db, t: t}
	if show, ok := c.statement.(*ast.Show); ok {
		return s.runShow(ctx, show, c, r)
	}
	if c.statement != nil {
		return s.runAdmin(ctx, c, r)
	}
	if c.explain != nil && !c.explain.Profile {
		return explainTable(c.plan), nil
	}
	if c.explain != nil && t != nil {
		return nil, inMulticommand("Query profiling")
	}
	result, err := s.runQuery(ctx, c, r)
	if err != nil || c.explain == nil {
		return result, err
	}
	return profileTable(ctx, result)
}

// runQuery runs a compiled query.
func (s *Session) runQuery(ctx context.Context, c *cached, r request) (*Result, error) {
	given, err := s.in.given(c, r.params.given)
	if err != nil {
		return nil, err
	}
	r.params.given = given
	if c.plan.Writes && (r.opts.ReadOnly || r.t != nil && r.t.readOnly) {
		return nil, misaligned(c.kind)
	}
	implicit := r.t == nil
	if implicit {
		r.opts.ReadOnly = r.opts.ReadOnly || !c.plan.Writes
		if r.t, err = s.openOn(r.db, r.opts); err != nil {
			return nil, err
		}
		s.mu.Lock()
		s.implicit = r.t
		s.mu.Unlock()
	} else {
		r.t.txn.Refresh()
	}
	r.t.addQuery(c.shown(r.text))
	return s.startQuery(ctx, c, r, implicit)
}

// runAdmin runs an administrative statement.
func (s *Session) runAdmin(ctx context.Context, c *cached, r request) (*Result, error) {
	if r.t != nil {
		if refusal := notInTransaction(c.statement); refusal != "" {
			return nil, inMulticommand(refusal)
		}
	}
	if err := s.in.admit(); err != nil {
		return nil, err
	}
	result, err := s.in.admin(call{ctx: ctx, session: s, statement: r.text, params: r.params.given}, c.statement)
	if err != nil {
		s.refused(r.text, err)
		return nil, err
	}
	s.in.counters.Succeeded.Add(1)
	result.summary.Database = s.in.opts.DatabaseName
	return result, nil
}

// runWord runs BEGIN, COMMIT and ROLLBACK sent as statements.
func (s *Session) runWord(ctx context.Context, word string, opts TxOptions) (*Result, error) {
	var err error
	switch word {
	case "BEGIN":
		err = s.Begin(opts)
	case "COMMIT":
		err = s.Commit(ctx)
	case "ROLLBACK":
		if !s.InTransaction() {
			err = clientErrorf("No current transaction to rollback.")
		}
		s.Rollback()
	}
	if err != nil {
		return nil, err
	}
	return newTable(nil), nil
}

// record counts a query and logs it where it was slow or failed.
func (in *Interpreter) record(q *query, err error) {
	c := &in.counters
	switch {
	case q.cached.plan.Reads && q.cached.plan.Writes:
		c.ReadWrites.Add(1)
	case q.cached.plan.Writes:
		c.Writes.Add(1)
	default:
		c.Reads.Add(1)
	}
	if err == nil {
		c.Succeeded.Add(1)
	} else {
		c.Failed.Add(1)
		if e, ok := err.(*Error); ok && e.Class == TransientError {
			c.Transient.Add(1)
		}
	}
	in.logQuery(q, err)
}
