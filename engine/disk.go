package engine

import (
	"context"
	"time"
)

// Disk is what statements may ask of the room that keeps the database on disk
// (CREATE SNAPSHOT, LOCK DATA DIRECTORY and their kin). It is safe for concurrent use.
type Disk interface {
	// CreateSnapshot writes a snapshot now and returns its absolute path.
	CreateSnapshot(ctx context.Context) (path string, err error)
	// Snapshots lists the readable snapshots, newest first.
	Snapshots() ([]SnapshotFile, error)
	// NextSnapshot says when the periodic snapshot is due; false if there is none.
	NextSnapshot() (dir string, due time.Time, ok bool)
	// RecoverSnapshot replaces all data by those of a snapshot file. Without force it refuses unless
	// nothing was ever committed. Nothing is lost if it fails.
	RecoverSnapshot(ctx context.Context, path string, force bool) error
	// LockDirectory puts off every deletion; it reports whether that was already so.
	LockDirectory() (already bool, err error)
	// UnlockDirectory deletes what was due; it reports whether the directory was not locked.
	UnlockDirectory() (already bool, err error)
	// DirectoryLocked reports whether deletions are put off.
	DirectoryLocked() bool
	// SetSnapshotInterval changes the schedule at run time: "" pauses, a number is seconds, else a
	// six-field cron expression.
	SetSnapshotInterval(spec string) error
	// Usage returns the bytes that the data directory takes.
	Usage() (int64, error)
}

// SnapshotFile is a snapshot on disk.
type SnapshotFile struct {
	Path    string
	Commit  uint64 // the last commit in it
	Created time.Time
	Size    int64 // bytes
}
