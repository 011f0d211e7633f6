package bolt

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"memgraphd/bolt/client"
	"memgraphd/bolt/message"
	"memgraphd/engine/value"
)

// talk is a server with a fake backend, for connections over pipes.
type talk struct {
	t       *testing.T
	srv     *Server
	backend *fakeBackend
}

func newTalk(t *testing.T, opts Options) *talk {
	backend := newFakeBackend()
	return &talk{t: t, srv: New(backend, opts), backend: backend}
}

// pipe returns the client's end of a new connection.
func (k *talk) pipe() net.Conn {
	here, there := net.Pipe()
	k.srv.ServeConn(there)
	sock := newEagerConn(here)
	k.t.Cleanup(func() { sock.Close() })
	return sock
}

func (k *talk) dial() *client.Conn {
	k.t.Helper()
	c, err := client.New(k.pipe(), client.Options{})
	if err != nil {
		k.t.Fatal(err)
	}
	return c
}

// end shuts the server down and sees that no session is left.
func (k *talk) end() {
	k.t.Helper()
	if err := k.srv.Shutdown(context.Background()); err != nil {
		k.t.Error(err)
	}
	if n := k.backend.open.Load(); n != 0 {
		k.t.Errorf("%d sessions were not closed", n)
	}
	m := k.srv.Metrics()
	if m.Active.Load() != 0 || m.ActiveSessions.Load() != 0 {
		k.t.Errorf("%d connections, %d sessions are counted as active", m.Active.Load(), m.ActiveSessions.Load())
	}
}

// run queues RUN and PULL.
func run(t *testing.T, c *client.Conn, query string) {
	t.Helper()
	if err := c.SendRun(query, value.Null, value.Null); err != nil {
		t.Fatal(err)
	}
	c.SendPull(-1, -1)
}

// outcome receives an answer and tells what it is in a word.
func outcome(t *testing.T, c *client.Conn) string {
	t.Helper()
	reply, err := c.Receive(nil)
	failure, failed := errors.AsType[*client.Error](err)
	switch {
	case failed:
		return failure.Message
	case err != nil:
		return "lost"
	case reply.Ignored:
		return "ignored"
	}
	return "success"
}

func expect(t *testing.T, c *client.Conn, want ...string) {
	t.Helper()
	for i, w := range want {
		if got := outcome(t, c); got != w {
			t.Fatalf("answer %d: %s, want %s", i, got, w)
		}
	}
}

// TestResetInterrupts sends RESET while a query runs and others wait.
func TestResetInterrupts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newTalk(t, Options{})
		c := k.dial()
		for range 2 { // the connection is as good as new afterwards
			run(t, c, "block")
			run(t, c, "count 3")
			if err := c.Flush(); err != nil {
				t.Fatal(err)
			}
			<-k.backend.blocked
			start := time.Now()
			c.Send(message.KindReset)
			expect(t, c, "success", ErrReset.Message, "ignored", "ignored", "success")
			if d := time.Since(start); d > time.Second {
				t.Errorf("it took %v", d)
			}
			run(t, c, "count 3")
			expect(t, c, "success", "success")
		}
		if n := k.srv.Metrics().Interrupts.Load(); n != 2 {
			t.Errorf("%d interrupts were counted", n)
		}
		k.end()
	})
}

// TestAnswersDoNotWait receives the answer to RUN while its PULL takes long.
func TestAnswersDoNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newTalk(t, Options{})
		c := k.dial()
		run(t, c, "deaf")
		start := time.Now()
		expect(t, c, "success")
		if d := time.Since(start); d > time.Second {
			t.Errorf("the answer to RUN took %v", d)
		}
		expect(t, c, "success")
		if d := time.Since(start); d < time.Minute {
			t.Errorf("the answer to PULL took %v", d)
		}
		k.end()
	})
}

// TestMessagesAreReadAhead sends, while a query runs, more than fits and finds
// every answer afterwards.
func TestMessagesAreReadAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newTalk(t, Options{})
		c := k.dial()
		run(t, c, "block")
		if err := c.Flush(); err != nil {
			t.Fatal(err)
		}
		<-k.backend.blocked
		go func() {
			time.Sleep(time.Minute)
			k.backend.sessions[0].cancelled.Store(true)
		}()
		long := value.Map([]value.Entry{{Key: "x", Value: value.String(strings.Repeat("x", 100_000))}})
		for range 5 {
			if err := c.SendRun("echo", long, value.Null); err != nil {
				t.Fatal(err)
			}
			c.SendPull(-1, -1)
		}
		for i := range 12 {
			if got := outcome(t, c); got != "success" {
				t.Fatalf("answer %d: %s", i, got)
			}
		}
		k.end()
	})
}

// TestDisconnectCancels drops the connection while a query runs.
func TestDisconnectCancels(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newTalk(t, Options{})
		c := k.dial()
		if err := c.Begin(value.Null); err != nil {
			t.Fatal(err)
		}
		run(t, c, "block")
		if err := c.Flush(); err != nil {
			t.Fatal(err)
		}
		<-k.backend.blocked
		if err := c.Abort(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if n := k.backend.open.Load(); n != 0 {
			t.Errorf("%d sessions are open", n)
		}
		k.end()
	})
}

// TestShutdown finds one connection idle, one with a running query, one that
// has not said anything.
func TestShutdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newTalk(t, Options{})
		idle, busy, silent := k.dial(), k.dial(), k.pipe()
		run(t, busy, "block")
		run(t, busy, "count 1")
		if err := busy.Flush(); err != nil {
			t.Fatal(err)
		}
		<-k.backend.blocked
		done := make(chan struct{})
		go func() {
			defer close(done)
			expect(t, busy, "success", ErrShutdown.Message)
			for range 3 {
				if _, err := busy.Receive(nil); err != nil {
					return
				}
			}
			t.Error("the connection is still open")
		}()
		k.end()
		<-done
		if got := outcome(t, idle); got != "lost" {
			t.Errorf("the idle connection got %s", got)
		}
		if _, err := silent.Read(make([]byte, 1)); err == nil {
			t.Error("the silent connection is open")
		}
		if _, err := k.pipe().Read(make([]byte, 1)); err == nil {
			t.Error("a connection was accepted after the end")
		}
	})
}

// TestShutdownIsImpatient ends with its context when a query does not.
func TestShutdownIsImpatient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newTalk(t, Options{})
		c := k.dial()
		run(t, c, "deaf")
		if err := c.Flush(); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if err := k.srv.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		time.Sleep(time.Hour)
		k.end()
	})
}

func TestLoginTimeout(t *testing.T) {
	handshake := string(magic[:]) + "\x00\x00\x04\x05" + strings.Repeat("\x00", 12)
	for name, first := range map[string]string{
		"nothing": "", "half a handshake": handshake[:9], "no HELLO": handshake,
		"no LOGON": handshake + string(frame([]byte{0xB1, 0x01, 0xA0}, 100)),
		"HTTP":     "GET / HTTP/1.1\r\n",
	} {
		synctest.Test(t, func(t *testing.T) {
			k := newTalk(t, Options{})
			sock := k.pipe()
			if _, err := sock.Write([]byte(first)); err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			_, err := io.Copy(io.Discard, sock)
			if d := time.Since(start); err != nil || d != 10*time.Second {
				t.Errorf("%s: closed after %v, %v", name, d, err)
			}
			k.end()
		})
	}
}

// TestNoTimeoutAfterLogin leaves a connection alone for long, and again after a
// LOGOFF, when it counts.
func TestNoTimeoutAfterLogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newTalk(t, Options{})
		c := k.dial()
		time.Sleep(24 * time.Hour)
		run(t, c, "count 1")
		c.Send(message.KindLogoff)
		expect(t, c, "success", "success", "success")
		time.Sleep(time.Minute)
		c.SendLogon("", "")
		expect(t, c, "lost")
		k.end()
	})
}

// TestSlowReader leaves a large result unread: it is produced as it is read,
// and in the end the connection is closed.
func TestSlowReader(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newTalk(t, Options{WriteTimeout: time.Minute})
		c := k.dial()
		if err := c.SendRun("count 1000000000", value.Null, value.Null); err != nil {
			t.Fatal(err)
		}
		expect(t, c, "success")
		c.SendPull(-1, -1)
		if err := c.Flush(); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if n := k.backend.sessions[0].rows.Load(); n > outputSize/5 {
			t.Errorf("%d records were produced for nobody", n)
		}
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if n := k.backend.open.Load(); n != 0 {
			t.Error("the session is still open")
		}
		k.end()
	})
}

// TestPanic ends one connection, not the server.
func TestPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newTalk(t, Options{})
		c, other := k.dial(), k.dial()
		run(t, c, "panic")
		expect(t, c, "lost")
		run(t, other, "count 1")
		expect(t, other, "success", "success")
		if n := k.srv.Metrics().Panics.Load(); n != 1 {
			t.Errorf("%d panics were counted", n)
		}
		k.end()
	})
}

func TestConnectionLimits(t *testing.T) {
	for name, opts := range map[string]Options{
		"in all": {MaxConnections: 2}, "of an address": {MaxConnectionsPerAddress: 2},
	} {
		synctest.Test(t, func(t *testing.T) {
			k := newTalk(t, opts)
			first, _ := k.dial(), k.dial()
			if _, err := client.New(k.pipe(), client.Options{}); err == nil {
				t.Errorf("%s: a third connection was accepted", name)
			}
			if err := first.Close(); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			k.dial()
			if n := k.srv.Metrics().Refused.Load(); n != 1 {
				t.Errorf("%s: %d were counted as refused", name, n)
			}
			k.end()
		})
	}
}

// TestMessageLimits sends messages that are too long, before and after the login.
func TestMessageLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newTalk(t, Options{MaxMessageBytes: 4 << 20})
		sock, there := net.Pipe()
		k.srv.ServeConn(there)
		hello := append(magic[:], 0, 0, 4, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
		chunk := append([]byte{0xFF, 0xFF}, make([]byte, 65535)...)
		sent := make(chan int)
		go func() {
			n, err := sock.Write(hello)
			for err == nil {
				var m int
				m, err = sock.Write(chunk)
				n += m
			}
			sent <- n
		}()
		if _, err := io.Copy(io.Discard, sock); err != nil {
			t.Fatal(err)
		}
		if n := <-sent; n < 1<<20 || n > 2<<20 {
			t.Errorf("closed after %d bytes", n)
		}

		c := k.dial()
		x := value.Map([]value.Entry{{Key: "x", Value: value.String(strings.Repeat("x", 3<<20))}})
		if _, err := c.Query("echo", x, nil); err != nil {
			t.Fatal(err)
		}
		c.SendRaw(make([]byte, 5<<20))
		expect(t, c, (&tooLargeError{4 << 20}).Error(), "lost")
		k.end()
	})
}

// TestNestingBomb sends a million nested lists before the login.
func TestNestingBomb(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newTalk(t, Options{})
		sock := k.pipe()
		body := append([]byte{0xB1, 0x01, 0xA1, 0x81, 'x'}, []byte(strings.Repeat("\x91", 1_000_000))...)
		hello := append(magic[:], 0, 0, 4, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
		if _, err := sock.Write(append(hello, frame(body, maxChunk)...)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.CopyN(io.Discard, sock, 4); err != nil {
			t.Fatal(err)
		}
		answer, err := readMessage(sock)
		if text, _ := showMessage(answer); err != nil || !strings.Contains(text, "deeper than 100 levels") {
			t.Errorf("got %s, %v", text, err)
		}
		k.end()
	})
}
