package eval

import "memgraphd/engine/value"

// valueSet is a set of values under equivalence.
type valueSet struct{ tupleSet }

func setOfValues(w *walk, list []value.Value) *valueSet {
	s := &valueSet{}
	for _, v := range w.over(list) {
		s.add(v)
	}
	return s
}

// add puts v in and reports whether it was new.
func (s *valueSet) add(v value.Value) bool {
	tuple := [1]value.Value{v}
	return s.tupleSet.add(0, tuple[:])
}

// has reports whether v is in the set.
func (s *valueSet) has(v value.Value) bool {
	tuple := [1]value.Value{v}
	_, found := s.find(hashTuple(0, tuple[:]), 0, tuple[:])
	return found
}

// unique returns the elements of a list that are not equivalent to one before.
func unique(w *walk, list []value.Value) []value.Value {
	s := &valueSet{}
	var out []value.Value
	for _, v := range w.over(list) {
		if s.add(v) {
			out = append(out, v)
		}
	}
	return out
}
