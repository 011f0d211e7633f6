package index

import "unsafe"

const numbersPerNode = 120 // a node then fits the allocator's class of 2,048 bytes

// numberSlots are the slots of the tree of numbers: entry i is (words[i], tails[i]),
// a tail being the rest of the number and the id in one word.
type numberSlots struct {
	n     int
	words [numbersPerNode]uint64
	tails [numbersPerNode]uint64
}

func (s *numberSlots) count() int    { return s.n }
func (s *numberSlots) capacity() int { return numbersPerNode }
func (s *numberSlots) full() bool    { return s.n == numbersPerNode }
func (s *numberSlots) memory() int   { return 0 }

func (s *numberSlots) find(k number, id uint64) (int, bool) {
	tail := k.rest + id
	words := s.words[:s.n]
	lo, hi := 0, len(words)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if words[m] < k.word {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == len(words) || words[lo] != k.word {
		return lo, false
	}
	if s.tails[lo] < tail {
		lo = s.findTail(lo, k.word, tail)
	}
	return lo, lo < len(words) && words[lo] == k.word && s.tails[lo] == tail
}

// findTail searches the run of equal words that begins at lo.
func (s *numberSlots) findTail(lo int, word, tail uint64) int {
	hi := s.n
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if s.words[m] == word && s.tails[m] < tail {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

func (s *numberSlots) holds(pos int, k number) bool {
	return s.words[pos] == k.word && s.tails[pos]&^idMask == k.rest
}

func (s *numberSlots) insert(pos int, k number, id uint64) {
	copy(s.words[pos+1:s.n+1], s.words[pos:s.n])
	copy(s.tails[pos+1:s.n+1], s.tails[pos:s.n])
	s.words[pos], s.tails[pos] = k.word, k.rest+id
	s.n++
}

func (s *numberSlots) remove(pos int) {
	copy(s.words[pos:], s.words[pos+1:s.n])
	copy(s.tails[pos:], s.tails[pos+1:s.n])
	s.n--
}

func (s *numberSlots) split(pos int, right *numberSlots) {
	right.n = copy(right.words[:], s.words[pos:s.n])
	copy(right.tails[:], s.tails[pos:s.n])
	s.n = pos
}

func (s *numberSlots) join(right *numberSlots) {
	copy(s.words[s.n:], right.words[:right.n])
	copy(s.tails[s.n:], right.tails[:right.n])
	s.n += right.n
}

func (s *numberSlots) entry(pos int, _ number) (number, uint64) {
	return number{s.words[pos], s.tails[pos] &^ idMask}, s.tails[pos] & idMask
}

func (s *numberSlots) separator(right *numberSlots) (number, uint64) { return right.entry(0, number{}) }

func (s *numberSlots) appendIDs(dst []uint64, from, to int) []uint64 {
	for _, t := range s.tails[from:to] {
		dst = append(dst, t&idMask)
	}
	return dst
}

func (s *numberSlots) appendKeys(dst *Entries, from, to int) {
	for i := from; i < to; i++ {
		dst.keys = appendNumber(append(dst.keys, tagNumber), number{s.words[i], s.tails[i]})
		dst.ends = append(dst.ends, len(dst.keys))
	}
}

const _ = uint(2048 - 8 - unsafe.Sizeof(node[numberSlots]{})) // does not compile if a node outgrows its class
