package reference

import (
	"slices"
	"strings"

	"memgraphd/engine/value"
)

// isType reports whether a value is of a type: one of the few that queries are drawn with.
func (r *run) isType(v value.Value, types string) bool {
	for _, name := range strings.Split(types, "|") {
		name, some := strings.CutSuffix(strings.TrimSpace(name), " NOT NULL")
		if v.IsNull() {
			if !some {
				return true
			}
			continue
		}
		if element, ok := strings.CutPrefix(name, "LIST<"); ok {
			name = "LIST"
			if v.Kind() != value.KindList || slices.ContainsFunc(v.AsList(), func(e value.Value) bool { return !r.isType(e, strings.TrimSuffix(element, ">")) }) {
				continue
			}
		}
		if name == "ANY" || name == v.Kind().String() {
			return true
		}
	}
	return false
}

// concat joins two strings or two lists.
func concat(a, b value.Value) (value.Value, error) {
	if a.IsNull() || b.IsNull() {
		return value.Null, nil
	}
	return value.Add(a, b)
}
