package bolt

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"memgraphd/bolt/packstream"
)

// ErrServerClosed is what Serve returns after Shutdown.
var ErrServerClosed = errors.New("bolt: the server is closed")

// Server serves a [Backend] on any number of listeners. Its methods may be
// called by many goroutines at once.
type Server struct {
	backend Backend
	opts    Options
	log     *zap.Logger
	metrics Metrics
	name    atomic.Pointer[string]

	base context.Context // of all connections
	stop context.CancelCauseFunc

	inputs   *sync.Pool // of *[largeInput]byte
	outputs  *sync.Pool // of *[outputSize]byte
	decoders *sync.Pool // of *packstream.Decoder

	lastID atomic.Uint64
	wg     sync.WaitGroup // of connections; Add happens under mu, before closed

	mu        sync.Mutex // guards the fields below
	closed    bool
	listeners map[net.Listener]struct{}
	conns     map[*conn]struct{}
	byAddress map[string]int // connections of a remote address
}

// New returns a server for a backend.
func New(backend Backend, opts Options) *Server {
	s := &Server{
		backend: backend, opts: opts.withDefaults(),
		inputs: newInputPool(), outputs: newOutputPool(),
		decoders:  &sync.Pool{New: func() any { return new(packstream.Decoder) }},
		listeners: map[net.Listener]struct{}{}, conns: map[*conn]struct{}{}, byAddress: map[string]int{},
	}
	s.log = s.opts.Logger
	s.SetServerName(s.opts.ServerName)
	s.base, s.stop = context.WithCancelCause(context.Background())
	return s
}

// Metrics returns the counters of the server.
func (s *Server) Metrics() *Metrics { return &s.metrics }

// SetServerName changes what the server calls itself to new connections.
func (s *Server) SetServerName(name string) { s.name.Store(&name) }

// Serve accepts connections until the listener fails or Shutdown is called,
// then it returns [ErrServerClosed]. It closes the listener.
func (s *Server) Serve(l net.Listener) error {
	defer l.Close()
	if !s.track(l) {
		return ErrServerClosed
	}
	defer s.untrack(l)
	pause := time.Duration(0)
	for {
		sock, err := l.Accept()
		switch {
		case err == nil:
			pause = 0
			s.ServeConn(sock)
		case s.isClosed():
			return ErrServerClosed
		case errors.Is(err, net.ErrClosed):
			return err
		default: // out of file descriptors, most likely: it will pass
			pause = min(max(2*pause, 5*time.Millisecond), time.Second)
			s.log.Warn("accepting a connection failed, trying again", zap.Error(err), zap.Duration("after", pause))
			time.Sleep(pause)
		}
	}
}

// ServeConn serves one connection in a goroutine of its own and takes charge of
// the socket. Connections over a limit are closed.
func (s *Server) ServeConn(sock net.Conn) {
	c := newConn(s, sock, "bolt-"+strconv.FormatUint(s.lastID.Add(1), 10))
	if err := s.admit(c); err != nil {
		s.metrics.Refused.Add(1)
		c.log().Warn("connection refused", zap.Error(err))
		c.cancel(ErrShutdown)
		c.closeSocket()
		return
	}
	s.metrics.Accepted.Add(1)
	s.metrics.Active.Add(1)
	go func() {
		defer s.wg.Done()
		defer s.forget(c)
		c.serve()
	}()
}

// Shutdown stops accepting, cancels running queries, whose clients get an
// error, closes all connections and waits until they are gone. When ctx ends
// first, it closes the sockets under those that are left and returns the error
// of ctx.
func (s *Server) Shutdown(ctx context.Context) error {
	s.close()
	s.stop(ErrShutdown)
	gone := make(chan struct{})
	go func() {
		s.wg.Wait()
		close(gone)
	}()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		s.each((*conn).closeIdle)
		select {
		case <-gone:
			return nil
		case <-tick.C:
		case <-ctx.Done():
			s.each((*conn).closeSocket)
			return ctx.Err()
		}
	}
}

func (s *Server) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for l := range s.listeners {
		if err := l.Close(); err != nil {
			s.log.Warn("closing a listener failed", zap.Error(err))
		}
	}
}

func (s *Server) isClosed() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.closed
}

func (s *Server) track(l net.Listener) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.listeners[l] = struct{}{}
	}
	return !s.closed
}

func (s *Server) untrack(l net.Listener) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.listeners, l)
}

// admit enters a connection, unless there are too many.
func (s *Server) admit(c *conn) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	host := hostOf(c.info.RemoteAddr)
	switch total, same := s.opts.MaxConnections, s.opts.MaxConnectionsPerAddress; {
	case s.closed:
		return ErrServerClosed
	case total > 0 && len(s.conns) >= total:
		return fmt.Errorf("there are %d connections already, the limit", total)
	case same > 0 && s.byAddress[host] >= same:
		return fmt.Errorf("there are %d connections of %s already, the limit of an address", same, host)
	}
	s.wg.Add(1)
	s.conns[c] = struct{}{}
	s.byAddress[host]++
	return nil
}

func (s *Server) forget(c *conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.conns, c)
	host := hostOf(c.info.RemoteAddr)
	if s.byAddress[host]--; s.byAddress[host] == 0 {
		delete(s.byAddress, host)
	}
	s.metrics.Active.Add(-1)
}

// each calls f for every connection, without holding the lock.
func (s *Server) each(f func(*conn)) {
	s.mu.Lock()
	conns := make([]*conn, 0, len(s.conns))
	for c := range s.conns {
		conns = append(conns, c)
	}
	s.mu.Unlock()
	for _, c := range conns {
		f(c)
	}
}

// hostOf returns an address without its port.
func hostOf(a net.Addr) string {
	if tcp, ok := a.(*net.TCPAddr); ok {
		return tcp.IP.String()
	}
	return a.String()
}
