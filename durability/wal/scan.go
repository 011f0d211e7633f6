package wal

import (
	"fmt"
	"path/filepath"

	"github.com/google/uuid"

	"memgraphd/durability/format"
	"memgraphd/durability/vfs"
)

// ScanOptions say which log is expected.
type ScanOptions struct {
	// Database must have written the log; the zero UUID accepts whoever did.
	Database uuid.UUID
	// Generation of the data. Segments of an older one are left-overs and are ignored.
	Generation uint64
	// From is the commit that a snapshot ends with; only later records are
	// wanted, and the log must hold every one of them. 0 wants the whole history.
	From uint64
}

// Record is one committed transaction.
type Record struct {
	Timestamp uint64
	Time      uint64 // when it was written, microseconds since 1970
	Payload   []byte // the receiver may keep it
}

// Tail is what a crash left behind the last whole record.
type Tail struct {
	File   string
	Offset int64
	Bytes  int64
}

func (t Tail) String() string {
	return fmt.Sprintf("%s: offset %d: %d bytes of an unfinished write", t.File, t.Offset, t.Bytes)
}

// State is where a log ends. [Open] continues from there.
type State struct {
	Database   uuid.UUID
	Generation uint64
	Last       uint64 // timestamp of the last commit in the log
	Records    int64  // delivered
	Bytes      int64  // read
	Torn       *Tail  // to be cut by Open
	Clean      bool   // the server had stopped cleanly

	segments []SegmentInfo // of the generation, oldest first, needed or not
	sequence uint64        // highest in use, of any generation
	open     *openSegment  // nil: sealed, or no segment at all
	chain    uint32
}

// SegmentInfo describes a segment in use.
type SegmentInfo struct {
	Sequence uint64
	After    uint64 // timestamp of the last commit before it
}

// openSegment is the unsealed last segment.
type openSegment struct {
	sequence uint64
	seed     uint32
	grows    bool
	size     int64
	end      int64  // behind the last whole record
	records  uint64 // in it
	first    uint64 // timestamp of the first of them
}

// Empty reports that there is no log at all.
func (s *State) Empty() bool { return len(s.segments) == 0 }

// Scan reads the log in dir and calls deliver for every record after
// opts.From, in commit order. It verifies every byte on the way and changes
// nothing. It ends in one of three ways: cleanly; with State.Torn set, a torn
// tail that loses nothing that was acknowledged; or with a *CorruptError (or
// the error of deliver or of the file system), and then the log must not be used.
func Scan(fsys vfs.FS, dir string, opts ScanOptions, deliver func(Record) error) (*State, error) {
	segments, err := listSegments(fsys, dir)
	if err == nil && len(segments) == 0 {
		err = refuseMemgraph(fsys, dir)
	}
	if err != nil {
		return nil, err
	}
	s := &scanner{fs: fsys, opts: opts, deliver: deliver}
	s.state = State{Database: opts.Database, Generation: opts.Generation}
	if segments, err = s.choose(segments); err != nil {
		return nil, err
	}
	for i := range segments {
		if err := s.segment(&segments[i], i == len(segments)-1); err != nil {
			return nil, err
		}
	}
	if err := s.checkClean(dir); err != nil {
		return nil, err
	}
	return &s.state, nil
}

type scanner struct {
	fs      vfs.FS
	opts    ScanOptions
	deliver func(Record) error
	state   State
	begun   bool          // a segment has been read, so the next must continue it
	before  uint64        // its sequence number
	ahead   []segmentFile // prepared for later use
}

func corrupt(path string, offset int64, advice, format string, args ...any) error {
	return &CorruptError{File: path, Offset: offset, What: fmt.Sprintf(format, args...), Advice: advice}
}

const (
	adviceRestore = "restore this file from a backup, or start from the newest snapshot in a directory of its own"
	adviceMissing = "put the missing file back, or start from the newest snapshot in a directory of its own"
	adviceForeign = "move the files that do not belong here out of the data directory"
)

// choose keeps the segments that are needed: from the newest one that begins no
// later than opts.From. What lies before it is left over from retention.
func (s *scanner) choose(all []segmentFile) ([]segmentFile, error) {
	n := len(all)
	for n > 0 && !all[n-1].used { // prepared ahead
		n--
	}
	if n > 0 {
		s.state.sequence = all[n-1].sequence
	}
	s.ahead, all = all[n:], all[:n]
	var ours []segmentFile
	for i := range all {
		seg := &all[i]
		if err := s.checkHeader(seg); err != nil {
			return nil, err
		}
		if seg.header.Generation == s.opts.Generation {
			ours = append(ours, *seg)
			s.state.segments = append(s.state.segments, SegmentInfo{seg.sequence, seg.header.Timestamp})
		}
	}
	for i := len(ours) - 1; i >= 0; i-- {
		if ours[i].header.Timestamp <= s.opts.From {
			return ours[i:], nil
		}
	}
	if len(ours) == 0 {
		return nil, nil
	}
	return nil, corrupt(ours[0].path, 0, adviceMissing,
		"the log begins after commit %d, but it is needed from commit %d on: earlier segments, or the snapshot they led to, are missing",
		ours[0].header.Timestamp, s.opts.From)
}

func (s *scanner) checkHeader(seg *segmentFile) error {
	if !seg.used {
		return corrupt(seg.path, 0, adviceRestore, "it holds no header although a later segment is in use")
	}
	if seg.damage != nil {
		return corrupt(seg.path, 0, adviceRestore, "%v", seg.damage)
	}
	h := &seg.header
	if h.Sequence != seg.sequence {
		return corrupt(seg.path, 40, adviceForeign, "it is segment %d by its content", h.Sequence)
	}
	if h.Generation > s.opts.Generation {
		return corrupt(seg.path, 32, adviceMissing,
			"it belongs to generation %d of the data, whose snapshot is missing (the newest here is %d)", h.Generation, s.opts.Generation)
	}
	if s.state.Database == uuid.Nil {
		s.state.Database = h.Database
	}
	if h.Database != s.state.Database {
		return corrupt(seg.path, 16, adviceForeign, "it belongs to database %v, not to %v", h.Database, s.state.Database)
	}
	return nil
}

// segment reads one segment; last tells that none follows it.
func (s *scanner) segment(seg *segmentFile, last bool) error {
	if err := s.checkLink(seg); err != nil {
		return err
	}
	file, err := s.fs.Open(seg.path)
	if err != nil {
		return err
	}
	defer file.Close()
	size, err := file.Size()
	if err != nil {
		return err
	}
	r := segmentReader{
		window: window{file: file, size: size}, path: seg.path, header: &seg.header, seed: seg.seed,
		offset: format.HeaderSize, chain: seg.header.Chain, last: seg.header.Timestamp,
	}
	s.state.Bytes += size
	if err := r.checkSize(); err != nil {
		return err
	}
	if err := r.each(s.record); err != nil {
		return err
	}
	s.begun, s.before = true, seg.sequence
	s.state.chain, s.state.Last = r.chain, r.last
	if r.sealed {
		return s.checkSuccessor(seg, last)
	}
	if !last {
		return corrupt(seg.path, r.offset, adviceRestore, "its end is missing or damaged although a later segment is in use")
	}
	return s.openEnd(seg, &r)
}

// checkLink holds a segment against the end of the one before.
func (s *scanner) checkLink(seg *segmentFile) error {
	h := &seg.header
	if !s.begun {
		return nil
	}
	if h.Sequence != s.before+1 {
		return corrupt(filepath.Join(filepath.Dir(seg.path), fileName(s.before+1)), 0, adviceMissing,
			"the segment is missing, but segment %d is there", h.Sequence)
	}
	if h.Flags&format.FlagRestart != 0 {
		return corrupt(seg.path, 48, adviceMissing,
			"it follows a snapshot of commit %d, which is missing", h.Timestamp)
	}
	if h.Chain != s.state.chain || h.Timestamp != s.state.Last {
		return corrupt(seg.path, 48, adviceRestore, "it does not continue segment %d", s.before)
	}
	return nil
}

// checkSuccessor demands the segment behind a sealed one, for it is made ready
// before its predecessor is sealed.
func (s *scanner) checkSuccessor(seg *segmentFile, last bool) error {
	next := seg.sequence + 1
	if !last || len(s.ahead) > 0 && s.ahead[0].sequence == next && s.ahead[0].size >= format.HeaderSize {
		return nil
	}
	return corrupt(filepath.Join(filepath.Dir(seg.path), fileName(next)), 0, adviceMissing,
		"the segment is missing or was cut, but segment %d before it is complete", seg.sequence)
}

func (s *scanner) record(f *frame) (keeps bool, err error) {
	if f.timestamp <= s.opts.From {
		return false, nil
	}
	s.state.Records++
	return true, s.deliver(Record{f.timestamp, f.time, f.payload})
}

// openEnd notes how the open segment is to be continued.
func (s *scanner) openEnd(seg *segmentFile, r *segmentReader) error {
	torn, err := r.judgeTail()
	if err != nil {
		return err
	}
	if torn > 0 {
		s.state.Torn = &Tail{seg.path, r.offset, torn}
	}
	s.state.open = &openSegment{
		sequence: seg.sequence,
		seed:     seg.seed,
		grows:    seg.header.Size == 0,
		size:     r.size,
		end:      r.offset,
		records:  r.records,
		first:    r.first,
	}
	return nil
}

// Identify returns the database that wrote the log in dir, the zero UUID if
// there is no log, and the newest generation in it. Segments whose header can't
// be read are passed over.
func Identify(fsys vfs.FS, dir string) (database uuid.UUID, generation uint64, err error) {
	segments, err := listHeaders(fsys, dir)
	for i := range segments {
		if segments[i].damage == nil {
			database = segments[i].header.Database
			generation = max(generation, segments[i].header.Generation)
		}
	}
	return database, generation, err
}

// Outdated lists the files in dir that belong to an older generation.
func Outdated(fsys vfs.FS, dir string, generation uint64) ([]string, error) {
	segments, err := listHeaders(fsys, dir)
	var old []string
	for i := range segments {
		if segments[i].damage == nil && segments[i].header.Generation < generation {
			old = append(old, segments[i].path)
		}
	}
	return old, err
}
