package durability

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"go.uber.org/zap"

	"memgraphd/durability/vfs"
	"memgraphd/durability/wal"
	"memgraphd/engine"
)

// RecoverSnapshot implements engine.Disk. The file is loaded beside the present
// data and written anew as a snapshot of the next generation; only when that is
// on disk it takes the place of the present data. The file itself is not
// touched. What is replaced goes to .old.
func (s *Store) RecoverSnapshot(ctx context.Context, path string, force bool) error {
	s.snapshotting.Lock() // nobody else writes or retires snapshots meanwhile
	defer s.snapshotting.Unlock()
	if !force && s.Database().LastCommit() != 0 {
		return errNotClean
	}
	if info, err := s.fs.Stat(path); err != nil || info.Kind != vfs.Regular {
		return errNoSuchFile
	}
	own := s.ownEntries(s.Database())
	db, err := s.loadFile(ctx, path, own)
	if err != nil {
		return notRecovered(err)
	}
	generation, err := s.nextGeneration()
	if err != nil {
		db.Close()
		return err
	}
	d, err := s.writeSnapshot(ctx, db, generation)
	if err != nil {
		db.Close()
		return notCopied(err)
	}
	return s.replace(db, d, generation, own)
}

// loadFile loads a snapshot file into a database of its own, but for the entries of spaces that own
// has any of.
func (s *Store) loadFile(ctx context.Context, path string, own []engine.MetaEntry) (*engine.Database, error) {
	defer s.retainer.Pin(path)()
	progress := progressTo(s.log, s.opts.Progress)
	into := newLoadingDatabase(s.database, s.opts.Workers, progress)
	into.amend = func(c *engine.Catalog) {
		c.Meta = slices.DeleteFunc(c.Meta, func(e engine.MetaEntry) bool {
			return slices.ContainsFunc(own, func(o engine.MetaEntry) bool { return o.Space == e.Space })
		})
		c.Meta = append(c.Meta, own...)
	}
	err := readSnapshot(ctx, s.fs, path, s.opts.Workers, into, progress)
	if err == nil {
		err = into.complete()
	}
	if err != nil {
		into.abandon()
		return nil, err
	}
	return into.db, nil
}

// ownEntries returns the entries of Options.OwnSpaces.
func (s *Store) ownEntries(db *engine.Database) []engine.MetaEntry {
	var own []engine.MetaEntry
	for _, space := range s.opts.OwnSpaces {
		for _, key := range db.MetaKeys(space) {
			if val, ok := db.Meta(space, key); ok {
				own = append(own, engine.MetaEntry{Space: space, Key: key, Value: val})
			}
		}
	}
	return own
}

// nextGeneration is higher than that of any file.
func (s *Store) nextGeneration() (uint64, error) {
	files, err := listSnapshots(s.fs, s.path(snapshotsDir))
	if err != nil {
		return 0, err
	}
	_, newest, err := wal.Identify(s.fs, s.path(walDir))
	for _, f := range readable(files) {
		newest = max(newest, f.header.Generation)
	}
	return max(newest, s.generation) + 1, err
}

// replace puts db, whose snapshot is d and which has the entries own, in the place of the
// present data.
func (s *Store) replace(db *engine.Database, d *draft, generation uint64, own []engine.MetaEntry) error {
	s.replacing.Lock()
	old, oldCommits := s.db, s.commits
	oldCommits.stop(errReplaced)
	err := s.decide(d, own)
	var unsynced *unsyncedName
	if err != nil && !errors.As(err, &unsynced) {
		oldCommits.refuse.Store(nil)
		s.replacing.Unlock()
		s.retainer.Remove(d.tmp)
		db.Close()
		return err
	}
	s.generation, s.broken = generation, nil
	err = errors.Join(err, s.switchLog(db, oldCommits.writer, d.path))
	s.replacing.Unlock()
	s.opts.Replaced(db)
	old.Close()
	s.log.Info("The data were replaced by those of a snapshot.", zap.String("file", d.path), zap.Uint64("generation", generation), zap.Error(err))
	return err
}

// decide gives the snapshot of the new data its name, from which on they count. The present
// ones take no commits meanwhile.
func (s *Store) decide(d *draft, own []engine.MetaEntry) error {
	if !slices.EqualFunc(own, s.ownEntries(s.db), sameEntry) {
		return errOwnChanged
	}
	if s.broken != nil { // nothing there can be read: out of the way with it first
		if err := s.archiveAll(d.path); err != nil {
			return err
		}
	}
	return s.publish(d)
}

func sameEntry(a, b engine.MetaEntry) bool {
	return a.Space == b.Space && a.Key == b.Key && bytes.Equal(a.Value, b.Value)
}

// switchLog ends the log of the replaced data and begins one for db. If that
// fails then db takes no commits.
func (s *Store) switchLog(db *engine.Database, old *wal.Writer, path string) error {
	if old != nil {
		if err := old.Close(); err != nil {
			s.log.Warn("The log of replaced data could not be closed.", zap.Error(err))
		}
	}
	var errs []error
	if err := s.archiveAll(path); err != nil {
		errs = append(errs, errNotMoved, err)
	}
	writer, err := s.newLog(db.LastCommit())
	s.attach(db, writer)
	if err != nil {
		errs = append(errs, err)
		s.commits.stop(fmt.Errorf("%w: the log could not be begun: %w", engine.ErrPoisoned, err))
	}
	return errors.Join(errs...)
}

// newLog begins the log of a new generation.
func (s *Store) newLog(base uint64) (*wal.Writer, error) {
	if !s.opts.Log {
		return nil, nil
	}
	opts := wal.ScanOptions{Database: s.database, Generation: s.generation, From: base}
	state, err := wal.Scan(s.fs, filepath.Join(s.dir, walDir), opts, func(wal.Record) error { return nil })
	if err != nil {
		return nil, err
	}
	writer, err := s.openLog(state, base)
	if err == nil && s.retainer.Locked() {
		err = writer.BeginCopy()
	}
	return writer, err
}
