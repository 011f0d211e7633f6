package durability

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"memgraphd/durability/retain"
	"memgraphd/durability/vfs"
	"memgraphd/durability/wal"
	"memgraphd/engine"
)

// Store is a database on disk. It implements [engine.Disk] and is safe for
// concurrent use.
type Store struct {
	opts     Options
	fs       vfs.FS
	dir      string // absolute
	log      *zap.Logger
	lock     io.Closer
	retainer *retain.Retainer
	schedule *scheduler
	ctx      context.Context // ends with Close
	cancel   context.CancelFunc

	snapshotting sync.Mutex   // held while a snapshot is written
	replacing    sync.RWMutex // see doc.go; guards the four below
	db           *engine.Database
	commits      *log
	generation   uint64
	broken       error

	database     uuid.UUID
	lastSnapshot atomic.Uint64 // commit of the newest snapshot, plus one; 0: there is none
	closing      sync.Once
	closed       error
}

var _ engine.Disk = (*Store)(nil)

// Open locks a data directory, recovers the database in it, and from then on
// keeps it there. If it is refused because a file is damaged or missing the
// error matches [ErrCorrupt]. ctx bounds the wait for the lock and recovery.
func Open(ctx context.Context, opts Options) (*Store, error) {
	opts = opts.withDefaults()
	dir, err := filepath.Abs(opts.Directory)
	if err != nil {
		return nil, err
	}
	s := &Store{opts: opts, fs: opts.FS, dir: dir, log: opts.Logger, retainer: retain.New(opts.FS, opts.Logger)}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.schedule = newScheduler(opts.Location, s.periodic)
	if err := s.schedule.set(opts.SnapshotInterval); err != nil {
		return nil, err
	}
	if s.lock, err = acquire(ctx, s.fs, dir, opts.LockTimeout); err != nil {
		return nil, err
	}
	if err := s.start(ctx); err != nil {
		_ = s.lock.Close()
		return nil, err
	}
	s.schedule.start(s.ctx)
	return s, nil
}

func (s *Store) path(parts ...string) string {
	return filepath.Join(append([]string{s.dir}, parts...)...)
}

// start recovers the database and attaches it to the log.
func (s *Store) start(ctx context.Context) error {
	if s.opts.SkipRecovery {
		if err := s.setAside(); err != nil {
			return fmt.Errorf("move the data of earlier runs to %s: %w", s.path(backupDir), err)
		}
	}
	if err := vfs.MkdirAll(s.fs, s.path(snapshotsDir)); err != nil {
		return err
	}
	found, err := s.recovery(s.workingDatabase).run(ctx)
	switch {
	case err == nil:
		return s.adopt(found)
	case s.opts.AllowFailure && ctx.Err() == nil:
		s.log.Error("Recovery failed. An empty database is served, and nothing is kept until RECOVER SNAPSHOT.", zap.Error(err))
		s.broken = err
		s.attach(engine.New(engine.Options{Workers: s.opts.Workers}), nil)
		s.database, err = uuid.Parse(s.db.UUID())
		return err
	default:
		return explainPermission(s.dir, err)
	}
}

func (s *Store) recovery(begin func(uuid.UUID) loading) *recovery {
	return &recovery{
		fs: s.fs, dir: s.dir, log: s.log, workers: s.opts.Workers,
		progress: progressTo(s.log, s.opts.Progress), begin: begin,
	}
}

func (s *Store) workingDatabase(id uuid.UUID) loading {
	return newLoadingDatabase(id, s.opts.Workers, progressTo(s.log, s.opts.Progress))
}

// adopt takes over what was recovered and continues its log.
func (s *Store) adopt(found *recovered) error {
	db := found.loading.(*loadingDatabase).db
	s.database, s.generation = found.database, found.generation
	if found.snapshot != nil {
		s.lastSnapshot.Store(found.snapshot.commit + 1)
	}
	writer, err := s.openLog(found.log, db.LastCommit())
	if err != nil {
		db.Close()
		return err
	}
	s.attach(db, writer)
	s.tidy()
	return nil
}

// openLog continues the log; nil if it is switched off.
func (s *Store) openLog(state *wal.State, last uint64) (*wal.Writer, error) {
	if !s.opts.Log {
		return nil, nil
	}
	return wal.Open(s.fs, s.path(walDir), wal.Options{
		Database: s.database, Generation: s.generation, Base: last,
		SegmentSize: s.opts.SegmentSize, SyncEvery: s.opts.SyncEvery, Logger: s.log,
	}, state)
}

// attach makes db the database, with commits going to writer.
func (s *Store) attach(db *engine.Database, writer *wal.Writer) {
	s.db, s.commits = db, &log{writer: writer}
	db.SetLog(s.commits)
}

// Database returns the database. RECOVER SNAPSHOT replaces it, see
// Options.Replaced.
func (s *Store) Database() *engine.Database {
	s.replacing.RLock()
	defer s.replacing.RUnlock()
	return s.db
}

// Broken returns why recovery failed, if it did and Options.AllowFailure let
// the store be opened nevertheless. Such a database keeps nothing on disk until
// RECOVER SNAPSHOT has mended it.
func (s *Store) Broken() error {
	s.replacing.RLock()
	defer s.replacing.RUnlock()
	return s.broken
}

// LogStats returns figures on the log; false if it is switched off.
func (s *Store) LogStats() (wal.Stats, bool) {
	s.replacing.RLock()
	defer s.replacing.RUnlock()
	if s.commits.writer == nil {
		return wal.Stats{}, false
	}
	return s.commits.writer.Stats(), true
}

// Healthy returns why the database takes no commits any more, or nil.
func (s *Store) Healthy() error {
	if err := s.Broken(); err != nil {
		return err
	}
	stats, _ := s.LogStats()
	return stats.Poison
}

// Close makes the last snapshot, if that was asked for, ends the log with the
// mark of a clean stop, carries out deletions that were put off and leaves the
// directory. A snapshot that is being written is awaited if there is to be a last
// one, and abandoned otherwise. Transactions must have ended.
func (s *Store) Close() error {
	s.closing.Do(func() { s.closed = s.close() })
	return s.closed
}

func (s *Store) close() error {
	if !s.opts.SnapshotOnExit {
		s.cancel()
	}
	s.schedule.stop()
	var errs []error
	if s.opts.SnapshotOnExit {
		errs = append(errs, s.exitSnapshot())
	}
	s.cancel()
	s.snapshotting.Lock() // whoever is at it must have seen that
	defer s.snapshotting.Unlock()
	s.replacing.Lock()
	defer s.replacing.Unlock()
	s.db.Close()
	if s.commits.writer != nil {
		errs = append(errs, s.commits.writer.Close())
	}
	s.retainer.Unlock()
	errs = append(errs, s.lock.Close())
	return errors.Join(errs...)
}

func (s *Store) exitSnapshot() error {
	s.snapshotting.Lock() // waits for one that is running
	defer s.snapshotting.Unlock()
	_, err := s.snapshotLocked(s.ctx, false)
	if errors.Is(err, errNothingNew) || s.Broken() != nil {
		return nil
	}
	return err
}

// progressTo reports to the log, at most once in a while, and to report.
func progressTo(logger *zap.Logger, report func(stage string, done, total int)) func(string, int, int) {
	const pause = 5 * time.Second
	var last atomic.Int64
	last.Store(time.Now().UnixNano())
	return func(stage string, done, total int) {
		if report != nil {
			report(stage, done, total)
		}
		before, now := last.Load(), time.Now().UnixNano()
		if now-before > int64(pause) && last.CompareAndSwap(before, now) {
			logger.Info("Recovery goes on.", zap.String("stage", stage), zap.Int("done", done), zap.Int("total", total))
		}
	}
}
