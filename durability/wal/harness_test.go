package wal

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/google/uuid"
	"go.uber.org/goleak"

	"memgraphd/durability/vfs"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const dir = "/data/wal"

var database = uuid.MustParse("6f3f3c1e-56d1-4f36-9d0b-1f5f2b1f7a01")

func options(size int64) Options { return Options{Database: database, SegmentSize: size} }

// payloadOf is what the tests commit at a timestamp: of many lengths, and different for each.
func payloadOf(ts uint64) []byte {
	rng := rand.New(rand.NewPCG(ts, 1))
	b := make([]byte, rng.IntN(300))
	for i := range b {
		b[i] = byte(rng.Uint32())
	}
	return b
}

// model remembers what became of every commit.
type model struct {
	mu       sync.Mutex
	issued   []uint64 // in order
	acked    map[uint64]bool
	refused  map[uint64]bool
	resolved int
}

func newModel() *model { return &model{acked: map[uint64]bool{}, refused: map[uint64]bool{}} }

func (m *model) resolve(ts uint64, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.resolved++
	switch {
	case err == nil:
		m.acked[ts] = true
	case !errors.Is(err, ErrUnknown):
		m.refused[ts] = true
	}
}

// clone is the model as of now.
func (m *model) clone() *model {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := newModel()
	c.issued = slices.Clone(m.issued)
	for ts := range m.acked {
		c.acked[ts] = true
	}
	for ts := range m.refused {
		c.refused[ts] = true
	}
	return c
}

// check holds what a scan has found against the model: a prefix of the commits
// that were not refused, with all that were acknowledged.
func (m *model) check(found []Record) error {
	var possible []uint64
	acked := 0
	for _, ts := range m.issued {
		if m.refused[ts] {
			continue
		}
		possible = append(possible, ts)
		if m.acked[ts] {
			acked = len(possible)
		}
	}
	if len(found) < acked {
		return fmt.Errorf("%d commits found, %d were acknowledged", len(found), acked)
	}
	if len(found) > len(possible) {
		return fmt.Errorf("%d commits found, only %d can be there", len(found), len(possible))
	}
	for i, r := range found {
		if r.Timestamp != possible[i] {
			return fmt.Errorf("commit %d at place %d, expected %d", r.Timestamp, i, possible[i])
		}
		if !bytes.Equal(r.Payload, payloadOf(r.Timestamp)) {
			return fmt.Errorf("commit %d has another payload", r.Timestamp)
		}
	}
	return nil
}

// commit appends n records at once and waits for them.
func (m *model) commit(w *Writer, n int) {
	var wg sync.WaitGroup
	for range n {
		m.mu.Lock()
		ts := uint64(len(m.issued)+1) * 3
		m.issued = append(m.issued, ts)
		m.mu.Unlock()
		wg.Add(1)
		appendSoon(w, ts, payloadOf(ts), func(err error) {
			m.resolve(ts, err)
			wg.Done()
		})
	}
	wg.Wait()
}

// appendSoon appends a record that another goroutine writes.
func appendSoon(w *Writer, ts uint64, payload []byte, done func(error)) {
	w.Append(ts, payload, done)
	go w.Flush()
}

// settle waits until nobody is writing: whoever refuses commits goes on to refuse those that come before it is done.
func settle(w *Writer) {
	for busy := true; busy; runtime.Gosched() {
		w.mu.Lock()
		busy = w.flushing || len(w.queue) > 0
		w.mu.Unlock()
	}
}

func scanAll(fsys vfs.FS, from uint64) ([]Record, *State, error) {
	var found []Record
	state, err := Scan(fsys, dir, ScanOptions{Database: database, From: from}, func(r Record) error {
		found = append(found, r)
		return nil
	})
	return found, state, err
}

func openLog(fsys vfs.FS, opts Options) (*Writer, []Record, error) {
	found, state, err := scanAll(fsys, 0)
	if err != nil {
		return nil, nil, err
	}
	w, err := Open(fsys, dir, opts, state)
	return w, found, err
}

func mustOpen(t *testing.T, fsys vfs.FS, opts Options) *Writer {
	t.Helper()
	w, _, err := openLog(fsys, opts)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func mustClose(t *testing.T, w *Writer) {
	t.Helper()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func mustScan(t *testing.T, fsys vfs.FS) ([]Record, *State) {
	t.Helper()
	found, state, err := scanAll(fsys, 0)
	if err != nil {
		t.Fatal(err)
	}
	return found, state
}
