package engine

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"memgraphd/engine/value"
)

// How an index is on what lies in properties, as in n.address.city. A part of its key is a
// property and a path of keys that leads into the map that the property holds. Where an index
// takes the value of a property from a version of a row it follows the path; all else, above
// all when rows are entered and entries retired, is as for indexes over several properties.

// Path returns the keys that lead into the map that the i-th property holds; none if the index is
// on the property itself.
func (s *IndexSpec) Path(i int) []string {
	if s.Paths == nil {
		return nil
	}
	return s.Paths[i]
}

// part follows the path of the i-th property into a value.
func (ix *Index) part(i int, v value.Value) value.Value {
	return follow(v, ix.Spec.Path(i))
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
	if !slices.ContainsFunc(s.Paths, func(path []string) bool { return len(path) > 0 }) {
		return errors.New("none of the properties of an index on nested ones is nested")
	}
	if s.Repeats() {
		return errors.New("a property is named twice, or lies within another")
	}
	return nil
}

// Repeats reports whether a property is named twice, or is nested in another one that is named.
func (s *IndexSpec) Repeats() bool {
	for i, key := range s.Properties {
		for j, other := range s.Properties[:i] {
			a, b := s.Path(i), s.Path(j)
			n := min(len(a), len(b))
			if key == other && slices.Equal(a[:n], b[:n]) {
				return true
			}
		}
	}
	return false
}

// Extends reports whether an index begins with all parts of the key of another one, over the same label or rows.
func (s *IndexSpec) Extends(o *IndexSpec) bool {
	if s.OnNodes() != o.OnNodes() || s.hasLabel() != o.hasLabel() || s.Named() || o.Named() || s.Kind == IndexPoint || o.Kind == IndexPoint ||
		s.hasType() != o.hasType() || s.Label != o.Label || s.Type != o.Type || len(o.Properties) > len(s.Properties) {
		return false
	}
	for i, key := range o.Properties {
		if s.Properties[i] != key || !slices.Equal(s.Path(i), o.Path(i)) {
			return false
		}
	}
	return true
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
