package engine

import (
	"context"
	"slices"

	"memgraphd/engine/value"
)

// ---- Indexes and constraints: the bodies are being filled in. ----

// ---- schema ----

// Index is a live index.
type Index struct {
	Spec IndexSpec
}

// CreateIndex builds an index and makes it durable; ErrExists if it exists.
func (db *Database) CreateIndex(ctx context.Context, spec IndexSpec) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return db.changeIndexes(opCreateIndex, spec, db.schema.addIndex)
}

// DropIndex drops an index; ErrMissing if there is none.
func (db *Database) DropIndex(ctx context.Context, spec IndexSpec) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return db.changeIndexes(opDropIndex, spec, db.schema.removeIndex)
}

// Indexes returns the indexes that are ready, in order of creation.
func (db *Database) Indexes() []*Index { return nil }

// Bounds select a stretch of an index: Equal is a prefix of equal values; the
// property behind it may be bounded by Lower and Upper, or by a string Prefix.
type Bounds struct {
	Equal                          []value.Value
	Lower, Upper                   value.Value // null: unbounded
	LowerExclusive, UpperExclusive bool
	Prefix                         string // with HasPrefix
	HasPrefix                      bool
	// NotNull demands only that the next property is present (all entries of the index are).
}

// IndexCursor walks a stretch of an index; its zero value starts at the beginning.
type IndexCursor struct {
	// unexported
}

// SeekIndex appends ids of visible nodes (or relationships) within bounds, in index order, until
// dst has grown by limit or the stretch ends, which it reports. Values are
// compared as = and < do: types never mix, null and NaN never match.
func (t *Txn) SeekIndex(ix *Index, b Bounds, c *IndexCursor, limit int, dst []uint64) (_ []uint64, done bool) {
	panic("contract")
}

// CreateConstraint checks the data, installs the constraint and makes it durable; a *ConstraintError if the data violate it.
func (db *Database) CreateConstraint(ctx context.Context, spec ConstraintSpec) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return db.changeConstraints(opCreateConstraint, spec, db.schema.addConstraint)
}

// DropConstraint drops a constraint; ErrMissing if there is none.
func (db *Database) DropConstraint(ctx context.Context, spec ConstraintSpec) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return db.changeConstraints(opDropConstraint, spec, db.schema.removeConstraint)
}

// Constraints returns the constraints, in order of creation.
func (db *Database) Constraints() []ConstraintSpec {
	db.publishMu.Lock()
	defer db.publishMu.Unlock()
	return slices.Clone(db.schema.constraints)
}

// ConstraintError says which constraint a commit or the existing data violate.
type ConstraintError struct {
	Spec ConstraintSpec
	Msg  string
}

// Error returns Memgraph's text.
func (e *ConstraintError) Error() string { return e.Msg }

// IndexEntries returns the number of entries of an index, and an estimate of its distinct keys.
func (db *Database) IndexEntries(ix *Index) (entries, distinct int64) { return 0, 0 }

// EstimateRange estimates the number of entries within bounds.
func (db *Database) EstimateRange(ix *Index, b Bounds) int64 { return 0 }

// ---- snapshots and recovery ----

// BuildIndexes builds all registered indexes and checks constraints in parallel after recovery; from then on Begin may be called.
func (db *Database) BuildIndexes(progress func(stage string, done, total int)) error {
	db.sweepReplayed()
	return nil
}

// checkConstraints refuses a commit whose changes violate a constraint. It is
// called under the commit lock.
func (t *Txn) checkConstraints() error { return nil }
