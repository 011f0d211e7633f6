package wal

import (
	"io"

	"memgraphd/durability/format"
	"memgraphd/durability/vfs"
)

// windowSize is how much of a segment is read at once. A segment is much larger
// than what is in it at times, and it must be read all the same.
const windowSize = 1 << 20

// window reads a file from front to back. A part of it lies in memory, which is
// used again and again unless somebody has kept what was in it.
type window struct {
	file vfs.File
	size int64 // of the file
	at   int64 // where buf lies in the file
	buf  []byte
	kept bool
}

// bytes returns n bytes from an offset on, fewer if the file ends before. They
// are valid up to the next call, or for good with kept set.
func (w *window) bytes(offset, n int64) ([]byte, error) {
	n = min(n, w.size-offset)
	if offset < w.at || offset+n > w.at+int64(len(w.buf)) {
		if err := w.move(offset, n); err != nil {
			return nil, err
		}
	}
	return w.buf[offset-w.at:][:n:n], nil
}

// move brings the window to an offset and makes it hold at least n bytes.
func (w *window) move(offset, n int64) error {
	n = min(max(n, windowSize), w.size-offset)
	if w.kept || int64(cap(w.buf)) < n {
		w.buf, w.kept = make([]byte, n), false
	}
	w.at, w.buf = offset, w.buf[:n]
	return w.read(w.buf, offset)
}

// rest returns all bytes from an offset on, which are the caller's.
func (w *window) rest(offset int64) ([]byte, error) {
	b := make([]byte, w.size-offset)
	return b, w.read(b, offset)
}

func (w *window) read(b []byte, offset int64) error {
	n, err := w.file.ReadAt(b, offset)
	if n == len(b) {
		return nil
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// written returns the number of bytes from an offset on without the zeros at the end.
func (w *window) written(offset int64) (int64, error) {
	last := offset
	for at := offset; at < w.size; {
		b, err := w.bytes(at, windowSize)
		if err != nil {
			return 0, err
		}
		if n := len(format.TrimZeros(b)); n > 0 {
			last = at + int64(n)
		}
		at += int64(len(b))
	}
	return last - offset, nil
}
