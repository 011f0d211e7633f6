package durability

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"memgraphd/durability/format"
	"memgraphd/durability/snapshot"
	"memgraphd/durability/vfs"
	"memgraphd/durability/wal"
	"memgraphd/engine"
)

// recovery reads a data directory into something; see [loading].
type recovery struct {
	fs       vfs.FS
	dir      string
	log      *zap.Logger
	workers  int
	progress func(stage string, done, total int)
	begin    func(database uuid.UUID) loading
}

// loading is what recovery fills: a database, or nothing at all when the files
// are only to be verified.
type loading interface {
	// catalog comes before everything else if there is a snapshot.
	catalog(c *engine.Catalog) (snapshot.Target, error)
	// loaded follows the last chunk.
	loaded() error
	// replay applies a record of the log.
	replay(r wal.Record) error
	// complete follows the last record.
	complete() error
	// abandon gives up what was loaded.
	abandon()
}

// recovered is what a data directory was found to hold.
type recovered struct {
	database   uuid.UUID
	generation uint64
	snapshot   *snapshotFile // nil: none
	log        *wal.State
	last       uint64 // the last commit
	loading    loading
}

func (r *recovery) run(ctx context.Context) (*recovered, error) {
	start := time.Now()
	files, err := listSnapshots(r.fs, filepath.Join(r.dir, snapshotsDir))
	if err != nil {
		return nil, err
	}
	found, err := r.attempt(ctx, files)
	if err != nil {
		return nil, err
	}
	r.report(found, time.Since(start))
	return found, nil
}

// report says what recovery has come to.
func (r *recovery) report(found *recovered, took time.Duration) {
	path, state := "none", found.log
	if found.snapshot != nil {
		path = found.snapshot.path
	}
	if state.Torn != nil {
		r.log.Warn("The last write before a crash was not finished and is cut off. Nothing in it had been acknowledged.",
			zap.String("file", state.Torn.File), zap.Int64("offset", state.Torn.Offset), zap.Int64("bytes", state.Torn.Bytes))
	}
	r.log.Info("Everything was recovered.", zap.String("snapshot", path), zap.Uint64("last commit", found.last),
		zap.Int64("log records", state.Records), zap.Bool("clean stop", state.Clean), zap.Duration("took", took))
}

// attempt tries the snapshots of the newest generation, newest first. An older
// one than the newest must, with the log, reach as far as all that were passed over.
func (r *recovery) attempt(ctx context.Context, files []snapshotFile) (*recovered, error) {
	good := readable(files)
	if err := oneDatabase(good); err != nil {
		return nil, err
	}
	var damage error
	var reach uint64
	passOver := func(f *snapshotFile, err error) {
		r.log.Error("A snapshot is damaged. An older one is tried together with the log.", zap.String("file", f.path), zap.Error(err))
		if f.commit >= reach || damage == nil {
			damage = err
		}
		reach = max(reach, f.commit)
	}
	for i := range files {
		if files[i].damage != nil {
			passOver(&files[i], files[i].damage)
		}
	}
	for i := range good {
		f := &good[i]
		if f.header.Generation != good[0].header.Generation {
			break
		}
		found, err := r.from(ctx, f, reach, damage)
		var bad *badSnapshot
		if !errors.As(err, &bad) {
			return found, err
		}
		passOver(f, bad.err)
	}
	if len(good) > 0 && good[0].header.Generation > 0 {
		return nil, damage // what came before it does not lead to it
	}
	return r.from(ctx, nil, reach, damage)
}

// oneDatabase refuses snapshots of several databases in one directory.
func oneDatabase(files []snapshotFile) error {
	for i := range files {
		if files[i].header.Database != files[0].header.Database {
			return &format.CorruptError{
				File: files[i].path, Offset: 16,
				What:   fmt.Sprintf("it belongs to database %v, but %s to database %v", files[i].header.Database, files[0].path, files[0].header.Database),
				Advice: "move the files that do not belong here out of the data directory; to load one of them use RECOVER SNAPSHOT",
			}
		}
	}
	return nil
}

// badSnapshot is the failure of a snapshot, after which an older one may do.
type badSnapshot struct{ err error }

func (e *badSnapshot) Error() string { return e.err.Error() }

// from recovers from one snapshot (nil: from none) and the log. If damage is
// not nil then the result must reach the commit reach, or damage is returned.
func (r *recovery) from(ctx context.Context, f *snapshotFile, reach uint64, damage error) (*recovered, error) {
	found := &recovered{snapshot: f}
	opts := wal.ScanOptions{}
	if f != nil {
		found.database, found.generation = f.header.Database, f.header.Generation
		opts = wal.ScanOptions{Database: found.database, Generation: found.generation, From: f.header.Timestamp}
	} else if err := r.identify(found); err != nil {
		return nil, err
	}
	found.loading = r.begin(found.database)
	log := r.readLog(ctx, opts)
	defer log.end()
	err := r.load(ctx, found)
	if err == nil {
		found.log, err = log.apply(found.loading, r.progress)
	}
	if err == nil {
		found.last = max(opts.From, found.log.Last)
		err = proveReach(found, reach, damage)
	}
	if err == nil {
		err = found.loading.complete()
	}
	if err != nil {
		found.loading.abandon()
		return nil, err
	}
	return found, nil
}

// identify finds out whose log is continued where there is no snapshot.
func (r *recovery) identify(found *recovered) (err error) {
	found.database, _, err = wal.Identify(r.fs, filepath.Join(r.dir, walDir))
	if err == nil && found.database == uuid.Nil {
		found.database = uuid.New()
	}
	return err
}

// proveReach allows damaged snapshots to be passed over only if what was
// recovered without them goes at least as far.
func proveReach(found *recovered, reach uint64, damage error) error {
	if damage == nil || found.last >= reach && (found.snapshot != nil || !found.log.Empty()) {
		return nil
	}
	return fmt.Errorf("%w; without it only commits up to %d of %d can be recovered", damage, found.last, reach)
}

// load fills found.loading from its snapshot.
func (r *recovery) load(ctx context.Context, found *recovered) error {
	if found.snapshot == nil {
		return nil
	}
	err := readSnapshot(ctx, r.fs, found.snapshot.path, r.workers, found.loading, r.progress)
	if err == nil || ctx.Err() != nil {
		return err
	}
	if !errors.Is(err, ErrCorrupt) { // which names the file itself
		err = fmt.Errorf("load snapshot %s: %w", found.snapshot.path, err)
	}
	return &badSnapshot{err}
}

// readSnapshot reads a snapshot file into something.
func readSnapshot(ctx context.Context, fsys vfs.FS, path string, workers int, into loading, progress func(string, int, int)) error {
	reader, err := snapshot.Open(fsys, path)
	if err != nil {
		return err
	}
	defer reader.Close()
	target, err := into.catalog(reader.Catalog)
	if err != nil {
		return err
	}
	err = reader.Each(ctx, workers, target, func(done, total int) { progress("load snapshot", done, total) })
	if err != nil {
		return err
	}
	return into.loaded()
}
