package eval

import (
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// distinct passes each combination of arguments on once per group.
type distinct struct {
	of   Aggregator
	seen tupleSet
	kept charge

	groups []uint32
	sel    []int32
	tuple  []value.Value
}

func (a *distinct) Reset() {
	a.of.Reset()
	a.seen.reset()
	a.kept.release()
}

func (a *distinct) Add(x *Context, groups []uint32, args []*column.Column, sel []int32) error {
	a.groups, a.sel = a.groups[:0], a.sel[:0]
	bytes := int64(0)
	for i, row := range sel {
		a.tuple = a.tuple[:0]
		for _, c := range args {
			a.tuple = append(a.tuple, c.Value(int(row)))
		}
		if a.tuple[0].IsNull() || !a.seen.add(groups[i], a.tuple) {
			continue
		}
		for _, v := range a.tuple {
			bytes += int64(value.MemoryUsage(v))
		}
		a.groups, a.sel = append(a.groups, groups[i]), append(a.sel, row)
	}
	if err := a.kept.add(x.Memory, bytes+int64(len(a.sel))*tupleBytes); err != nil {
		return err
	}
	if len(a.sel) == 0 {
		return nil
	}
	return a.of.Add(x, a.groups, args, a.sel)
}

func (a *distinct) Result(x *Context, from, to int, dst *column.Column) error {
	return a.of.Result(x, from, to, dst)
}

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
	hash := value.HashInt(0, int64(group))
	for _, v := range tuple {
		hash = value.Hash(hash, v)
	}
	if 4*(len(s.hashes)+1) > 3*len(s.slots) {
		s.grow()
	}
	mask := uint64(len(s.slots) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		slot := s.slots[at]
		if slot == 0 {
			s.hashes, s.groups = append(s.hashes, hash), append(s.groups, group)
			s.values = append(s.values, tuple...)
			s.slots[at] = uint32(len(s.hashes))
			return true
		}
		if s.hashes[slot-1] == hash && s.same(int(slot-1), group, tuple) {
			return false
		}
	}
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
