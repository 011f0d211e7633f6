package exec

import (
	"math"

	"memgraphd/engine/value"
)

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

// hopRoom cuts room down to what HOPS LIMIT leaves: for a query that is to fail
// there, one more, which tells whether it would go on.
func (x *Execution) hopRoom(room int) int {
	left := x.hopsLimit - x.ctx.Hops
	if x.given.HopsStrict && left < math.MaxInt64 {
		left++
	}
	return int(max(0, min(left, int64(room))))
}

// hopped counts hops that were followed. It fails if they are too many and the query
// is not content with what it has got.
func (x *Execution) hopped(n int) error {
	x.ctx.Hops += int64(n)
	if x.given.HopsStrict && x.ctx.Hops > x.hopsLimit {
		return errHopsLimit
	}
	return nil
}
