package index

import (
	"math/bits"

	"memgraphd/engine/column"
)

// Matches are entries that a batch of lookups has found: IDs[i] has the key that
// row Rows[i] asks for. The zero value is empty, and its memory is reused after Reset.
type Matches struct {
	IDs  []uint64
	Rows []int32
	key  []byte
}

// Reset empties m.
func (m *Matches) Reset() { m.IDs, m.Rows = m.IDs[:0], m.Rows[:0] }

const (
	// lookupRun is the number of keys that are looked up under one latch.
	lookupRun = 256
	// together is the number of keys that go down the tree side by side, so that what
	// they wait for overlaps.
	together = 32
)

// Lookup appends the entries whose key equals row r of col, for one r of rows after the
// other and in index order for each; null and NaN match nothing. The index must be of one
// column. It reports false, and does nothing, if it has no way to look up a column of this type.
func (x *Index) Lookup(col *column.Column, rows []int32, dst *Matches) bool {
	var look func(col *column.Column, rows []int32, dst *Matches)
	switch col.Type {
	case column.Null:
		return true
	case column.Int, column.Float:
		look = x.lookupNumbers
	case column.String:
		look = x.lookupStrings
	default:
		return false
	}
	for from := 0; from < len(rows); from += lookupRun {
		look(col, rows[from:min(from+lookupRun, len(rows))], dst)
	}
	return true
}

func (x *Index) lookupStrings(col *column.Column, rows []int32, dst *Matches) {
	t := x.bytes
	t.mu.RLock()
	defer t.mu.RUnlock()
	for _, r := range rows {
		if col.IsNull(int(r)) {
			continue
		}
		dst.key = appendString(append(dst.key[:0], tagString), col.Strings[r])
		n, pos := t.leafOf(edge[[]byte]{key: dst.key})
		for ; n != nil; n, pos = n.next, 0 {
			from := pos
			for pos < n.slots.n && n.slots.holds(pos, dst.key) {
				dst.Rows = append(dst.Rows, r)
				pos++
			}
			dst.IDs = append(dst.IDs, n.slots.ids[from:pos]...)
			if pos < n.slots.n {
				break
			}
		}
	}
}

// lookupNumbers takes keys that fill a level of the search at a time.
func (x *Index) lookupNumbers(col *column.Column, rows []int32, dst *Matches) {
	t := x.numbers
	t.mu.RLock()
	defer t.mu.RUnlock()
	var side numberSearch
	for _, r := range rows {
		key, ok := numberAt(col, int(r))
		switch {
		case !ok:
			continue
		case key.rest != restExact: // several integers have the same word
			side.finish(t, dst)
			n, pos := t.leafOf(edge[number]{key: key})
			appendEqual(n, pos, key, r, dst)
			continue
		}
		side.keys[side.n], side.rows[side.n] = key.word, r
		if side.n++; side.n == together {
			side.finish(t, dst)
		}
	}
	side.finish(t, dst)
}

// numberAt returns the form of a row that can be equal to anything.
func numberAt(col *column.Column, r int) (n number, ok bool) {
	if col.IsNull(r) {
		return n, false
	}
	if col.Type == column.Int {
		return intNumber(col.Ints[r]), true
	}
	n = floatNumber(col.Floats[r])
	return n, n.word != wordNaN
}

// numberSearch is keys on their way down the tree.
type numberSearch struct {
	n     int
	keys  [together]uint64
	rows  [together]int32
	nodes [together]*node[numberSlots]
}

// finish looks up the keys that have gathered.
func (s *numberSearch) finish(t *tree[number, numberSlots, *numberSlots], dst *Matches) {
	for i := range s.n {
		s.nodes[i] = t.root
	}
	for range t.height {
		for i := range s.n {
			n := s.nodes[i]
			s.nodes[i] = n.kids[n.slots.below(s.keys[i])]
		}
	}
	for i := range s.n {
		n := s.nodes[i]
		appendEqual(n, n.slots.below(s.keys[i]), number{s.keys[i], restExact}, s.rows[i], dst)
	}
	s.n = 0
}

// below returns the number of entries whose word is below a word, without a branch that
// depends on what it finds: a borrow stands for the comparison.
func (s *numberSlots) below(word uint64) int {
	at, n := 0, s.n
	for n > 1 {
		half := n >> 1
		_, less := bits.Sub64(s.words[at+half-1], word, 0)
		at += half & -int(less)
		n -= half
	}
	if n == 1 {
		_, less := bits.Sub64(s.words[at], word, 0)
		at += int(less)
	}
	return at
}

// appendEqual appends the entries with a key, the first of which is not before a
// place and behind nothing but entries of the same word.
func appendEqual(n *node[numberSlots], pos int, key number, row int32, dst *Matches) {
	for ; n != nil; n, pos = n.next, 0 {
		for ; pos < n.slots.n; pos++ {
			tail := n.slots.tails[pos]
			if n.slots.words[pos] != key.word || tail&^idMask > key.rest {
				return
			}
			if tail&^idMask == key.rest {
				dst.IDs = append(dst.IDs, tail&idMask)
				dst.Rows = append(dst.Rows, row)
			}
		}
	}
}
