package wal

import (
	"errors"
	"path/filepath"
	"testing"

	"memgraphd/durability/format"
	"memgraphd/durability/vfs"
)

// FuzzSegment feeds arbitrary bytes to the reader as the only segment of a log.
// It must neither panic nor hand out a record twice or out of order, and what it
// accepts must be accepted again after the tail was cut.
func FuzzSegment(f *testing.F) {
	for _, growing := range []bool{false, true} {
		mem := vfs.NewMem()
		w, _, err := openLog(mem, options(700))
		if err != nil {
			f.Fatal(err)
		}
		if growing {
			_ = w.BeginCopy()
		}
		for ts := uint64(1); ts < 5; ts++ {
			_ = appendWait(w, ts, payloadOf(ts))
		}
		_ = w.Close()
		data, err := vfs.ReadFile(mem, filepath.Join(dir, fileName(1)))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, false)
		f.Add(data[:len(data)/2], true)
	}
	f.Fuzz(func(t *testing.T, data []byte, mend bool) {
		if mend && len(data) >= format.HeaderSize { // get behind the first checksum
			h := format.Header{Kind: format.KindSegment, Database: database, Sequence: 1}
			copy(data, h.Append(nil))
		}
		checkArbitrary(t, data)
	})
}

func checkArbitrary(t *testing.T, data []byte) {
	mem := vfs.NewMem()
	if err := vfs.MkdirAll(mem, dir); err != nil {
		t.Fatal(err)
	}
	if err := vfs.WriteFile(mem, filepath.Join(dir, fileName(1)), data); err != nil {
		t.Fatal(err)
	}
	found, state, err := scanAll(mem, 0)
	if err != nil {
		if !errors.Is(err, ErrCorrupt) {
			t.Fatalf("not a verdict: %v", err)
		}
		return
	}
	last := uint64(0)
	for _, r := range found {
		if r.Timestamp <= last {
			t.Fatalf("commit %d after %d", r.Timestamp, last)
		}
		last = r.Timestamp
	}
	w, err := Open(mem, dir, options(700), state)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	again, state, err := scanAll(mem, 0)
	if err != nil || len(again) != len(found) || state.Torn != nil {
		t.Fatalf("after cutting the tail: %d records instead of %d, %v", len(again), len(found), err)
	}
}
