package durability

import (
	"strings"
	"time"

	"go.uber.org/zap"
)

// LockDirectory implements engine.Disk. From its return until UnlockDirectory
// no file disappears, and a copy of the directory, file by file in any order,
// is a directory that can be started from.
func (s *Store) LockDirectory() (already bool, err error) {
	s.replacing.RLock()
	defer s.replacing.RUnlock()
	if s.retainer.Lock() {
		return true, nil
	}
	if s.commits.writer == nil {
		return false, nil
	}
	if err := s.commits.writer.BeginCopy(); err != nil {
		s.retainer.Unlock()
		return false, err
	}
	return false, nil
}

// UnlockDirectory implements engine.Disk.
func (s *Store) UnlockDirectory() (already bool, err error) {
	s.replacing.RLock()
	defer s.replacing.RUnlock()
	if s.commits.writer != nil {
		err = s.commits.writer.EndCopy()
	}
	return s.retainer.Unlock(), err
}

// DirectoryLocked implements engine.Disk.
func (s *Store) DirectoryLocked() bool { return s.retainer.Locked() }

// NextSnapshot implements engine.Disk.
func (s *Store) NextSnapshot() (dir string, due time.Time, ok bool) {
	due, ok = s.schedule.due()
	return s.path(snapshotsDir), due, ok
}

// SetSnapshotInterval implements engine.Disk.
func (s *Store) SetSnapshotInterval(spec string) error { return s.schedule.set(spec) }

// Usage implements engine.Disk.
func (s *Store) Usage() (int64, error) {
	usage, err := s.fs.Usage(s.dir)
	return usage.Used, err
}

// tidy removes what a crash left behind: snapshots that were never finished,
// and files of older generations.
func (s *Store) tidy() {
	entries, err := s.fs.ReadDir(s.path(snapshotsDir))
	if err != nil {
		s.log.Warn("Unfinished snapshots could not be looked for.", zap.Error(err))
	}
	for _, entry := range entries {
		if strings.HasSuffix(entry.Name, tmpSuffix) {
			s.retainer.Remove(s.path(snapshotsDir, entry.Name))
		}
	}
	if err := s.archiveOutdated(); err != nil {
		s.log.Warn("Files of data that were replaced could not be moved away; they are ignored.", zap.Error(err))
	}
}
