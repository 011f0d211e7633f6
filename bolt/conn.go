package bolt

import (
	"context"
	"errors"
	"io"
	"net"
	"runtime/debug"
	"time"

	"go.uber.org/zap"

	"memgraphd/bolt/message"
	"memgraphd/bolt/packstream"
)

// conn is one connection. Its methods run on its goroutine, except disconnect,
// interrupt, closeIdle and closeSocket.
type conn struct {
	srv  *Server
	raw  net.Conn // as it was accepted
	sock net.Conn // raw, or what TLS and WebSocket make of it
	info ConnectionInfo

	in      *inbox
	out     output
	records *RecordWriter
	meta    reply // the answer that is being written
	decoder message.Decoder
	machine machine

	ctx    context.Context // of the connection
	cancel context.CancelCauseFunc
	query  interruptible // the context of the session's calls

	session Session
	results []openResult
	nextQID int64

	prefix        string // of error codes
	filter        message.NotificationFilter
	authenticated bool
	unreported    int64 // messages not yet counted in the metrics
}

// openResult is a result that was not consumed to its end.
type openResult struct {
	Result
	qid      int64 // -1 outside explicit transactions
	filter   message.NotificationFilter
	answered bool // there were records, or they were discarded
}

func newConn(srv *Server, sock net.Conn, id string) *conn {
	c := &conn{srv: srv, raw: sock, sock: sock, prefix: "Memgraph"}
	c.in = newInbox(srv.inputs, srv.opts.MaxLoginMessageBytes)
	watch := &c.in.watch
	watch.sendReady, watch.interrupt, watch.disconnect = c.out.sendReady, c.interrupt, c.disconnect
	watch.after, watch.patience = srv.opts.watchAfter, srv.opts.halfClosedGrace
	c.out.pool = srv.outputs
	c.info = ConnectionInfo{ID: id, LocalAddr: sock.LocalAddr(), RemoteAddr: sock.RemoteAddr()}
	c.ctx, c.cancel = context.WithCancelCause(srv.base)
	c.query.renew(c.ctx)
	return c
}

// log returns a logger that names the connection. It is made when it is needed,
// because most connections have nothing to say.
func (c *conn) log() *zap.Logger {
	return c.srv.log.With(zap.String("connection", c.info.ID), zap.Stringer("peer", c.info.RemoteAddr))
}

// serve is the life of the connection.
func (c *conn) serve() {
	defer c.close()
	defer c.recover("serving")
	if err := c.establish(); err != nil {
		c.log().Debug("connection not established", zap.Error(err))
		return
	}
	for c.step() {
	}
	c.flush()
}

// step handles one message and reports whether the connection goes on.
func (c *conn) step() bool {
	body, ok, err := c.in.tryNext()
	if !ok && err == nil {
		c.flush()
		if c.out.err != nil || c.ctx.Err() != nil {
			return false
		}
		body, err = c.in.next()
	}
	if err != nil {
		return c.broken(err)
	}
	c.unreported++
	d := c.srv.decoders.Get().(*packstream.Decoder)
	d.Reset(body, packstream.Limits{Depth: c.srv.opts.MaxDepth, Memory: c.maxMemory()})
	req, err := c.decoder.Decode(d)
	d.Reset(nil, packstream.Limits{})
	c.srv.decoders.Put(d)
	return c.dispatch(req, err) && c.out.err == nil && c.ctx.Err() == nil
}

// dispatch executes, ignores or refuses a request.
func (c *conn) dispatch(req message.Request, err error) bool {
	if req == nil {
		return c.broken(err)
	}
	kind := req.Kind()
	if c.in.resetPending(kind) && kind != message.KindGoodbye {
		c.ignored()
		return true
	}
	switch verdict, refusal := c.machine.admit(kind); verdict {
	case ignore:
		c.ignored()
		return true
	case refuse:
		return c.failure(refusal)
	case violate:
		c.log().Info("protocol violation", zap.String("message", refusal.Message))
		c.failure(refusal)
		return false
	}
	if err == nil {
		c.out.offer()
		err = c.handle(req)
	}
	switch {
	case errors.Is(err, errGoodbye):
		return false
	case err != nil:
		return c.failure(errorOf(c.query.context(), err))
	}
	return true
}

// errGoodbye is what the handler of GOODBYE returns.
var errGoodbye = errors.New("goodbye")

// handle executes a request that is admitted and writes the answer to it,
// unless it returns an error.
func (c *conn) handle(req message.Request) error {
	switch r := req.(type) {
	case *message.Run:
		return c.run(r)
	case *message.Pull:
		return c.pull(r)
	case *message.Begin:
		return c.begin(r)
	case *message.Hello:
		return c.hello(r)
	case *message.Logon:
		return c.logon(r)
	case *message.Route:
		c.route(r)
		return nil
	}
	switch req.Kind() {
	case message.KindCommit:
		return c.commit()
	case message.KindRollback:
		return c.rollback()
	case message.KindReset:
		c.reset()
	case message.KindLogoff:
		c.logoff()
	case message.KindGoodbye:
		return errGoodbye
	default: // TELEMETRY
		c.success()
	}
	return nil
}

// broken ends a connection whose input cannot be understood any further.
func (c *conn) broken(err error) bool {
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) {
		return false
	}
	tooLarge, isTooLarge := errors.AsType[*tooLargeError](err)
	_, isSyntax := errors.AsType[*packstream.SyntaxError](err)
	switch {
	case isTooLarge:
		c.failure(&Error{Class: ClientError, Code: CodeInvalidRequest, Message: tooLarge.Error()})
	case isSyntax:
		c.failure(errorOf(c.ctx, err))
	default:
		c.log().Debug("connection lost", zap.Error(err))
		return false
	}
	c.log().Info("protocol violation", zap.Error(err))
	return false
}

// flush sends the answers and forgets the requests.
func (c *conn) flush() {
	c.out.flush()
	c.decoder.Forget()
	c.srv.metrics.Messages.Add(c.unreported)
	c.unreported = 0
}

// maxMemory returns how much memory the values of a message may take.
func (c *conn) maxMemory() int {
	if c.authenticated {
		return c.srv.opts.MaxMessageMemory
	}
	return 8 * c.srv.opts.MaxLoginMessageBytes
}

// interrupt cancels the call of the session that is under way, for a RESET.
func (c *conn) interrupt() {
	c.srv.metrics.Interrupts.Add(1)
	c.query.interrupt(ErrReset)
}

// disconnect cancels everything, because the client is gone.
func (c *conn) disconnect() {
	c.srv.metrics.Interrupts.Add(1)
	c.cancel(ErrDisconnected)
}

// closeIdle closes the socket if the connection waits for input.
func (c *conn) closeIdle() {
	if c.in.isIdle() {
		c.closeSocket()
	}
}

// closeSocket ends all reading and writing.
func (c *conn) closeSocket() {
	if err := c.raw.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		c.log().Debug("closing the socket failed", zap.Error(err))
	}
}

// close ends the connection: everything that is open is rolled back.
func (c *conn) close() {
	c.cancel(ErrDisconnected)
	c.endSession()
	c.in.leave() // so that Shutdown may close the socket under the farewells
	if c.sock != c.raw {
		c.sock.Close()
	}
	c.closeSocket()
	c.in.close()
	c.out.flush()
	c.setAuthenticated(false)
	if c.info.TLS {
		c.srv.metrics.ActiveTLS.Add(-1)
	}
	if c.info.WebSocket {
		c.srv.metrics.ActiveWebSocket.Add(-1)
	}
}

// endSession closes the results and the session, whatever they do.
func (c *conn) endSession() {
	defer c.recover("closing")
	if c.session == nil {
		return
	}
	session := c.session
	defer session.Close()
	c.closeResults()
}

// recover keeps a panic of the backend from ending the process.
func (c *conn) recover(doing string) {
	if p := recover(); p != nil {
		c.srv.metrics.Panics.Add(1)
		c.log().Error("panic, the connection is closed", zap.String("while", doing),
			zap.Any("panic", p), zap.ByteString("stack", debug.Stack()))
		c.out.err = errors.New("closed after a panic")
	}
}

// setReadDeadline limits the time until the login is done; zero lifts it.
func (c *conn) setReadDeadline(limit time.Duration) error {
	if limit == 0 {
		return c.sock.SetReadDeadline(time.Time{})
	}
	return c.sock.SetReadDeadline(time.Now().Add(limit))
}
