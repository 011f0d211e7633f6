package exec

import (
	"math"

	"memgraphd/engine/value"
)

// certain reports whether a value equals itself: it is not null nor NaN, and
// holds neither. For such values [value.Equal] and [value.Equivalent] agree.
func certain(v value.Value) bool {
	switch v.Kind() {
	case value.KindNull:
		return false
	case value.KindFloat:
		return !math.IsNaN(v.AsFloat())
	case value.KindList, value.KindMap:
		eq := value.Equal(v, v)
		return !eq.IsNull() && eq.AsBool()
	}
	return true
}
