package wal

import (
	"errors"
	"io/fs"
	"path/filepath"

	"memgraphd/durability/format"
	"memgraphd/durability/vfs"
)

// cleanName is the file that a clean stop leaves behind. It says where the log
// ends, so that a log that was cut or lost its last segments is noticed. It is
// removed, durably, before the next commit is written.
const cleanName = "CLEAN"

func writeClean(fsys vfs.FS, dir string, h format.Header) error {
	h.Kind = format.KindClean
	return vfs.WriteFile(fsys, filepath.Join(dir, cleanName), h.Append(nil))
}

// removeClean deletes the mark durably.
func removeClean(fsys vfs.FS, dir string) error {
	if err := vfs.RemoveIfExists(fsys, filepath.Join(dir, cleanName)); err != nil {
		return err
	}
	return fsys.SyncDir(dir)
}

// checkClean holds the end of the log against the mark of a clean stop, if
// there is one.
func (s *scanner) checkClean(dir string) error {
	path := filepath.Join(dir, cleanName)
	data, err := vfs.ReadFile(s.fs, path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var mark format.Header
	if err := mark.Decode(data, format.KindClean); err != nil || len(data) != format.HeaderSize {
		return corrupt(path, 0, "delete it if all other files of the directory are known to be complete", "the mark of a clean stop is damaged (%v)", err)
	}
	if mark.Generation != s.opts.Generation && !s.begun {
		return nil
	}
	return s.compareClean(path, &mark)
}

func (s *scanner) compareClean(path string, mark *format.Header) error {
	st := &s.state
	if !s.begun {
		if mark.Timestamp <= s.opts.From {
			return nil // the snapshot holds all of it
		}
		return corrupt(path, 0, adviceMissing, "the server stopped cleanly after commit %d, but the log is gone", mark.Timestamp)
	}
	switch {
	case mark.Database != st.Database:
		return corrupt(path, 16, adviceForeign, "it belongs to database %v, not to %v", mark.Database, st.Database)
	case mark.Timestamp != st.Last || mark.Chain != st.chain: // an empty segment more says nothing
		return corrupt(path, 0, adviceMissing,
			"the server stopped cleanly after commit %d in segment %d, but the log ends with commit %d in segment %d",
			mark.Timestamp, mark.Sequence, st.Last, s.before)
	case st.Torn != nil:
		return corrupt(st.Torn.File, st.Torn.Offset, adviceRestore,
			"%d bytes follow the last record although the server stopped cleanly", st.Torn.Bytes)
	}
	st.Clean = true
	return nil
}
