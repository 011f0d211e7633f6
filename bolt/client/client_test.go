package client_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"reflect"
	"strings"
	"testing"
	"time"

	"memgraphd/bolt/client"
	"memgraphd/bolt/message"
	"memgraphd/bolt/packstream"
	"memgraphd/engine/value"
)

// script is the server's end of a pipe: it reads requests and answers each of
// the expected ones with prepared bytes.
func script(t *testing.T, version message.Version, answers ...[]byte) net.Conn {
	t.Helper()
	here, there := net.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		var hello [20]byte
		if _, err := there.Read(hello[:]); err != nil {
			return
		}
		if _, err := there.Write([]byte{0, 0, version.Minor, version.Major}); err != nil {
			return
		}
		buf := make([]byte, 1<<20)
		for _, answer := range answers {
			if _, err := there.Read(buf); err != nil {
				return
			}
			if _, err := there.Write(answer); err != nil {
				return
			}
		}
	}()
	t.Cleanup(func() {
		here.Close()
		there.Close()
		<-done
	})
	return here
}

// chunked frames messages in chunks of three bytes.
func chunked(messages ...[]byte) (out []byte) {
	for _, m := range messages {
		for len(m) > 0 {
			n := min(3, len(m))
			out = append(append(out, 0, byte(n)), m[:n]...)
			m = m[n:]
		}
		out = append(out, 0, 0)
	}
	return out
}

func answer(kind message.Kind, v value.Value) []byte {
	body, err := packstream.AppendValue(packstream.AppendStruct(nil, 1, byte(kind)), v, true)
	if err != nil {
		panic(err)
	}
	return body
}

func mapOf(key, text string) value.Value {
	return value.Map([]value.Entry{{Key: key, Value: value.String(text)}})
}

var success = answer(message.KindSuccess, value.Map(nil))

func TestQuery(t *testing.T) {
	record := answer(message.KindRecord, value.List([]value.Value{value.Int(7), value.String("x")}))
	sock := script(t, message.Newest,
		chunked(answer(message.KindSuccess, mapOf("server", "test")), success),
		chunked(success, []byte{}, record, record, answer(message.KindSuccess, mapOf("type", "r"))),
	)
	c, err := client.New(sock, client.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if server, _ := c.Hello().Meta.Get("server"); server.AsString() != "test" {
		t.Errorf("server %q", server.AsString())
	}
	var rows [][]any
	reply, err := c.Query("q", value.Null, func(r *client.Record) error {
		row, err := r.Values()
		rows = append(rows, row)
		return err
	})
	if typ, _ := reply.Meta.Get("type"); err != nil || typ.AsString() != "r" {
		t.Errorf("reply %v, %v", reply, err)
	}
	if want := [][]any{{int64(7), "x"}, {int64(7), "x"}}; !reflect.DeepEqual(rows, want) {
		t.Errorf("rows %v", rows)
	}
}

// TestFailure resets the connection after a failure.
func TestFailure(t *testing.T) {
	failure := answer(message.KindFailure, value.Map([]value.Entry{
		{Key: "code", Value: value.String("a.b")}, {Key: "message", Value: value.String("text")},
	}))
	sock := script(t, message.Version{Major: 4, Minor: 1},
		chunked(success), chunked(failure, packstream.AppendStruct(nil, 0, byte(message.KindIgnored))), chunked(success))
	c, err := client.New(sock, client.Options{Version: message.Version{Major: 4, Minor: 1}, Principal: "ann", Credentials: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Query("q", value.Null, nil)
	if got, ok := errors.AsType[*client.Error](err); !ok || *got != (client.Error{Code: "a.b", Message: "text"}) {
		t.Errorf("got %v", err)
	}
	if c.Waiting() != 0 {
		t.Errorf("%d answers are missing", c.Waiting())
	}
}

func TestRefusedVersion(t *testing.T) {
	if _, err := client.New(script(t, message.Version{}), client.Options{}); err == nil || !strings.Contains(err.Error(), "does not speak Bolt 5.8") {
		t.Errorf("got %v", err)
	}
}

// TestUnsendable leaves nothing behind of a request that cannot be encoded.
func TestUnsendable(t *testing.T) {
	c, err := client.New(script(t, message.Newest, chunked(success, success), chunked(success)), client.Options{})
	if err != nil {
		t.Fatal(err)
	}
	node := value.Map([]value.Entry{{Key: "n", Value: value.NodeRef(1)}})
	if err := errors.Join(c.SendRun("q", node, value.Null)); err == nil {
		t.Error("a node was sent")
	}
	if err := c.Begin(node); err == nil {
		t.Error("a node was sent")
	}
	if err := c.Reset(); err != nil {
		t.Error(err)
	}
}

func TestDialGivesUp(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // accepts nothing
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	if _, err := client.Dial(ctx, "tcp", l.Addr().String(), client.Options{}); err == nil {
		t.Error("connected to nobody")
	}
}

func TestAny(t *testing.T) {
	for _, c := range []struct {
		bytes []byte
		want  any
	}{
		{[]byte{0xC0}, nil},
		{[]byte{0xC3}, true},
		{[]byte{0xFF}, int64(-1)},
		{packstream.AppendFloat(nil, 0.5), 0.5},
		{[]byte{0x81, 'a'}, "a"},
		{[]byte{0xCC, 1, 9}, []byte{9}},
		{[]byte{0x92, 1, 0x90}, []any{int64(1), []any{}}},
		{[]byte{0xA1, 0x81, 'k', 2}, map[string]any{"k": int64(2)}},
		{[]byte{0xB2, 'd', 1, 2}, client.Struct{Tag: 'd', Fields: []any{int64(1), int64(2)}}},
	} {
		var d packstream.Decoder
		d.Reset(bytes.Clone(c.bytes), packstream.Limits{Depth: 10, Memory: 1000})
		if got := client.Any(&d); !reflect.DeepEqual(got, c.want) || d.Err() != nil || d.Remaining() > 0 {
			t.Errorf("% x is %#v, %v", c.bytes, got, d.Err())
		}
	}
}
