package engine

import (
	"math"
	"slices"
)

// integers is a sequence of integers. It grows as whole words; once it has settled
// it is packed: each integer is then its distance from base in the fewest of 1, 2
// or 4 bytes. One of the slices is in use, words if the sequence is not packed.
type integers struct {
	base     int64
	words    []int64
	bytes    []uint8
	halves   []uint16
	quarters []uint32
}

// smallInteger is what packed integers are kept in.
type smallInteger interface{ uint8 | uint16 | uint32 }

func (s *integers) len() int { return len(s.words) + len(s.bytes) + len(s.halves) + len(s.quarters) }

func (s *integers) at(i int) int64 {
	switch {
	case s.bytes != nil:
		return s.base + int64(s.bytes[i])
	case s.halves != nil:
		return s.base + int64(s.halves[i])
	case s.quarters != nil:
		return s.base + int64(s.quarters[i])
	}
	return s.words[i]
}

// copyTo fills dst with the integers from index first on.
func (s *integers) copyTo(dst []int64, first int) {
	switch {
	case s.bytes != nil:
		unpack(dst, s.bytes[first:], s.base)
	case s.halves != nil:
		unpack(dst, s.halves[first:], s.base)
	case s.quarters != nil:
		unpack(dst, s.quarters[first:], s.base)
	default:
		copy(dst, s.words[first:])
	}
}

func unpack[T smallInteger](dst []int64, src []T, base int64) {
	src = src[:len(dst)]
	for i := range dst {
		dst[i] = base + int64(src[i])
	}
}

// put overwrites the integer at i if it is there, and inserts v before it otherwise.
func (s *integers) put(i int, there bool, v int64) {
	if there && s.overwrite(i, v) {
		return
	}
	s.unpack()
	s.words = place(s.words, i, there, v)
}

// overwrite reports false if the integers are not packed, or too narrowly for v. Distances are taken modulo 2^64.
func (s *integers) overwrite(i int, v int64) bool {
	distance := uint64(v) - uint64(s.base)
	switch {
	case s.bytes != nil && distance <= math.MaxUint8:
		s.bytes[i] = uint8(distance)
	case s.halves != nil && distance <= math.MaxUint16:
		s.halves[i] = uint16(distance)
	case s.quarters != nil && distance <= math.MaxUint32:
		s.quarters[i] = uint32(distance)
	default:
		return false
	}
	return true
}

func (s *integers) append(vals []int64) {
	s.unpack()
	s.words = append(s.words, vals...)
}

func (s *integers) remove(i int) {
	s.unpack()
	s.words = slices.Delete(s.words, i, i+1)
}

// unpack makes the integers whole words, to be changed.
func (s *integers) unpack() {
	if s.bytes == nil && s.halves == nil && s.quarters == nil {
		return
	}
	n := s.len()
	words := make([]int64, n, n+n/8+1)
	s.copyTo(words, 0)
	*s = integers{words: words}
}

// pack gives back the memory that the integers do not need.
func (s *integers) pack() {
	if len(s.words) == 0 {
		if cap(s.words) > 0 {
			s.words = nil
		}
		return
	}
	if !s.load(s.words) {
		s.words = clip(s.words)
	}
}

// load makes the integers a packed copy of vals. It reports false, having done nothing, if they can't be packed.
func (s *integers) load(vals []int64) bool {
	base, most := extremes(vals)
	switch spread := uint64(most) - uint64(base); {
	case spread <= math.MaxUint8:
		*s = integers{base: base, bytes: packed[uint8](vals, base)}
	case spread <= math.MaxUint16:
		*s = integers{base: base, halves: packed[uint16](vals, base)}
	case spread <= math.MaxUint32:
		*s = integers{base: base, quarters: packed[uint32](vals, base)}
	default:
		return false
	}
	return true
}

func extremes(vals []int64) (least, most int64) {
	least, most = vals[0], vals[0]
	for _, v := range vals {
		least, most = min(least, v), max(most, v)
	}
	return least, most
}

func packed[T smallInteger](words []int64, base int64) []T {
	s := make([]T, len(words))
	for i := range s {
		s[i] = T(words[i] - base)
	}
	return s
}

// memory returns the bytes that the integers take.
func (s *integers) memory() int {
	return 8*cap(s.words) + cap(s.bytes) + 2*cap(s.halves) + 4*cap(s.quarters)
}
