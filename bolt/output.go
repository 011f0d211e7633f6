package bolt

import (
	"encoding/binary"
	"errors"
	"io"
	"sync"
)

const (
	outputSize = 64 << 10          // the buffer of a connection that is writing
	flushAt    = outputSize - 4096 // so that small messages never outgrow the buffer
	maxChunk   = 65535             // bytes of a message behind one header
	spillAfter = 1 << 20           // bytes of one message that are kept back
)

var errSpilled = errors.New("a record failed after parts of it had been sent")

// output collects messages, framed in chunks, and writes them in large pieces.
//
// The body of the message that is being written lies contiguous at the end of
// buf, behind room for one chunk header; headers are put in when it ends. A
// message over spillAfter bytes is sent in parts before it ends, and then
// cannot be taken back.
type output struct {
	dst     io.Writer
	pool    *sync.Pool // of *[outputSize]byte
	base    *[outputSize]byte
	buf     []byte
	body    int  // where the body of the open message starts
	limit   int  // length of buf at which the open message spills
	spilled bool // parts of the open message were sent
	err     error

	mu    sync.Mutex // guards the fields below and writing to dst
	ready []byte     // complete messages, the beginning of buf, that were offered
	sent  int        // bytes of them that sendReady has sent
	early error      // of sendReady
}

// begin opens a message.
func (o *output) begin() {
	if o.base == nil {
		o.base = o.pool.Get().(*[outputSize]byte)
		o.buf = o.base[:0]
	}
	o.buf = append(o.buf, 0, 0)
	o.body = len(o.buf)
	o.limit = o.body + spillAfter
	o.spilled = false
}

// end closes the open message and writes what is there if it is enough.
func (o *output) end() error {
	if n := len(o.buf) - o.body; n > 0 && n <= maxChunk {
		binary.BigEndian.PutUint16(o.buf[o.body-2:], uint16(n))
		o.buf = append(o.buf, 0, 0)
	} else {
		o.frame(n)
		o.buf = append(o.buf, 0, 0)
	}
	if len(o.buf) >= flushAt {
		o.write(o.buf)
		o.buf = o.buf[:0]
	}
	return o.err
}

// abort takes the open message back.
func (o *output) abort() error {
	o.buf = o.buf[:o.body-2]
	if o.spilled && o.err == nil {
		o.err = errSpilled
	}
	return o.err
}

// frame puts chunk headers into the first n bytes of the open message. What is
// behind them stays at the end of buf.
func (o *output) frame(n int) {
	chunks := (n + maxChunk - 1) / maxChunk
	if chunks == 0 { // everything was sent before: the reserved header goes
		o.buf = o.buf[:o.body-2]
		return
	}
	rest := len(o.buf) - o.body - n
	o.buf = append(o.buf, make([]byte, 2*(chunks-1))...)
	copy(o.buf[len(o.buf)-rest:], o.buf[o.body+n:o.body+n+rest])
	for i := chunks - 1; i >= 0; i-- {
		src := o.body + i*maxChunk
		size := min(maxChunk, n-i*maxChunk)
		dst := src + 2*i
		copy(o.buf[dst:dst+size], o.buf[src:src+size])
		binary.BigEndian.PutUint16(o.buf[dst-2:], uint16(size))
	}
}

// spill sends the complete chunks of the open message.
func (o *output) spill() {
	n := (len(o.buf) - o.body) / maxChunk * maxChunk
	rest := len(o.buf) - o.body - n
	o.frame(n)
	o.write(o.buf[:len(o.buf)-rest])
	o.spilled = true
	copy(o.buf[2:], o.buf[len(o.buf)-rest:])
	o.buf = o.buf[:2+rest]
	o.body, o.limit = 2, 2+spillAfter
}

// flush writes what is there and gives the buffer back. No message is open.
func (o *output) flush() {
	if len(o.buf) > 0 {
		o.write(o.buf)
	}
	if o.base != nil {
		o.pool.Put(o.base)
		o.base, o.buf = nil, nil
	}
}

// write sends the beginning of buf, unless sendReady did.
func (o *output) write(b []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	b = b[o.sent:]
	if o.err == nil {
		o.err = o.early
	}
	o.ready, o.sent = nil, 0
	if o.err == nil && len(b) > 0 {
		_, o.err = o.dst.Write(b)
	}
}

// offer lets sendReady send the messages so far, while the next is executed.
func (o *output) offer() {
	if len(o.buf) == 0 {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ready = o.buf
}

// sendReady sends what was offered, unless the connection's goroutine is
// writing just now. It may be called by any goroutine.
func (o *output) sendReady() {
	if !o.mu.TryLock() {
		return
	}
	defer o.mu.Unlock()
	if o.early == nil && o.sent < len(o.ready) {
		_, o.early = o.dst.Write(o.ready[o.sent:])
		o.sent = len(o.ready)
	}
}

// newOutputPool returns a pool of the buffers that connections write into.
func newOutputPool() *sync.Pool {
	return &sync.Pool{New: func() any { return new([outputSize]byte) }}
}
