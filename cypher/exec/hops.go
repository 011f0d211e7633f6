package exec

import "memgraphd/engine/value"

// valueHolds reports whether a value is a relationship, or a list with it.
func valueHolds(v value.Value, rel uint64) bool {
	switch v.Kind() {
	case value.KindRelationship:
		return v.AsID() == rel
	case value.KindList:
		for _, e := range v.AsList() {
			if valueHolds(e, rel) {
				return true
			}
		}
	}
	return false
}

// hopRoom cuts room down to what HOPS LIMIT leaves; it fails if nothing is left
// and the query is not content with what it has got.
func (x *Execution) hopRoom(room int) (int, error) {
	left := x.hopsLimit - x.ctx.Hops
	if left <= 0 && x.given.HopsStrict {
		return 0, errHopsLimit
	}
	return int(max(0, min(left, int64(room)))), nil
}
