package durability

import (
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"memgraphd/durability/vfs"
)

// TestCopyUnderLoad is the backup that the guide describes: lock, copy the
// directory file by file while commits and snapshots go on, unlock. What was
// acknowledged before the copy began must be in it.
func TestCopyUnderLoad(t *testing.T) {
	for _, backwards := range []bool{false, true} {
		t.Run(fmt.Sprintf("backwards-%v", backwards), func(t *testing.T) {
			mem := vfs.NewMem()
			opts := small(mem)
			opts.SegmentSize = 4096
			s := open(t, opts)
			var acked atomic.Int64
			stop := make(chan struct{})
			var wg sync.WaitGroup
			wg.Go(func() {
				for n := int64(0); ; n++ {
					select {
					case <-stop:
						return
					default:
					}
					if err := add(s.Database(), n); err != nil {
						t.Error(err)
						return
					}
					acked.Store(n + 1)
				}
			})
			wg.Go(func() {
				for {
					select {
					case <-stop:
						return
					default:
					}
					if _, err := s.CreateSnapshot(t.Context()); err != nil {
						t.Error(err)
						return
					}
				}
			})
			for range 5 {
				backup(t, s, mem, backwards, &acked)
			}
			close(stop)
			wg.Wait()
			closeStore(t, s)
			checkReopened(t, opts, upTo(acked.Load()))
		})
	}
}

// TestCopyBetweenCommits fills segment after segment between the pieces of a copy.
func TestCopyBetweenCommits(t *testing.T) {
	for _, backwards := range []bool{false, true} {
		mem := vfs.NewMem()
		s := open(t, small(mem))
		addAll(t, s, 0, 15)
		_, err := s.LockDirectory()
		check(t, err)
		n := int64(15)
		copied := copyDir(t, mem, backwards, func() {
			if n < 300 {
				addAll(t, s, n, n+3)
				n += 3
			}
		})
		check(t, reopened(small(copied), func(s *Store) error {
			got := numbers(s.Database())
			if len(got) < 15 {
				return fmt.Errorf("the copy misses what was there before it: %v", got)
			}
			return holds(s, upTo(int64(len(got))))
		}))
		closeStore(t, s)
	}
}

func backup(t *testing.T, s *Store, mem *vfs.Mem, backwards bool, acked *atomic.Int64) {
	t.Helper()
	_, err := s.LockDirectory()
	check(t, err)
	before := acked.Load()
	copied := copyDir(t, mem, backwards, func() {})
	_, err = s.UnlockDirectory()
	check(t, err)
	check(t, reopened(small(copied), func(s *Store) error {
		n := int64(len(numbers(s.Database())))
		if n < before {
			return fmt.Errorf("the copy holds %d numbers, %d were acknowledged before", n, before)
		}
		return holds(s, upTo(n))
	}))
}

// copyDir copies files as a tool would, from a list made at the beginning and a
// piece at a time, with something else in between.
func copyDir(t *testing.T, from vfs.FS, backwards bool, between func()) *vfs.Mem {
	t.Helper()
	paths := allFiles(t, from)
	to := vfs.NewMem()
	check(t, vfs.MkdirAll(to, dir+"/snapshots"))
	check(t, vfs.MkdirAll(to, dir+"/wal"))
	for i := range paths {
		path := paths[i]
		if backwards {
			path = paths[len(paths)-1-i]
		}
		copyFile(t, from, to, path, between)
	}
	return to
}

func copyFile(t *testing.T, from, to vfs.FS, path string, between func()) {
	t.Helper()
	src, err := from.Open(path)
	check(t, err)
	defer src.Close()
	dst, err := to.Create(filepath.Clean(path))
	check(t, err)
	defer dst.Close()
	piece := make([]byte, 100)
	for off := int64(0); ; {
		between()
		n, _ := src.ReadAt(piece, off)
		if n == 0 {
			return
		}
		_, err := dst.WriteAt(piece[:n], off)
		check(t, err)
		off += int64(n)
	}
}
