package durability

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"go.uber.org/zap"

	"memgraphd/durability/snapshot"
	"memgraphd/durability/vfs"
	"memgraphd/durability/wal"
	"memgraphd/engine"
)

// CreateSnapshot implements engine.Disk. It writes a snapshot even if nothing
// has changed since the last one. Writers are not stopped.
func (s *Store) CreateSnapshot(ctx context.Context) (path string, err error) {
	return s.snapshot(ctx, true)
}

// periodic is called by the scheduler.
func (s *Store) periodic() {
	_, err := s.snapshot(context.Background(), false)
	switch {
	case errors.Is(err, errNothingNew):
		s.log.Info("No periodic snapshot was made: nothing has been written since the last one.")
	case err != nil && !errors.Is(err, errAborted):
		s.log.Warn("The periodic snapshot failed.", zap.Error(err))
	}
}

// snapshot writes a snapshot, verifies it, gives it its name and then retires
// what it replaces.
func (s *Store) snapshot(ctx context.Context, forced bool) (string, error) {
	if !s.snapshotting.TryLock() {
		return "", errSnapshotRunning
	}
	defer s.snapshotting.Unlock()
	return s.snapshotLocked(ctx, forced)
}

// snapshotLocked is snapshot for whoever holds s.snapshotting.
func (s *Store) snapshotLocked(ctx context.Context, forced bool) (string, error) {
	s.replacing.RLock()
	defer s.replacing.RUnlock()
	if s.broken != nil || s.ctx.Err() != nil {
		return "", errAborted
	}
	if !forced && s.lastSnapshot.Load() == s.db.LastCommit()+1 || !forced && s.db.LastCommit() == 0 {
		return "", errNothingNew
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.ctx, cancel)()
	start := time.Now()
	draft, err := s.writeSnapshot(ctx, s.db, s.generation)
	if err == nil {
		err = s.publish(draft)
	}
	if err != nil {
		if s.ctx.Err() != nil {
			return "", errAborted
		}
		return "", err
	}
	s.log.Info("A snapshot was made.", zap.String("file", draft.path), zap.Uint64("last commit", draft.info.Header.Timestamp),
		zap.Int64("bytes", draft.info.Size), zap.Duration("took", time.Since(start)))
	s.retire()
	return draft.path, nil
}

// draft is a snapshot that is complete but does not count yet.
type draft struct {
	tmp, path string
	info      *snapshot.Info
}

// writeSnapshot leaves a durable and verified snapshot of db under a temporary
// name, or nothing.
func (s *Store) writeSnapshot(ctx context.Context, db *engine.Database, generation uint64) (*draft, error) {
	view := db.Snapshot()
	defer view.Release()
	created, path, err := s.freeName(s.path(snapshotsDir), view.Catalog().Commit)
	if err != nil {
		return nil, err
	}
	d := &draft{tmp: path + tmpSuffix, path: path}
	d.info, err = s.writeVerified(ctx, d.tmp, view, snapshot.WriteOptions{
		Database: s.database, Generation: generation, Created: created, Workers: s.snapshotWorkers(),
	})
	if err != nil {
		s.retainer.Remove(d.tmp)
		return nil, err
	}
	return d, nil
}

// publish gives a snapshot its name. From then on it counts.
func (s *Store) publish(d *draft) error {
	if err := s.retainer.Rename(d.tmp, d.path); err != nil {
		s.retainer.Remove(d.tmp)
		return err
	}
	if err := s.fs.SyncDir(s.path(snapshotsDir)); err != nil {
		return &unsyncedName{d.path, err}
	}
	s.lastSnapshot.Store(d.info.Header.Timestamp + 1)
	return nil
}

// unsyncedName reports that a snapshot has its name, but may lose it in a crash.
type unsyncedName struct {
	path string
	err  error
}

func (e *unsyncedName) Error() string {
	return fmt.Sprintf("the snapshot %s was written, but it is not known whether its name is on disk: %v", e.path, e.err)
}

func (e *unsyncedName) Unwrap() error { return e.err }

func (s *Store) writeVerified(ctx context.Context, tmp string, src snapshot.Source, opts snapshot.WriteOptions) (*snapshot.Info, error) {
	info, err := snapshot.Write(ctx, s.fs, tmp, src, opts)
	if errors.Is(err, syscall.ENOSPC) {
		return nil, fmt.Errorf("%w: make room and repeat the statement; the snapshots there are stay as they are", err)
	}
	if err != nil {
		return nil, err
	}
	if _, err := snapshot.Verify(ctx, s.fs, tmp, opts.Workers); err != nil {
		return nil, fmt.Errorf("reading the new snapshot back: %w", err)
	}
	return info, nil
}

// freeName finds a name that is not taken, by moving the time if need be.
func (s *Store) freeName(dir string, commit uint64) (time.Time, string, error) {
	for created := time.Now(); ; created = created.Add(time.Microsecond) {
		path := filepath.Join(dir, snapshot.Name(created, commit))
		taken, err := vfs.Exists(s.fs, path)
		if err == nil && !taken {
			taken, err = vfs.Exists(s.fs, path+tmpSuffix)
		}
		if err != nil || !taken {
			return created, path, err
		}
	}
}

func (s *Store) snapshotWorkers() int {
	if s.opts.SnapshotWorkers > 0 {
		return s.opts.SnapshotWorkers
	}
	return max(1, runtime.GOMAXPROCS(0)/2)
}

// retire removes the snapshots beyond the number to keep, and the segments of
// the log that none of the others needs. As long as there are fewer snapshots
// than that the whole log is kept, so that it can stand in for all of them.
// Files that are not this database's are not touched.
func (s *Store) retire() {
	files, err := listSnapshots(s.fs, s.path(snapshotsDir))
	if err != nil {
		s.log.Warn("Old snapshots could not be looked for.", zap.Error(err))
		return
	}
	var own []snapshotFile
	for _, f := range readable(files) {
		if f.header.Database == s.database && f.header.Generation == s.generation {
			own = append(own, f)
		}
	}
	if len(own) < s.opts.Retention {
		return
	}
	for _, f := range own[s.opts.Retention:] {
		s.retainer.Remove(f.path)
	}
	if s.commits.writer != nil {
		s.retireLog(s.commits.writer.KeepFrom(own[s.opts.Retention-1].commit))
	}
}

// retireLog removes the segments below a sequence number.
func (s *Store) retireLog(keep uint64) {
	entries, err := s.fs.ReadDir(s.path(walDir))
	if err != nil {
		s.log.Warn("Old segments of the log could not be looked for.", zap.Error(err))
		return
	}
	for _, entry := range entries {
		if sequence, ok := wal.Sequence(entry.Name); ok && sequence < keep {
			s.retainer.Remove(s.path(walDir, entry.Name))
		}
	}
}

// Snapshots implements engine.Disk.
func (s *Store) Snapshots() ([]engine.SnapshotFile, error) {
	files, err := listSnapshots(s.fs, s.path(snapshotsDir))
	if err != nil {
		return nil, err
	}
	list := []engine.SnapshotFile{}
	for _, f := range readable(files) {
		list = append(list, engine.SnapshotFile{Path: f.path, Commit: f.commit, Created: f.info.ModTime, Size: f.info.Size})
	}
	return list, nil
}
