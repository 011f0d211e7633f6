package wal

import (
	"encoding/binary"
	"fmt"

	"memgraphd/durability/format"
)

// recordHeader is the length of a record without its payload.
const recordHeader = 40

// recordType says what a record is.
type recordType uint8

// The types of records. Their numbers are written to files: they never change.
const (
	typeTransaction recordType = 1
	typeFooter      recordType = 2 // seals a segment
)

const (
	footerPayload = 24
	footerSize    = recordHeader + footerPayload
)

// frame is a record as it lies in a segment.
type frame struct {
	sum       uint32 // of the place, everything below and the payload
	prev      uint32 // sum of the record before, over the border of segments
	typ       recordType
	timestamp uint64
	time      uint64 // microseconds since 1970
	synced    uint64 // offset up to which the segment was durable before
	payload   []byte
}

// frameSize is what a record with a payload of n bytes takes.
func frameSize(n int) int64 { return recordHeader + (int64(n)+7)&^7 }

// size is what the record takes, padded to 8 bytes.
func (f *frame) size() int64 { return frameSize(len(f.payload)) }

// padding returns the zeros behind a payload of n bytes.
func padding(n int) []byte { return make([]byte, -n&7) }

// appendHeader seals f for the place and appends its header to dst; payload
// and padding are to follow.
func (f *frame) appendHeader(dst []byte, seed uint32, offset int64) []byte {
	le := binary.LittleEndian
	start := len(dst)
	dst = le.AppendUint32(dst, 0)
	dst = le.AppendUint32(dst, f.prev)
	dst = le.AppendUint64(dst, uint64(len(f.payload))<<8|uint64(f.typ))
	dst = le.AppendUint64(dst, f.timestamp)
	dst = le.AppendUint64(dst, f.time)
	dst = le.AppendUint64(dst, f.synced)
	sum := format.Checksum(format.Place(seed, offset), dst[start+4:])
	sum = format.Checksum(sum, f.payload)
	f.sum = format.Checksum(sum, padding(len(f.payload)))
	le.PutUint32(dst[start:], f.sum)
	return dst
}

// claimedSize returns what the record takes whose header is at the beginning of b, if it
// is one; left is the number of bytes up to the end of the segment.
func claimedSize(b []byte, left int64) (int64, error) {
	if left < recordHeader {
		return 0, fmt.Errorf("%d bytes are too few for a record", left)
	}
	lenType := binary.LittleEndian.Uint64(b[8:])
	if typ := recordType(lenType); typ != typeTransaction && typ != typeFooter {
		return 0, fmt.Errorf("there is no record of type %d", typ)
	}
	length := lenType >> 8
	if length > uint64(left-recordHeader) {
		return 0, fmt.Errorf("a record claims %d bytes, %d are left", length, left-recordHeader)
	}
	size := frameSize(int(length))
	if size > left {
		return 0, fmt.Errorf("a record is cut in its padding")
	}
	return size, nil
}

// decodeFrame reads the record that b, of the size that it claims, is at an offset of a
// segment. The payload is a part of b.
func decodeFrame(b []byte, seed uint32, offset int64) (frame, error) {
	le := binary.LittleEndian
	lenType := le.Uint64(b[8:])
	end := recordHeader + lenType>>8
	f := frame{
		sum:       le.Uint32(b),
		prev:      le.Uint32(b[4:]),
		typ:       recordType(lenType),
		timestamp: le.Uint64(b[16:]),
		time:      le.Uint64(b[24:]),
		synced:    le.Uint64(b[32:]),
		payload:   b[recordHeader:end:end],
	}
	if format.Checksum(format.Place(seed, offset), b[4:]) != f.sum {
		return frame{}, fmt.Errorf("the checksum of a record does not match")
	}
	return f, nil
}

// footer is the payload of the record that seals a segment.
type footer struct {
	records uint64
	first   uint64 // timestamp of the first record
	size    uint64 // of the file
}

func (f footer) encode() []byte {
	le := binary.LittleEndian
	b := le.AppendUint64(make([]byte, 0, footerPayload), f.records)
	b = le.AppendUint64(b, f.first)
	return le.AppendUint64(b, f.size)
}

func decodeFooter(b []byte) (footer, error) {
	if len(b) != footerPayload {
		return footer{}, fmt.Errorf("its footer has %d bytes instead of %d", len(b), footerPayload)
	}
	le := binary.LittleEndian
	return footer{le.Uint64(b), le.Uint64(b[8:]), le.Uint64(b[16:])}, nil
}
