package wal

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"memgraphd/durability/format"
	"memgraphd/durability/vfs"
)

// damageLog is a small log of single commits, with and without the mark of a
// clean stop, ending in a preallocated or a growing segment.
func damageLog(t *testing.T, clean, growing bool) (*vfs.Mem, *model) {
	t.Helper()
	mem, m := vfs.NewMem(), newModel()
	w := mustOpen(t, mem, options(700))
	for range 12 {
		m.commit(w, 1)
	}
	if growing {
		if err := w.BeginCopy(); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			m.commit(w, 1)
		}
	}
	mustClose(t, w)
	if !clean {
		if err := mem.Remove(filepath.Join(dir, cleanName)); err != nil {
			t.Fatal(err)
		}
	}
	return mem, m
}

func eachDamageLog(t *testing.T, test func(t *testing.T, mem *vfs.Mem, m *model, clean bool)) {
	for _, clean := range []bool{true, false} {
		for _, growing := range []bool{true, false} {
			mem, m := damageLog(t, clean, growing)
			test(t, mem, m, clean)
		}
	}
}

func files(t *testing.T, fsys vfs.FS) []string {
	t.Helper()
	infos, err := fsys.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, info := range infos {
		paths = append(paths, filepath.Join(dir, info.Name))
	}
	return paths
}

func read(t *testing.T, fsys vfs.FS, path string) []byte {
	t.Helper()
	data, err := vfs.ReadFile(fsys, path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// verdict demands that damage to path is either named or harmless: that no
// acknowledged commit is silently missing. Without the mark of a clean stop the
// last record of the open segment cannot be told from a torn write, and only
// then may it be cut, with a report.
func verdict(t *testing.T, fsys vfs.FS, m *model, clean bool, path, what string) {
	t.Helper()
	found, state, err := scanAll(fsys, 0)
	var c *CorruptError
	switch {
	case errors.As(err, &c):
		if c.File == "" || c.What == "" || c.Advice == "" {
			t.Fatalf("%s: incomplete verdict %+v", what, c)
		}
	case err != nil:
		t.Fatalf("%s: not a verdict: %v", what, err)
	case m.check(found) == nil:
	case clean:
		t.Fatalf("%s: %d of %d commits, and no error", what, len(found), len(m.issued))
	case state.Torn == nil || state.Torn.File != path || len(found) != len(m.issued)-1:
		t.Fatalf("%s: %d of %d commits, torn %v", what, len(found), len(m.issued), state.Torn)
	}
}

func TestEveryFlip(t *testing.T) {
	eachDamageLog(t, func(t *testing.T, mem *vfs.Mem, m *model, clean bool) {
		silent := 0
		for _, path := range files(t, mem) {
			f, err := mem.OpenWrite(path)
			if err != nil {
				t.Fatal(err)
			}
			for i, b := range read(t, mem, path) {
				f.WriteAt([]byte{b ^ 1<<(i%8)}, int64(i))
				verdict(t, mem, m, clean, path, "flip in "+path)
				if _, state, err := scanAll(mem, 0); err == nil && state.Torn == nil {
					silent++
				}
				f.WriteAt([]byte{b}, int64(i))
			}
			f.Close()
		}
		if limit := format.HeaderSize; silent > limit { // the header of the segment prepared ahead, still unused
			t.Errorf("%d flips went unnoticed, at most %d may", silent, limit)
		}
	})
}

func grows(segment []byte) bool {
	var h format.Header
	return h.Decode(segment, format.KindSegment) == nil && h.Size == 0
}

func TestEveryTruncation(t *testing.T) {
	eachDamageLog(t, func(t *testing.T, mem *vfs.Mem, m *model, clean bool) {
		for _, path := range files(t, mem) {
			whole := read(t, mem, path)
			for n := range whole {
				f, err := mem.OpenWrite(path)
				if err != nil {
					t.Fatal(err)
				}
				f.Truncate(int64(n))
				if grows(whole) && !clean { // nothing tells where a growing segment ended
					if _, _, err := scanAll(mem, 0); err != nil && !errors.Is(err, ErrCorrupt) {
						t.Errorf("%s cut to %d: %v", path, n, err)
					}
				} else {
					verdict(t, mem, m, clean, path, "truncation of "+path)
				}
				f.Truncate(0)
				f.WriteAt(whole, 0)
				f.Close()
			}
		}
	})
}

func TestEveryMissingFile(t *testing.T) {
	eachDamageLog(t, func(t *testing.T, mem *vfs.Mem, m *model, clean bool) {
		paths := files(t, mem)
		for i, path := range paths {
			if strings.HasSuffix(path, cleanName) {
				continue
			}
			clone := mem.CrashClone(vfs.Crash{Keep: vfs.KeepAll})
			if err := clone.Remove(path); err != nil {
				t.Fatal(err)
			}
			_, state, err := scanAll(clone, 0)
			last := i == len(paths)-1 // the one prepared ahead, or the growing one
			switch {
			case errors.Is(err, ErrCorrupt):
			case err != nil:
				t.Errorf("%s missing: %v", path, err)
			case clean && state.Last != m.issued[len(m.issued)-1], !clean && !last:
				t.Errorf("%s (%d of %d) is missing, and nobody noticed", path, i+1, len(paths))
			}
		}
	})
}

// TestSwappedSegments gives two segments each other's names.
func TestSwappedSegments(t *testing.T) {
	mem, _ := damageLog(t, false, false)
	a, b := filepath.Join(dir, fileName(1)), filepath.Join(dir, fileName(2))
	for _, move := range [][2]string{{a, a + "x"}, {b, a}, {a + "x", b}} {
		if err := mem.Rename(move[0], move[1]); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := scanAll(mem, 0); !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), "it is segment 2") {
		t.Errorf("swapped segments: %v", err)
	}
}

// TestCopyUnderLoad copies the log file by file, in both orders, while commits
// go on, as a backup does. Every copy must be a log that misses nothing that
// was acknowledged before the copy began.
func TestCopyUnderLoad(t *testing.T) {
	for _, backwards := range []bool{false, true} {
		mem, m := vfs.NewMem(), newModel()
		w := mustOpen(t, mem, options(700))
		for range 9 {
			m.commit(w, 2)
		}
		if err := w.BeginCopy(); err != nil {
			t.Fatal(err)
		}
		before := m.clone()
		paths := files(t, mem)
		if backwards {
			for i, j := 0, len(paths)-1; i < j; i, j = i+1, j-1 {
				paths[i], paths[j] = paths[j], paths[i]
			}
		}
		copied := vfs.NewMem()
		if err := vfs.MkdirAll(copied, dir); err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			copyPieces(t, mem, copied, path, func() { m.commit(w, 3) })
		}
		found, _ := mustScan(t, copied)
		before.issued = m.issued // later ones may be there
		if err := before.check(found); err != nil {
			t.Errorf("backwards %v: %v", backwards, err)
		}
		if err := w.EndCopy(); err != nil {
			t.Fatal(err)
		}
		for range 9 {
			m.commit(w, 2)
		}
		mustClose(t, w)
		found, _ = mustScan(t, mem)
		if err := m.check(found); err != nil {
			t.Error(err)
		}
	}
}

// copyPieces copies a file 100 bytes at a time, with something else in between.
func copyPieces(t *testing.T, from, to vfs.FS, path string, between func()) {
	t.Helper()
	src, err := from.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	dst, err := to.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	piece := make([]byte, 100)
	for off := int64(0); off < 3000; {
		n, _ := src.ReadAt(piece, off)
		if n == 0 {
			break
		}
		if _, err := dst.WriteAt(piece[:n], off); err != nil {
			t.Fatal(err)
		}
		off += int64(n)
		if off%300 == 0 {
			between()
		}
	}
	_ = src.Close()
	_ = dst.Close()
}
