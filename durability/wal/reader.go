package wal

import (
	"fmt"

	"memgraphd/durability/format"
)

// segmentReader walks over the records of one segment.
type segmentReader struct {
	path    string
	data    []byte
	header  *format.Header
	seed    uint32
	offset  int64  // of the next record
	chain   uint32 // sum of the record before it
	last    uint64 // timestamp of the record before it
	records uint64
	first   uint64
	sealed  bool
	stop    error // why reading ended before the end of the data
}

// checkSize refuses a file that was cut: a segment gets its size before its
// first record.
func (r *segmentReader) checkSize() error {
	if uint64(len(r.data)) >= r.header.Size {
		return nil
	}
	return corrupt(r.path, int64(len(r.data)),
		"restore the file from a backup; only if the server reported failed writes just before it stopped may it be filled up with zeros (truncate -s)",
		"the file was cut: it has %d bytes instead of %d", len(r.data), r.header.Size)
}

// each calls do for every record up to the footer or the first bad record.
func (r *segmentReader) each(do func(*frame) error) error {
	for !r.sealed {
		f, err := decodeFrame(r.data, r.seed, r.offset)
		if err != nil {
			r.stop = err
			return nil
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
		if err := do(&f); err != nil {
			return fmt.Errorf("%s: offset %d: commit %d: %w", r.path, r.offset-f.size(), f.timestamp, err)
		}
	}
	return nil
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
	case foot.size != uint64(len(r.data)):
		return corrupt(r.path, r.offset, adviceRestore, "the file has %d bytes, but its footer says %d", len(r.data), foot.size)
	}
	r.advance(f)
	if !format.Zero(r.data[r.offset:]) {
		return corrupt(r.path, r.offset, adviceRestore, "there are bytes behind the footer")
	}
	r.sealed = true
	return nil
}

// judgeTail decides what the bytes from r.offset on are: nothing (0), the
// remains of an unfinished write (their number), or a damaged record.
func (r *segmentReader) judgeTail() (int64, error) {
	rest := r.data[r.offset:]
	if r.header.Size == 0 { // it grows: whatever is there was being written
		if err := r.findLater(); err != nil {
			return 0, err
		}
		return int64(len(rest)), nil
	}
	written := format.TrimZeros(rest)
	if len(written) == 0 {
		return 0, nil
	}
	return int64(len(written)), r.findLater()
}

// scanBudget bounds the bytes that findLater checks; hostile content could make
// it check the same bytes over and over.
const scanBudget = 1 << 32

// findLater looks for a whole record behind the bad one at r.offset that was
// written after r.offset had been synced. If there is one then the bad record
// was once whole and on disk, and it is not a torn tail. Records of the same
// unsynced write prove nothing: a disk may persist them in any order.
func (r *segmentReader) findLater() error {
	budget := int64(scanBudget)
	for at := r.offset + 8; at+recordHeader <= int64(len(r.data)); {
		f, checked, err := r.probe(at)
		budget -= checked
		if budget < 0 {
			return corrupt(r.path, r.offset, adviceRestore, "%v, and what follows could not be judged", r.stop)
		}
		if err != nil {
			at += 8
			continue
		}
		if f.synced > uint64(r.offset) {
			return corrupt(r.path, r.offset, adviceRestore, "%v, but a later record at offset %d is whole", r.stop, at)
		}
		at += f.size()
	}
	return nil
}

// probe tries to read a record at an offset that may be the middle of one. It
// also returns how many bytes it summed.
func (r *segmentReader) probe(at int64) (frame, int64, error) {
	f, err := decodeFrame(r.data, r.seed, at)
	if err == nil {
		return f, f.size(), nil
	}
	return f, r.claimed(at), err
}

// claimed is the number of bytes that decodeFrame may have summed in vain.
func (r *segmentReader) claimed(at int64) int64 {
	length := int64(0)
	for i := at + 15; i > at+8; i-- {
		length = length<<8 | int64(r.data[i])
	}
	typ := recordType(r.data[at+8])
	if (typ != typeTransaction && typ != typeFooter) || length > int64(len(r.data))-at {
		return 8
	}
	return length
}
