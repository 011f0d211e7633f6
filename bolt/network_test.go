package bolt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"memgraphd/bolt/client"
	"memgraphd/bolt/message"
	"memgraphd/engine/value"
)

// listen serves a fake backend on a port of the loopback interface.
func listen(t testing.TB, opts Options) (addr string, srv *Server, backend *fakeBackend) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	backend = newFakeBackend()
	srv = New(backend, opts)
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := srv.Shutdown(ctx); err != nil {
			t.Error(err)
		}
		if err := <-done; !errors.Is(err, ErrServerClosed) {
			t.Errorf("Serve returned %v", err)
		}
		if n := backend.open.Load(); n != 0 {
			t.Errorf("%d sessions were not closed", n)
		}
	})
	return l.Addr().String(), srv, backend
}

func dial(t testing.TB, addr string, opts client.Options) *client.Conn {
	t.Helper()
	c, err := client.Dial(context.Background(), "tcp", addr, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Abort() })
	return c
}

// eventually waits until a condition holds.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not within 10 s", what)
		}
	}
}

func dialTCP(t testing.TB, addr string) *net.TCPConn {
	t.Helper()
	sock, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sock.Close() })
	return sock.(*net.TCPConn)
}

// TestHalfClose closes the sending side after a query; the answer comes still.
func TestHalfClose(t *testing.T) {
	addr, _, _ := listen(t, Options{})
	sock := dialTCP(t, addr)
	c, err := client.New(sock, client.Options{})
	if err != nil {
		t.Fatal(err)
	}
	run(t, c, "count 3")
	if err := errors.Join(c.Flush(), sock.CloseWrite()); err != nil {
		t.Fatal(err)
	}
	expect(t, c, "success", "success", "lost")
}

// TestConnectionLoss loses connections in the middle of a transaction, with FIN
// and with RST.
func TestConnectionLoss(t *testing.T) {
	addr, _, backend := listen(t, Options{halfClosedGrace: 10 * time.Millisecond})
	for _, linger := range []int{-1, 0} {
		sock := dialTCP(t, addr)
		c, err := client.New(sock, client.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Begin(value.Null); err != nil {
			t.Fatal(err)
		}
		run(t, c, "block")
		if err := c.Flush(); err != nil {
			t.Fatal(err)
		}
		<-backend.blocked
		if err := errors.Join(sock.SetLinger(linger), sock.Close()); err != nil {
			t.Fatal(err)
		}
		eventually(t, "the session ends", func() bool { return backend.open.Load() == 0 })
	}
}

// TestUnreadPipeline sends very many queries and reads no answer, while others
// are served.
func TestUnreadPipeline(t *testing.T) {
	addr, _, _ := listen(t, Options{})
	greedy, other := dial(t, addr, client.Options{}), dial(t, addr, client.Options{})
	for range 20_000 {
		run(t, greedy, "count 100")
	}
	sent := make(chan error, 1)
	go func() { sent <- greedy.Flush() }()
	for range 100 {
		if _, err := other.Query("count 3", value.Null, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := greedy.Abort(); err != nil {
		t.Fatal(err)
	}
	<-sent
}

// TestStorm connects and resets many times.
func TestStorm(t *testing.T) {
	addr, srv, _ := listen(t, Options{})
	for i := range 500 {
		sock := dialTCP(t, addr)
		if i%2 == 0 {
			if _, err := sock.Write(magic[:]); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(sock.SetLinger(0), sock.Close()); err != nil {
			t.Fatal(err)
		}
	}
	c := dial(t, addr, client.Options{})
	if _, err := c.Query("count 3", value.Null, nil); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the connections are forgotten", func() bool { return srv.Metrics().Active.Load() == 1 })
}

// TestForeignProtocols sends what is not Bolt; the connection is closed.
func TestForeignProtocols(t *testing.T) {
	addr, _, _ := listen(t, Options{})
	for _, hello := range []string{
		"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "POST / HTTP/1.1\r\n\r\n", "SSH-2.0-OpenSSH_9.6\r\n",
		"\x60\x60\xB0\x18" + strings.Repeat("\x00", 16), "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET x\r\n\r\n",
		"GET / HTTP/1.1\r\nX: " + strings.Repeat("x", 2*maxHTTPHeader),
	} {
		sock := dialTCP(t, addr)
		if _, err := sock.Write([]byte(hello)); err != nil {
			t.Fatal(err)
		}
		answer, err := io.ReadAll(sock)
		if _, reset := errors.AsType[*net.OpError](err); err != nil && !reset {
			t.Errorf("%.20q: %v", hello, err)
		}
		if strings.Contains(string(answer), " 101 ") {
			t.Errorf("%.20q was upgraded", hello)
		}
	}
}

// TestWebSocket speaks Bolt inside a WebSocket, as browsers must.
func TestWebSocket(t *testing.T) {
	addr, srv, _ := listen(t, Options{})
	for _, protocols := range [][]string{nil, {"binary"}, {"other", "binary"}} {
		ctx := context.Background()
		ws, response, err := websocket.Dial(ctx, "ws://"+addr+"/any/path", &websocket.DialOptions{
			Subprotocols: protocols,
			HTTPHeader:   http.Header{"Origin": {"https://example.org"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		want := ""
		if len(protocols) > 0 {
			want = "binary"
		}
		if got := response.Header.Get("Sec-WebSocket-Protocol"); got != want {
			t.Errorf("offered %v, got %q", protocols, got)
		}
		c, err := client.New(websocket.NetConn(ctx, ws, websocket.MessageBinary), client.Options{})
		if err != nil {
			t.Fatal(err)
		}
		records := 0
		_, err = c.Query("count 50000", value.Null, func(*client.Record) error { records++; return nil })
		if err != nil || records != 50000 {
			t.Errorf("%d records, %v", records, err)
		}
		if n := srv.Metrics().ActiveWebSocket.Load(); n != 1 {
			t.Errorf("%d are counted", n)
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		eventually(t, "the connection ends", func() bool { return srv.Metrics().ActiveWebSocket.Load() == 0 })
	}
}

// TestWebSocketOutlivesLogin leaves a WebSocket alone for longer than a login may take.
func TestWebSocketOutlivesLogin(t *testing.T) {
	const patience = time.Second
	addr, _, _ := listen(t, Options{LoginTimeout: patience})
	ctx := context.Background()
	ws, _, err := websocket.Dial(ctx, "ws://"+addr, nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := client.New(websocket.NetConn(ctx, ws, websocket.MessageBinary), client.Options{})
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(patience * 11 / 10)
	if _, err := c.Query("count 3", value.Null, nil); err != nil {
		t.Error(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestManyClients runs queries and transactions on many connections at once.
func TestManyClients(t *testing.T) {
	addr, srv, _ := listen(t, Options{watchAfter: 50 * time.Microsecond})
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			c, err := client.Dial(context.Background(), "tcp", addr, client.Options{Version: message.Version{Major: 4, Minor: uint8(1 + i%4)}})
			if err != nil {
				t.Error(err)
				return
			}
			for range 50 {
				if err := busyClient(c); err != nil {
					t.Error(err)
					return
				}
			}
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := srv.Metrics().Messages.Load(); n < 16*50*8 {
		t.Errorf("%d messages were counted", n)
	}
}

func busyClient(c *client.Conn) error {
	x := value.Map([]value.Entry{{Key: "x", Value: value.String(strings.Repeat("x", 10_000))}})
	if _, err := c.Query("echo", x, nil); err != nil {
		return err
	}
	if err := c.Begin(value.Null); err != nil {
		return err
	}
	n := 0
	if _, err := c.Query("count 500", value.Null, func(*client.Record) error { n++; return nil }); err != nil || n != 500 {
		return fmt.Errorf("%d records, %w", n, err)
	}
	if err := c.Commit(); err != nil {
		return err
	}
	_, err := c.Query("fail client", value.Null, nil)
	if _, failed := errors.AsType[*client.Error](err); !failed {
		return fmt.Errorf("fail gave %w", err)
	}
	return nil
}

// TestIdleConnectionsAreSmall measures what a connection that waits costs.
func TestIdleConnectionsAreSmall(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector needs memory of its own")
	}
	addr, _, _ := listen(t, Options{})
	const n = 500
	before := memory()
	socks := make([]*net.TCPConn, n)
	for i := range socks {
		socks[i] = dialTCP(t, addr)
		c, err := client.New(socks[i], client.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Query("count 100", value.Null, nil); err != nil {
			t.Fatal(err)
		}
	}
	each := (memory() - before) / n
	t.Logf("%d bytes a connection, with the client's socket", each)
	if each > 13_000 {
		t.Errorf("an idle connection takes %d bytes", each)
	}
}

// memory returns the bytes of the heap and the stacks after collections, which
// also shrink stacks.
func memory() int {
	for range 3 {
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapInuse + m.StackInuse)
}
