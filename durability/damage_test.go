package durability

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"memgraphd/durability/vfs"
)

// prepared is a directory with two snapshots and a log that reaches from the
// older one to the end, and n numbers.
func prepared(t *testing.T, opts Options) (n int64) {
	t.Helper()
	s := open(t, opts)
	for range 4 {
		addAll(t, s, n, n+16)
		n += 16
		_, err := s.CreateSnapshot(t.Context())
		check(t, err)
	}
	addAll(t, s, n, n+3)
	closeStore(t, s)
	return n + 3
}

func allFiles(t *testing.T, fsys vfs.FS) []string {
	var paths []string
	for _, sub := range []string{"snapshots", "wal"} {
		for _, name := range names(t, fsys, sub) {
			paths = append(paths, filepath.Join(dir, sub, name))
		}
	}
	return paths
}

// refusedOrWhole demands that a start recovers all n numbers or is refused with
// a verdict.
func refusedOrWhole(t *testing.T, fsys vfs.FS, n int64, what string) {
	t.Helper()
	s, err := Open(t.Context(), small(fsys))
	if err != nil {
		if !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), "offset") {
			t.Fatalf("%s: not a verdict: %v", what, err)
		}
		return
	}
	if err := errors.Join(holds(s, upTo(n)), s.Close()); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

func TestDamageAnywhere(t *testing.T) {
	mem := vfs.NewMem()
	n := prepared(t, small(mem))
	for _, path := range allFiles(t, mem) {
		data, err := vfs.ReadFile(mem, path)
		check(t, err)
		for i := 0; i < len(data); i += 97 {
			clone := crash(mem, vfs.KeepAll)
			f, err := clone.OpenWrite(path)
			check(t, err)
			_, err = f.WriteAt([]byte{data[i] ^ 0x10}, int64(i))
			check(t, errors.Join(err, f.Close()))
			refusedOrWhole(t, clone, n, fmt.Sprintf("flip at %d of %s", i, path))

			clone = crash(mem, vfs.KeepAll)
			f, err = clone.OpenWrite(path)
			check(t, err)
			check(t, errors.Join(f.Truncate(int64(i)), f.Close()))
			refusedOrWhole(t, clone, n, fmt.Sprintf("%s cut to %d", path, i))
		}
	}
}

func TestMissingFiles(t *testing.T) {
	mem := vfs.NewMem()
	n := prepared(t, small(mem))
	for _, path := range allFiles(t, mem) {
		if strings.HasSuffix(path, "CLEAN") {
			continue
		}
		clone := crash(mem, vfs.KeepAll)
		check(t, clone.Remove(path))
		refusedOrWhole(t, clone, n, "without "+path)
	}
}

func TestUnreadableFiles(t *testing.T) {
	mem := vfs.NewMem()
	n := prepared(t, small(mem))
	for _, path := range allFiles(t, mem) {
		fsys := vfs.Inject(crash(mem, vfs.KeepAll), func(op vfs.Op) error {
			if op.Kind == vfs.OpOpen && op.Path == path {
				return syscall.EACCES
			}
			return nil
		})
		s, err := Open(t.Context(), small(fsys))
		if err == nil { // an older snapshot did
			check(t, errors.Join(holds(s, upTo(n)), s.Close()))
		} else if !strings.Contains(err.Error(), path) {
			t.Errorf("%s can't be read, but the error is: %v", path, err)
		}
	}
}

// TestOlderSnapshot damages the newest snapshot. With the log an older one
// gives the same; without it a start is refused.
func TestOlderSnapshot(t *testing.T) {
	for _, where := range []int64{0, 40, 200, -1} {
		mem := vfs.NewMem()
		n := prepared(t, small(mem))
		newest := filepath.Join(dir, "snapshots", names(t, mem, "snapshots")[1])
		damage(t, mem, newest, where)
		checkReopened(t, small(crash(mem, vfs.KeepAll)), upTo(n))

		for _, name := range names(t, mem, "wal") {
			check(t, mem.Remove(filepath.Join(dir, "wal", name)))
		}
		_, err := Open(t.Context(), small(mem))
		if !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), newest) {
			t.Errorf("a damaged newest snapshot without log: %v", err)
		}
	}
}

func damage(t *testing.T, fsys vfs.FS, path string, at int64) {
	t.Helper()
	f, err := fsys.OpenWrite(path)
	check(t, err)
	if at < 0 {
		check(t, errors.Join(f.Truncate(0), f.Close()))
		return
	}
	b := make([]byte, 1)
	_, err = f.ReadAt(b, at)
	check(t, err)
	b[0] ^= 0xff
	_, err = f.WriteAt(b, at)
	check(t, errors.Join(err, f.Close()))
}

func TestNeverEmpty(t *testing.T) {
	for _, commit := range []int{0, 17} {
		mem := vfs.NewMem()
		check(t, vfs.MkdirAll(mem, dir+"/snapshots"))
		path := fmt.Sprintf("%s/snapshots/20260101000000000000_timestamp_%d", dir, commit)
		check(t, vfs.WriteFile(mem, path, []byte("garbage")))
		_, err := Open(t.Context(), small(mem))
		if !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), path) {
			t.Errorf("nothing but an unreadable snapshot: %v", err)
		}
	}
}

// TestMemgraphsDirectory must not be taken for an empty one.
func TestMemgraphsDirectory(t *testing.T) {
	for name, content := range map[string]string{
		"snapshots/20260101000000000000_timestamp_3":   "MGsn\x24\x00",
		"wal/20260101000000000000_from_1_to_9":         "MGwl\x24\x00",
		"wal/20260101000000000000_current":             "MGwl",
		"snapshots/20260101000000000001_timestamp_300": strings.Repeat("MGsn", 100),
	} {
		mem := vfs.NewMem()
		path := filepath.Join(dir, name)
		check(t, vfs.MkdirAll(mem, filepath.Dir(path)))
		check(t, vfs.WriteFile(mem, path, []byte(content)))
		if _, err := Open(t.Context(), small(mem)); !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestOneCopiedSnapshot starts from a directory in which there is nothing but a
// snapshot file.
func TestOneCopiedSnapshot(t *testing.T) {
	mem := vfs.NewMem()
	s := open(t, small(mem))
	addAll(t, s, 0, 10)
	path, err := s.CreateSnapshot(t.Context())
	check(t, err)
	addAll(t, s, 10, 15)
	data, err := vfs.ReadFile(mem, path)
	check(t, err)
	closeStore(t, s)
	for _, name := range []string{filepath.Base(path), "my-backup"} {
		other := vfs.NewMem()
		check(t, vfs.MkdirAll(other, dir+"/snapshots"))
		check(t, vfs.WriteFile(other, filepath.Join(dir, "snapshots", name), data))
		s = open(t, small(other))
		check(t, holds(s, upTo(10)))
		addAll(t, s, 10, 12)
		closeStore(t, s)
		checkReopened(t, small(other), upTo(12))
	}
}

func TestTwoDatabasesInOneDirectory(t *testing.T) {
	for _, mixed := range []string{"snapshots", "wal"} {
		a, b := vfs.NewMem(), vfs.NewMem()
		prepared(t, small(a))
		prepared(t, small(b))
		for _, path := range allFiles(t, a) {
			if !strings.Contains(path, "snapshots") {
				check(t, a.Remove(path))
			}
		}
		for _, path := range allFiles(t, b) {
			if strings.Contains(path, mixed) {
				data, err := vfs.ReadFile(b, path)
				check(t, err)
				check(t, vfs.WriteFile(a, path, data))
			}
		}
		_, err := Open(t.Context(), small(a))
		if !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), "belongs to database") {
			t.Errorf("%s of another database: %v", mixed, err)
		}
	}
}

// TestEverySnapshotKeptIsOfUse restarts between snapshots, and then damages one
// after the other, newest first: the last one must do as well.
func TestEverySnapshotKeptIsOfUse(t *testing.T) {
	mem := vfs.NewMem()
	opts := small(mem)
	opts.Retention = 3
	n := int64(0)
	for range 7 {
		s := open(t, opts)
		addAll(t, s, n, n+20)
		n += 20
		_, err := s.CreateSnapshot(t.Context())
		check(t, err)
		addAll(t, s, n, n+5)
		n += 5
		closeStore(t, s)
	}
	kept := names(t, mem, "snapshots")
	for i := len(kept) - 1; i > 0; i-- {
		damage(t, mem, filepath.Join(dir, "snapshots", kept[i]), 300)
		report, err := Verify(t.Context(), opts)
		check(t, errors.Join(err, report.Recoverable, report.Chain))
		checkReopened(t, opts, upTo(n))
	}
}

// TestSnapshotNewerThanLog lets the log miss commits that are in a snapshot. A
// log begun behind them must not be joined to the older one.
func TestSnapshotNewerThanLog(t *testing.T) {
	mem := vfs.NewMem()
	with, without := small(mem), small(mem)
	with.Retention, without.Retention, without.Log = 10, 10, false
	s := open(t, with)
	addAll(t, s, 0, 5)
	_, err := s.CreateSnapshot(t.Context())
	check(t, err)
	closeStore(t, s)
	s = open(t, without)
	addAll(t, s, 5, 10)
	newest, err := s.CreateSnapshot(t.Context())
	check(t, err)
	closeStore(t, s)
	s = open(t, with)
	addAll(t, s, 10, 15)
	closeStore(t, s)
	checkReopened(t, with, upTo(15))
	damage(t, mem, newest, 200)
	if _, err := Open(t.Context(), with); !errors.Is(err, ErrCorrupt) {
		t.Errorf("commits 5 to 9 are nowhere any more, but: %v", err)
	}
}

// TestSnapshotIsReadBack damages a snapshot while it is written.
func TestSnapshotIsReadBack(t *testing.T) {
	mem := vfs.NewMem()
	fsys := vfs.Inject(mem, func(op vfs.Op) error {
		if op.Kind == vfs.OpSync && strings.HasSuffix(op.Path, tmpSuffix) && strings.Contains(op.Path, "_timestamp_") {
			damage(t, mem, op.Path, 300)
		}
		return nil
	})
	s := open(t, small(fsys))
	addAll(t, s, 0, 5)
	if _, err := s.CreateSnapshot(t.Context()); !errors.Is(err, ErrCorrupt) {
		t.Errorf("a snapshot that can't be read: %v", err)
	}
	closeStore(t, s)
	if left := names(t, mem, "snapshots"); len(left) != 0 {
		t.Errorf("it was kept: %q", left)
	}
}

func TestAllowFailure(t *testing.T) {
	mem := vfs.NewMem()
	n := prepared(t, small(mem))
	good, err := vfs.ReadFile(mem, filepath.Join(dir, "snapshots", names(t, mem, "snapshots")[0]))
	check(t, err)
	check(t, vfs.WriteFile(mem, "/good", good))
	for _, name := range names(t, mem, "snapshots") {
		damage(t, mem, filepath.Join(dir, "snapshots", name), 300)
	}
	before := allFiles(t, mem)
	opts := small(mem)
	opts.AllowFailure = true
	for range 2 {
		s := open(t, opts)
		if s.Broken() == nil || s.Healthy() == nil {
			t.Fatal("a broken database is called whole")
		}
		check(t, holds(s, nil))
		if _, err := s.CreateSnapshot(t.Context()); !errors.Is(err, errAborted) {
			t.Errorf("a snapshot of a broken database: %v", err)
		}
		closeStore(t, s)
	}
	if after := allFiles(t, mem); !slices.Equal(before, after) {
		t.Errorf("files %q became %q", before, after)
	}
	s := open(t, opts)
	check(t, s.RecoverSnapshot(t.Context(), "/good", false))
	check(t, s.Broken())
	check(t, holds(s, upTo(n-19)))
	addAll(t, s, n-19, n)
	closeStore(t, s)
	checkReopened(t, small(mem), upTo(n))
}

func TestVerify(t *testing.T) {
	mem := vfs.NewMem()
	if _, err := Verify(t.Context(), small(mem)); err == nil {
		t.Error("a directory that does not exist was found whole")
	}
	prepared(t, small(mem))
	report, err := Verify(t.Context(), small(mem))
	check(t, err)
	if problems := report.Problems(); len(problems) > 0 || len(report.Snapshots) != 2 || report.Records != 3 {
		t.Errorf("a whole directory: %+v", report)
	}
	for _, path := range []string{"snapshots", "wal"} {
		clone := crash(mem, vfs.KeepAll)
		before := allFiles(t, clone)
		damage(t, clone, filepath.Join(dir, path, names(t, clone, path)[0]), 200)
		report, err = Verify(t.Context(), small(clone))
		check(t, err)
		if report.Recoverable != nil || len(report.Problems()) != 1 {
			t.Errorf("the oldest of %s damaged: %+v", path, report)
		}
		damage(t, clone, filepath.Join(dir, "snapshots", names(t, clone, "snapshots")[1]), 200)
		report, err = Verify(t.Context(), small(clone))
		check(t, err)
		if report.Recoverable == nil || len(report.Problems()) < 2 {
			t.Errorf("the newest snapshot damaged, too: %+v", report)
		}
		if after := allFiles(t, clone); !slices.Equal(before, after) {
			t.Error("Verify changed the directory")
		}
	}
}
