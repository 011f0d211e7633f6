package bolt

import (
	"encoding/binary"
	"errors"
	"io"
	"sync/atomic"
	"time"

	"memgraphd/bolt/message"
)

// watchState is the part of an [inbox] that notices a RESET or the end of the
// connection while a message is executed.
//
// A timer that is rarely set costs nothing for short messages: it fires every
// few milliseconds on a busy connection, and if the same message is still being
// executed, its goroutine becomes the watcher. It sends the answers to earlier
// messages, which were waiting to go in one piece with this one. Then it reads until the
// message has been served, a RESET was found, enough was read, or the
// connection ended. A read that is under way then is not given up: the
// connection's goroutine waits for its bytes instead of reading itself.
type watchState struct {
	sendReady  func() // the answers that wait behind a long call
	interrupt  func() // by a RESET: cancels the current query
	disconnect func() // the client is gone: cancels everything
	after      time.Duration
	patience   time.Duration // between the end of the input and disconnect

	served  uint64 // messages handed out
	armed   bool   // the timer is set
	armedAt uint64 // served when it was set
	timer   *time.Timer
	grace   *time.Timer // runs after the end of the input

	idle    bool // the connection's goroutine waits for input
	reading bool // the watcher reads
	closed  bool

	reset atomic.Bool // a RESET is among the unread messages
}

// stop ends the watching for good.
func (s *watchState) stop() {
	s.closed = true
	if s.timer != nil {
		s.timer.Stop()
	}
	if s.grace != nil {
		s.grace.Stop()
	}
}

// serveLocked counts a message that is handed out and sets the timer.
func (in *inbox) serveLocked() {
	s := &in.watch
	s.served++
	if s.armed {
		return
	}
	s.armed, s.armedAt = true, s.served
	if s.timer == nil {
		s.timer = time.AfterFunc(s.after, in.onTimer)
	} else {
		s.timer.Reset(s.after)
	}
}

// onTimer starts to watch if the message of the time when the timer was set is
// still being executed.
func (in *inbox) onTimer() {
	in.mu.Lock()
	defer in.mu.Unlock()
	s := &in.watch
	switch {
	case s.idle || s.reading || s.closed:
		s.armed = false
	case s.served != s.armedAt:
		s.armedAt = s.served
		s.timer.Reset(s.after)
	default:
		s.armed = false
		s.reading = true // the message may end before the answers are sent
		in.mu.Unlock()
		s.sendReady()
		in.mu.Lock()
		in.watchDone()
		in.watchLocked(s.armedAt)
	}
}

// watchDone lets the connection's goroutine read again.
func (in *inbox) watchDone() {
	in.watch.reading = false
	in.cond.Broadcast()
}

// watchLocked reads ahead during the execution of the message with the number
// served; it lets go of mu while it reads.
func (in *inbox) watchLocked(served uint64) {
	s := &in.watch
	for s.served == served && !s.idle && !s.closed {
		if in.resetAhead() {
			s.reset.Store(true)
			s.interrupt()
			return
		}
		if in.err != nil || in.w-in.r >= readAhead {
			return
		}
		in.readAheadLocked()
	}
	if !s.idle && !s.closed { // another message is being executed already
		s.armed, s.armedAt = true, s.served
		s.timer.Reset(s.after)
	}
}

// readAheadLocked appends what the socket has to the unread bytes.
func (in *inbox) readAheadLocked() {
	s := &in.watch
	s.reading = true
	in.mu.Unlock()
	tmp := in.pool.Get().(*[largeInput]byte)
	n, err := in.src.Read(tmp[:])
	in.mu.Lock()
	in.appendUnread(tmp[:n])
	in.pool.Put(tmp)
	in.watchDone()
	if err == nil {
		return
	}
	in.err = err
	switch {
	case s.closed:
	case errors.Is(err, io.EOF):
		s.grace = time.AfterFunc(s.patience, s.disconnect)
	default:
		s.disconnect()
	}
}

// appendUnread appends bytes without moving those that are there, because the
// connection's goroutine may be decoding a message in place.
func (in *inbox) appendUnread(p []byte) {
	if len(in.buf)-in.w < len(p) {
		longer := make([]byte, 2*(in.w-in.r)+2*len(p))
		copy(longer, in.buf[in.r:in.w])
		in.buf, in.r, in.w = longer, 0, in.w-in.r
	}
	copy(in.buf[in.w:], p)
	in.w += len(p)
}

// resetPending reports whether a RESET is among the unread messages, so that
// the message at hand is to be ignored. The RESET itself ends that.
func (in *inbox) resetPending(kind message.Kind) bool {
	s := &in.watch
	if !s.reset.Load() {
		return false
	}
	if kind == message.KindReset {
		s.reset.Store(false)
	}
	return s.reset.Load()
}

// resetAhead looks for a RESET among the unread messages.
func (in *inbox) resetAhead() bool {
	unread := in.buf[in.r:in.w]
	start, have := [2]byte{}, 0 // the first two bytes of the message at hand
	if in.partial {
		have = copy(start[:], in.parts)
	}
	pending := in.pending
	for {
		n := min(pending, len(unread))
		have += copy(start[have:], unread[:n])
		if unread = unread[n:]; n < pending || len(unread) < 2 {
			return false
		}
		if pending = int(binary.BigEndian.Uint16(unread)); pending == 0 {
			if have == 2 && start == resetMessage {
				return true
			}
			have = 0
		}
		unread = unread[2:]
	}
}

// resetMessage is the body of a RESET.
var resetMessage = [2]byte{0xB0, byte(message.KindReset)}
