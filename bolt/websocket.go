package bolt

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/coder/websocket"
)

// maxHTTPHeader limits the request that asks for a WebSocket.
const maxHTTPHeader = 16 << 10

// subprotocol is the one that browsers may ask for.
const subprotocol = "binary"

// isHTTP reports whether a connection begins as an HTTP request does that may
// ask for a WebSocket.
func isHTTP(first [4]byte) bool { return string(first[:]) == "GET " }

// upgrade reads an HTTP request of which the first bytes were read already and
// replaces the socket by the WebSocket that it asks for.
func (c *conn) upgrade(first [4]byte) error {
	head := io.MultiReader(bytes.NewReader(first[:]), io.LimitReader(c.sock, maxHTTPHeader))
	w := &upgradeWriter{sock: c.sock, in: bufio.NewReader(head), header: http.Header{}}
	req, err := http.ReadRequest(w.in)
	if err != nil {
		return err
	}
	ws, err := websocket.Accept(w, req, &websocket.AcceptOptions{
		Subprotocols:       []string{subprotocol},
		InsecureSkipVerify: true, // pages of any origin may connect; the login decides
	})
	if err != nil {
		return err
	}
	if err := c.setReadDeadline(0); err != nil { // the WebSocket gets its own
		return err
	}
	c.sock = &webSocket{Conn: websocket.NetConn(c.ctx, ws, websocket.MessageBinary), ws: ws}
	c.info.WebSocket = true
	c.srv.metrics.ActiveWebSocket.Add(1)
	return c.setReadDeadline(c.srv.opts.LoginTimeout)
}

// webSocket is a WebSocket as a stream of bytes.
type webSocket struct {
	net.Conn
	ws *websocket.Conn
}

// Close says goodbye as browsers expect it; a peer that does not answer is
// waited for some seconds.
func (s *webSocket) Close() error {
	err := s.SetDeadline(time.Time{}) // stops its timers
	return errors.Join(err, s.ws.Close(websocket.StatusNormalClosure, ""))
}

// upgradeWriter answers the HTTP request on the bare socket.
type upgradeWriter struct {
	sock   net.Conn
	in     *bufio.Reader
	header http.Header
	wrote  bool
}

// Header returns the header of the answer.
func (w *upgradeWriter) Header() http.Header { return w.header }

// WriteHeader sends the status and the header.
func (w *upgradeWriter) WriteHeader(status int) {
	if w.wrote {
		return
	}
	w.wrote = true
	b := bytes.NewBufferString(fmt.Sprintf("HTTP/1.1 %03d %s\r\n", status, http.StatusText(status)))
	_ = w.header.Write(b) // to memory
	b.WriteString("\r\n")
	_, _ = w.sock.Write(b.Bytes()) // an error comes again at the next read
}

// Write sends a part of the body of the answer.
func (w *upgradeWriter) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	return w.sock.Write(p)
}

// Hijack hands the socket over.
func (w *upgradeWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return w.sock, bufio.NewReadWriter(w.in, bufio.NewWriter(w.sock)), nil
}
