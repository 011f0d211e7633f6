package bolt

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"pgregory.net/rapid"

	"memgraphd/bolt/message"
	"memgraphd/engine/value"
)

// TestOutput writes records of all sizes and reads them back.
func TestOutput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.OneOf(rapid.IntRange(0, 100), rapid.IntRange(65_500, 65_560), rapid.IntRange(100_000, 3_000_000))
		var wire bytes.Buffer
		w := NewRecordWriter(&wire, message.Newest)
		var want []int
		for range rapid.IntRange(1, 6).Draw(t, "records") {
			n := size.Draw(t, "size")
			w.BeginRecord(2)
			w.String(string(bytes.Repeat([]byte{'x'}, n)))
			if rapid.IntRange(0, 3).Draw(t, "abort") == 0 {
				if err := w.AbortRecord(); (err != nil) != (n > spillAfter) {
					t.Fatalf("aborting %d bytes: %v", n, err)
				} else if err != nil {
					return
				}
				continue
			}
			w.Int(7)
			if err := w.EndRecord(); err != nil {
				t.Fatal(err)
			}
			want = append(want, n)
		}
		if err := w.Flush(); err != nil || w.Records() != int64(len(want)) {
			t.Fatalf("%d records, %v; want %d", w.Records(), err, len(want))
		}
		for i, n := range want {
			body, err := readMessage(&wire)
			if err != nil || len(body) < n+5 || len(body) > n+9 || body[len(body)-1] != 7 {
				t.Fatalf("record %d: %d bytes, %v; want %d", i, len(body), err, n)
			}
		}
		if wire.Len() != 0 {
			t.Fatalf("%d bytes too many", wire.Len())
		}
	})
}

// TestLongListIsSentInParts writes a record that is much longer than the buffer.
func TestLongListIsSentInParts(t *testing.T) {
	const n = 4 << 20
	var wire bytes.Buffer
	w := NewRecordWriter(&wire, message.Newest)
	w.BeginRecord(1)
	w.BeginList(n)
	for range n {
		w.Int(1)
		if len(w.out.buf) > spillAfter+64<<10 {
			t.Fatalf("%d bytes are kept back", len(w.out.buf))
		}
	}
	if err := errors.Join(w.EndRecord(), w.Flush()); err != nil {
		t.Fatal(err)
	}
	body, err := readMessage(&wire)
	if err != nil || len(body) != 2+1+5+n {
		t.Fatalf("%d bytes, %v", len(body), err)
	}
}

type brokenWriter struct{ writes int }

func (w *brokenWriter) Write([]byte) (int, error) {
	w.writes++
	return 0, io.ErrClosedPipe
}

// TestLostConnection ends a result soon after the connection is gone.
func TestLostConnection(t *testing.T) {
	dst := &brokenWriter{}
	w := NewRecordWriter(dst, message.Newest)
	rows := 0
	for ; rows < 1_000_000; rows++ {
		w.BeginRecord(1)
		w.Int(1)
		if err := w.EndRecord(); err != nil {
			break
		}
	}
	if rows > outputSize || dst.writes != 1 {
		t.Errorf("stopped after %d records and %d writes", rows, dst.writes)
	}
}

// TestRecordsDoNotAllocate writes what most results consist of.
func TestRecordsDoNotAllocate(t *testing.T) {
	w := NewRecordWriter(io.Discard, message.Newest)
	w.SetGraph(littleGraph{})
	node, text := value.NodeRef(1), value.String("text")
	path := value.PathValue(&value.Path{Nodes: []uint64{1, 2, 1}, Rels: []uint64{3, 3}})
	row := func() {
		w.BeginRecord(5)
		w.Int(123456789)
		w.Float(0.5)
		err := errors.Join(w.Value(text), w.Value(node), w.Value(path))
		if err := errors.Join(err, w.EndRecord()); err != nil {
			t.Fatal(err)
		}
	}
	row()
	if allocs := testing.AllocsPerRun(1000, row); allocs > 0 {
		t.Errorf("%v allocations a record", allocs)
	}
}

func TestPathShape(t *testing.T) {
	long := &value.Path{Nodes: []uint64{0}}
	for i := range uint64(100) {
		long.Nodes = append(long.Nodes, i+1)
		long.Rels = append(long.Rels, i)
	}
	long.Nodes = append(long.Nodes, 50)
	long.Rels = append(long.Rels, 7)
	var s pathShape
	if err := s.of(long, chain{}); err != nil {
		t.Fatal(err)
	}
	if len(s.nodes) != 101 || len(s.rels) != 100 || len(s.sequence) != 202 {
		t.Errorf("%d nodes, %d relationships, %d steps", len(s.nodes), len(s.rels), len(s.sequence))
	}
	if rel, node := s.sequence[200], s.sequence[201]; rel != -8 || node != 50 {
		t.Errorf("the last step is %d, %d", rel, node)
	}
}

// chain is a graph in which relationship i starts in node i.
type chain struct{ littleGraph }

func (chain) StartNode(rel uint64) (uint64, error) { return rel, nil }

func TestValuesOfTheStoreNeedAGraph(t *testing.T) {
	w := NewRecordWriter(io.Discard, message.Newest)
	for _, v := range []value.Value{value.NodeRef(1), value.PathValue(&value.Path{}), value.GraphValue(&value.Graph{})} {
		w.BeginRecord(1)
		if err := w.Value(v); !errors.Is(err, errNoGraph) {
			t.Errorf("%s: %v", v.Kind(), err)
		}
		if err := w.AbortRecord(); err != nil {
			t.Fatal(err)
		}
	}
}
