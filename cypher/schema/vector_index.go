package schema

import (
	"math"
	"slices"
	"strings"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// VectorIndex is a vector index as statements and procedures show it.
type VectorIndex struct {
	Name, On, Property, Metric, Dimension, Capacity, Size, Scalar, Type value.Value
}

// VectorIndexes returns the vector indexes of a database by name.
func VectorIndexes(db *engine.Database) []VectorIndex {
	var all []VectorIndex
	for _, ix := range db.Indexes() {
		spec := &ix.Spec
		if !spec.IsVector() {
			continue
		}
		size, _ := db.IndexEntries(ix)
		v := VectorIndex{
			Name: value.String(spec.Name), On: on(db, spec), Property: value.String(db.PropertyName(spec.Properties[0])),
			Metric: value.String(spec.Vector.Metric.String()), Dimension: value.Int(int64(spec.Vector.Dimension)),
			Capacity: value.Int(int64(min(spec.Vector.CapacityFor(uint64(size)), math.MaxInt64))), Size: value.Int(size),
			Scalar: value.String(spec.Vector.Scalar), Type: value.String("label+property_vector"),
		}
		if spec.Kind == engine.IndexVectorRel {
			v.Type = value.String("edge-type+property_vector")
		}
		all = append(all, v)
	}
	slices.SortFunc(all, func(a, b VectorIndex) int { return strings.Compare(a.Name.AsString(), b.Name.AsString()) })
	return all
}

// on shows the labels or types that an index with a name is on, as in "A|B"; null if it is on everything.
func on(db *engine.Database, spec *engine.IndexSpec) value.Value {
	names := labelsOrTypes(db, spec)
	switch {
	case len(names) == 0:
		return value.Null
	case spec.Match == engine.MatchAll:
		return value.String(strings.Join(names, "&"))
	}
	return value.String(strings.Join(names, "|"))
}

// labelsOrTypes returns the labels or types that an index with a name is on.
func labelsOrTypes(db *engine.Database, spec *engine.IndexSpec) []string {
	names := []string{}
	for _, l := range spec.Labels {
		names = append(names, db.LabelName(l))
	}
	for _, t := range spec.Types {
		names = append(names, db.TypeName(t))
	}
	return names
}
