package durability

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"memgraphd/durability/vfs"
	"memgraphd/durability/wal"
)

// archiveOutdated moves what data of older generations have left to .old, or
// deletes it. That is left to do if the server crashed while they were replaced.
func (s *Store) archiveOutdated() error {
	outdated, err := wal.Outdated(s.fs, s.path(walDir), s.generation)
	if err != nil {
		return err
	}
	files, err := listSnapshots(s.fs, s.path(snapshotsDir))
	if err != nil {
		return err
	}
	for _, f := range readable(files) {
		if f.header.Generation < s.generation {
			outdated = append(outdated, f.path)
		}
	}
	return s.archive(outdated)
}

// archiveAll moves all files but one to .old, or deletes them.
func (s *Store) archiveAll(except string) error {
	var all []string
	for _, dir := range []string{s.path(snapshotsDir), s.path(walDir)} {
		entries, err := s.fs.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for _, entry := range entries {
			path := filepath.Join(dir, entry.Name)
			if entry.Kind == vfs.Regular && path != except && path != except+tmpSuffix {
				all = append(all, path)
			}
		}
	}
	return s.archive(all)
}

func (s *Store) archive(files []string) error {
	if len(files) == 0 {
		return nil
	}
	if !s.opts.DiscardReplaced {
		return s.moveToOld(files)
	}
	for _, path := range files {
		s.retainer.Remove(path)
	}
	return nil
}

// moveToOld makes files the only content of the .old directories beside them.
func (s *Store) moveToOld(files []string) error {
	for _, dir := range []string{s.path(snapshotsDir, oldDir), s.path(walDir, oldDir)} {
		if err := s.emptyDir(dir); err != nil {
			return err
		}
	}
	for _, path := range files {
		dir := filepath.Join(filepath.Dir(path), oldDir)
		if err := vfs.MkdirAll(s.fs, dir); err != nil {
			return err
		}
		to, err := s.freePath(filepath.Join(dir, filepath.Base(path))) // taken if the lock keeps it
		if err != nil {
			return err
		}
		if err := s.retainer.Rename(path, to); err != nil {
			return err
		}
	}
	return nil
}

// emptyDir removes the files in a directory.
func (s *Store) emptyDir(dir string) error {
	entries, err := s.fs.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, entry := range entries {
		if entry.Kind != vfs.Dir {
			s.retainer.Remove(filepath.Join(dir, entry.Name))
		}
	}
	return err
}

// setAside moves the snapshots and the log of earlier runs to .backup.
func (s *Store) setAside() error {
	for _, name := range []string{snapshotsDir, walDir} {
		if err := s.setAsideDir(s.path(name), s.path(backupDir, name)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) setAsideDir(dir, backup string) error {
	entries, err := s.fs.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := vfs.MkdirAll(s.fs, backup); err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.Kind != vfs.Regular {
			continue
		}
		to, err := s.freePath(filepath.Join(backup, entry.Name))
		if err != nil {
			return err
		}
		if err := s.fs.Rename(filepath.Join(dir, entry.Name), to); err != nil {
			return err
		}
	}
	if err := s.fs.SyncDir(backup); err != nil {
		return err
	}
	return s.fs.SyncDir(dir)
}

// freePath adds a number to a path that is taken.
func (s *Store) freePath(path string) (string, error) {
	free := path
	for n := 1; ; n++ {
		taken, err := vfs.Exists(s.fs, free)
		if err != nil || !taken {
			return free, err
		}
		free = fmt.Sprintf("%s.%d", path, n)
	}
}
