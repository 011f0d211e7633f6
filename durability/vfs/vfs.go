package vfs

import (
	"io"
	"path/filepath"
	"time"
)

// FS is a file system. Paths are the operating system's (absolute or relative
// to the working directory). All methods are safe for concurrent use. Errors
// are *fs.PathError or *os.LinkError and match [io/fs.ErrNotExist],
// [io/fs.ErrExist] and the syscall error behind them with errors.Is.
type FS interface {
	// Create makes a new, empty file open for reading and writing. It fails
	// with fs.ErrExist if the name is taken: nothing is overwritten by accident.
	Create(name string) (File, error)
	// OpenWrite opens an existing file for reading and writing.
	OpenWrite(name string) (File, error)
	// Open opens an existing file for reading.
	Open(name string) (File, error)
	// Rename gives a file another name, replacing what had it. Both directories
	// need SyncDir before the rename is durable.
	Rename(oldName, newName string) error
	// Remove deletes a file or an empty directory.
	Remove(name string) error
	// Link gives a file a second name. It fails if newName is taken.
	Link(oldName, newName string) error
	// ReadDir lists a directory, sorted by name.
	ReadDir(dir string) ([]Info, error)
	// Mkdir makes one directory; its parent must exist. See [MkdirAll].
	Mkdir(dir string) error
	// SyncDir makes the names in dir durable.
	SyncDir(dir string) error
	// Lock takes the exclusive lock on the file name, which is made if it does
	// not exist, and holds it until the result is closed or the process ends.
	// It does not wait: if another holds the lock the error is [ErrLocked].
	Lock(name string) (io.Closer, error)
	// Stat describes a file or directory, following symbolic links.
	Stat(name string) (Info, error)
	// Usage reports the space dir and everything below it takes, and what is
	// left on its disk.
	Usage(dir string) (Usage, error)
}

// File is an open file. Its methods are safe for concurrent use, except that
// nothing may run during or after Close.
type File interface {
	io.ReaderAt
	// WriteAt writes all of p at off. On an error any part of p may have been written.
	io.WriterAt
	// Truncate sets the size, cutting the file or filling it up with zeros.
	Truncate(size int64) error
	// Preallocate reserves space for bytes [0, size) and extends the file to
	// size with zeros if it is shorter. It never shrinks a file. A full disk is
	// met here and not by the writes that follow.
	Preallocate(size int64) error
	// Sync makes the file's bytes and size durable. After an error nothing is
	// known about what was written since the last success, and a second Sync
	// proves nothing.
	Sync() error
	// Size is the present size in bytes.
	Size() (int64, error)
	// Close releases the file without syncing it.
	Close() error
}

// Kind says what a name stands for.
type Kind uint8

// The kinds of directory entries.
const (
	Regular Kind = iota // a regular file
	Dir                 // a directory
	Other               // a symbolic link, socket, device …
)

// Info describes a directory entry.
type Info struct {
	Name    string // base name
	Kind    Kind
	Size    int64 // bytes, for regular files
	ModTime time.Time
}

// Usage is space in bytes.
type Usage struct {
	Used  int64 // by the directory and all below it
	Free  int64 // available to this process on the disk
	Total int64 // of the disk
}

// MkdirAll makes dir and every missing parent, and makes each new name durable.
func MkdirAll(fsys FS, dir string) error {
	dir = filepath.Clean(dir)
	info, err := fsys.Stat(dir)
	if err == nil {
		if info.Kind != Dir {
			return &notDirError{dir}
		}
		return nil
	}
	parent := filepath.Dir(dir)
	if parent == dir {
		return err
	}
	if err := MkdirAll(fsys, parent); err != nil {
		return err
	}
	if err := fsys.Mkdir(dir); err != nil {
		return err
	}
	if err := fsys.SyncDir(parent); err != nil {
		_ = fsys.Remove(dir) // or the next call would take it for durable
		return err
	}
	return nil
}

// ReadFile returns the whole content of a file.
func ReadFile(fsys FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size, err := f.Size()
	if err != nil {
		return nil, err
	}
	data := make([]byte, size)
	n, err := f.ReadAt(data, 0)
	if err == io.EOF { // it shrank in between
		err = nil
	}
	return data[:n], err
}

// WriteFile replaces the content of a file so that after a crash the name
// stands for either the old content or the new one: written under name+".tmp",
// synced, renamed, directory synced.
func WriteFile(fsys FS, name string, data []byte) error {
	tmp := name + ".tmp"
	if err := RemoveIfExists(fsys, tmp); err != nil {
		return err
	}
	if err := writeNew(fsys, tmp, data); err != nil {
		_ = RemoveIfExists(fsys, tmp)
		return err
	}
	if err := fsys.Rename(tmp, name); err != nil {
		_ = RemoveIfExists(fsys, tmp)
		return err
	}
	return fsys.SyncDir(filepath.Dir(name))
}

func writeNew(fsys FS, name string, data []byte) error {
	f, err := fsys.Create(name)
	if err != nil {
		return err
	}
	if _, err := f.WriteAt(data, 0); err != nil {
		_ = f.Close()
		return err
	}
	if err := f.Sync(); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}
