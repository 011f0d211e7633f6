package engine

import (
	"fmt"
	"slices"
	"strings"

	"memgraphd/engine/value"
)

// How an index is on what lies in properties, as in n.address.city. A part of its key is a
// property and a path of keys that leads into the map that the property holds. Where an index
// takes the value of a property from a version of a row it follows the path; all else, above
// all when rows are entered and entries retired, is as for indexes over several properties.

// part follows the path of the i-th property into a value.
func (ix *Index) part(i int, v value.Value) value.Value {
	if ix.Spec.Paths == nil {
		return v
	}
	return follow(v, ix.Spec.Paths[i])
}

// descend replaces the values of all properties by what their paths lead to.
func (ix *Index) descend(vals []value.Value) {
	for i, path := range ix.Spec.Paths {
		vals[i] = follow(vals[i], path)
	}
}

// follow returns what v.a.b… is in Cypher. Where that is an error it is null: an index does not
// have the row.
func follow(v value.Value, path []string) value.Value {
	for _, key := range path {
		switch kind := v.Kind(); {
		case kind == value.KindMap:
			v, _ = v.Get(key)
		case kind == value.KindPoint:
			v, _ = value.PointField(v.AsPoint(), key)
		case kind.IsTemporal():
			v, _ = value.TemporalField(v, key)
		default:
			return value.Null
		}
	}
	return v
}

// checkPaths refuses parts of a key that are the same as others or lie within them.
func (s *IndexSpec) checkPaths() error {
	if len(s.Paths) != len(s.Properties) {
		return fmt.Errorf("an index on nested properties has %d paths for %d properties", len(s.Paths), len(s.Properties))
	}
	nested := false
	for i, path := range s.Paths {
		nested = nested || len(path) > 0
		for j, other := range s.Paths[:i] {
			n := min(len(path), len(other))
			if s.Properties[i] == s.Properties[j] && slices.Equal(path[:n], other[:n]) {
				return fmt.Errorf("property %d is named twice", s.Properties[i])
			}
		}
	}
	if !nested {
		return fmt.Errorf("none of the properties of an index on nested ones is nested")
	}
	return nil
}

func clonePaths(paths [][]string) [][]string {
	cloned := slices.Clone(paths)
	for i, path := range cloned {
		cloned[i] = append([]string(nil), path...)
	}
	return cloned
}

func (r *redoWriter) paths(paths [][]string) {
	for _, path := range paths {
		r.uint(uint64(len(path)))
		for _, key := range path {
			r.text(key)
		}
	}
}

// paths reads the paths of n properties.
func (r *redoReader) paths(n int) [][]string {
	paths := make([][]string, n)
	for i := range paths {
		for range r.count(1) {
			paths[i] = append(paths[i], strings.Clone(r.text()))
		}
	}
	return paths
}
