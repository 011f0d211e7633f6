package engine

import (
	"reflect"
	"slices"
)

// schema is the list of indexes and constraints, guarded by Database.publishMu.
type schema struct {
	indexes     []IndexSpec
	constraints []ConstraintSpec
}

func sameSpec[T any](a T) func(T) bool {
	return func(b T) bool { return reflect.DeepEqual(a, b) }
}

func (db *Database) registerIndex(spec IndexSpec) error {
	db.publishMu.Lock()
	defer db.publishMu.Unlock()
	if slices.ContainsFunc(db.schema.indexes, sameSpec(spec)) {
		return ErrExists
	}
	db.schema.indexes = append(db.schema.indexes, spec)
	db.schemaGeneration.Add(1)
	return nil
}

func (db *Database) unregisterIndex(spec IndexSpec) error {
	db.publishMu.Lock()
	defer db.publishMu.Unlock()
	i := slices.IndexFunc(db.schema.indexes, sameSpec(spec))
	if i < 0 {
		return ErrMissing
	}
	db.schema.indexes = slices.Delete(slices.Clone(db.schema.indexes), i, i+1)
	db.schemaGeneration.Add(1)
	return nil
}

func (db *Database) registerConstraint(spec ConstraintSpec) error {
	db.publishMu.Lock()
	defer db.publishMu.Unlock()
	if slices.ContainsFunc(db.schema.constraints, sameSpec(spec)) {
		return ErrExists
	}
	db.schema.constraints = append(db.schema.constraints, spec)
	db.schemaGeneration.Add(1)
	return nil
}

func (db *Database) unregisterConstraint(spec ConstraintSpec) error {
	db.publishMu.Lock()
	defer db.publishMu.Unlock()
	i := slices.IndexFunc(db.schema.constraints, sameSpec(spec))
	if i < 0 {
		return ErrMissing
	}
	db.schema.constraints = slices.Delete(slices.Clone(db.schema.constraints), i, i+1)
	db.schemaGeneration.Add(1)
	return nil
}

// SchemaGeneration changes whenever an index or constraint comes or goes.
func (db *Database) SchemaGeneration() uint64 { return db.schemaGeneration.Load() }
