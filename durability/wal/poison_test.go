package wal

import (
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"memgraphd/durability/vfs"
)

// faulty is a log on a disk that a test can break.
type faulty struct {
	mem  *vfs.Mem
	w    *Writer
	fail atomic.Pointer[func(vfs.Op) error]
}

func newFaulty(t *testing.T) *faulty {
	f := &faulty{mem: vfs.NewMem()}
	fsys := vfs.Inject(f.mem, func(op vfs.Op) error {
		if fail := f.fail.Load(); fail != nil && strings.HasSuffix(op.Path, suffix) {
			return (*fail)(op)
		}
		return nil
	})
	f.w = mustOpen(t, fsys, options(4096))
	if err := appendWait(f.w, 1, payloadOf(1)); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *faulty) breakDisk(fail func(vfs.Op) error) { f.fail.Store(&fail) }

// survivors are the commits that a power cut now would leave.
func (f *faulty) survivors(t *testing.T) string {
	t.Helper()
	found, _ := mustScan(t, f.mem.CrashClone(vfs.Crash{}))
	var b strings.Builder
	for _, r := range found {
		fmt.Fprint(&b, r.Timestamp, " ")
	}
	return strings.TrimSpace(b.String())
}

func TestFailedWriteIsRefusedAndForgotten(t *testing.T) {
	for _, failure := range []error{
		syscall.ENOSPC, syscall.EIO,
		&vfs.ShortWrite{Keep: 50, Err: syscall.ENOSPC},
		&vfs.ShortWrite{Keep: 4096, Err: syscall.EIO},
	} {
		f := newFaulty(t)
		first := true
		f.breakDisk(func(op vfs.Op) error {
			if op.Kind == vfs.OpWrite && first {
				first = false
				return failure
			}
			return nil
		})
		err := appendWait(f.w, 2, payloadOf(2))
		if !errors.Is(err, ErrRefused) || errors.Is(err, ErrPoisoned) {
			t.Errorf("%v: %v", failure, err)
		}
		if got := f.survivors(t); got != "1" {
			t.Errorf("%v: after the refusal the disk holds %q", failure, got)
		}
		if err := appendWait(f.w, 3, payloadOf(3)); err != nil {
			t.Errorf("the log did not go on: %v", err)
		}
		mustClose(t, f.w)
		if got := f.survivors(t); got != "1 3" {
			t.Errorf("%v: at the end the disk holds %q", failure, got)
		}
	}
}

// TestWritesThatKeepFailing lets even the zeros of the undo fail, so that the
// file must be cut.
func TestWritesThatKeepFailing(t *testing.T) {
	f := newFaulty(t)
	f.breakDisk(func(op vfs.Op) error {
		if op.Kind == vfs.OpWrite {
			return &vfs.ShortWrite{Keep: 60, Err: syscall.ENOSPC}
		}
		return nil
	})
	for ts := uint64(2); ts < 5; ts++ {
		if err := appendWait(f.w, ts, payloadOf(ts)); !errors.Is(err, ErrRefused) || !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("commit %d: %v", ts, err)
		}
	}
	if got := f.survivors(t); got != "1" {
		t.Errorf("the disk holds %q", got)
	}
	f.fail.Store(nil)
	if err := appendWait(f.w, 9, payloadOf(9)); err != nil {
		t.Errorf("the disk is well again, but: %v", err)
	}
	mustClose(t, f.w)
}

func TestFailedUndoPoisons(t *testing.T) {
	f := newFaulty(t)
	f.breakDisk(func(op vfs.Op) error {
		if op.Kind == vfs.OpWrite || op.Kind == vfs.OpTruncate {
			return syscall.EIO
		}
		return nil
	})
	if err := appendWait(f.w, 2, payloadOf(2)); !errors.Is(err, ErrPoisoned) || !errors.Is(err, ErrUnknown) {
		t.Errorf("a write that can't be undone: %v", err)
	}
	f.expectPoisoned(t)
}

func TestFailedSyncPoisons(t *testing.T) {
	f := newFaulty(t)
	syncs := 0
	f.breakDisk(func(op vfs.Op) error {
		if op.Kind == vfs.OpSync {
			if syncs++; syncs == 1 {
				return syscall.EIO
			}
		}
		return nil
	})
	err := appendWait(f.w, 2, payloadOf(2))
	if !errors.Is(err, ErrPoisoned) || !errors.Is(err, ErrUnknown) || !errors.Is(err, syscall.EIO) {
		t.Errorf("the commit whose sync failed: %v", err)
	}
	f.expectPoisoned(t)
	if syncs != 1 {
		t.Errorf("a failed sync was repeated %d times", syncs-1)
	}
}

// expectPoisoned sees that nothing is accepted or written any more, even
// though the disk works again.
func (f *faulty) expectPoisoned(t *testing.T) {
	t.Helper()
	for ts := uint64(3); ts < 6; ts++ {
		err := appendWait(f.w, ts, payloadOf(ts))
		if !errors.Is(err, ErrPoisoned) || errors.Is(err, ErrUnknown) {
			t.Errorf("commit %d after the poison: %v", ts, err)
		}
	}
	if f.w.Stats().Poison == nil {
		t.Error("Stats does not tell of the poison")
	}
	if err := f.w.Close(); !errors.Is(err, ErrPoisoned) {
		t.Errorf("Close: %v", err)
	}
	if _, err := f.mem.Stat(dir + "/" + cleanName); err == nil {
		t.Error("a poisoned log was marked as clean")
	}
}

// TestRefusalTakesWhatWasBuiltOnIt queues commits behind one that fails; they
// must fail as well, and the first one appended after the failure was reported
// must not.
func TestRefusalTakesWhatWasBuiltOnIt(t *testing.T) {
	f := newFaulty(t)
	queued := make(chan struct{})
	first := true
	f.breakDisk(func(op vfs.Op) error {
		if op.Kind != vfs.OpWrite || !first {
			return nil
		}
		first = false
		<-queued
		return syscall.EIO
	})
	results := make(chan error, 20)
	for ts := uint64(2); ts < 12; ts++ {
		appendSoon(f.w, ts, nil, func(err error) {
			if ts == 2 { // still before the failure is known to everyone
				appendSoon(f.w, 12, nil, func(err error) { results <- err })
			}
			results <- err
		})
	}
	close(queued)
	for range 11 {
		if err := <-results; !errors.Is(err, ErrRefused) {
			t.Errorf("a commit behind the failed one: %v", err)
		}
	}
	settle(f.w)
	if err := appendWait(f.w, 13, nil); err != nil {
		t.Error(err)
	}
	mustClose(t, f.w)
	if got := f.survivors(t); got != "1 13" {
		t.Errorf("the disk holds %q", got)
	}
}

// TestFullDisk fills the disk: commits are refused at a segment's border, not
// in the middle of a record, and go on when there is room again.
func TestFullDisk(t *testing.T) {
	mem := vfs.NewMem()
	mem.SetCapacity(3*4096 + 100)
	w := mustOpen(t, mem, options(4096))
	m := newModel()
	for len(m.refused) == 0 {
		m.commit(w, 1)
	}
	for range 3 {
		m.commit(w, 2)
	}
	if len(m.refused) != 7 {
		t.Errorf("%d commits refused on a full disk, want 7", len(m.refused))
	}
	settle(w)
	mem.SetCapacity(1 << 20)
	m.commit(w, 5)
	mustClose(t, w)
	found, _ := mustScan(t, mem)
	if err := m.check(found); err != nil {
		t.Error(err)
	}
	if len(m.refused) != 7 || len(found) != len(m.issued)-7 {
		t.Errorf("%d refused, %d found of %d", len(m.refused), len(found), len(m.issued))
	}
}
