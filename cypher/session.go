package cypher

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"memgraphd/cypher/normal"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// Session is one client's state: who it is, its open transaction and its
// isolation level. Its methods are called from one goroutine at a time; what runs
// is ended from outside through its context.
type Session struct {
	in   *Interpreter
	user string
	id   string // empty: none

	log atomic.Pointer[sessionLog] // nil: as the interpreter's

	isolation     string // empty: the interpreter's
	nextIsolation string // of the next transaction only

	depth     int         // of the procedures that run its queries; 0 for a client's
	triggered bool        // it runs a trigger, and fires none
	past      *engine.Txn // see query.past

	key      []byte           // scratch of prepare
	literals []normal.Literal // scratch of prepare

	mu       sync.Mutex // guards the rest
	explicit *transaction
	implicit *transaction // the one of an open auto-commit result
	failed   bool         // a statement of the explicit transaction failed: it can only be rolled back
}

// TxOptions say how a transaction or an auto-commit statement is to run.
type TxOptions struct {
	ReadOnly bool
	// Timeout is the client's; the interpreter's holds as well. 0 means none.
	Timeout  time.Duration
	Metadata value.Value // map or null
	Database string
}

// NewSession opens a session of a user; the empty name is nobody in particular.
func (in *Interpreter) NewSession(user string) *Session {
	in.sessions.Add(1)
	return &Session{in: in, user: user}
}

// SetID says under which id SHOW ACTIVE USERS lists the session. It is called
// before the first statement.
func (s *Session) SetID(id string) { s.id = id }

// User returns the session's user.
func (s *Session) User() string { return s.user }

// Close rolls back what is open and ends the session.
func (s *Session) Close() {
	s.Reset()
	s.in.sessions.Add(-1)
}

// InTransaction reports whether an explicit transaction is open.
func (s *Session) InTransaction() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.explicit != nil
}

// Begin opens an explicit transaction.
func (s *Session) Begin(opts TxOptions) error {
	if s.InTransaction() {
		return clientErrorf("Nested transactions are not supported.")
	}
	if err := s.in.checkDatabase(opts.Database); err != nil {
		return err
	}
	t, err := s.open(opts)
	if err != nil {
		return err
	}
	t.watch()
	s.mu.Lock()
	s.explicit, s.failed = t, false
	s.mu.Unlock()
	return nil
}

// open starts a transaction under the session's isolation level and the timeouts in force.
func (s *Session) open(opts TxOptions) (*transaction, error) { return s.openOn(s.in.Database(), opts) }

// openOn is open on a database that may have been replaced meanwhile.
func (s *Session) openOn(db *engine.Database, opts TxOptions) (*transaction, error) {
	if err := s.in.admit(); err != nil {
		return nil, err
	}
	t := &transaction{user: s.user, started: s.in.now(), metadata: opts.Metadata, readOnly: opts.ReadOnly, timeout: s.in.QueryTimeout()}
	t.status.Store(&statusRunning)
	if opts.Timeout > 0 && (t.timeout == 0 || opts.Timeout < t.timeout) {
		t.timeout = opts.Timeout
	}
	level := s.in.isolation.Load().(string)
	if s.isolation != "" {
		level = s.isolation
	}
	if s.nextIsolation != "" {
		level, s.nextIsolation = s.nextIsolation, ""
	}
	t.txn = db.Begin(engine.TxnOptions{
		ReadOnly:        opts.ReadOnly,
		ReadCommitted:   level == "READ COMMITTED",
		ReadUncommitted: level == "READ UNCOMMITTED",
	})
	s.in.transactions.add(t)
	return t, nil
}

// end takes a transaction off the books.
func (s *Session) end(t *transaction) {
	t.stop(errEnded) // for results of it that are still open
	s.in.transactions.remove(t)
	if t.timer != nil {
		t.timer.Stop()
	}
	s.mu.Lock()
	if s.explicit == t {
		s.explicit = nil
	}
	if s.implicit == t {
		s.implicit = nil
	}
	s.mu.Unlock()
}

// Commit commits the explicit transaction.
func (s *Session) Commit(ctx context.Context) error {
	s.mu.Lock()
	t, failed := s.explicit, s.failed
	s.mu.Unlock()
	if t == nil {
		return clientErrorf("No current transaction to commit.")
	}
	t.use.Lock()
	defer t.use.Unlock()
	if failed {
		t.txn.Abort() // the rollback that is to follow finds nothing left
		return clientErrorf("Transaction can't be committed because there was a previous error. Please invoke a rollback instead.")
	}
	defer s.end(t)
	return classify(s.commit(ctx, t))
}

// commit commits a transaction that the caller has locked for use.
func (s *Session) commit(ctx context.Context, t *transaction) error {
	if err := t.err(); err != nil {
		t.txn.Abort()
		return err
	}
	t.status.Store(&statusCommitting)
	err := s.commitFiring(ctx, t)
	s.in.count(func(c *Counters) {
		if err == nil {
			c.Committed.Add(1)
			return
		}
		c.RolledBack.Add(1)
		if errors.Is(err, engine.ErrConflict) {
			c.Conflicts.Add(1)
		}
	})
	return err
}

// Rollback gives up the explicit transaction. Without one it does nothing.
func (s *Session) Rollback() {
	s.mu.Lock()
	t := s.explicit
	s.mu.Unlock()
	if t != nil {
		s.giveUp(t)
	}
}

// giveUp rolls back a transaction.
func (s *Session) giveUp(t *transaction) {
	t.use.Lock()
	defer t.use.Unlock()
	s.abort(t)
}

// abort rolls back a transaction that the caller has locked for use.
func (s *Session) abort(t *transaction) {
	t.txn.Abort()
	s.in.count(func(c *Counters) { c.RolledBack.Add(1) })
	s.end(t)
}

// Reset rolls back whatever is open. The caller has closed all results.
func (s *Session) Reset() {
	s.mu.Lock()
	open := []*transaction{s.explicit, s.implicit}
	s.mu.Unlock()
	for _, t := range open {
		if t != nil {
			s.giveUp(t)
		}
	}
}

// transactionWord tells BEGIN, COMMIT and ROLLBACK sent as statements.
func transactionWord(text string) string {
	if len(text) > 64 {
		return ""
	}
	switch word := strings.ToUpper(strings.TrimRight(strings.TrimSpace(text), "; \t\r\n")); word {
	case "BEGIN", "COMMIT", "ROLLBACK":
		return word
	}
	return ""
}
