package bolt

import (
	"net"
	"sync"
)

// eagerConn is a connection whose writes never block: it has a send buffer
// without a limit.
type eagerConn struct {
	net.Conn
	mu     sync.Mutex
	cond   sync.Cond
	queue  [][]byte
	closed bool
}

func newEagerConn(c net.Conn) *eagerConn {
	e := &eagerConn{Conn: c}
	e.cond.L = &e.mu
	go e.send()
	return e
}

func (e *eagerConn) Write(p []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return 0, net.ErrClosed
	}
	e.queue = append(e.queue, append([]byte(nil), p...))
	e.cond.Signal()
	return len(p), nil
}

func (e *eagerConn) Close() error {
	e.stop()
	return e.Conn.Close()
}

func (e *eagerConn) stop() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	e.cond.Signal()
}

func (e *eagerConn) send() {
	for {
		p := e.next()
		if p == nil {
			return
		}
		if _, err := e.Conn.Write(p); err != nil {
			e.stop()
			return
		}
	}
}

func (e *eagerConn) next() []byte {
	e.mu.Lock()
	defer e.mu.Unlock()
	for len(e.queue) == 0 {
		if e.closed {
			return nil
		}
		e.cond.Wait()
	}
	p := e.queue[0]
	e.queue = e.queue[1:]
	return p
}
