package vfs_test

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"memgraphd/durability/vfs"
)

func TestCrashLosesWhatWasNotSynced(t *testing.T) {
	mem := vfs.NewMem()
	write(t, mem, "/named", "synced")
	check(t, mem.SyncDir("/"))
	write(t, mem, "/unnamed", "synced")
	f := must(mem.OpenWrite("/named"))(t)
	must(f.WriteAt([]byte("SYN"), 0))(t)
	check(t, f.Truncate(4))

	none := mem.CrashClone(vfs.Crash{Keep: vfs.KeepNone})
	if got := content(t, none, "/named"); got != "synced" {
		t.Errorf("kept %q of what was not synced", got)
	}
	if _, err := none.Open("/unnamed"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a name survived without SyncDir: %v", err)
	}
	all := mem.CrashClone(vfs.Crash{Keep: vfs.KeepAll})
	if got := content(t, all, "/named") + content(t, all, "/unnamed"); got != "SYNcsynced" {
		t.Errorf("KeepAll kept %q", got)
	}
}

func TestCrashUndoesUnsyncedRename(t *testing.T) {
	mem := vfs.NewMem()
	write(t, mem, "/a", "new")
	write(t, mem, "/b", "old")
	check(t, mem.SyncDir("/"))
	check(t, mem.Rename("/a", "/b"))
	seen := map[string]bool{}
	for seed := range uint64(16) {
		clone := mem.CrashClone(vfs.Crash{Keep: vfs.KeepSome, Seed: seed})
		infos := must(clone.ReadDir("/"))(t)
		state := content(t, clone, "/b")
		if len(infos) == 2 {
			state += "+a"
		}
		seen[state] = true
	}
	if len(seen) != 2 || !seen["old+a"] || !seen["new"] {
		t.Errorf("states after a torn rename: %v", seen)
	}
}

func TestCrashTearsWritesBySector(t *testing.T) {
	mem := vfs.NewMem()
	write(t, mem, "/f", "")
	check(t, mem.SyncDir("/"))
	f := must(mem.OpenWrite("/f"))(t)
	must(f.WriteAt(bytes.Repeat([]byte("x"), 4*512), 0))(t)
	patterns := map[string]bool{}
	for seed := range uint64(64) {
		data := content(t, mem.CrashClone(vfs.Crash{Keep: vfs.KeepSome, Seed: seed}), "/f")
		var pattern strings.Builder
		for ; len(data) > 0; data = data[512:] {
			switch data[:512] {
			case strings.Repeat("x", 512):
				pattern.WriteByte('x')
			case strings.Repeat("\x00", 512):
				pattern.WriteByte('0')
			default:
				t.Fatal("a sector was torn within")
			}
		}
		patterns[pattern.String()] = true
	}
	if len(patterns) < 16 {
		t.Errorf("only %d patterns: %v", len(patterns), patterns)
	}
}

func TestCrashKeepsHardLinksTogether(t *testing.T) {
	mem := vfs.NewMem()
	write(t, mem, "/a", "x")
	check(t, mem.Link("/a", "/b"))
	check(t, mem.SyncDir("/"))
	clone := mem.CrashClone(vfs.Crash{Keep: vfs.KeepNone})
	f := must(clone.OpenWrite("/a"))(t)
	must(f.WriteAt([]byte("y"), 0))(t)
	if got := content(t, clone, "/b"); got != "y" {
		t.Errorf("the names came apart: %q", got)
	}
}

func TestCapacity(t *testing.T) {
	mem := vfs.NewMem()
	mem.SetCapacity(10)
	f := must(mem.Create("/f"))(t)
	if err := f.Preallocate(11); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Preallocate beyond the disk: %v", err)
	}
	check(t, f.Preallocate(10))
	must(f.WriteAt([]byte("0123456789"), 0))(t)
	if _, err := f.WriteAt([]byte("x"), 10); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("write beyond the disk: %v", err)
	}
	check(t, mem.Remove("/f"))
	write(t, mem, "/g", "0123456789")
	if mem.Used() != 10 {
		t.Errorf("used %d", mem.Used())
	}
}

func TestInjectedErrors(t *testing.T) {
	mem := vfs.NewMem()
	var fail vfs.OpKind
	fsys := vfs.Inject(mem, func(op vfs.Op) error {
		switch {
		case op.Kind != fail:
			return nil
		case op.Kind == vfs.OpWrite:
			return &vfs.ShortWrite{Keep: 2, Err: syscall.EIO}
		default:
			return syscall.EIO
		}
	})
	fail = vfs.OpWrite
	f := must(fsys.Create("/f"))(t)
	if n, err := f.WriteAt([]byte("abcd"), 0); n != 2 || !errors.Is(err, syscall.EIO) {
		t.Errorf("short write: %d, %v", n, err)
	}
	if got := content(t, mem, "/f"); got != "ab" {
		t.Errorf("a short write left %q", got)
	}
	fail = vfs.OpSync
	if err := f.Sync(); !errors.Is(err, syscall.EIO) {
		t.Errorf("sync: %v", err)
	}
	fail = vfs.OpRename
	if err := fsys.Rename("/f", "/g"); !errors.Is(err, syscall.EIO) {
		t.Errorf("rename: %v", err)
	}
	if _, err := mem.Stat("/f"); err != nil {
		t.Errorf("a failed rename had an effect: %v", err)
	}
}
