package wal

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/uuid"

	"memgraphd/durability/vfs"
)

func TestAppendAndScan(t *testing.T) {
	for _, size := range []int64{0, 600, 4096} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			mem, m := vfs.NewMem(), newModel()
			for range 4 { // four lives of the server
				w := mustOpen(t, mem, options(size))
				for n := range 6 {
					m.commit(w, n)
				}
				mustClose(t, w)
				found, state := mustScan(t, mem)
				if err := m.check(found); err != nil {
					t.Fatal(err)
				}
				if len(found) != len(m.issued) || !state.Clean || state.Torn != nil {
					t.Fatalf("found %d of %d, state %+v", len(found), len(m.issued), state)
				}
			}
		})
	}
}

func TestScanFrom(t *testing.T) {
	mem, m := vfs.NewMem(), newModel()
	w := mustOpen(t, mem, options(600))
	for range 30 {
		m.commit(w, 1)
	}
	mustClose(t, w)
	for from := uint64(0); from < 95; from++ {
		found, _, err := scanAll(mem, from)
		if err != nil {
			t.Fatal(err)
		}
		if want := 30 - min(30, int(from/3)); len(found) != want {
			t.Fatalf("from %d: %d records, want %d", from, len(found), want)
		}
	}
}

func TestRecordLargerThanSegment(t *testing.T) {
	mem := vfs.NewMem()
	w := mustOpen(t, mem, options(4096))
	sizes := []int{10, 5000, 10, 300_000, 10_000_000, 1}
	for i, n := range sizes {
		if err := appendWait(w, uint64(i+1), make([]byte, n)); err != nil {
			t.Fatal(err)
		}
	}
	mustClose(t, w)
	found, _ := mustScan(t, mem)
	for i, n := range sizes {
		if len(found[i].Payload) != n {
			t.Errorf("record %d has %d bytes, want %d", i, len(found[i].Payload), n)
		}
	}
}

func appendWait(w *Writer, ts uint64, payload []byte) error {
	result := make(chan error, 1)
	w.Append(ts, payload, func(err error) { result <- err })
	w.Flush()
	return <-result
}

// TestFlushWritesItself: a lone commit waits for no other goroutine.
func TestFlushWritesItself(t *testing.T) {
	w := mustOpen(t, vfs.NewMem(), options(1<<20))
	for ts := uint64(1); ts <= 100; ts++ {
		var done bool // unguarded on purpose
		w.Append(ts, nil, func(error) { done = true })
		if done {
			t.Fatal("written before Flush")
		}
		if w.Flush(); !done {
			t.Fatalf("commit %d was left to somebody else", ts)
		}
	}
	mustClose(t, w)
}

func TestDoneInOrder(t *testing.T) {
	w := mustOpen(t, vfs.NewMem(), options(2048))
	var (
		commitLock sync.Mutex
		next       uint64
		done       []uint64 // unguarded on purpose: the race detector watches that done runs alone
		wg         sync.WaitGroup
	)
	for range 8 {
		wg.Go(func() {
			for range 100 {
				result := make(chan error)
				commitLock.Lock()
				next++
				ts := next
				w.Append(ts, []byte("x"), func(err error) {
					done = append(done, ts)
					go func() { result <- err }()
				})
				commitLock.Unlock()
				w.Flush()
				if err := <-result; err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	mustClose(t, w)
	for i, ts := range done {
		if ts != uint64(i+1) {
			t.Fatalf("commit %d was reported at place %d", ts, i)
		}
	}
}

// TestGroupCommit holds the disk and sees that all that queue up meanwhile
// share one write and one sync.
func TestGroupCommit(t *testing.T) {
	hold, held := make(chan struct{}), make(chan struct{})
	var holding bool
	var writes, syncs int
	fsys := vfs.Inject(vfs.NewMem(), func(op vfs.Op) error {
		if !holding || !strings.HasSuffix(op.Path, suffix) {
			return nil
		}
		switch op.Kind {
		case vfs.OpWrite:
			if writes++; writes == 1 {
				close(held)
				<-hold
			}
		case vfs.OpSync:
			syncs++
		}
		return nil
	})
	w := mustOpen(t, fsys, options(1<<20))
	if err := appendWait(w, 1, nil); err != nil {
		t.Fatal(err)
	}
	holding = true
	var wg sync.WaitGroup
	for ts := uint64(2); ts < 102; ts++ {
		wg.Add(1)
		appendSoon(w, ts, []byte("payload"), func(error) { wg.Done() })
		if ts == 2 {
			<-held
		}
	}
	close(hold)
	wg.Wait()
	if writes != 2 || syncs != 2 {
		t.Errorf("%d writes and %d syncs for 1+99 commits", writes, syncs)
	}
	mustClose(t, w)
}

func TestSyncEvery(t *testing.T) {
	opts := options(1 << 20)
	opts.SyncEvery = 10
	w := mustOpen(t, vfs.NewMem(), opts)
	for ts := uint64(1); ts <= 25; ts++ {
		if err := appendWait(w, ts, nil); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.Stats(); got.Syncs != 2 || got.Commits != 25 || got.Last != 25 {
		t.Errorf("after 25 commits: %+v", got)
	}
	if err := w.Sync(); err != nil {
		t.Fatal(err)
	}
	if got := w.Stats().Syncs; got != 3 {
		t.Errorf("%d syncs after Sync", got)
	}
	mustClose(t, w)
}

func TestTimestampsMustAscend(t *testing.T) {
	w := mustOpen(t, vfs.NewMem(), options(4096))
	if err := appendWait(w, 5, nil); err != nil {
		t.Fatal(err)
	}
	if err := appendWait(w, 5, nil); !errors.Is(err, ErrRefused) {
		t.Errorf("a repeated timestamp: %v", err)
	}
	if err := appendWait(w, 6, nil); err != nil {
		t.Error(err)
	}
	mustClose(t, w)
	if err := appendWait(w, 7, nil); !errors.Is(err, ErrClosed) {
		t.Errorf("append after Close: %v", err)
	}
}

func TestKeepFrom(t *testing.T) {
	mem, m := vfs.NewMem(), newModel()
	w := mustOpen(t, mem, options(600))
	for range 30 {
		m.commit(w, 1)
	}
	mustClose(t, w)
	_, state, err := scanAll(mem, 80) // a recovery that needs the end only
	if err != nil {
		t.Fatal(err)
	}
	if w, err = Open(mem, dir, options(600), state); err != nil {
		t.Fatal(err)
	}
	keep := w.KeepFrom(45)
	if keep < 2 {
		t.Fatalf("nothing can be removed: %d", keep)
	}
	mustClose(t, w)
	for seq := uint64(1); seq < keep; seq++ {
		if err := mem.Remove(filepath.Join(dir, fileName(seq))); err != nil {
			t.Fatal(err)
		}
	}
	found, _, err := scanAll(mem, 45)
	if err != nil || len(found) != 15 {
		t.Errorf("%d records after commit 45, %v", len(found), err)
	}
	if _, _, err := scanAll(mem, 0); !errors.Is(err, ErrCorrupt) {
		t.Errorf("a log without its beginning was taken as whole: %v", err)
	}
}

// TestRestart begins a log behind a snapshot that is newer than the log's end.
func TestRestart(t *testing.T) {
	mem, m := vfs.NewMem(), newModel()
	w := mustOpen(t, mem, options(600))
	m.commit(w, 10)
	mustClose(t, w)

	_, state, err := scanAll(mem, 100)
	if err != nil {
		t.Fatal(err)
	}
	opts := options(600)
	opts.Base = 100
	if w, err = Open(mem, dir, opts, state); err != nil {
		t.Fatal(err)
	}
	if err := appendWait(w, 101, []byte("after")); err != nil {
		t.Fatal(err)
	}
	mustClose(t, w)
	found, _, err := scanAll(mem, 100)
	if err != nil || len(found) != 1 || found[0].Timestamp != 101 {
		t.Errorf("after the snapshot: %v, %v", found, err)
	}
	if _, _, err := scanAll(mem, 20); !errors.Is(err, ErrCorrupt) {
		t.Errorf("the gap between commits 30 and 100 was not noticed: %v", err)
	}
}

func TestGenerations(t *testing.T) {
	mem, m := vfs.NewMem(), newModel()
	w := mustOpen(t, mem, options(600))
	m.commit(w, 10)
	mustClose(t, w)

	scan := func(generation uint64) (n int, state *State, err error) {
		state, err = Scan(mem, dir, ScanOptions{Database: database, Generation: generation, From: 7},
			func(Record) error { n++; return nil })
		return n, state, err
	}
	n, state, err := scan(1)
	if err != nil || n != 0 || !state.Empty() {
		t.Fatalf("a new generation sees %d old records, %v", n, err)
	}
	opts := options(600)
	opts.Generation, opts.Base = 1, 7
	if w, err = Open(mem, dir, opts, state); err != nil {
		t.Fatal(err)
	}
	if err := appendWait(w, 8, nil); err != nil {
		t.Fatal(err)
	}
	mustClose(t, w)
	if n, _, err := scan(1); err != nil || n != 1 {
		t.Errorf("the new generation has %d records, %v", n, err)
	}
	if _, _, err := scan(0); !errors.Is(err, ErrCorrupt) {
		t.Errorf("the old generation was taken although a newer one exists: %v", err)
	}
}

func TestForeignLog(t *testing.T) {
	mem, m := vfs.NewMem(), newModel()
	w := mustOpen(t, mem, options(600))
	m.commit(w, 3)
	mustClose(t, w)
	ignore := func(Record) error { return nil }
	if _, err := Scan(mem, dir, ScanOptions{Database: uuid.New()}, ignore); !errors.Is(err, ErrCorrupt) {
		t.Errorf("another database's log was accepted: %v", err)
	}
	state, err := Scan(mem, dir, ScanOptions{}, ignore)
	if err != nil || state.Database != database {
		t.Errorf("the log's own database was not adopted: %v, %v", state, err)
	}
}

func TestIdleWriterSleeps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := mustOpen(t, vfs.Inject(vfs.NewMem(), func(vfs.Op) error { return nil }), options(4096))
		if err := appendWait(w, 1, nil); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		before := w.Stats()
		time.Sleep(time.Hour)
		if w.Stats() != before {
			t.Error("an idle writer does something")
		}
		mustClose(t, w)
	})
}
