// Package retain is the one door through which files of a data directory are
// deleted or lose their names, and the lock that shuts it.
//
// While the door is shut (LOCK DATA DIRECTORY), or a single file is pinned,
// deletions are remembered and happen when it opens. The memory is not
// durable: what is due is derived anew from the directory after a restart.
package retain

import (
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"go.uber.org/zap"

	"memgraphd/durability/vfs"
)

// Retainer deletes files. It is safe for concurrent use.
type Retainer struct {
	fs  vfs.FS
	log *zap.Logger

	mu     sync.Mutex // guards the rest, and is held while files lose their names
	locked bool
	pins   map[string]int
	due    map[string]bool
}

// New returns a retainer that is not locked. Deletions that fail are told to log.
func New(fsys vfs.FS, log *zap.Logger) *Retainer {
	return &Retainer{fs: fsys, log: log, pins: map[string]int{}, due: map[string]bool{}}
}

// Lock puts off all deletions; it reports whether that was already so.
func (r *Retainer) Lock() (already bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	already, r.locked = r.locked, true
	return already
}

// Unlock carries out what was put off, except for pinned files. It reports
// whether the retainer was not locked.
func (r *Retainer) Unlock() (already bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	already, r.locked = !r.locked, false
	for _, path := range slices.Sorted(maps.Keys(r.due)) {
		r.removeLocked(path)
	}
	return already
}

// Locked reports whether deletions are put off.
func (r *Retainer) Locked() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.locked
}

// Pin keeps a file until the result is called.
func (r *Retainer) Pin(path string) (unpin func()) {
	path = filepath.Clean(path)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pins[path]++
	return sync.OnceFunc(func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.pins[path]--; r.pins[path] == 0 {
			delete(r.pins, path)
		}
		if r.due[path] {
			r.removeLocked(path)
		}
	})
}

// Remove deletes a file now, or when nothing keeps it any more. Failures are
// logged: a file too many does no harm.
func (r *Retainer) Remove(path string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.removeLocked(filepath.Clean(path))
}

func (r *Retainer) removeLocked(path string) {
	if r.locked || r.pins[path] > 0 {
		r.due[path] = true
		return
	}
	delete(r.due, path)
	if err := r.fs.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		r.log.Warn("A file that is no longer needed could not be deleted.", zap.String("file", path), zap.Error(err))
	}
}

// Rename gives a file another name, which must be free. While the old name is
// kept the file has both.
func (r *Retainer) Rename(oldName, newName string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	oldName = filepath.Clean(oldName)
	if !r.locked && r.pins[oldName] == 0 {
		return r.fs.Rename(oldName, newName)
	}
	if err := r.fs.Link(oldName, newName); err != nil {
		return err
	}
	r.removeLocked(oldName)
	return nil
}
