package eval

import "memgraphd/engine/value"

// tupleBytes is what a tuple of a set costs beside its values.
const tupleBytes = 32

// tupleSet is a set of (group, values) under equivalence: an open hash table
// whose slots point into flat arrays.
type tupleSet struct {
	slots  []uint32 // 1 + index of the tuple, 0 if free; a power of two of them
	hashes []uint64
	groups []uint32
	values []value.Value
}

func (s *tupleSet) reset() {
	clear(s.slots)
	clear(s.values)
	s.hashes, s.groups, s.values = s.hashes[:0], s.groups[:0], s.values[:0]
}

// add puts a tuple in and reports whether it was new. All tuples are of one length.
func (s *tupleSet) add(group uint32, tuple []value.Value) bool {
	if 4*(len(s.hashes)+1) > 3*len(s.slots) {
		s.grow()
	}
	hash := hashTuple(group, tuple)
	at, found := s.find(hash, group, tuple)
	if found {
		return false
	}
	s.hashes, s.groups = append(s.hashes, hash), append(s.groups, group)
	s.values = append(s.values, tuple...)
	s.slots[at] = uint32(len(s.hashes))
	return true
}

// find returns the slot of a tuple, or the one where it would go.
func (s *tupleSet) find(hash uint64, group uint32, tuple []value.Value) (at uint64, found bool) {
	if len(s.slots) == 0 {
		return 0, false
	}
	mask := uint64(len(s.slots) - 1)
	for at = hash & mask; s.slots[at] != 0; at = (at + 1) & mask {
		i := int(s.slots[at] - 1)
		if s.hashes[i] == hash && s.same(i, group, tuple) {
			return at, true
		}
	}
	return at, false
}

func hashTuple(group uint32, tuple []value.Value) uint64 {
	hash := uint64(group)
	for _, v := range tuple {
		hash = value.Hash(hash, v)
	}
	return hash
}

func (s *tupleSet) same(i int, group uint32, tuple []value.Value) bool {
	if s.groups[i] != group {
		return false
	}
	for j, v := range s.values[i*len(tuple) : (i+1)*len(tuple)] {
		if !value.Equivalent(v, tuple[j]) {
			return false
		}
	}
	return true
}

func (s *tupleSet) grow() {
	s.slots = make([]uint32, max(64, 2*len(s.slots)))
	mask := uint64(len(s.slots) - 1)
	for i, hash := range s.hashes {
		at := hash & mask
		for s.slots[at] != 0 {
			at = (at + 1) & mask
		}
		s.slots[at] = uint32(i + 1)
	}
}
