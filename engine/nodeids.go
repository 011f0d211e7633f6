package engine

import (
	"encoding/binary"
	"math"
	"slices"
)

// nodeIDs holds an id of a node for each row of a relationship chunk. They grow as
// 32-bit words, or 64-bit ones once an id needs it; once they have settled they are packed into
// 3 bytes each if they fit. One of the slices is in use.
type nodeIDs struct {
	packed []byte
	narrow []uint32
	wide   []uint64
}

const (
	packedSize  = 3
	maxPackedID = 1<<(8*packedSize) - 1
)

func (s *nodeIDs) init() { s.narrow = make([]uint32, ChunkRows) }

func (s *nodeIDs) at(row int) uint64 {
	switch {
	case s.narrow != nil:
		return uint64(s.narrow[row])
	case s.packed != nil:
		return unpackID(s.packed[packedSize*row:])
	}
	return s.wide[row]
}

func unpackID(b []byte) uint64 {
	_ = b[2]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16
}

func (s *nodeIDs) set(row int, id uint64) {
	if s.packed != nil {
		s.unpack()
	}
	if s.wide == nil && id > math.MaxUint32 {
		s.wide = make([]uint64, ChunkRows)
		s.copyTo(s.wide)
		s.narrow = nil
	}
	if s.wide != nil {
		s.wide[row] = id
		return
	}
	s.narrow[row] = uint32(id)
}

// pack makes narrow ids packed ones if they fit.
func (s *nodeIDs) pack() {
	if s.narrow == nil {
		return
	}
	last := uint32(0)
	for _, id := range s.narrow {
		last |= id
	}
	if last <= maxPackedID {
		s.packed, s.narrow = packIDs(s.narrow), nil
	}
}

// unpack makes packed ids narrow ones, to be changed.
func (s *nodeIDs) unpack() {
	s.narrow = make([]uint32, ChunkRows)
	unpackIDs(s.narrow, s.packed)
	s.packed = nil
}

// unpackIDs fills dst with ids of 3 bytes each.
func unpackIDs[T uint32 | uint64](dst []T, packed []byte) {
	last := len(dst) - 1
	for i := range dst[:last] { // four bytes at once, but not beyond the end
		dst[i] = T(binary.LittleEndian.Uint32(packed[packedSize*i:]) & maxPackedID)
	}
	dst[last] = T(unpackID(packed[packedSize*last:]))
}

// packIDs packs ids that fit.
func packIDs[T uint32 | uint64](ids []T) []byte {
	packed := make([]byte, packedSize*len(ids))
	last := len(ids) - 1
	for i, id := range ids[:last] { // four bytes at once: the next id overwrites the highest
		binary.LittleEndian.PutUint32(packed[packedSize*i:], uint32(id))
	}
	id := ids[last]
	copy(packed[packedSize*last:], []byte{byte(id), byte(id >> 8), byte(id >> 16)})
	return packed
}

// fill makes the ids those of an image, and returns the largest.
func (s *nodeIDs) fill(ids []uint64) (last uint64) {
	for _, id := range ids {
		last = max(last, id)
	}
	*s = nodeIDs{}
	switch {
	case last <= maxPackedID:
		s.packed = packIDs(ids)
	case last <= math.MaxUint32:
		s.narrow = make([]uint32, len(ids))
		for i, id := range ids {
			s.narrow[i] = uint32(id)
		}
	default:
		s.wide = slices.Clone(ids)
	}
	return last
}

// gather fills dst with the ids of rows.
func (s *nodeIDs) gather(dst, rows []uint64) {
	switch {
	case s.narrow != nil:
		for i, row := range rows {
			dst[i] = uint64(s.narrow[row&rowMask])
		}
	case s.packed != nil:
		for i, row := range rows {
			dst[i] = unpackID(s.packed[packedSize*(row&rowMask):])
		}
	default:
		for i, row := range rows {
			dst[i] = s.wide[row&rowMask]
		}
	}
}

// copyTo fills dst with all ids.
func (s *nodeIDs) copyTo(dst []uint64) {
	switch {
	case s.narrow != nil:
		for i, id := range s.narrow {
			dst[i] = uint64(id)
		}
	case s.packed != nil:
		unpackIDs(dst, s.packed)
	default:
		copy(dst, s.wide)
	}
}

// small returns the ids as 32-bit words, in buf if need be; nil if they are wide.
func (s *nodeIDs) small(buf []uint32) []uint32 {
	if s.packed != nil {
		unpackIDs(buf, s.packed)
		return buf
	}
	return s.narrow
}

// bytes returns the memory that the ids take.
func (s *nodeIDs) bytes() int { return len(s.packed) + 4*len(s.narrow) + 8*len(s.wide) }
