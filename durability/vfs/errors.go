package vfs

import (
	"errors"
	"io/fs"
)

// ErrLocked reports that another process, or another part of this one, holds a lock.
var ErrLocked = errors.New("locked by another process")

// notDirError reports a file where a directory is needed.
type notDirError struct{ path string }

func (e *notDirError) Error() string {
	return e.path + ": is a file, but a directory is needed here: move it away"
}

// Exists reports whether name stands for anything.
func Exists(fsys FS, name string) (bool, error) {
	_, err := fsys.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// RemoveIfExists deletes a file and is content if there is none.
func RemoveIfExists(fsys FS, name string) error {
	err := fsys.Remove(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
