package durability

import (
	"errors"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"memgraphd/durability/snapshot"
	"memgraphd/durability/vfs"
	"memgraphd/engine"
)

func TestRestarts(t *testing.T) {
	for name, change := range map[string]func(*Options){
		"log and snapshots": func(*Options) {},
		"large segments":    func(o *Options) { o.SegmentSize = 0 },
		"exit snapshots":    func(o *Options) { o.SnapshotOnExit = true },
		"exit snapshots without log": func(o *Options) {
			o.Log, o.SnapshotOnExit = false, true
		},
	} {
		t.Run(name, func(t *testing.T) {
			opts := small(vfs.NewMem())
			change(&opts)
			n := int64(0)
			for life := range int64(5) {
				s := open(t, opts)
				check(t, holds(s, upTo(n)))
				addAll(t, s, n, n+5)
				n += 5
				if life%2 == 1 {
					_, err := s.CreateSnapshot(t.Context())
					check(t, err)
					addAll(t, s, n, n+3)
					n += 3
				}
				closeStore(t, s)
			}
			checkReopened(t, opts, upTo(n))
		})
	}
}

func TestRealDisk(t *testing.T) {
	opts := small(vfs.OS())
	opts.Directory = filepath.Join(t.TempDir(), "deep", "data")
	s := open(t, opts)
	addAll(t, s, 0, 10)
	path, err := s.CreateSnapshot(t.Context())
	check(t, err)
	if _, ok := snapshot.ParseName(path); !ok || !filepath.IsAbs(path) {
		t.Errorf("CreateSnapshot returned %q", path)
	}
	addAll(t, s, 10, 20)
	if used, err := s.Usage(); err != nil || used == 0 {
		t.Errorf("Usage: %d, %v", used, err)
	}
	if _, err := Open(t.Context(), opts); !errors.Is(err, vfs.ErrLocked) || !strings.Contains(err.Error(), "Couldn't acquire lock on the storage directory") {
		t.Errorf("a second server on the directory: %v", err)
	}
	closeStore(t, s)
	checkReopened(t, opts, upTo(20))
}

func TestWaitForTheOtherProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opts := small(vfs.NewMem())
		s := open(t, opts)
		go func() {
			time.Sleep(9 * time.Second)
			_ = s.Close()
		}()
		opts.LockTimeout = 10 * time.Second
		closeStore(t, open(t, opts))
	})
}

func TestSchemaAndMetaSurvive(t *testing.T) {
	opts := small(vfs.NewMem())
	s := open(t, opts)
	db := s.Database()
	id := db.UUID()
	spec := engine.IndexSpec{Kind: engine.IndexLabel, Label: db.Label("Number")}
	check(t, db.CreateIndex(t.Context(), spec))
	check(t, db.SetMeta(t.Context(), "users", "ann", []byte("hash")))
	_, err := s.CreateSnapshot(t.Context())
	check(t, err)
	check(t, db.SetMeta(t.Context(), "users", "bob", []byte("hash")))
	closeStore(t, s)
	s = open(t, opts)
	db = s.Database()
	if db.UUID() != id {
		t.Errorf("the database has become %s, it was %s", db.UUID(), id)
	}
	if keys := db.MetaKeys("users"); len(keys) != 2 {
		t.Errorf("users %q", keys)
	}
	if err := db.CreateIndex(t.Context(), spec); !errors.Is(err, engine.ErrExists) {
		t.Errorf("creating the index again: %v", err)
	}
	closeStore(t, s)
}

func TestLockDirectory(t *testing.T) {
	mem := vfs.NewMem()
	s := open(t, small(mem))
	n := int64(0)
	for range 3 {
		addAll(t, s, n, n+10)
		n += 10
		_, err := s.CreateSnapshot(t.Context())
		check(t, err)
	}
	before := append(names(t, mem, "snapshots"), names(t, mem, "wal")...)
	if already, err := s.LockDirectory(); already || err != nil || !s.DirectoryLocked() {
		t.Fatal(already, err)
	}
	if already, err := s.LockDirectory(); !already || err != nil {
		t.Fatal(already, err)
	}
	for range 5 {
		addAll(t, s, n, n+10)
		n += 10
		_, err := s.CreateSnapshot(t.Context())
		check(t, err)
	}
	after := append(names(t, mem, "snapshots"), names(t, mem, "wal")...)
	for _, name := range before {
		if !strings.Contains(strings.Join(after, " "), name) {
			t.Errorf("%s vanished while the directory was locked", name)
		}
	}
	if already, err := s.UnlockDirectory(); already || err != nil || s.DirectoryLocked() {
		t.Fatal(already, err)
	}
	if already, err := s.UnlockDirectory(); !already || err != nil {
		t.Fatal(already, err)
	}
	if left := names(t, mem, "snapshots"); len(left) != 2 {
		t.Errorf("after the unlock there are %q", left)
	}
	addAll(t, s, n, n+10)
	closeStore(t, s)
	checkReopened(t, small(mem), upTo(n+10))
}

func TestRetention(t *testing.T) {
	mem := vfs.NewMem()
	s := open(t, small(mem))
	n := int64(0)
	for i := range 6 {
		addAll(t, s, n, n+20)
		n += 20
		_, err := s.CreateSnapshot(t.Context())
		check(t, err)
		if got := len(names(t, mem, "snapshots")); got != min(i+1, 2) {
			t.Errorf("%d snapshots after %d", got, i+1)
		}
	}
	if segments := names(t, mem, "wal"); segments[0] == "00000000000000000001.wal" {
		t.Errorf("the log was never retired: %q", segments)
	}
	list, err := s.Snapshots()
	check(t, err)
	if len(list) != 2 || list[0].Commit <= list[1].Commit || list[0].Size == 0 {
		t.Errorf("Snapshots: %+v", list)
	}
	check(t, vfs.WriteFile(mem, dir+"/snapshots/readme", []byte("not ours")))
	_, err = s.CreateSnapshot(t.Context())
	check(t, err)
	closeStore(t, s)
	if left := names(t, mem, "snapshots"); left[len(left)-1] != "readme" {
		t.Errorf("a file that is not ours was deleted: %q", left)
	}
	checkReopened(t, small(mem), upTo(n))
}

func TestNothingNew(t *testing.T) {
	mem := vfs.NewMem()
	opts := small(mem)
	opts.SnapshotOnExit = true
	closeStore(t, open(t, opts))
	if made := names(t, mem, "snapshots"); len(made) != 0 {
		t.Errorf("an exit snapshot of nothing: %q", made)
	}
	s := open(t, opts)
	addAll(t, s, 0, 1)
	closeStore(t, s)
	closeStore(t, open(t, opts))
	if made := names(t, mem, "snapshots"); len(made) != 1 {
		t.Errorf("snapshots although nothing is new: %q", made)
	}
	s = open(t, opts)
	for range 2 {
		if _, err := s.CreateSnapshot(t.Context()); err != nil {
			t.Errorf("CREATE SNAPSHOT although nothing is new: %v", err)
		}
	}
	closeStore(t, s)
}

func TestOneSnapshotAtATime(t *testing.T) {
	started, release := make(chan struct{}), make(chan struct{})
	fsys := vfs.Inject(vfs.NewMem(), func(op vfs.Op) error {
		if op.Kind == vfs.OpCreate && strings.HasSuffix(op.Path, tmpSuffix) && strings.Contains(op.Path, "_timestamp_") {
			close(started)
			<-release
		}
		return nil
	})
	s := open(t, small(fsys))
	addAll(t, s, 0, 3)
	result := make(chan error)
	go func() {
		_, err := s.CreateSnapshot(t.Context())
		result <- err
	}()
	<-started
	if _, err := s.CreateSnapshot(t.Context()); !errors.Is(err, errSnapshotRunning) {
		t.Errorf("a second snapshot: %v", err)
	}
	addAll(t, s, 3, 6) // commits go on
	close(release)
	check(t, <-result)
	closeStore(t, s)
	if _, err := s.CreateSnapshot(t.Context()); !errors.Is(err, errAborted) {
		t.Errorf("a snapshot after Close: %v", err)
	}
}

func TestSnapshotOnFullDisk(t *testing.T) {
	mem := vfs.NewMem()
	var full atomic.Bool
	fsys := vfs.Inject(mem, func(op vfs.Op) error {
		if full.Load() && op.Kind == vfs.OpWrite && strings.Contains(op.Path, "snapshots") {
			return &vfs.ShortWrite{Keep: 10, Err: syscall.ENOSPC}
		}
		return nil
	})
	s := open(t, small(fsys))
	addAll(t, s, 0, 5)
	full.Store(true)
	if _, err := s.CreateSnapshot(t.Context()); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("a snapshot on a full disk: %v", err)
	}
	if left := names(t, mem, "snapshots"); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
	addAll(t, s, 5, 10)
	full.Store(false)
	_, err := s.CreateSnapshot(t.Context())
	check(t, err)
	closeStore(t, s)
	checkReopened(t, small(mem), upTo(10))
}

func TestPoisonedLog(t *testing.T) {
	mem := vfs.NewMem()
	var failing atomic.Bool
	fsys := vfs.Inject(mem, func(op vfs.Op) error {
		if failing.Load() && op.Kind == vfs.OpSync && strings.HasSuffix(op.Path, ".wal") {
			return syscall.EIO
		}
		return nil
	})
	s := open(t, small(fsys))
	addAll(t, s, 0, 3)
	check(t, s.Healthy())
	failing.Store(true)
	if err := add(s.Database(), 3); !errors.Is(err, engine.ErrPoisoned) {
		t.Errorf("commit on a failing disk: %v", err)
	}
	failing.Store(false)
	if err := add(s.Database(), 4); !errors.Is(err, engine.ErrPoisoned) {
		t.Errorf("commit after the failure: %v", err)
	}
	check(t, holds(s, upTo(3)))
	if s.Healthy() == nil {
		t.Error("a poisoned database is called healthy")
	}
	if err := s.Close(); !errors.Is(err, syscall.EIO) {
		t.Errorf("Close: %v", err)
	}
	checkReopened(t, small(crash(mem, vfs.KeepNone)), upTo(3))
}

func TestSkipRecovery(t *testing.T) {
	mem := vfs.NewMem()
	s := open(t, small(mem))
	addAll(t, s, 0, 3)
	_, err := s.CreateSnapshot(t.Context())
	check(t, err)
	closeStore(t, s)
	opts := small(mem)
	opts.SkipRecovery = true
	for range 2 {
		s = open(t, opts)
		check(t, holds(s, nil))
		addAll(t, s, 0, 1)
		closeStore(t, s)
	}
	if kept := names(t, mem, ".backup", "wal"); len(kept) < 2 {
		t.Errorf(".backup/wal holds %q", kept)
	}
	if kept := names(t, mem, ".backup", "snapshots"); len(kept) != 1 {
		t.Errorf(".backup/snapshots holds %q", kept)
	}
	checkReopened(t, small(mem), upTo(1))
}
