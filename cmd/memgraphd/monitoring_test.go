package main

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// follow connects to the log stream of a server.
func follow(t *testing.T, s *running) *websocket.Conn {
	t.Helper()
	url, ok := s.stdout.after("Log stream on ")
	if !ok {
		t.Fatal("the log is not streamed")
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	t.Cleanup(cancel)
	ws, resp, err := websocket.Dial(ctx, url+"/any/path", nil)
	check(t, err)
	t.Cleanup(func() { _ = ws.CloseNow() })
	if server := resp.Header.Get("Server"); server != "Memgraph WS" {
		t.Errorf("the server calls itself %q", server)
	}
	return ws
}

// frame reads the next frame.
func frame(t *testing.T, ws *websocket.Conn) (map[string]any, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	typ, data, err := ws.Read(ctx)
	if err != nil {
		return nil, err
	}
	var fields map[string]any
	if err := json.Unmarshal(data, &fields); err != nil || typ != websocket.MessageText {
		t.Fatalf("frame %q: %v", data, err)
	}
	return fields, nil
}

// logged waits for a line of the log that holds a text, while cause is done
// again and again: it is over when logged returns.
func logged(t *testing.T, ws *websocket.Conn, text string, cause func()) map[string]any {
	t.Helper()
	done := make(chan struct{})
	var causing sync.WaitGroup
	defer causing.Wait() // before the client closes
	defer close(done)
	causing.Go(func() {
		for !closed(done) {
			cause()
			time.Sleep(10 * time.Millisecond)
		}
	})
	for {
		fields, err := frame(t, ws)
		check(t, err)
		if strings.Contains(fields["message"].(string), text) {
			return fields
		}
	}
}

func TestLogStream(t *testing.T) {
	s := start(t, t.TempDir(), "--log-failed-queries=true")
	c := s.client()
	ws := follow(t, s)
	check(t, ws.Write(context.Background(), websocket.MessageText, []byte("ignored")))
	fail := func() { _, _ = c.try("RETURN 1 / 0 AS `quoted\"`", nil); _, _ = c.try("RETURN 1 / 0", nil) }
	fields := logged(t, ws, "[failed-query]", fail)
	if fields["event"] != "log" || fields["level"] != "warning" || !strings.Contains(fields["message"].(string), "Division by zero") {
		t.Errorf("frame %v", fields)
	}
	s.stop()
	for {
		if _, err := frame(t, ws); err != nil {
			if websocket.CloseStatus(err) != websocket.StatusGoingAway {
				t.Errorf("the stream ended with %v", err)
			}
			return
		}
	}
}

func TestLogStreamLogin(t *testing.T) {
	s := start(t, t.TempDir(), "--log-failed-queries=true")
	c := s.client()
	c.rows("CREATE USER ann IDENTIFIED BY 'secret'")
	fail := func() { _, _ = c.try("RETURN 1 / 0", nil) } // as of an older login
	for login, want := range map[string]string{
		`{"username": "ann", "password": "guess"}`: "Authentication failed!",
		`{"username": "ann"}`:                      "Invalid JSON for authentication received:",
		`ann`:                                      "Cannot parse JSON for WebSocket authentication:",
	} {
		ws := follow(t, s)
		check(t, ws.Write(context.Background(), websocket.MessageText, []byte(login)))
		reply, err := frame(t, ws)
		check(t, err)
		if text := reply["message"].(string); reply["success"] != false || !strings.HasPrefix(text, want) {
			t.Errorf("%s: %v", login, reply)
		}
		if _, err := frame(t, ws); err == nil {
			t.Errorf("%s: the stream goes on", login)
		}
	}
	ws := follow(t, s)
	check(t, ws.Write(context.Background(), websocket.MessageText, []byte(`{"username": "ann", "password": "secret"}`)))
	reply, err := frame(t, ws)
	check(t, err)
	if reply["success"] != true || reply["message"] != "User has been successfully authenticated!" {
		t.Errorf("%v", reply)
	}
	logged(t, ws, "[failed-query]", fail)
}

// TestSlowFollower loses lines instead of holding up whoever logs.
func TestSlowFollower(t *testing.T) {
	stream := newLogStream()
	f := stream.follow()
	defer stream.leave(f)
	for range followerLines + 7 {
		stream.send([]byte("line"))
	}
	if n := f.dropped.Load(); n != 7 {
		t.Errorf("%d lines are missing, want 7", n)
	}
}
