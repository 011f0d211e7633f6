package wal

import (
	"errors"
	"io/fs"
	"math"
	"path/filepath"

	"go.uber.org/zap"

	"memgraphd/durability/format"
	"memgraphd/durability/vfs"
)

func (w *Writer) path(sequence uint64) string { return filepath.Join(w.dir, fileName(sequence)) }

// limit is the offset that records and footer of the active segment should not
// exceed.
func (w *Writer) limit() int64 {
	if w.copying {
		return math.MaxInt64
	}
	return w.opts.SegmentSize
}

// makeRoom sees to it that the active segment can take a record of size bytes:
// it seals the segment and begins the next if the record does not fit, unless
// the segment is empty, which a record of any size may fill.
func (w *Writer) makeRoom(size int64) error {
	s := w.active
	if s == nil || s.records > 0 && s.end+size+footerSize > w.limit() {
		return w.rotate()
	}
	return nil
}

// rotate seals the active segment, if any, and begins the next one, which is
// made ready first: a full disk must not leave the log without an end.
func (w *Writer) rotate() error {
	file, err := w.takeNext()
	if err != nil {
		return refused(err)
	}
	if err := w.seal(); err != nil {
		w.next = preparedAlready(file, w.grow())
		return err
	}
	h := format.Header{
		Database: w.opts.Database, Generation: w.opts.Generation,
		Sequence: w.sequence + 1, Timestamp: w.last, Chain: w.chain,
	}
	if w.restart {
		h.Flags, h.Chain = format.FlagRestart, 0
	}
	if !w.grow() {
		h.Size = uint64(w.opts.SegmentSize)
	}
	s, err := begin(file, h)
	if err != nil {
		_ = file.Close()
		return refused(err)
	}
	w.chain = h.Chain
	if err := file.Sync(); err != nil {
		_ = file.Close()
		return w.setPoison(err)
	}
	s.synced = s.end
	w.active, w.restart = s, false
	w.sequence++
	w.mu.Lock()
	w.segments = append(w.segments, SegmentInfo{w.sequence, w.last})
	w.mu.Unlock()
	return nil
}

// grow reports whether the next segment is not to be preallocated.
func (w *Writer) grow() bool { return w.copying }

// seal ends the active segment.
func (w *Writer) seal() error {
	s := w.active
	if s == nil {
		return nil
	}
	if err := w.syncNow(); err != nil {
		return err
	}
	if err := s.reserve(s.end + footerSize); err != nil {
		return refused(err)
	}
	f := s.footer(w.chain, w.last)
	p := pen{file: s.file, offset: s.end}
	p.put(&f, s.seed)
	p.flush()
	if p.err != nil {
		return w.undo(footerSize, p.err)
	}
	if err := s.file.Sync(); err != nil {
		return w.setPoison(err)
	}
	w.chain = f.sum
	w.active = nil
	if err := s.file.Close(); err != nil {
		w.opts.Logger.Warn("Closing a sealed segment failed.", zap.Error(err))
	}
	return nil
}

// preparation is the next segment in the making.
type preparation struct {
	ready chan struct{} // closed when file and err are set
	grows bool
	file  vfs.File
	err   error
}

func preparedAlready(file vfs.File, grows bool) *preparation {
	p := &preparation{ready: make(chan struct{}), file: file, grows: grows}
	close(p.ready)
	return p
}

// discard waits for the preparation and lets go of its file, which stays as it is.
func (p *preparation) discard() {
	if p == nil {
		return
	}
	<-p.ready
	if p.file != nil {
		_ = p.file.Close()
	}
}

// prepareAhead makes the next segment ready in the background once the active
// one is half full.
func (w *Writer) prepareAhead() {
	if w.next != nil || w.copying || w.active.end < w.opts.SegmentSize/2 {
		return
	}
	p := &preparation{ready: make(chan struct{})}
	w.next = p
	path := w.path(w.sequence + 1)
	go func() {
		defer close(p.ready)
		p.file, p.err = prepare(w.fs, path, w.opts.SegmentSize)
		if p.err != nil {
			w.opts.Logger.Warn("The next log segment could not be made ready; it will be tried again when it is needed.", zap.Error(p.err))
		}
	}()
}

// takeNext returns the file of the next segment, ready for its header.
func (w *Writer) takeNext() (vfs.File, error) {
	p := w.next
	w.next = nil
	if p != nil {
		<-p.ready
		if p.err == nil && p.grows == w.grow() {
			return p.file, nil
		}
		p.discard()
	}
	size := w.opts.SegmentSize
	if w.grow() {
		size = 0
	}
	return prepare(w.fs, w.path(w.sequence+1), size)
}

// prepare makes a file of size zeros, whose space is reserved, and makes it and
// its name durable. A file that was prepared before is taken over.
func prepare(fsys vfs.FS, path string, size int64) (vfs.File, error) {
	file, err := fsys.Create(path)
	created := err == nil
	if errors.Is(err, fs.ErrExist) {
		file, err = fsys.OpenWrite(path)
	}
	if err != nil {
		return nil, err
	}
	if err = fill(file, size); err == nil {
		err = fsys.SyncDir(filepath.Dir(path))
	}
	if err != nil {
		_ = file.Close()
		if created {
			_ = fsys.Remove(path) // give back what a full disk needs
		}
		return nil, err
	}
	return file, nil
}

// fill gives a file its size. The file is never shorter than a header on the
// way, because a sealed segment vouches for its successor, and never holds
// anything behind it.
func fill(file vfs.File, size int64) error {
	if _, err := file.WriteAt(make([]byte, format.HeaderSize), 0); err != nil {
		return err
	}
	if size == 0 {
		if err := file.Truncate(format.HeaderSize); err != nil {
			return err
		}
	} else if err := file.Preallocate(size); err != nil {
		return err
	}
	return file.Sync()
}
