package bolt

import (
	"io"
	"net"
	"time"
)

// deadlineWriter writes to a socket with a deadline. Setting one costs a timer,
// so it is set for twice the time that it must last and used until half is over.
type deadlineWriter struct {
	sock    net.Conn
	dst     io.Writer // to the same socket
	timeout time.Duration
	until   time.Time
}

// Write writes p within the timeout.
func (w *deadlineWriter) Write(p []byte) (int, error) {
	if now := time.Now(); w.until.Sub(now) < w.timeout/2 {
		w.until = now.Add(w.timeout)
		if err := w.sock.SetWriteDeadline(w.until); err != nil {
			return 0, err
		}
	}
	return w.dst.Write(p)
}
