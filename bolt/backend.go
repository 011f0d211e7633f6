package bolt

import (
	"context"
	"net"

	"memgraphd/bolt/message"
	"memgraphd/engine/value"
)

// Backend is what a [Server] serves: it opens the session of each connection.
// Its method is called by many goroutines at once.
type Backend interface {
	// NewSession opens the session of a connection that said hello. Nobody is
	// authenticated yet. An error is sent to the client and ends the connection.
	NewSession(ctx context.Context, info ConnectionInfo) (Session, error)
}

// Session is the backend's side of one connection. Its methods are called by
// one goroutine, one at a time. The context of a call is cancelled when the
// client sends RESET or goes away and when the server shuts down; the cause
// is then [ErrReset], [ErrDisconnected] or [ErrShutdown], and the call is
// expected to return soon, within one batch of rows.
//
// Errors are *[Error] values where their class and code matter; any other error
// is reported as a database error. A session recovers from panics of a query
// itself; one that gets out ends the connection.
type Session interface {
	// Authenticate checks who the client is. An error ends the connection.
	// After a LOGOFF, which is announced by Reset, it is called again.
	Authenticate(ctx context.Context, scheme, principal, credentials string) error

	// Run starts a query in the open transaction, or else in one of its own
	// that opts describes and that ends with the result. params is a map. The
	// text may be BEGIN, COMMIT or ROLLBACK.
	Run(ctx context.Context, query string, params value.Value, opts TxOptions) (Result, error)

	// Begin opens a transaction. It is not called inside one.
	Begin(ctx context.Context, opts TxOptions) error

	// Commit commits the open transaction. The bookmark may be empty. All
	// results were read to their end or discarded, and closed.
	Commit(ctx context.Context) (bookmark string, err error)

	// Rollback rolls the open transaction back. All results were closed.
	Rollback(ctx context.Context) error

	// Reset rolls back the open transaction, if there is one, and returns the
	// session to its initial state. All results were closed.
	Reset()

	// InTransaction reports whether a transaction is open that did not begin
	// with the current query. One that failed and waits for its rollback is.
	InTransaction() bool

	// Close rolls back what is open and ends the session. It is called once,
	// after all results were closed.
	Close()
}

// Result is the running or finished execution of a query.
type Result interface {
	// Fields returns the names of the columns.
	Fields() []string

	// Pull writes the next n records (all, if n is negative) to w and reports
	// whether more remain. When it reports none, the query is complete, and
	// if it ran in a transaction of its own, that is committed.
	Pull(ctx context.Context, n int64, w *RecordWriter) (more bool, err error)

	// Discard is Pull without writing: the query still has all its effects.
	Discard(ctx context.Context, n int64) (more bool, err error)

	// Summary describes the execution. It is asked for once, after Pull or
	// Discard reported that no more records remain, and before Close.
	Summary() *Summary

	// Close ends the execution. If the query ran in a transaction of its own
	// that is not committed yet, it is rolled back.
	Close() error
}

// ConnectionInfo describes a connection to the backend.
type ConnectionInfo struct {
	ID         string // "bolt-17", unique in the life of the server
	Version    message.Version
	UserAgent  string // "neo4j-python/5.28.1", as the client calls itself
	LocalAddr  net.Addr
	RemoteAddr net.Addr
	TLS        bool
	WebSocket  bool
}

// TxOptions is what a client asks of a transaction that it opens.
type TxOptions = message.TxOptions

// The access modes of a transaction.
const (
	AccessWrite = message.AccessWrite
	AccessRead  = message.AccessRead
)
