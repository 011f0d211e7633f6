package durability

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"memgraphd/durability/vfs"
	"memgraphd/durability/wal"
)

// point is the disk as a crash left it, and how many numbers had been
// acknowledged and attempted by then.
type point struct {
	op                 vfs.Op
	crash              vfs.Crash
	disk               *vfs.Mem
	acked, tried       int64
	replaced, replaces bool // see TestCrashWhileReplacing
}

// pointer takes crash points before every operation that changes the disk.
type pointer struct {
	mem    *vfs.Mem
	mu     sync.Mutex
	now    point
	points []point
	off    bool
}

func (p *pointer) before(op vfs.Op) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.off || !op.Kind.Changes() {
		return nil
	}
	for i, keep := range []vfs.Keep{vfs.KeepNone, vfs.KeepAll, vfs.KeepSome, vfs.KeepSome} {
		taken := p.now
		taken.op, taken.crash = op, vfs.Crash{Keep: keep, Seed: uint64(op.N)*7 + uint64(i)}
		taken.disk = p.mem.CrashClone(taken.crash)
		p.points = append(p.points, taken)
	}
	return nil
}

func (p *pointer) set(change func(*point)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change(&p.now)
}

// watch switches the crash points on and off.
func (p *pointer) watch(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.off = !on
}

// addAll adds numbers and keeps book.
func (p *pointer) addAll(t *testing.T, s *Store, from, to int64) {
	t.Helper()
	for n := from; n < to; n++ {
		p.set(func(now *point) { now.tried = n + 1 })
		check(t, add(s.Database(), n))
		p.set(func(now *point) { now.acked = n + 1 })
	}
}

// prefix demands the numbers from 0 on, at least those that were acknowledged.
func (p *point) prefix(s *Store) error {
	n := int64(len(numbers(s.Database())))
	if n < p.acked || n > p.tried {
		return fmt.Errorf("%d numbers, but %d were acknowledged and %d tried", n, p.acked, p.tried)
	}
	return holds(s, upTo(n))
}

func (p *point) String() string {
	return fmt.Sprintf("crash before %v %s (%d), policy %+v", p.op.Kind, p.op.Path, p.op.N, p.crash)
}

// TestCrashAtEveryOperation commits, makes snapshots, retires files and
// restarts; at every operation the machine loses power, once for each policy.
func TestCrashAtEveryOperation(t *testing.T) {
	p := &pointer{mem: vfs.NewMem()}
	opts := small(vfs.Inject(p.mem, p.before))
	s := open(t, opts)
	n := int64(0)
	for range 3 {
		p.addAll(t, s, n, n+6)
		n += 6
		_, err := s.CreateSnapshot(t.Context())
		check(t, err)
	}
	_, err := s.LockDirectory()
	check(t, err)
	p.addAll(t, s, n, n+3)
	_, err = s.CreateSnapshot(t.Context())
	check(t, err)
	_, err = s.UnlockDirectory()
	check(t, err)
	closeStore(t, s)
	s = open(t, opts)
	p.addAll(t, s, n+3, n+6)
	closeStore(t, s)

	t.Logf("%d crash points", len(p.points))
	for _, point := range p.points {
		if err := reopened(small(point.disk), point.prefix); err != nil {
			t.Fatalf("%v: %v", &point, err)
		}
		again := crash(point.disk, vfs.KeepNone)
		if err := reopened(small(again), point.prefix); err != nil {
			t.Fatalf("%v, recovered, and again: %v", &point, err)
		}
	}
}

// TestFailEveryOperation lets the n-th operation fail, and the one after it, for every n. Whatever
// fails must fail with an error, and nothing that was acknowledged may be lost.
func TestFailEveryOperation(t *testing.T) {
	for _, failure := range []error{syscall.EIO, &vfs.ShortWrite{Keep: 64, Err: syscall.ENOSPC}} {
		for _, times := range []int64{1, 2} {
			for n := int64(1); ; n++ {
				if !failNth(t, n, times, failure) {
					break
				}
			}
		}
	}
}

func failNth(t *testing.T, n, times int64, failure error) bool {
	mem := vfs.NewMem()
	var reached atomic.Bool
	fsys := vfs.Inject(mem, func(op vfs.Op) error {
		if op.N < n || op.N >= n+times {
			return nil
		}
		reached.Store(true)
		return failure
	})
	var acked, refused []int64
	try := func(s *Store, number int64) {
		switch err := add(s.Database(), number); {
		case err == nil:
			acked = append(acked, number)
		case !errors.Is(err, wal.ErrUnknown):
			refused = append(refused, number)
		}
	}
	for life := range int64(2) {
		s, err := Open(context.Background(), small(fsys))
		if err != nil {
			continue
		}
		for i := range int64(6) {
			try(s, life*100+i)
			if i%3 == 2 {
				_, _ = s.CreateSnapshot(context.Background())
			}
		}
		_ = s.Close()
	}
	for _, keep := range []vfs.Keep{vfs.KeepNone, vfs.KeepAll} {
		err := reopened(small(crash(mem, keep)), func(s *Store) error {
			found := numbers(s.Database())
			for _, number := range acked {
				if !slices.Contains(found, number) {
					return fmt.Errorf("%d was acknowledged and is lost", number)
				}
			}
			for _, number := range refused {
				if slices.Contains(found, number) {
					return fmt.Errorf("%d was refused and is there", number)
				}
			}
			return holds(s, found)
		})
		if err != nil {
			t.Fatalf("operations %d to %d failed with %v, policy %d: %v", n, n+times-1, failure, keep, err)
		}
	}
	return reached.Load()
}
