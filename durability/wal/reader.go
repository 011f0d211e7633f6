package wal

import (
	"fmt"

	"memgraphd/durability/format"
)

// segmentReader walks over the records of one segment.
type segmentReader struct {
	window
	path    string
	header  *format.Header
	seed    uint32
	offset  int64  // of the next record
	chain   uint32 // sum of the record before it
	last    uint64 // timestamp of the record before it
	records uint64
	first   uint64
	sealed  bool
	stop    error // why reading ended before the end of the segment
}

// checkSize refuses a file that was cut: a segment gets its size before its
// first record.
func (r *segmentReader) checkSize() error {
	if uint64(r.size) >= r.header.Size {
		return nil
	}
	return corrupt(r.path, r.size,
		"restore the file from a backup; only if the server reported failed writes just before it stopped may it be filled up with zeros (truncate -s)",
		"the file was cut: it has %d bytes instead of %d", r.size, r.header.Size)
}

// each calls do for every record up to the footer or the first bad record. It tells
// whether it keeps the payload.
func (r *segmentReader) each(do func(*frame) (keeps bool, err error)) error {
	for !r.sealed {
		f, err := r.next()
		if err != nil || r.stop != nil {
			return err
		}
		if f.prev != r.chain {
			return corrupt(r.path, r.offset, adviceRestore, "a record does not follow the one before it")
		}
		if f.typ == typeFooter {
			if err := r.footer(&f); err != nil {
				return err
			}
			continue
		}
		if f.timestamp <= r.last {
			return corrupt(r.path, r.offset, adviceRestore, "commit %d follows commit %d", f.timestamp, r.last)
		}
		if r.records == 0 {
			r.first = f.timestamp
		}
		r.records++
		r.advance(&f)
		keeps, err := do(&f)
		if err != nil {
			return fmt.Errorf("%s: offset %d: commit %d: %w", r.path, r.offset-f.size(), f.timestamp, err)
		}
		r.kept = r.kept || keeps
	}
	return nil
}

// next reads the record at r.offset. If there is no whole one it sets r.stop.
func (r *segmentReader) next() (frame, error) {
	left := r.size - r.offset
	b, err := r.bytes(r.offset, recordHeader)
	if err != nil {
		return frame{}, err
	}
	size, bad := claimedSize(b, left)
	if bad != nil {
		r.stop = bad
		return frame{}, nil
	}
	if b, err = r.bytes(r.offset, size); err != nil {
		return frame{}, err
	}
	f, bad := decodeFrame(b, r.seed, r.offset)
	r.stop = bad
	return f, nil
}

func (r *segmentReader) advance(f *frame) {
	r.chain, r.last = f.sum, f.timestamp
	r.offset += f.size()
}

// footer checks the record that seals the segment against what was read, and
// that nothing is behind it.
func (r *segmentReader) footer(f *frame) error {
	foot, err := decodeFooter(f.payload)
	switch {
	case err != nil:
		return corrupt(r.path, r.offset, adviceRestore, "%v", err)
	case foot.records != r.records || foot.first != r.first || f.timestamp != r.last:
		return corrupt(r.path, r.offset, adviceRestore, "the segment has %d records up to commit %d, but its footer counts %d up to %d",
			r.records, r.last, foot.records, f.timestamp)
	case foot.size != uint64(r.size):
		return corrupt(r.path, r.offset, adviceRestore, "the file has %d bytes, but its footer says %d", r.size, foot.size)
	}
	r.advance(f)
	behind, err := r.written(r.offset)
	if err != nil {
		return err
	}
	if behind > 0 {
		return corrupt(r.path, r.offset, adviceRestore, "there are bytes behind the footer")
	}
	r.sealed = true
	return nil
}

// judgeTail decides what the bytes from r.offset on are: nothing (0), the
// remains of an unfinished write (their number), or a damaged record.
func (r *segmentReader) judgeTail() (int64, error) {
	n := r.size - r.offset // if it grows: whatever is there was being written
	if r.header.Size != 0 {
		var err error
		if n, err = r.written(r.offset); err != nil {
			return 0, err
		}
	}
	if n == 0 {
		return 0, nil
	}
	rest, err := r.rest(r.offset)
	if err != nil {
		return 0, err
	}
	return n, r.findLater(rest)
}

// scanBudget bounds the bytes that findLater checks; hostile content could make
// it check the same bytes over and over.
const scanBudget = 1 << 32

// findLater looks for a whole record behind the bad one at r.offset, where rest begins, that was
// written after r.offset had been synced. If there is one then the bad record
// was once whole and on disk, and it is not a torn tail. Records of the same
// unsynced write prove nothing: a disk may persist them in any order.
func (r *segmentReader) findLater(rest []byte) error {
	budget := int64(scanBudget)
	for at := int64(8); at+recordHeader <= int64(len(rest)); {
		size, err := claimedSize(rest[at:], int64(len(rest))-at)
		if err != nil {
			at += 8
			continue
		}
		if budget -= size; budget < 0 {
			return corrupt(r.path, r.offset, adviceRestore, "%v, and what follows could not be judged", r.stop)
		}
		f, err := decodeFrame(rest[at:at+size], r.seed, r.offset+at)
		if err != nil {
			at += 8
			continue
		}
		if f.synced > uint64(r.offset) {
			return corrupt(r.path, r.offset, adviceRestore, "%v, but a later record at offset %d is whole", r.stop, r.offset+at)
		}
		at += size
	}
	return nil
}
