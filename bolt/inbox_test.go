package bolt

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

type readWriter struct {
	io.Reader
	io.Writer
}

// pieces is a reader that gives its bytes in pieces of the given sizes, in turn.
type pieces struct {
	data  []byte
	sizes []int
}

func (p *pieces) Read(dst []byte) (int, error) {
	if len(p.data) == 0 {
		return 0, io.EOF
	}
	size := p.sizes[0]
	p.sizes = append(p.sizes[1:], size)
	n := copy(dst, p.data[:min(size, len(p.data))])
	p.data = p.data[n:]
	return n, nil
}

func testInbox(src io.Reader, limit int) *inbox {
	in := newInbox(newInputPool(), limit)
	in.src = src
	in.watch.after = time.Hour
	return in
}

// TestInbox cuts messages of all sizes out of bytes that arrive in any pieces.
func TestInbox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.OneOf(rapid.IntRange(1, 100), rapid.IntRange(4000, 4200), rapid.IntRange(65000, 200_000))
		var wire []byte
		var want [][]byte
		for i := range rapid.IntRange(1, 8).Draw(t, "messages") {
			body := bytes.Repeat([]byte{byte('a' + i)}, size.Draw(t, "size"))
			want = append(want, body)
			for range rapid.IntRange(0, 2).Draw(t, "noops") {
				wire = append(wire, 0, 0)
			}
			wire = append(wire, frame(body, rapid.SampledFrom([]int{1, 2, 7, 1000, 65535}).Draw(t, "chunk"))...)
		}
		in := testInbox(&pieces{wire, rapid.SliceOfN(rapid.IntRange(1, 70_000), 1, 5).Draw(t, "pieces")}, 1<<20)
		for i, body := range want {
			got, ok, err := in.tryNext()
			if !ok && err == nil {
				got, err = in.next()
			}
			if err != nil || !bytes.Equal(got, body) {
				t.Fatalf("message %d: %d bytes, %v; want %d", i, len(got), err, len(body))
			}
		}
		if _, err := in.next(); !errors.Is(err, io.EOF) {
			t.Fatalf("at the end: %v", err)
		}
		if in.large != nil {
			t.Error("an idle inbox keeps a large buffer")
		}
		in.close()
	})
}

func TestInboxLimit(t *testing.T) {
	endless := &pieces{bytes.Repeat(append([]byte{0xFF, 0xFF}, make([]byte, 65535)...), 100), []int{1 << 20}}
	in := testInbox(endless, 1<<20)
	_, err := in.next()
	if tooLarge, ok := errors.AsType[*tooLargeError](err); !ok || tooLarge.limit != 1<<20 {
		t.Errorf("got %v", err)
	}
	if cap(in.parts) > 2<<20 {
		t.Errorf("%d bytes were kept", cap(in.parts))
	}
	in.close()
}

func TestTruncatedMessage(t *testing.T) {
	for _, wire := range []string{"00", "0005 b1", "0001 b1", "0002 b10f 00"} {
		in := testInbox(bytes.NewReader(unhex(t, wire)), 1<<20)
		if _, err := in.next(); !errors.Is(err, io.EOF) {
			t.Errorf("%s: %v", wire, err)
		}
		in.close()
	}
}

// TestResetAhead looks for a RESET behind other messages, in any chunks.
func TestResetAhead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var wire []byte
		for _, body := range rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 1, 300), 0, 4).Draw(t, "before") {
			if bytes.Equal(body, resetMessage[:]) {
				return
			}
			wire = append(wire, frame(body, rapid.IntRange(1, 100).Draw(t, "chunk"))...)
		}
		chunk := rapid.IntRange(1, 2).Draw(t, "chunk")
		wire = append(wire, frame(resetMessage[:], chunk)...)
		in := testInbox(nil, 1<<20)
		in.buf = wire
		for in.w = 0; in.w < len(wire); in.w++ {
			if in.resetAhead() {
				t.Fatalf("found after %d of %d bytes", in.w, len(wire))
			}
		}
		if !in.resetAhead() {
			t.Fatal("not found")
		}
		in.close()
	})
}
