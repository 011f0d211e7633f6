package wal

import (
	"path/filepath"
	"time"

	"memgraphd/durability/format"
	"memgraphd/durability/vfs"
)

// segment is the open segment that records are written to.
type segment struct {
	file    vfs.File
	seed    uint32
	grows   bool  // not preallocated
	size    int64 // of the file
	end     int64 // behind the last record
	synced  int64 // everything before it is durable
	records uint64
	first   uint64
}

// continueSegment opens a segment that a scan has read. It syncs it and its
// name: a process that was killed may have left bytes that were readable but
// not on disk.
func continueSegment(fsys vfs.FS, path string, open *openSegment) (*segment, error) {
	file, err := fsys.OpenWrite(path)
	if err != nil {
		return nil, err
	}
	if err = file.Sync(); err == nil {
		err = fsys.SyncDir(filepath.Dir(path))
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return &segment{
		file: file, seed: open.seed, grows: open.grows, size: open.size, end: open.end,
		synced: open.end, records: open.records, first: open.first,
	}, nil
}

// begin turns a prepared file into a segment by writing its header.
func begin(file vfs.File, h format.Header) (*segment, error) {
	h.Kind = format.KindSegment
	h.Created = uint64(time.Now().UnixMicro())
	b := h.Append(nil)
	if _, err := file.WriteAt(b, 0); err != nil {
		return nil, err
	}
	size := max(int64(h.Size), format.HeaderSize)
	return &segment{file: file, seed: format.Sum(b), grows: h.Size == 0, size: size, end: format.HeaderSize}, nil
}

// reserve makes sure that a write up to end finds its space.
func (s *segment) reserve(end int64) error {
	if s.grows || end <= s.size {
		return nil
	}
	if err := s.file.Preallocate(end); err != nil {
		return err
	}
	s.size = end
	return nil
}

// erase makes n bytes behind the last record zero again, or cuts them off, and
// syncs. Overwriting comes first because it leaves the size as it must be at
// any moment; it may need space on file systems that copy on write, which
// truncating does not.
func (s *segment) erase(n int64) error {
	if err := s.blank(n); err != nil {
		return err
	}
	if err := s.file.Sync(); err != nil {
		return err
	}
	s.synced = s.end
	return nil
}

func (s *segment) blank(n int64) error {
	if s.grows {
		s.size = s.end
		return s.file.Truncate(s.end)
	}
	if zeroFill(s.file, s.end, min(s.size, s.end+n)) == nil {
		return nil
	}
	if err := s.file.Truncate(s.end); err != nil {
		return err
	}
	if err := s.file.Preallocate(s.size); err == nil {
		return nil
	}
	return s.file.Truncate(s.size) // without the reservation, then
}

// footer makes the record that seals the segment.
func (s *segment) footer(chain uint32, last uint64) frame {
	foot := footer{records: s.records, first: s.first, size: uint64(max(s.size, s.end+footerSize))}
	return frame{
		prev: chain, typ: typeFooter, timestamp: last, time: uint64(time.Now().UnixMicro()),
		synced: uint64(s.synced), payload: foot.encode(),
	}
}

// zeroFill writes zeros over [from, to).
func zeroFill(file vfs.File, from, to int64) error {
	if from >= to {
		return nil
	}
	zeros := make([]byte, min(zeroChunk, to-from))
	for from < to {
		n, err := file.WriteAt(zeros[:min(int64(len(zeros)), to-from)], from)
		if err != nil {
			return err
		}
		from += int64(n)
	}
	return nil
}
