package bolt

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"

	"memgraphd/bolt/client"
	"memgraphd/bolt/message"
	"memgraphd/bolt/packstream"
)

// TestTranscripts plays the conversations under testdata against the fake
// backend. A conversation is a file of commands:
//
//	connect [proposals=HEX] [version=5.4]   a new connection; shows the answer
//	        [choice=HEX]                    and what the client says to it
//	send [chunk=N] [closes]                 messages, one a line, written at once;
//	                                        closes: the server closes after them
//	raw                                     bytes in hex, written as they are
//	state                                   what the session knows
//
// Messages are written NAME field…, each field as JSON, and X HEX for a body of
// any bytes. Answers are shown as "S: NAME fields".
func TestTranscripts(t *testing.T) {
	datadriven.Walk(t, "testdata/transcripts", func(t *testing.T, path string) {
		backend := newFakeBackend()
		srv := New(backend, Options{LoginTimeout: time.Hour, watchAfter: time.Hour})
		talk := &transcript{srv: srv, backend: backend}
		datadriven.RunTest(t, path, talk.command)
		talk.disconnect()
		if err := srv.Shutdown(context.Background()); err != nil {
			t.Fatal(err)
		}
		if n := backend.open.Load(); n != 0 {
			t.Errorf("%d sessions were not closed", n)
		}
	})
}

type transcript struct {
	srv     *Server
	backend *fakeBackend
	sock    net.Conn
}

func (s *transcript) command(t *testing.T, d *datadriven.TestData) string {
	switch d.Cmd {
	case "connect":
		return s.connect(t, d)
	case "send":
		return s.send(t, d)
	case "raw":
		b, err := hex.DecodeString(strings.Join(strings.Fields(d.Input), ""))
		if err != nil {
			d.Fatalf(t, "%v", err)
		}
		go s.sock.Write(b)
		return s.answers(-1)
	case "state":
		last := s.backend.sessions[len(s.backend.sessions)-1]
		return fmt.Sprintf("user=%q tx=%t resets=%d mode=%d timeout=%v db=%q bookmarks=%v metadata=%v agent=%q\n", last.user, last.inTx,
			last.resets, last.opts.Mode, last.opts.Timeout, last.opts.Database, last.opts.Bookmarks, last.opts.Metadata.Kind(), last.info.UserAgent)
	}
	d.Fatalf(t, "unknown command %q", d.Cmd)
	return ""
}

func (s *transcript) disconnect() {
	if s.sock != nil {
		s.sock.Close()
	}
}

func (s *transcript) connect(t *testing.T, d *datadriven.TestData) string {
	s.disconnect()
	var server net.Conn
	s.sock, server = net.Pipe()
	s.srv.ServeConn(server)
	proposals := make([]byte, 16)
	for _, arg := range d.CmdArgs {
		switch arg.Key {
		case "proposals":
			p, err := hex.DecodeString(strings.Join(arg.Vals, ""))
			if err != nil {
				d.Fatalf(t, "%v", err)
			}
			copy(proposals, p)
		case "version":
			if _, err := fmt.Sscanf(arg.Vals[0], "%d.%d", &proposals[3], &proposals[2]); err != nil {
				d.Fatalf(t, "%v", err)
			}
		}
	}
	go s.sock.Write(append(magic[:], proposals...))
	var answer [4]byte
	if _, err := io.ReadFull(s.sock, answer[:]); err != nil {
		return "S: closed\n"
	}
	if answer == manifest {
		offer := make([]byte, 10) // a number, two ranges, and no capabilities
		if _, err := io.ReadFull(s.sock, offer); err != nil {
			d.Fatalf(t, "%v", err)
		}
		return fmt.Sprintf("S: %x %x\n", answer, offer) + s.choose(t, d)
	}
	if answer == [4]byte{} {
		return fmt.Sprintf("S: %x\n", answer) + s.answers(-1)
	}
	return fmt.Sprintf("S: %x\n", answer)
}

// choose answers an offer of versions.
func (s *transcript) choose(t *testing.T, d *datadriven.TestData) string {
	var choice string
	d.MaybeScanArgs(t, "choice", &choice)
	b, err := hex.DecodeString(choice)
	if err != nil {
		d.Fatalf(t, "%v", err)
	}
	if _, err := s.sock.Write(b); err != nil {
		d.Fatalf(t, "%v", err)
	}
	if b[3] == message.Newest.Major && b[2] <= message.Newest.Minor {
		return ""
	}
	return s.answers(-1)
}

func (s *transcript) send(t *testing.T, d *datadriven.TestData) string {
	chunk := maxChunk
	d.MaybeScanArgs(t, "chunk", &chunk)
	var out []byte
	expected := 0
	for line := range strings.Lines(d.Input) {
		body, err := parseMessage(strings.TrimSpace(strings.TrimPrefix(line, "C: ")))
		if err != nil {
			d.Fatalf(t, "%s: %v", line, err)
		}
		if len(body) > 0 && (len(body) < 2 || body[1] != byte(message.KindGoodbye)) {
			expected++
		}
		out = append(out, frame(body, chunk)...)
	}
	go s.sock.Write(out)
	if d.HasArg("closes") {
		expected = -1
	}
	return s.answers(expected)
}

// frame cuts a message into chunks of a size; no message is an empty chunk.
func frame(body []byte, chunk int) (out []byte) {
	for len(body) > 0 {
		n := min(len(body), chunk)
		out = binary.BigEndian.AppendUint16(out, uint16(n))
		out = append(out, body[:n]...)
		body = body[n:]
	}
	return append(out, 0, 0)
}

// answers shows the answers to n messages, or all until the connection closes.
func (s *transcript) answers(n int) string {
	var b strings.Builder
	for n != 0 {
		body, err := readMessage(s.sock)
		if err != nil {
			b.WriteString("S: closed\n")
			break
		}
		text, kind := showMessage(body)
		fmt.Fprintf(&b, "S: %s\n", text)
		if kind != message.KindRecord {
			n--
		}
	}
	return b.String()
}

func readMessage(r io.Reader) (body []byte, err error) {
	for {
		var header [2]byte
		if _, err := io.ReadFull(r, header[:]); err != nil {
			return nil, err
		}
		n := binary.BigEndian.Uint16(header[:])
		if n == 0 {
			return body, nil
		}
		chunk := make([]byte, n)
		if _, err := io.ReadFull(r, chunk); err != nil {
			return nil, err
		}
		body = append(body, chunk...)
	}
}

var kindsByName = map[string]message.Kind{}

func init() {
	for k := range 256 {
		kindsByName[message.Kind(k).String()] = message.Kind(k)
	}
}

// parseMessage reads "RUN "q" {} {}", "X b10f" or nothing.
func parseMessage(line string) ([]byte, error) {
	name, rest, _ := strings.Cut(line, " ")
	if name == "" || name == "NOOP" {
		return nil, nil
	}
	if name == "X" {
		return hex.DecodeString(strings.Join(strings.Fields(rest), ""))
	}
	kind, ok := kindsByName[name]
	if !ok {
		return nil, fmt.Errorf("unknown message %q", name)
	}
	var fields []byte
	n := 0
	for dec := json.NewDecoder(strings.NewReader(rest)); ; n++ {
		dec.UseNumber()
		var field any
		if err := dec.Decode(&field); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		fields = appendJSON(fields, field)
	}
	return append(packstream.AppendStruct(nil, n, byte(kind)), fields...), nil
}

func appendJSON(dst []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return packstream.AppendNull(dst)
	case bool:
		return packstream.AppendBool(dst, v)
	case string:
		return packstream.AppendString(dst, v)
	case json.Number:
		if i, err := v.Int64(); err == nil {
			return packstream.AppendInt(dst, i)
		}
		f, _ := v.Float64()
		return packstream.AppendFloat(dst, f)
	case []any:
		dst = packstream.AppendList(dst, len(v))
		for _, e := range v {
			dst = appendJSON(dst, e)
		}
	case map[string]any:
		dst = packstream.AppendMap(dst, len(v))
		for k, e := range v {
			dst = appendJSON(packstream.AppendString(dst, k), e)
		}
	}
	return dst
}

func showMessage(body []byte) (string, message.Kind) {
	var d packstream.Decoder
	d.Reset(body, packstream.Limits{Depth: 200, Memory: 1 << 30})
	s, ok := client.Any(&d).(client.Struct)
	if !ok || d.Err() != nil || d.Remaining() > 0 {
		return fmt.Sprintf("? %x", body), 0
	}
	var b bytes.Buffer
	b.WriteString(message.Kind(s.Tag).String())
	for _, f := range s.Fields {
		b.WriteByte(' ')
		show(&b, f)
	}
	return b.String(), message.Kind(s.Tag)
}

// show writes a value as JSON with sorted keys, a structure as TAG(fields).
func show(b *bytes.Buffer, v any) {
	switch v := v.(type) {
	case []any:
		b.WriteByte('[')
		showAll(b, v)
		b.WriteByte(']')
	case client.Struct:
		fmt.Fprintf(b, "%c(", v.Tag)
		showAll(b, v.Fields)
		b.WriteByte(')')
	case map[string]any:
		showMap(b, v)
	case float64:
		fmt.Fprintf(b, "%#v", v)
		if v == float64(int64(v)) {
			b.WriteString(".0")
		}
	default:
		enc := json.NewEncoder(b)
		enc.SetEscapeHTML(false)
		_ = enc.Encode(v)
		b.Truncate(b.Len() - 1)
	}
}
