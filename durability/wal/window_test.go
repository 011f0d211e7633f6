package wal

import (
	"bytes"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"memgraphd/durability/vfs"
)

// TestWindows reads segments that are many windows long, with records that cross their borders
// and one that is longer than a window, from the beginning and from the middle.
func TestWindows(t *testing.T) {
	mem := vfs.NewMem()
	w, _, err := openLog(mem, options(8*windowSize))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	payloads := [][]byte{nil}
	for ts := uint64(1); ts <= 60; ts++ {
		n := rng.IntN(windowSize / 2)
		if ts == 20 {
			n = 2*windowSize + 5
		}
		payload := bytes.Repeat([]byte{byte(ts)}, n)
		payloads = append(payloads, payload)
		if err := appendWait(w, ts, payload); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, from := range []uint64{0, 30} {
		found, state, err := scanAll(mem, from)
		if err != nil || state.Last != 60 || state.Torn != nil || len(found) != 60-int(from) {
			t.Fatalf("from %d: %d records up to %d, %v", from, len(found), state.Last, err)
		}
		for _, r := range found { // kept while windows went on
			if !bytes.Equal(r.Payload, payloads[r.Timestamp]) {
				t.Fatalf("from %d: the payload of commit %d is not what was written", from, r.Timestamp)
			}
		}
	}
}

// TestZerosToTheEnd: a byte in the last window of an otherwise empty end is a torn write.
func TestZerosToTheEnd(t *testing.T) {
	mem := vfs.NewMem()
	w, _, err := openLog(mem, options(4*windowSize))
	if err != nil {
		t.Fatal(err)
	}
	if err := appendWait(w, 1, []byte("one")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := mem.Remove(filepath.Join(dir, cleanName)); err != nil {
		t.Fatal(err)
	}
	f, err := mem.OpenWrite(filepath.Join(dir, fileName(1)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt([]byte{7}, 4*windowSize-1); err != nil {
		t.Fatal(err)
	}
	_, state, err := scanAll(mem, 0)
	if err != nil || state.Torn == nil || state.Torn.Offset+state.Torn.Bytes != 4*windowSize {
		t.Fatalf("%+v, %v", state, err)
	}
}
