package main

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/coder/websocket"

	"memgraphd/config"
	"memgraphd/engine/auth"
)

// monitorPatience bounds a login and the sending of a line to a follower of the log.
const monitorPatience = 10 * time.Second

// farewell bounds how long a stop waits for followers to be told.
const farewell = time.Second

// monitor streams the log over WebSockets, as Memgraph Lab reads it.
type monitor struct {
	stream *logStream
	users  *auth.Users
	served sync.WaitGroup // followers
}

// startMonitor listens for WebSockets; stop ends it. A port that can't be had is an error.
func startMonitor(cfg config.Monitoring, encryption *tls.Config, m *monitor) (at net.Addr, stop func(), err error) {
	l, err := net.Listen("tcp", net.JoinHostPort(cfg.Address, strconv.Itoa(cfg.Port)))
	if err != nil {
		return nil, nil, err
	}
	if encryption != nil {
		encryption = encryption.Clone()
		encryption.NextProtos = []string{"http/1.1"} // WebSockets take over a connection of HTTP/1
		l = tls.NewListener(l, encryption)
	}
	ctx, cancel := context.WithCancel(context.Background())
	srv := &http.Server{
		Handler: m, ReadHeaderTimeout: monitorPatience,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	go func() { _ = srv.Serve(l) }() // until it is closed
	return l.Addr(), func() { cancel(); m.awaitFarewell(); _ = srv.Close() }, nil
}

// awaitFarewell waits until all followers have been told that the server stops.
func (m *monitor) awaitFarewell() {
	told := make(chan struct{})
	go func() {
		m.served.Wait()
		close(told)
	}()
	select {
	case <-told:
	case <-time.After(farewell):
	}
}

// ServeHTTP serves a follower of the log, on any path.
func (m *monitor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.served.Add(1)
	defer m.served.Done()
	w.Header().Set("Server", "Memgraph WS")
	// Pages of any origin may connect: the login decides.
	ws, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		return // the client was answered
	}
	defer ws.CloseNow()
	if m.users.Any() && !m.login(r.Context(), r.RemoteAddr, ws) {
		_ = ws.Close(websocket.StatusPolicyViolation, "not logged in")
		return
	}
	f := m.stream.follow()
	defer m.stream.leave(f)
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	go func() {
		defer cancel()
		ignore(ws)
	}()
	_ = f.copyTo(ctx, ws) // ends with the connection or the server
}

// ignore reads what the client sends, until it goes or the connection is closed.
func ignore(ws *websocket.Conn) {
	for {
		_, r, err := ws.Reader(context.Background()) // a context that ends would cut the connection
		if err == nil {
			_, err = io.Copy(io.Discard, r)
		}
		if err != nil {
			return
		}
	}
}

// copyTo sends the lines until the context ends.
func (f *follower) copyTo(ctx context.Context, ws *websocket.Conn) error {
	for {
		select {
		case <-ctx.Done():
			return ws.Close(websocket.StatusGoingAway, "")
		case frame := <-f.lines:
			if err := sendText(ctx, ws, frame); err != nil {
				return err
			}
		}
		if n := f.dropped.Swap(0); n > 0 {
			frame := newLogFrame("warning", fmt.Sprintf("%d lines are missing here: they were not read in time.", n))
			if err := sendText(ctx, ws, frame); err != nil {
				return err
			}
		}
	}
}

func sendText(ctx context.Context, ws *websocket.Conn, text []byte) error {
	ctx, cancel := context.WithTimeout(ctx, monitorPatience)
	defer cancel()
	return ws.Write(ctx, websocket.MessageText, text)
}

// loginReply answers a login.
type loginReply struct {
	Message string `json:"message"`
	Success bool   `json:"success"`
}

// login reads the credentials of a client at an address and answers them.
func (m *monitor) login(ctx context.Context, from string, ws *websocket.Conn) bool {
	ctx, cancel := context.WithTimeout(ctx, monitorPatience)
	defer cancel()
	_, data, err := ws.Read(ctx)
	if err != nil {
		return false
	}
	reply := loginReply{Message: m.refusal(ctx, from, data)}
	if reply.Message == "" {
		reply = loginReply{Message: "User has been successfully authenticated!", Success: true}
	}
	text, err := json.Marshal(reply)
	return err == nil && sendText(ctx, ws, text) == nil && reply.Success
}

// refusal returns why credentials are refused, in Memgraph's words; empty if they are good.
func (m *monitor) refusal(ctx context.Context, from string, data []byte) string {
	var credentials struct{ Username, Password *string }
	if err := json.Unmarshal(data, &credentials); err != nil {
		return fmt.Sprintf("Cannot parse JSON for WebSocket authentication: %v!", err)
	}
	if credentials.Username == nil || credentials.Password == nil {
		return "Invalid JSON for authentication received: username and password are expected!"
	}
	if _, err := m.users.Authenticate(ctx, host(from), *credentials.Username, *credentials.Password); err != nil {
		return "Authentication failed!"
	}
	return ""
}
