package engine

import "slices"

// schema lists the indexes and constraints that are registered, in order of
// creation, guarded by Database.publishMu. The lists are replaced, not changed.
type schema struct {
	indexes     []IndexSpec
	constraints []ConstraintSpec
}

func (s *schema) addIndex(spec IndexSpec) error    { return addSpec(&s.indexes, spec) }
func (s *schema) removeIndex(spec IndexSpec) error { return removeSpec(&s.indexes, spec) }

func (s *schema) addConstraint(spec ConstraintSpec) error    { return addSpec(&s.constraints, spec) }
func (s *schema) removeConstraint(spec ConstraintSpec) error { return removeSpec(&s.constraints, spec) }

// spec is an IndexSpec or a ConstraintSpec.
type spec[T any] interface{ same(T) bool }

func (a IndexSpec) same(b IndexSpec) bool {
	return a.Kind == b.Kind && a.Label == b.Label && a.Type == b.Type && slices.Equal(a.Properties, b.Properties)
}

func (a ConstraintSpec) same(b ConstraintSpec) bool {
	return a.Kind == b.Kind && a.Label == b.Label && a.DataType == b.DataType && slices.Equal(a.Properties, b.Properties)
}

func findSpec[T spec[T]](list []T, s T) int { return slices.IndexFunc(list, s.same) }

func addSpec[T spec[T]](list *[]T, spec T) error {
	if findSpec(*list, spec) >= 0 {
		return ErrExists
	}
	*list = append(slices.Clip(*list), spec)
	return nil
}

func removeSpec[T spec[T]](list *[]T, spec T) error {
	i := findSpec(*list, spec)
	if i < 0 {
		return ErrMissing
	}
	*list = slices.Delete(slices.Clone(*list), i, i+1)
	return nil
}

// SchemaGeneration changes whenever an index or constraint comes or goes.
func (db *Database) SchemaGeneration() uint64 { return db.schemaGeneration.Load() }

// registerIndexes applies a change of the list of indexes that needs no log: it was read from there.
func (db *Database) registerIndex(spec IndexSpec, change func(IndexSpec) error) error {
	db.publishMu.Lock()
	defer db.publishMu.Unlock()
	db.schemaGeneration.Add(1)
	return change(spec)
}

func (db *Database) registerConstraint(spec ConstraintSpec, change func(ConstraintSpec) error) error {
	db.publishMu.Lock()
	defer db.publishMu.Unlock()
	db.schemaGeneration.Add(1)
	return change(spec)
}

// changeIndexes logs a change of the list of indexes and applies it.
func (db *Database) changeIndexes(code byte, spec IndexSpec, change func(IndexSpec) error) error {
	db.schemaMu.Lock()
	defer db.schemaMu.Unlock()
	if err := db.mayChange(findSpec(db.indexSpecs(), spec) >= 0, code == opCreateIndex); err != nil {
		return err
	}
	r := redoWriter{on: true}
	r.index(db, code, spec)
	return db.order(r.buf, nil, func(uint64) {
		_ = change(spec) // checked above, and schemaMu is held
		db.schemaGeneration.Add(1)
	})
}

// changeConstraints logs a change of the list of constraints and applies it.
func (db *Database) changeConstraints(code byte, spec ConstraintSpec, change func(ConstraintSpec) error) error {
	db.schemaMu.Lock()
	defer db.schemaMu.Unlock()
	if err := db.mayChange(findSpec(db.Constraints(), spec) >= 0, code == opCreateConstraint); err != nil {
		return err
	}
	r := redoWriter{on: true}
	r.constraint(db, code, spec)
	return db.order(r.buf, nil, func(uint64) {
		_ = change(spec)
		db.schemaGeneration.Add(1)
	})
}

func (db *Database) mayChange(there, create bool) error {
	switch {
	case there && create:
		return ErrExists
	case !there && !create:
		return ErrMissing
	}
	return nil
}

func (db *Database) indexSpecs() []IndexSpec {
	db.publishMu.Lock()
	defer db.publishMu.Unlock()
	return db.schema.indexes
}

func (r *redoWriter) index(db *Database, code byte, spec IndexSpec) {
	label, typ := uint64(0), uint64(0)
	switch spec.Kind {
	case IndexLabel, IndexLabelProps, IndexPoint:
		label = r.name(opLabel, uint32(spec.Label), &db.labels) + 1
	case IndexType, IndexTypeProp:
		typ = r.name(opType, uint32(spec.Type), &db.types) + 1
	}
	keys := r.keys(db, spec.Properties)
	r.op(code)
	r.buf = append(r.buf, byte(spec.Kind))
	r.uint(label)
	r.uint(typ)
	r.list(keys)
}

func (r *redoWriter) constraint(db *Database, code byte, spec ConstraintSpec) {
	label := r.name(opLabel, uint32(spec.Label), &db.labels)
	keys := r.keys(db, spec.Properties)
	r.op(code)
	r.buf = append(r.buf, byte(spec.Kind))
	r.uint(label)
	r.list(keys)
	r.text(spec.DataType)
}

func (r *redoWriter) keys(db *Database, keys []PropertyID) []uint64 {
	local := make([]uint64, len(keys))
	for i, key := range keys {
		local[i] = r.name(opKey, uint32(key), &db.props)
	}
	return local
}

func (r *redoWriter) list(locals []uint64) {
	r.uint(uint64(len(locals)))
	for _, local := range locals {
		r.uint(local)
	}
}
