package wal

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"memgraphd/durability/vfs"
)

// crashPolicies are tried at every point; KeepSome with several coins.
func crashPolicies() []vfs.Crash {
	policies := []vfs.Crash{{Keep: vfs.KeepNone}, {Keep: vfs.KeepAll}}
	for seed := range uint64(6) {
		policies = append(policies, vfs.Crash{Keep: vfs.KeepSome, Seed: seed})
	}
	return policies
}

// fewPolicies are for crashes within crashes.
func fewPolicies() []vfs.Crash {
	return []vfs.Crash{{Keep: vfs.KeepNone}, {Keep: vfs.KeepAll}, {Keep: vfs.KeepSome}}
}

// crashPoint is the disk as a crash left it, and what was promised by then.
type crashPoint struct {
	op    vfs.Op
	crash vfs.Crash
	disk  *vfs.Mem
	model *model
}

// crasher collects crash points: before every operation that changes the disk.
type crasher struct {
	mu     sync.Mutex
	mem    *vfs.Mem
	model  *model
	crash  []vfs.Crash
	points []crashPoint
}

func (c *crasher) before(op vfs.Op) error {
	if !op.Kind.Changes() {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	m := c.model.clone()
	for _, crash := range c.crash {
		crash.Seed = crash.Seed*1_000_003 + uint64(op.N)
		c.points = append(c.points, crashPoint{op, crash, c.mem.CrashClone(crash), m})
	}
	return nil
}

// workload is commits of all kinds over several segments, a copy and a restart.
func workload(t *testing.T, fsys vfs.FS, m *model, opts Options) {
	w := mustOpen(t, fsys, opts)
	for n := range 8 {
		m.commit(w, 1+n%4)
	}
	if err := w.BeginCopy(); err != nil {
		t.Fatal(err)
	}
	for n := range 6 {
		m.commit(w, 1+n%3)
	}
	if err := w.EndCopy(); err != nil {
		t.Fatal(err)
	}
	mustClose(t, w)
	w = mustOpen(t, fsys, opts)
	for range 6 {
		m.commit(w, 2)
	}
	mustClose(t, w)
}

func TestCrashAtEveryOperation(t *testing.T) {
	for _, test := range []struct {
		every int
		size  int64
	}{{1, 1024}, {5, 1024}, {1, 1 << 14}} {
		every := test.every
		t.Run(fmt.Sprintf("sync-every-%d-size-%d", every, test.size), func(t *testing.T) {
			opts := options(test.size)
			opts.SyncEvery = every
			c := &crasher{mem: vfs.NewMem(), model: newModel(), crash: crashPolicies()}
			workload(t, vfs.Inject(c.mem, c.before), c.model, opts)
			t.Logf("%d crash points", len(c.points))
			for _, p := range c.points {
				if every > 1 && p.crash.Keep != vfs.KeepAll {
					p.model.acked = map[uint64]bool{} // a power cut may take what was not synced
				}
				if err := recoverAndGoOn(p, opts); err != nil {
					t.Fatalf("crash before %v %s (%d), policy %+v: %v", p.op.Kind, p.op.Path, p.op.N, p.crash, err)
				}
			}
		})
	}
}

// recoverAndGoOn recovers a crashed log, crashing at every operation of the
// recovery too, commits more, and recovers again.
func recoverAndGoOn(p crashPoint, opts Options) error {
	found, _, err := scanAll(p.disk, 0)
	if err != nil {
		return err
	}
	if err := p.model.check(found); err != nil {
		return err
	}
	c := &crasher{mem: p.disk, model: p.model, crash: fewPolicies()}
	w, _, err := openLog(vfs.Inject(p.disk, c.before), opts)
	if err != nil {
		return err
	}
	for _, again := range c.points {
		refound, _, err := scanAll(again.disk, 0)
		if err == nil {
			err = p.model.check(refound)
		}
		if err != nil {
			return fmt.Errorf("second crash before %v (%d): %w", again.op.Kind, again.op.N, err)
		}
	}
	m := newModel()
	for _, r := range found {
		m.issued = append(m.issued, r.Timestamp)
		m.acked[r.Timestamp] = true
	}
	last := uint64(1 << 20)
	for range 10 {
		last++
		if err := appendWait(w, last, payloadOf(last)); err != nil {
			return err
		}
		m.issued = append(m.issued, last)
		m.acked[last] = true
	}
	if err := w.Close(); err != nil {
		return err
	}
	found, state, err := scanAll(p.disk.CrashClone(vfs.Crash{}), 0)
	if err != nil {
		return err
	}
	if !state.Clean {
		return errors.New("a clean stop is not seen as one")
	}
	return m.check(found)
}

// TestFailEveryOperation lets the n-th operation fail, for each n and in
// several ways, goes on committing, then pulls the plug. What was refused must
// not be there, what was acknowledged must.
func TestFailEveryOperation(t *testing.T) {
	failures := map[string]error{
		"EIO":         syscall.EIO,
		"ENOSPC":      syscall.ENOSPC,
		"short":       &vfs.ShortWrite{Keep: 100, Err: syscall.EIO},
		"short-full":  &vfs.ShortWrite{Keep: 1 << 20, Err: syscall.EIO},
		"short-small": &vfs.ShortWrite{Keep: 44, Err: syscall.ENOSPC},
	}
	for name, failure := range failures {
		for _, times := range []int64{1, 2, 3, 1000} {
			t.Run(fmt.Sprintf("%s-%d", name, times), func(t *testing.T) {
				for n := int64(1); ; n++ {
					if !failNth(t, n, times, failure) {
						break
					}
				}
			})
		}
	}
}

// failNth reports whether there was an n-th operation at all.
func failNth(t *testing.T, n, times int64, failure error) bool {
	m := newModel()
	c := &crasher{mem: vfs.NewMem()}
	var reached atomic.Bool
	fsys := vfs.Inject(c.mem, func(op vfs.Op) error {
		if op.N >= n && op.N < n+times {
			reached.Store(true)
			return failure
		}
		return nil
	})
	opts := options(700)
	w, _, err := openLog(fsys, opts)
	if err == nil {
		for i := range 8 {
			m.commit(w, 1+i%3)
		}
		_ = w.Close()
	}
	for _, crash := range crashPolicies() {
		disk := c.mem.CrashClone(crash)
		found, _, err := scanAll(disk, 0)
		if err == nil {
			err = m.check(found)
		}
		if err != nil {
			t.Fatalf("operations %d to %d failed, policy %+v: %v", n, n+times-1, crash, err)
		}
	}
	return reached.Load()
}

// TestKillThenPowerCut serves what a killed process had written but not synced.
// Once it was served, a power cut may not take it any more.
func TestKillThenPowerCut(t *testing.T) {
	mem, m := vfs.NewMem(), newModel()
	killed := false
	fsys := vfs.Inject(mem, func(op vfs.Op) error {
		if killed && op.Kind == vfs.OpSync {
			return syscall.EIO
		}
		return nil
	})
	opts := options(4096)
	opts.SyncEvery = 100
	w := mustOpen(t, fsys, opts)
	m.commit(w, 1)
	killed = true
	m.commit(w, 3)
	if err := w.Close(); err == nil {
		t.Fatal("the process was not killed")
	}
	w, served, err := openLog(mem, opts)
	if err != nil {
		t.Fatal(err)
	}
	found, _ := mustScan(t, mem.CrashClone(vfs.Crash{Keep: vfs.KeepNone}))
	if len(served) != 4 || len(found) != len(served) {
		t.Errorf("%d commits served, %d left after a power cut", len(served), len(found))
	}
	mustClose(t, w)
}
