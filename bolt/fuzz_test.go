package bolt

import (
	"bytes"
	"net"
	"testing"
	"time"

	"memgraphd/bolt/message"
)

// recorded is a connection whose whole input is there from the beginning.
type recorded struct {
	in  bytes.Reader
	out bytes.Buffer
}

func (r *recorded) Read(p []byte) (int, error)       { return r.in.Read(p) }
func (r *recorded) Write(p []byte) (int, error)      { return r.out.Write(p) }
func (r *recorded) Close() error                     { return nil }
func (r *recorded) LocalAddr() net.Addr              { return &net.TCPAddr{} }
func (r *recorded) RemoteAddr() net.Addr             { return &net.TCPAddr{} }
func (r *recorded) SetDeadline(time.Time) error      { return nil }
func (r *recorded) SetReadDeadline(time.Time) error  { return nil }
func (r *recorded) SetWriteDeadline(time.Time) error { return nil }

// FuzzSession plays a client that says anything after its handshake. The server
// must end, close its session and answer in complete messages.
func FuzzSession(f *testing.F) {
	for _, conversation := range [][]string{
		{`HELLO {"scheme": "none"}`, `LOGON {"scheme": "none"}`, `RUN "echo" {"x": [1, {"a": 2.5}]} {}`, `PULL {"n": -1}`, `GOODBYE`},
		{`HELLO {"scheme": "none"}`, `BEGIN {"mode": "r"}`, `RUN "count 9" {} {}`, `PULL {"n": 2, "qid": 0}`, `COMMIT`},
		{`HELLO {}`, `LOGON {"scheme": "none"}`, `BEGIN {}`, `RUN "path" {} {}`, `ROLLBACK`, `RESET`, `RESET`},
		{`HELLO {"scheme": "none"}`, `RUN "fail client" {} {}`, `PULL {}`, `RESET`, `RUN "wrong" {} {}`, `PULL {}`, `RESET`},
		{`HELLO {"scheme": "none"}`, `ROUTE {"address": "a:1"} [] {}`, `TELEMETRY 1`, `LOGOFF`, `LOGON {"scheme": "none"}`},
	} {
		var wire []byte
		for _, line := range conversation {
			body, err := parseMessage(line)
			if err != nil {
				f.Fatal(err)
			}
			wire = append(wire, frame(body, maxChunk)...)
		}
		for minor := range uint8(4) {
			f.Add(uint8(4), minor+1, wire)
			f.Add(uint8(5), minor+1, wire)
		}
	}
	f.Fuzz(func(t *testing.T, major, minor uint8, wire []byte) {
		version := message.Version{Major: major, Minor: minor}
		if !version.Supported() {
			return
		}
		backend := newFakeBackend()
		backend.tame = true
		sock := &recorded{}
		sock.in.Reset(append(append(magic[:], 0, 0, minor, major, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), wire...))
		newConn(New(backend, Options{MaxMessageMemory: 1 << 20}), sock, "bolt-1").serve()
		if n := backend.open.Load(); n != 0 {
			t.Fatalf("%d sessions are open", n)
		}
		if answer := sock.out.Next(4); !bytes.Equal(answer, []byte{0, 0, minor, major}) {
			t.Fatalf("the handshake was answered with %x", answer)
		}
		for sock.out.Len() > 0 {
			body, err := readMessage(&sock.out)
			if text, kind := showMessage(body); err != nil || kind < message.KindSuccess {
				t.Fatalf("answer %s, %v", text, err)
			}
		}
	})
}
