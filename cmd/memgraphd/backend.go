package main

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"memgraphd/bolt"
	"memgraphd/cypher"
	"memgraphd/engine/auth"
	"memgraphd/engine/value"
)

// backend opens a Cypher session for each Bolt connection.
type backend struct {
	interpreter *cypher.Interpreter
	users       *auth.Users

	mu   sync.Mutex // guards open
	open map[*session]struct{}
}

func newBackend(in *cypher.Interpreter, users *auth.Users) *backend {
	return &backend{interpreter: in, users: users, open: map[*session]struct{}{}}
}

// NewSession opens the session of a connection.
func (b *backend) NewSession(_ context.Context, info bolt.ConnectionInfo) (bolt.Session, error) {
	return &session{backend: b, info: info}, nil
}

// active lists the clients that are logged in.
func (b *backend) active() []cypher.ActiveSession {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := make([]cypher.ActiveSession, 0, len(b.open))
	for s := range b.open {
		list = append(list, cypher.ActiveSession{User: s.user, ID: s.info.ID, Login: s.login})
	}
	return list
}

// session is a Bolt connection's Cypher session.
type session struct {
	backend *backend
	info    bolt.ConnectionInfo
	user    string
	login   time.Time
	inner   *cypher.Session // nil before the login
}

// Authenticate checks the credentials and opens the Cypher session.
func (s *session) Authenticate(ctx context.Context, scheme, principal, credentials string) error {
	if scheme != "none" && scheme != "basic" && scheme != "" {
		return bolt.Errorf(bolt.ClientError, "The authentication scheme %q is not supported: use basic or none.", scheme)
	}
	user, err := s.backend.users.Authenticate(ctx, host(s.info.RemoteAddr.String()), principal, credentials)
	if errors.Is(err, auth.ErrDenied) {
		return bolt.ErrUnauthenticated
	}
	if err != nil {
		return bolt.Errorf(bolt.DatabaseError, "%v", err)
	}
	s.forget()
	s.user, s.login = user, time.Now()
	s.inner = s.backend.interpreter.NewSession(user)
	s.inner.SetID(s.info.ID)
	s.backend.mu.Lock()
	s.backend.open[s] = struct{}{}
	s.backend.mu.Unlock()
	return nil
}

// host is an address without its port.
func host(address string) string {
	if name, _, err := net.SplitHostPort(address); err == nil {
		return name
	}
	return address
}

// forget ends the Cypher session of an earlier login.
func (s *session) forget() {
	if s.inner == nil {
		return
	}
	s.inner.Close()
	s.inner = nil
	s.backend.mu.Lock()
	delete(s.backend.open, s)
	s.backend.mu.Unlock()
}

// Run starts a statement.
func (s *session) Run(ctx context.Context, query string, params value.Value, opts bolt.TxOptions) (bolt.Result, error) {
	if err := s.refuseImpersonation(opts); err != nil {
		return nil, err
	}
	r, err := s.inner.Run(ctx, query, params, txOptions(opts))
	if err != nil {
		return nil, boltError(err)
	}
	return newResult(r), nil
}

// Begin opens an explicit transaction.
func (s *session) Begin(_ context.Context, opts bolt.TxOptions) error {
	if err := s.refuseImpersonation(opts); err != nil {
		return err
	}
	return boltError(s.inner.Begin(txOptions(opts)))
}

// refuseImpersonation refuses to act as another user than the one that logged in.
func (s *session) refuseImpersonation(o bolt.TxOptions) error {
	if o.ImpersonatedUser == "" || o.ImpersonatedUser == s.user {
		return nil
	}
	return bolt.Errorf(bolt.ClientError, "Impersonation is not supported: log in as '%s' to act as that user.", o.ImpersonatedUser)
}

// Commit commits the explicit transaction.
func (s *session) Commit(ctx context.Context) (string, error) {
	return "", boltError(s.inner.Commit(ctx))
}

// Rollback gives up the explicit transaction.
func (s *session) Rollback(context.Context) error {
	s.inner.Rollback()
	return nil
}

// Reset rolls back whatever is open.
func (s *session) Reset() {
	if s.inner != nil {
		s.inner.Reset()
	}
}

// InTransaction reports whether an explicit transaction is open.
func (s *session) InTransaction() bool { return s.inner != nil && s.inner.InTransaction() }

// Close ends the session.
func (s *session) Close() { s.forget() }

func txOptions(o bolt.TxOptions) cypher.TxOptions {
	return cypher.TxOptions{
		ReadOnly: o.Mode == bolt.AccessRead, Timeout: o.Timeout, Metadata: o.Metadata, Database: o.Database,
	}
}

var boltClasses = map[cypher.Class]bolt.Class{
	cypher.ClientError: bolt.ClientError, cypher.TransientError: bolt.TransientError, cypher.DatabaseError: bolt.DatabaseError,
}

// boltError says an error in Bolt's words.
func boltError(err error) error {
	if err == nil {
		return nil
	}
	if known, ok := errors.AsType[*bolt.Error](err); ok {
		return known
	}
	if e, ok := errors.AsType[*cypher.Error](err); ok {
		return &bolt.Error{Class: boltClasses[e.Class], Code: e.Code, Message: e.Msg, Status: statusOf(e)}
	}
	return bolt.Errorf(bolt.DatabaseError, "%v", err)
}
