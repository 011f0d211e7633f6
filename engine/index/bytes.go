package index

import (
	"bytes"
	"encoding/binary"
	"unsafe"
)

const bytesPerNode = 74 // a node then fits the allocator's class of 2,048 bytes

// byteSlots are the slots of the tree of byte strings. What all keys of the node
// begin with is held once, at the beginning of data. Of the remainder of key i
// the first eight bytes are in heads[i], as a number that compares as they do,
// and the others in data[offs[i]:].
type byteSlots struct {
	data   []byte
	shared int // length of the common beginning
	dead   int // bytes of data that belong to nobody
	n      int
	heads  [bytesPerNode]uint64
	ids    [bytesPerNode]uint64
	lens   [bytesPerNode]uint32 // of the remainder
	offs   [bytesPerNode]uint32
}

const (
	headLen = 8
	maxData = 1 << 30 // so that offsets fit, even when two nodes are joined
)

func (s *byteSlots) count() int     { return s.n }
func (s *byteSlots) capacity() int  { return bytesPerNode }
func (s *byteSlots) full() bool     { return s.n == bytesPerNode || s.n > 1 && len(s.data) > maxData }
func (s *byteSlots) memory() int    { return cap(s.data) }
func (s *byteSlots) prefix() []byte { return s.data[:s.shared] }

// headOf returns the first eight bytes of b, filled up with zeros.
func headOf(b []byte) uint64 {
	if len(b) >= headLen {
		return binary.BigEndian.Uint64(b)
	}
	var head uint64
	for i, c := range b {
		head |= uint64(c) << (56 - 8*i)
	}
	return head
}

func (s *byteSlots) tail(i int) []byte {
	if s.lens[i] <= headLen {
		return nil
	}
	return s.data[s.offs[i]:][:s.lens[i]-headLen]
}

func (s *byteSlots) find(k []byte, id uint64) (int, bool) {
	rest, ok := bytes.CutPrefix(k, s.prefix())
	if !ok {
		if bytes.Compare(k, s.prefix()) < 0 {
			return 0, false
		}
		return s.n, false
	}
	head := headOf(rest)
	heads := s.heads[:s.n]
	lo, hi := 0, len(heads)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if heads[m] < head {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == len(heads) || heads[lo] != head {
		return lo, false
	}
	return s.findRest(lo, head, rest, id)
}

// findRest searches the run of equal heads that begins at lo.
func (s *byteSlots) findRest(lo int, head uint64, rest []byte, id uint64) (int, bool) {
	hi, found := s.n, false
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		c := 1
		if s.heads[m] == head {
			c = s.compareRest(m, rest, id)
		}
		if c < 0 {
			lo = m + 1
		} else {
			hi, found = m, found || c == 0
		}
	}
	return lo, found
}

// compareRest compares entry i with a remainder that has the same head.
func (s *byteSlots) compareRest(i int, rest []byte, id uint64) int {
	c := s.compareTail(i, rest)
	switch {
	case c != 0:
		return c
	case s.ids[i] < id:
		return -1
	case s.ids[i] > id:
		return 1
	}
	return 0
}

// compareTail compares a key with the same head: if one of them is all head, it
// is the beginning of the other.
func (s *byteSlots) compareTail(i int, rest []byte) int {
	if n := int(s.lens[i]); n <= headLen || len(rest) <= headLen {
		return n - len(rest)
	}
	return bytes.Compare(s.tail(i), rest[headLen:])
}

func (s *byteSlots) holds(pos int, k []byte) bool {
	rest, ok := bytes.CutPrefix(k, s.prefix())
	return ok && int(s.lens[pos]) == len(rest) && s.heads[pos] == headOf(rest) && s.compareTail(pos, rest) == 0
}

func (s *byteSlots) insert(pos int, k []byte, id uint64) {
	if s.n == 0 {
		*s = byteSlots{data: bytes.Clone(k), shared: len(k)}
	}
	if shared := commonPrefix(s.prefix(), k); shared < s.shared {
		s.reencode(shared)
	}
	copy(s.heads[pos+1:s.n+1], s.heads[pos:s.n])
	copy(s.ids[pos+1:s.n+1], s.ids[pos:s.n])
	copy(s.lens[pos+1:s.n+1], s.lens[pos:s.n])
	copy(s.offs[pos+1:s.n+1], s.offs[pos:s.n])
	s.n++
	s.ids[pos] = id
	s.put(pos, k[s.shared:])
}

// put stores the remainder of the key at pos.
func (s *byteSlots) put(pos int, rest []byte) {
	s.heads[pos] = headOf(rest)
	s.lens[pos] = uint32(len(rest))
	s.offs[pos] = uint32(len(s.data))
	if len(rest) > headLen {
		s.data = append(s.data, rest[headLen:]...)
	}
}

func (s *byteSlots) remove(pos int) {
	s.dead += len(s.tail(pos))
	copy(s.heads[pos:], s.heads[pos+1:s.n])
	copy(s.ids[pos:], s.ids[pos+1:s.n])
	copy(s.lens[pos:], s.lens[pos+1:s.n])
	copy(s.offs[pos:], s.offs[pos+1:s.n])
	s.n--
	if s.dead > len(s.data)/2 {
		s.reencode(s.shared)
	}
}

func (s *byteSlots) split(pos int, right *byteSlots) {
	old := *s
	right.encode(&old, pos, old.n)
	s.encode(&old, 0, pos)
}

// reencode writes all entries anew: after the prefix has become too long, or to
// get rid of dead bytes.
func (s *byteSlots) reencode(shared int) {
	old := *s
	s.fill(&old, 0, old.n, shared)
}

// encode makes s the entries of src from from to to, with the longest prefix.
func (s *byteSlots) encode(src *byteSlots, from, to int) {
	if from == to {
		*s = byteSlots{}
		return
	}
	first, _ := src.entry(from, nil)
	last, _ := src.entry(to-1, nil)
	s.fill(src, from, to, commonPrefix(first, last))
}

func (s *byteSlots) fill(src *byteSlots, from, to, shared int) {
	*s = byteSlots{n: to - from, shared: shared, data: make([]byte, 0, len(src.data)-src.dead)}
	var key []byte
	for i := range s.n {
		key = src.appendKey(key[:0], from+i)
		if i == 0 {
			s.data = append(s.data, key[:shared]...)
		}
		s.ids[i] = src.ids[from+i]
		s.put(i, key[shared:])
	}
}

func (s *byteSlots) join(right *byteSlots) {
	for i := range right.n {
		k, id := right.entry(i, nil)
		s.insert(s.n, k, id)
	}
}

func (s *byteSlots) entry(pos int, k []byte) ([]byte, uint64) {
	return s.appendKey(k[:0], pos), s.ids[pos]
}

func (s *byteSlots) appendKey(dst []byte, i int) []byte {
	var head [headLen]byte
	binary.BigEndian.PutUint64(head[:], s.heads[i])
	dst = append(dst, s.prefix()...)
	dst = append(dst, head[:min(headLen, s.lens[i])]...)
	return append(dst, s.tail(i)...)
}

// separator cuts the first key of right behind the byte that tells it from the
// last one of s.
func (s *byteSlots) separator(right *byteSlots) ([]byte, uint64) {
	last, _ := s.entry(s.n-1, nil)
	first, id := right.entry(0, nil)
	shared := commonPrefix(last, first)
	if shared == len(first) { // the same key on both sides
		return first, id
	}
	return first[:shared+1], 0
}

func (s *byteSlots) appendIDs(dst []uint64, from, to int) []uint64 {
	return append(dst, s.ids[from:to]...)
}

func (s *byteSlots) appendKeys(dst *Entries, from, to int) {
	for i := from; i < to; i++ {
		dst.keys = s.appendKey(dst.keys, i)
		dst.ends = append(dst.ends, len(dst.keys))
	}
}

func commonPrefix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

const _ = uint(2048 - 8 - unsafe.Sizeof(node[byteSlots]{})) // does not compile if a node outgrows its class
