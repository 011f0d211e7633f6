package bolt

import (
	"encoding/binary"
	"fmt"
	"io"
	"sync"
)

const (
	smallInput = 2 << 10  // what an idle connection holds
	largeInput = 72 << 10 // room for the longest chunk and more
)

// tooLargeError says that a message is longer than allowed.
type tooLargeError struct{ limit int }

func (e *tooLargeError) Error() string {
	return fmt.Sprintf("The message is longer than %d bytes. Send the data in smaller batches.", e.limit)
}

// inbox reads from the socket and cuts the bytes into messages.
//
// Reading is done by the goroutine of the connection, in next. While that
// executes a message for long, a watcher reads instead; see watch.go.
type inbox struct {
	src  io.Reader  // set before the first read
	pool *sync.Pool // of *[largeInput]byte

	mu   sync.Mutex // guards everything below
	cond sync.Cond  // the watcher is done

	small []byte            // of smallInput bytes
	large *[largeInput]byte // taken while messages are long
	buf   []byte            // small, large, or what a watcher made longer
	r, w  int               // buf[r:w] is unread
	err   error             // of the socket; comes after what is unread

	limit   int    // bytes of a message
	parts   []byte // the message so far, where it came in several chunks
	pending int    // bytes of the current chunk that are still to come
	partial bool   // a message has begun in parts

	watch watchState
}

func newInbox(pool *sync.Pool, limit int) *inbox {
	in := &inbox{pool: pool, limit: limit, small: make([]byte, smallInput)}
	in.cond.L = &in.mu
	in.watch.idle = true
	in.buf = in.small
	return in
}

// tryNext returns the body of the next message if it has arrived already. The
// body is valid until the next call of a method.
func (in *inbox) tryNext() (body []byte, ok bool, err error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if body, ok, err = in.cut(); ok {
		in.serveLocked()
	}
	return body, ok, err
}

// next waits for the next message and returns its body, which is valid until
// the next call of a method.
func (in *inbox) next() ([]byte, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for {
		body, ok, err := in.cut()
		switch {
		case err != nil:
			return nil, err
		case ok:
			in.serveLocked()
			return body, nil
		case in.err != nil:
			return nil, in.err
		case in.watch.reading:
			in.watch.idle = true
			in.cond.Wait()
			in.watch.idle = false
		default:
			in.fillLocked()
		}
	}
}

// fillLocked reads from the socket; it lets go of mu meanwhile.
func (in *inbox) fillLocked() {
	in.makeRoom()
	in.watch.idle = true
	dst := in.buf[in.w:]
	in.mu.Unlock()
	n, err := in.src.Read(dst)
	in.mu.Lock()
	in.watch.idle = false
	in.w += n
	in.err = err
}

// makeRoom sees to it that the message at hand fits behind its beginning, and
// that there is room to read at all.
func (in *inbox) makeRoom() {
	unread := in.buf[in.r:in.w]
	need := smallInput
	switch {
	case in.partial:
		need = largeInput
	case len(unread) >= 2:
		need = 4 + int(binary.BigEndian.Uint16(unread))
	case len(unread) == 0:
		in.releaseLarge()
		in.parts = nil
	}
	if len(unread) > 0 && in.r+need <= len(in.buf) {
		return
	}
	next := in.small
	if need > smallInput {
		if in.large == nil {
			in.large = in.pool.Get().(*[largeInput]byte)
		}
		next = in.large[:]
	}
	in.w = copy(next, unread)
	in.buf, in.r = next, 0
}

func (in *inbox) releaseLarge() {
	if in.large != nil {
		in.pool.Put(in.large)
		in.large = nil
	}
}

// cut takes the next complete message out of the unread bytes.
func (in *inbox) cut() (body []byte, ok bool, err error) {
	if !in.partial {
		if body, ok = in.cutWhole(); ok {
			return body, true, nil
		}
	}
	for {
		unread := in.buf[in.r:in.w]
		if in.pending > 0 {
			n := min(in.pending, len(unread))
			in.parts = append(in.parts, unread[:n]...)
			in.r += n
			if in.pending -= n; in.pending > 0 {
				return nil, false, nil
			}
			continue
		}
		if len(unread) < 2 {
			return nil, false, nil
		}
		size := int(binary.BigEndian.Uint16(unread))
		switch {
		case size > 0 && !in.partial && 2+size > len(unread) && 2+size <= largeInput:
			return nil, false, nil // cutWhole can have it later
		case size > 0:
			if !in.partial {
				in.partial, in.parts = true, in.parts[:0]
			}
			if in.pending = size; len(in.parts)+size > in.limit {
				return nil, false, &tooLargeError{in.limit}
			}
			in.r += 2
		case in.partial:
			in.r += 2
			in.partial = false
			return in.parts, true, nil
		default: // an empty chunk between messages keeps the connection alive
			in.r += 2
			if body, ok = in.cutWhole(); ok {
				return body, true, nil
			}
		}
	}
}

// cutWhole takes the next message if it came in one chunk.
func (in *inbox) cutWhole() (body []byte, ok bool) {
	unread := in.buf[in.r:in.w]
	if len(unread) < 4 {
		return nil, false
	}
	size := int(binary.BigEndian.Uint16(unread))
	if size == 0 || len(unread) < size+4 || unread[size+2]|unread[size+3] != 0 {
		return nil, false
	}
	in.r += size + 4
	return unread[2 : 2+size : 2+size], true
}

// setLimit sets the limit of messages from the next on.
func (in *inbox) setLimit(limit int) {
	in.mu.Lock()
	in.limit = limit
	in.mu.Unlock()
}

// isIdle reports whether the connection's goroutine waits for input.
func (in *inbox) isIdle() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.watch.idle
}

// leave tells that the connection's goroutine is not going to read any more.
func (in *inbox) leave() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.watch.idle = true
}

// close waits for the watcher, which the closed socket ends, and gives the
// buffers back. Nobody reads any more.
func (in *inbox) close() {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.watch.stop()
	for in.watch.reading {
		in.cond.Wait()
	}
	in.buf, in.r, in.w, in.parts = nil, 0, 0, nil
	in.releaseLarge()
}

// newInputPool returns a pool of the buffers for long messages.
func newInputPool() *sync.Pool {
	return &sync.Pool{New: func() any { return new([largeInput]byte) }}
}
