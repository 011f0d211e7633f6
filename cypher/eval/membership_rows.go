package eval

import "memgraphd/engine/value"

// memberOfRow is x IN list where the list may be another in each row. Often it is the same in many, as one that was
// collected before: it is made a set of when it comes for the second time.
type memberOfRow struct {
	pairwise
	last value.Value
	made bool // set is that of last
	set  memberSet
}

// longMemberList is the length from which on it pays to make a set of a list.
const longMemberList = 16

func newMemberOfRow(l, r Kernel) *memberOfRow {
	k := &memberOfRow{}
	k.pairwise = *newPairwise(l, r, k.in)
	return k
}

func (k *memberOfRow) in(v, list value.Value) (value.Value, error) {
	if list.Kind() != value.KindList || len(list.AsList()) < longMemberList {
		return in(v, list)
	}
	if k.last != list {
		k.last, k.made, k.set = list, false, memberSet{}
		return in(v, list)
	}
	if !k.made {
		k.made, k.set = true, newMemberSet(list.AsList())
	}
	return k.set.has(v), nil
}
