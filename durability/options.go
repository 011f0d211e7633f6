package durability

import (
	"time"

	"go.uber.org/zap"

	"memgraphd/durability/vfs"
	"memgraphd/engine"
)

// Options configure a [Store].
type Options struct {
	// Directory holds the data; it is made if it is missing.
	Directory string
	// FS is the file system; nil is the operating system's.
	FS vfs.FS
	// Logger is told of recovery, snapshots and failures; nil is silent.
	Logger *zap.Logger
	// LockTimeout is how long to wait for another process to leave the
	// directory; 0 does not wait.
	LockTimeout time.Duration

	// SkipRecovery starts empty and moves what is there to .backup.
	SkipRecovery bool
	// AllowFailure starts with an empty database that keeps nothing if
	// recovery fails; see [Store.Broken].
	AllowFailure bool
	// Workers loads snapshots and builds indexes; 0 is one for each processor.
	Workers int
	// Progress, if set, is told how recovery goes on, from several goroutines.
	Progress func(stage string, done, total int)

	// Log switches the write-ahead log on. Without it commits since the last
	// snapshot are lost when the process ends, unless SnapshotOnExit.
	Log bool
	// SegmentSize is the size of log files in bytes; 0 is 20 MiB.
	SegmentSize int64
	// SyncEvery is the number of commits between syncs of the log; 0 and 1
	// make each commit durable before it is acknowledged.
	SyncEvery int

	// SnapshotInterval says when snapshots are made: "" never, a number of
	// seconds, or a cron expression of six fields.
	SnapshotInterval string
	// Location is the time zone of the cron expression; nil is UTC.
	Location *time.Location
	// SnapshotOnExit makes a snapshot in Close.
	SnapshotOnExit bool
	// SnapshotWorkers write snapshots beside the work at hand; 0 is half the processors.
	SnapshotWorkers int
	// Retention is the number of snapshots to keep; 0 is 3.
	Retention int
	// DiscardReplaced deletes what RECOVER SNAPSHOT replaces instead of
	// moving it to .old.
	DiscardReplaced bool
	// OwnSpaces are the spaces of the store's key-value entries that are this
	// server's own (users, settings) and not the data's. RECOVER SNAPSHOT keeps
	// what is in them; only those that are empty are filled from the file.
	OwnSpaces []string
	// Replaced is called when RECOVER SNAPSHOT has replaced the data: db takes
	// the place of the database that was returned before, which takes no more
	// commits but can still be read.
	Replaced func(db *engine.Database)
}

func (o *Options) withDefaults() Options {
	d := *o
	if d.FS == nil {
		d.FS = vfs.OS()
	}
	if d.Logger == nil {
		d.Logger = zap.NewNop()
	}
	if d.Location == nil {
		d.Location = time.UTC
	}
	if d.Retention <= 0 {
		d.Retention = 3
	}
	if d.Replaced == nil {
		d.Replaced = func(*engine.Database) {}
	}
	return d
}
