package durability

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"memgraphd/durability/vfs"
	"memgraphd/engine"
)

// withFile is a store with 10 numbers, and /file, a snapshot of the first 4.
func withFile(t *testing.T, mem *vfs.Mem, opts Options) *Store {
	t.Helper()
	s := open(t, opts)
	addAll(t, s, 0, 4)
	path, err := s.CreateSnapshot(t.Context())
	check(t, err)
	data, err := vfs.ReadFile(mem, path)
	check(t, err)
	check(t, vfs.WriteFile(mem, "/file", data))
	addAll(t, s, 4, 10)
	return s
}

func TestRecoverSnapshot(t *testing.T) {
	for _, discard := range []bool{false, true} {
		mem := vfs.NewMem()
		opts := small(mem)
		opts.DiscardReplaced, opts.Log = discard, !discard
		var replaced *engine.Database
		opts.Replaced = func(db *engine.Database) { replaced = db }
		s := withFile(t, mem, opts)
		old := s.Database()
		if err := s.RecoverSnapshot(t.Context(), "/file", false); !errors.Is(err, errNotClean) {
			t.Errorf("without FORCE: %v", err)
		}
		check(t, s.RecoverSnapshot(t.Context(), "/file", true))
		if s.Database() != replaced || replaced == old {
			t.Error("the new database was not announced")
		}
		check(t, holds(s, upTo(4)))
		if err := add(old, 99); err == nil {
			t.Error("the replaced data took a commit")
		}
		if got := numbers(old); len(got) != 10 {
			t.Errorf("the replaced data can't be read any more: %v", got)
		}
		addAll(t, s, 4, 7)
		_, err := s.CreateSnapshot(t.Context())
		check(t, err)
		closeStore(t, s)
		checkReopened(t, opts, upTo(7))
		if _, err := mem.Stat(dir + "/snapshots/.old"); (err != nil) != discard {
			t.Errorf("discard %v, but .old: %v", discard, err)
		}
	}
}

// TestRecoverSnapshotKeepsUsers: a file from elsewhere must not decide who may
// log in here, unless nobody may yet.
func TestRecoverSnapshotKeepsUsers(t *testing.T) {
	mem := vfs.NewMem()
	opts := small(mem)
	opts.OwnSpaces = []string{"user", "setting"}
	s := open(t, opts)
	set := func(space, key string) { check(t, s.Database().SetMeta(t.Context(), space, key, []byte("x"))) }
	for _, space := range []string{"user", "setting", "enum"} {
		set(space, "theirs")
	}
	path, err := s.CreateSnapshot(t.Context())
	check(t, err)
	set("user", "ours")
	check(t, s.Database().SetMeta(t.Context(), "user", "theirs", nil))
	check(t, s.Database().SetMeta(t.Context(), "setting", "theirs", nil))
	set("enum", "ours")
	check(t, s.RecoverSnapshot(t.Context(), path, true))
	closeStore(t, s)
	s = open(t, opts)
	for space, want := range map[string]string{"user": "ours", "setting": "theirs", "enum": "theirs"} {
		if got := s.Database().MetaKeys(space); !slices.Equal(got, []string{want}) {
			t.Errorf("space %s holds %q", space, got)
		}
	}
	closeStore(t, s)
}

func TestRecoverSnapshotTwiceUnderLock(t *testing.T) {
	mem := vfs.NewMem()
	s := withFile(t, mem, small(mem))
	check(t, s.RecoverSnapshot(t.Context(), "/file", true))
	_, err := s.LockDirectory()
	check(t, err)
	before := allFiles(t, mem)
	addAll(t, s, 4, 6)
	check(t, s.RecoverSnapshot(t.Context(), "/file", true))
	addAll(t, s, 4, 8)
	for _, path := range before {
		if _, err := mem.Stat(path); err != nil {
			t.Errorf("%s vanished under the lock", path)
		}
	}
	_, err = s.UnlockDirectory()
	check(t, err)
	closeStore(t, s)
	checkReopened(t, small(mem), upTo(8))
}

// TestRecoverOwnSnapshot recovers from a file that is one of the database's own
// snapshots. A failure must not touch it.
func TestRecoverOwnSnapshot(t *testing.T) {
	mem := vfs.NewMem()
	s := withFile(t, mem, small(mem))
	own := filepath.Join(dir, "snapshots", names(t, mem, "snapshots")[0])
	if err := s.RecoverSnapshot(t.Context(), own, false); !errors.Is(err, errNotClean) {
		t.Errorf("without FORCE: %v", err)
	}
	if _, err := mem.Stat(own); err != nil {
		t.Errorf("a failed RECOVER SNAPSHOT removed the file: %v", err)
	}
	check(t, s.RecoverSnapshot(t.Context(), own, true))
	check(t, holds(s, upTo(4)))
	if kept := names(t, mem, "snapshots", ".old"); !slices.Contains(kept, filepath.Base(own)) {
		t.Errorf(".old holds %q", kept)
	}
	closeStore(t, s)
}

func TestRecoverFromGarbage(t *testing.T) {
	mem := vfs.NewMem()
	s := withFile(t, mem, small(mem))
	damage(t, mem, "/file", 300)
	check(t, vfs.WriteFile(mem, "/garbage", []byte("not a snapshot at all")))
	for path, want := range map[string]string{
		"/file": "Couldn't recover from the snapshot because of: ", "/garbage": "Couldn't recover from the snapshot because of: ",
		"/missing": "Failed to find the defined snapshot file.", dir: "Failed to find the defined snapshot file.",
	} {
		if err := s.RecoverSnapshot(t.Context(), path, true); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("recovering from %s: %v", path, err)
		}
	}
	check(t, holds(s, upTo(10)))
	addAll(t, s, 10, 12)
	closeStore(t, s)
	checkReopened(t, small(mem), upTo(12))
}

// TestCrashWhileReplacing loses power at every operation of RECOVER SNAPSHOT:
// the old data or the new must be there, and once it has returned, the new.
func TestCrashWhileReplacing(t *testing.T) {
	p := &pointer{mem: vfs.NewMem(), off: true}
	s := withFile(t, p.mem, small(vfs.Inject(p.mem, p.before)))
	p.set(func(now *point) { now.replaces = true })
	p.watch(true)
	check(t, s.RecoverSnapshot(t.Context(), "/file", true))
	p.set(func(now *point) { now.replaced = true })
	check(t, add(s.Database(), 4))
	p.watch(false)
	closeStore(t, s)
	t.Logf("%d crash points", len(p.points))
	for _, point := range p.points {
		look := func(s *Store) error {
			n := int64(len(numbers(s.Database())))
			if n == 10 && point.replaced || n != 10 && n != 4 && n != 5 {
				t.Fatalf("%v: %d numbers, replaced %v", &point, n, point.replaced)
			}
			if err := holds(s, upTo(n)); err != nil {
				return err
			}
			return add(s.Database(), n)
		}
		check(t, reopened(small(point.disk), look))
		check(t, reopened(small(crash(point.disk, vfs.KeepNone)), func(s *Store) error {
			return holds(s, numbers(s.Database()))
		}))
	}
}

func TestFailWhileReplacing(t *testing.T) {
	for n := int64(1); ; n++ {
		mem := vfs.NewMem()
		var armed, reached atomic.Bool
		var count atomic.Int64
		fsys := vfs.Inject(mem, func(op vfs.Op) error {
			if !armed.Load() || count.Add(1) != n {
				return nil
			}
			reached.Store(true)
			return errors.New("disk trouble")
		})
		s := withFile(t, mem, small(fsys))
		armed.Store(true)
		err := s.RecoverSnapshot(context.Background(), "/file", true)
		armed.Store(false)
		served := numbers(s.Database())
		if len(served) != 10 && len(served) != 4 || err == nil && len(served) != 4 {
			t.Fatalf("operation %d failed: %d numbers, %v", n, len(served), err)
		}
		acked := served
		if add(s.Database(), int64(len(served))) == nil {
			acked = upTo(int64(len(served)) + 1)
		}
		_ = s.Close()
		check(t, reopened(small(crash(mem, vfs.KeepAll)), func(s *Store) error { return holds(s, acked) }))
		if !reached.Load() {
			return
		}
	}
}

// TestRecoverSnapshotLosesNoUser: who drops a user while a snapshot is being loaded does not find him back.
func TestRecoverSnapshotLosesNoUser(t *testing.T) {
	mem := vfs.NewMem()
	opts := small(mem)
	opts.OwnSpaces = []string{"user"}
	var meanwhile func()
	opts.Progress = func(stage string, done, total int) {
		if meanwhile != nil && stage == "load snapshot" {
			meanwhile()
			meanwhile = nil
		}
	}
	opts.Workers = 1
	s := withFile(t, mem, opts)
	check(t, s.Database().SetMeta(t.Context(), "user", "ann", []byte("x")))
	meanwhile = func() {
		if err := s.Database().SetMeta(t.Context(), "user", "ann", nil); err != nil {
			t.Error(err)
		}
	}
	if err := s.RecoverSnapshot(t.Context(), "/file", true); !errors.Is(err, errOwnChanged) {
		t.Fatalf("got %v", err)
	}
	check(t, holds(s, upTo(10)))
	addAll(t, s, 10, 11)
	check(t, s.RecoverSnapshot(t.Context(), "/file", true))
	check(t, holds(s, upTo(4)))
	if _, ok := s.Database().Meta("user", "ann"); ok {
		t.Error("the user that was dropped is back")
	}
	closeStore(t, s)
	checkReopened(t, opts, upTo(4))
}
