package vfs

import (
	"io"
	"io/fs"
	"os"
	"slices"
	"syscall"
	"time"
)

// memInode is the content of a file: the bytes a process sees, the bytes on
// disk, and the changes between the two.
type memInode struct {
	data    []byte
	durable []byte
	pending []dataChange
	links   int
	modTime time.Time
}

// dataChange is a write at off or, if data is nil, a change of size to off.
type dataChange struct {
	off  int64
	data []byte
}

func (c dataChange) applyTo(b []byte) []byte {
	if c.data == nil {
		return resize(b, c.off)
	}
	if end := c.off + int64(len(c.data)); end > int64(len(b)) {
		b = resize(b, end)
	}
	copy(b[c.off:], c.data)
	return b
}

func resize(b []byte, size int64) []byte {
	n := int64(len(b))
	if size <= n {
		return b[:size]
	}
	b = slices.Grow(b, int(size-n))[:size]
	clear(b[n:])
	return b
}

type memFile struct {
	fs       *Mem
	inode    *memInode
	name     string
	writable bool
	closed   bool
}

func (f *memFile) checkLocked(op string, write bool) error {
	if f.closed {
		return pathError(op, f.name, os.ErrClosed)
	}
	if write && !f.writable {
		return pathError(op, f.name, syscall.EBADF)
	}
	return nil
}

// changeLocked carries out a change that leaves the file with size bytes.
func (f *memFile) changeLocked(op string, c dataChange, size int64) error {
	grown := size - int64(len(f.inode.data))
	if f.inode.links > 0 {
		if grown > 0 && f.fs.used+grown > f.fs.capacity {
			return pathError(op, f.name, syscall.ENOSPC)
		}
		f.fs.used += grown
	}
	f.inode.data = c.applyTo(f.inode.data)
	f.inode.pending = append(f.inode.pending, c)
	f.inode.modTime = time.Now()
	return nil
}

func (f *memFile) ReadAt(p []byte, off int64) (int, error) {
	f.fs.mu.Lock()
	defer f.fs.mu.Unlock()
	if err := f.checkLocked("read", false); err != nil {
		return 0, err
	}
	if off < 0 {
		return 0, pathError("read", f.name, fs.ErrInvalid)
	}
	if len(p) == 0 {
		return 0, nil
	}
	if off >= int64(len(f.inode.data)) {
		return 0, io.EOF
	}
	n := copy(p, f.inode.data[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (f *memFile) WriteAt(p []byte, off int64) (int, error) {
	f.fs.mu.Lock()
	defer f.fs.mu.Unlock()
	if err := f.checkLocked("write", true); err != nil {
		return 0, err
	}
	if off < 0 {
		return 0, pathError("write", f.name, fs.ErrInvalid)
	}
	if len(p) == 0 {
		return 0, nil
	}
	size := max(int64(len(f.inode.data)), off+int64(len(p)))
	if err := f.changeLocked("write", dataChange{off, slices.Clone(p)}, size); err != nil {
		return 0, err
	}
	return len(p), nil
}

func (f *memFile) Truncate(size int64) error {
	f.fs.mu.Lock()
	defer f.fs.mu.Unlock()
	if err := f.checkLocked("truncate", true); err != nil {
		return err
	}
	if size < 0 {
		return pathError("truncate", f.name, fs.ErrInvalid)
	}
	return f.changeLocked("truncate", dataChange{off: size}, size)
}

func (f *memFile) Preallocate(size int64) error {
	f.fs.mu.Lock()
	defer f.fs.mu.Unlock()
	if err := f.checkLocked("fallocate", true); err != nil {
		return err
	}
	if size <= int64(len(f.inode.data)) {
		return nil
	}
	return f.changeLocked("fallocate", dataChange{off: size}, size)
}

func (f *memFile) Sync() error {
	f.fs.mu.Lock()
	defer f.fs.mu.Unlock()
	if err := f.checkLocked("fdatasync", false); err != nil {
		return err
	}
	for _, c := range f.inode.pending {
		f.inode.durable = c.applyTo(f.inode.durable)
	}
	f.inode.pending = nil
	return nil
}

func (f *memFile) Size() (int64, error) {
	f.fs.mu.Lock()
	defer f.fs.mu.Unlock()
	if err := f.checkLocked("stat", false); err != nil {
		return 0, err
	}
	return int64(len(f.inode.data)), nil
}

func (f *memFile) Close() error {
	f.fs.mu.Lock()
	defer f.fs.mu.Unlock()
	if err := f.checkLocked("close", false); err != nil {
		return err
	}
	f.closed = true
	return nil
}
