package vfs_test

import (
	"errors"
	"io/fs"
	"path/filepath"
	"syscall"
	"testing"

	"memgraphd/durability/vfs"
)

// each runs a test against every file system, in a directory of its own.
func each(t *testing.T, test func(t *testing.T, fsys vfs.FS, dir string)) {
	t.Run("os", func(t *testing.T) { test(t, vfs.OS(), t.TempDir()) })
	t.Run("mem", func(t *testing.T) { test(t, vfs.NewMem(), "/") })
	t.Run("inject", func(t *testing.T) {
		test(t, vfs.Inject(vfs.NewMem(), func(vfs.Op) error { return nil }), "/")
	})
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		check(t, err)
		return v
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, fsys vfs.FS, name, content string) {
	t.Helper()
	f := must(fsys.Create(name))(t)
	must(f.WriteAt([]byte(content), 0))(t)
	check(t, f.Sync())
	check(t, f.Close())
}

func content(t *testing.T, fsys vfs.FS, name string) string {
	t.Helper()
	return string(must(vfs.ReadFile(fsys, name))(t))
}

func TestNames(t *testing.T) {
	each(t, func(t *testing.T, fsys vfs.FS, dir string) {
		a, b, c := filepath.Join(dir, "a"), filepath.Join(dir, "b"), filepath.Join(dir, "c")
		write(t, fsys, a, "one")
		if _, err := fsys.Create(a); !errors.Is(err, fs.ErrExist) {
			t.Errorf("Create of an existing file: %v", err)
		}
		check(t, fsys.Link(a, b))
		if err := fsys.Link(a, b); !errors.Is(err, fs.ErrExist) {
			t.Errorf("Link to an existing name: %v", err)
		}
		write(t, fsys, c, "three")
		check(t, fsys.Rename(a, c))
		if got := content(t, fsys, b) + content(t, fsys, c); got != "oneone" {
			t.Errorf("content after rename: %q", got)
		}
		if _, err := fsys.Open(a); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Open of a renamed file: %v", err)
		}
		check(t, fsys.Remove(b))
		check(t, vfs.RemoveIfExists(fsys, b))
		infos := must(fsys.ReadDir(dir))(t)
		if len(infos) != 1 || infos[0].Name != "c" || infos[0].Size != 3 || infos[0].Kind != vfs.Regular {
			t.Errorf("ReadDir: %+v", infos)
		}
	})
}

func TestDirectories(t *testing.T) {
	each(t, func(t *testing.T, fsys vfs.FS, dir string) {
		deep := filepath.Join(dir, "x", "y", "z")
		check(t, vfs.MkdirAll(fsys, deep))
		check(t, vfs.MkdirAll(fsys, deep))
		write(t, fsys, filepath.Join(deep, "f"), "12345")
		if err := fsys.Remove(deep); !errors.Is(err, syscall.ENOTEMPTY) {
			t.Errorf("Remove of a full directory: %v", err)
		}
		if err := vfs.MkdirAll(fsys, filepath.Join(deep, "f", "g")); err == nil {
			t.Error("MkdirAll through a file succeeded")
		}
		if u := must(fsys.Usage(dir))(t); u.Used < 5 || u.Free <= 0 || u.Total < u.Free {
			t.Errorf("Usage: %+v", u)
		}
		if _, err := fsys.Usage(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Usage of nothing: %v", err)
		}
	})
}

func TestFile(t *testing.T) {
	each(t, func(t *testing.T, fsys vfs.FS, dir string) {
		name := filepath.Join(dir, "f")
		f := must(fsys.Create(name))(t)
		must(f.WriteAt([]byte("abc"), 4))(t)
		check(t, f.Preallocate(3)) // must not shrink it
		check(t, f.Preallocate(10))
		if size := must(f.Size())(t); size != 10 {
			t.Errorf("size %d after Preallocate(10)", size)
		}
		check(t, f.Truncate(6))
		check(t, f.Truncate(8))
		check(t, f.Sync())
		check(t, f.Close())
		if got := content(t, fsys, name); got != "\x00\x00\x00\x00ab\x00\x00" {
			t.Errorf("content %q", got)
		}
		r := must(fsys.Open(name))(t)
		if _, err := r.WriteAt([]byte("x"), 0); err == nil {
			t.Error("a file opened for reading was written")
		}
		check(t, r.Close())
	})
}

func TestLock(t *testing.T) {
	each(t, func(t *testing.T, fsys vfs.FS, dir string) {
		name := filepath.Join(dir, ".lock")
		l := must(fsys.Lock(name))(t)
		if _, err := fsys.Lock(name); !errors.Is(err, vfs.ErrLocked) {
			t.Errorf("second lock: %v", err)
		}
		check(t, l.Close())
		check(t, must(fsys.Lock(name))(t).Close())
	})
}

func TestWriteFile(t *testing.T) {
	each(t, func(t *testing.T, fsys vfs.FS, dir string) {
		name := filepath.Join(dir, "f")
		check(t, vfs.WriteFile(fsys, name, []byte("old")))
		check(t, vfs.WriteFile(fsys, name, []byte("new and longer")))
		if got := content(t, fsys, name); got != "new and longer" {
			t.Errorf("content %q", got)
		}
		if infos := must(fsys.ReadDir(dir))(t); len(infos) != 1 {
			t.Errorf("left behind: %+v", infos)
		}
	})
}

// TestWriteFileCrash cuts WriteFile at every operation: the old content or the
// new one must be there, never neither or a mixture.
func TestWriteFileCrash(t *testing.T) {
	for _, keep := range []vfs.Keep{vfs.KeepNone, vfs.KeepAll, vfs.KeepSome} {
		mem := vfs.NewMem()
		check(t, vfs.WriteFile(mem, "/f", []byte("old")))
		var clones []*vfs.Mem
		hooked := vfs.Inject(mem, func(op vfs.Op) error {
			for seed := range uint64(20) {
				clones = append(clones, mem.CrashClone(vfs.Crash{Keep: keep, Seed: seed}))
			}
			return nil
		})
		check(t, vfs.WriteFile(hooked, "/f", []byte("new")))
		for _, clone := range clones {
			if got := content(t, clone, "/f"); got != "old" && got != "new" {
				t.Fatalf("policy %d left %q", keep, got)
			}
		}
		after := mem.CrashClone(vfs.Crash{Keep: vfs.KeepNone})
		if got := content(t, after, "/f"); got != "new" {
			t.Errorf("after its return WriteFile's content was lost: %q", got)
		}
	}
}
