package wal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"

	"memgraphd/durability/format"
	"memgraphd/durability/vfs"
)

const suffix = ".wal"

// fileName is the name of a segment: twenty digits, so that names sort as numbers do.
func fileName(sequence uint64) string { return fmt.Sprintf("%020d%s", sequence, suffix) }

// Sequence returns the sequence number in a segment's file name.
func Sequence(name string) (uint64, bool) {
	digits, ok := strings.CutSuffix(filepath.Base(name), suffix)
	if !ok || len(digits) != 20 {
		return 0, false
	}
	n, err := strconv.ParseUint(digits, 10, 64)
	return n, err == nil && n > 0
}

// segmentFile is a segment found on disk, known by its header only.
type segmentFile struct {
	path     string
	sequence uint64 // of the name
	header   format.Header
	seed     uint32
	size     int64
	used     bool  // false: the header was never written, see prepare
	damage   error // what is wrong with the header
}

// listSegments reads the headers of all segments, in order, and finds out which are in use.
func listSegments(fsys vfs.FS, dir string) ([]segmentFile, error) {
	segments, err := listHeaders(fsys, dir)
	for i := range segments {
		if s := &segments[i]; err == nil && s.damage != nil {
			s.used, err = anyRecords(fsys, s.path)
		}
	}
	return segments, err
}

// listHeaders reads the headers of all segments, in order. Those without damage are in use.
func listHeaders(fsys vfs.FS, dir string) ([]segmentFile, error) {
	entries, err := fsys.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var segments []segmentFile
	for _, entry := range entries {
		sequence, ok := Sequence(entry.Name)
		if !ok || entry.Kind != vfs.Regular {
			continue
		}
		seg := segmentFile{path: filepath.Join(dir, entry.Name), sequence: sequence, size: entry.Size}
		if err := seg.readHeader(fsys); err != nil {
			return nil, err
		}
		segments = append(segments, seg)
	}
	return segments, nil
}

func (s *segmentFile) readHeader(fsys vfs.FS) error {
	b, err := readPrefix(fsys, s.path, format.HeaderSize)
	if err != nil {
		return err
	}
	if s.damage = s.header.Decode(b, format.KindSegment); s.damage == nil {
		s.used, s.seed = true, format.Sum(b)
	}
	return nil
}

// anyRecords reports whether a segment holds anything behind its header. The
// header is synced before the first record is written, so if not, then nothing
// was ever in it and a bad header is but one that was being written.
func anyRecords(fsys vfs.FS, path string) (bool, error) {
	f, err := fsys.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	size, err := f.Size()
	if err != nil {
		return false, err
	}
	b := make([]byte, 256<<10)
	for at := int64(format.HeaderSize); at < size; at += int64(len(b)) {
		n, err := f.ReadAt(b[:min(int64(len(b)), size-at)], at)
		if err != nil && !errors.Is(err, io.EOF) {
			return false, err
		}
		if !format.Zero(b[:n]) {
			return true, nil
		}
	}
	return false, nil
}

// refuseMemgraph sees to it that a log of Memgraph's is not taken for none.
func refuseMemgraph(fsys vfs.FS, dir string) error {
	entries, err := fsys.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.Kind != vfs.Regular {
			continue
		}
		path := filepath.Join(dir, entry.Name)
		b, err := readPrefix(fsys, path, 4)
		if err != nil {
			return err
		}
		if format.IsMemgraph(b) {
			return corrupt(path, 0, "convert the directory first, or start with an empty one", "it is a write-ahead log in Memgraph's format")
		}
	}
	return nil
}

func readPrefix(fsys vfs.FS, path string, n int64) ([]byte, error) {
	f, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size, err := f.Size()
	if err != nil {
		return nil, err
	}
	b := make([]byte, min(n, size))
	_, err = f.ReadAt(b, 0)
	return b, err
}
