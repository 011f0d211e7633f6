package engine

import (
	"bytes"
	"context"
	"errors"

	"memgraphd/engine/index"
)

// CreateConstraint checks the data, installs the constraint and makes it
// durable; ErrExists if it is there, a *ConstraintError if the data violate it.
//
//	publish it: commits from now on obey ─▶ check what was ordered before ─▶ commit order, log ─▶ ready
func (db *Database) CreateConstraint(ctx context.Context, spec ConstraintSpec) error {
	if err := spec.check(); err != nil {
		return err
	}
	db.schemaMu.Lock()
	defer db.schemaMu.Unlock()
	if db.schema.Load().constraint(spec) != nil {
		return ErrExists
	}
	k := db.newConstraint(spec)
	db.addConstraint(k)
	if err := db.install(ctx, k); err != nil {
		db.removeConstraint(k)
		return err
	}
	db.garbage.kickNow()
	return nil
}

// install fills a published constraint's index, checks the data and makes the constraint durable.
func (db *Database) install(ctx context.Context, k *constraint) error {
	if k.unique != nil {
		if err := db.fill(ctx, k.unique); err != nil {
			return err
		}
	}
	redo := db.constraintRedo(opCreateConstraint, &k.spec)
	for {
		db.commitMu.Lock() // who did not see the constraint has been ordered by now …
		refused := db.refused
		db.commitMu.Unlock()
		if err := db.validate(ctx, k); err != nil { // … and is seen by this
			return err
		}
		check := func() error {
			if db.refused != refused {
				return errOverturned
			}
			return ctx.Err()
		}
		if err := db.order(change{redo: redo, check: check, publish: k.publish(db)}); err != errOverturned {
			return err
		}
	}
}

// errOverturned: what was checked counted on changes that the log has refused since.
var errOverturned = errors.New("the data were checked with changes that the log has refused since")

// publish returns what makes a new constraint visible.
func (k *constraint) publish(db *Database) func(commit uint64) {
	return func(commit uint64) {
		if k.unique != nil {
			db.settleLater(commit, k.unique)
		}
		k.ready.Store(true)
		db.schemaGeneration.Add(1)
	}
}

// DropConstraint drops a constraint; ErrMissing if there is none.
func (db *Database) DropConstraint(ctx context.Context, spec ConstraintSpec) error {
	db.schemaMu.Lock()
	defer db.schemaMu.Unlock()
	k := db.schema.Load().constraint(spec)
	if k == nil || spec.Kind == ConstraintType && k.kind != dataTypes[spec.DataType] {
		return ErrMissing
	}
	return db.order(change{redo: db.constraintRedo(opDropConstraint, &k.spec), check: ctx.Err, publish: func(commit uint64) {
		if k.unique != nil {
			k.unique.droppedAt.Store(commit)
		}
		k.ready.Store(false)
		db.removeConstraint(k)
		db.schemaGeneration.Add(1)
	}})
}

// loadConstraint prepares a constraint after recovery and checks the data.
func (db *Database) loadConstraint(k *constraint) error {
	if k.unique != nil {
		if err := db.load(k.unique); err != nil {
			return err
		}
	}
	return db.validate(context.Background(), k)
}

// validate checks all that is committed or ordered.
func (db *Database) validate(ctx context.Context, k *constraint) error {
	view := Txn{db: db, horizon: inFlight - 1}
	if k.unique != nil {
		return view.validateUnique(ctx, k)
	}
	key := k.spec.Properties[0]
	for _, c := range db.nodes.all() {
		if c == nil {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if !view.chunkObeys(c, k, key) {
			return k.refused(db)
		}
	}
	return nil
}

func (t *Txn) chunkObeys(c *chunk, k *constraint, key PropertyID) bool {
	c.latch.RLock()
	defer c.latch.RUnlock()
	if !c.zone.any(func(set uint32) bool { return k.label.Matches(LabelSet(set)) }) {
		return true
	}
	col := c.column(key)
	for row := range ChunkRows {
		if labels, ok := t.rowLabels(c, row); ok && !k.allows(labels, t.rowProperty(c, col, row, key)) {
			return false
		}
	}
	return true
}

// validateUnique looks for two nodes with the same key next to each other in
// the constraint's index.
func (t *Txn) validateUnique(ctx context.Context, k *constraint) error {
	ix := k.unique
	if entries, distinct := ix.tree.Stats(); entries == distinct {
		return nil
	}
	var cursor index.Cursor
	var entries index.Entries
	var last []byte // the newest key that a node has
	all := Bounds{}
	for done := false; !done; {
		if err := ctx.Err(); err != nil {
			return err
		}
		entries.Reset()
		done = ix.tree.SeekEntries(&all, &cursor, ChunkRows, &entries)
		for i, id := range entries.IDs {
			key := entries.Key(i)
			if !t.claims(ix, id, key) {
				continue
			}
			if bytes.Equal(key, last) {
				return k.refused(t.db)
			}
			last = append(last[:0], key...)
		}
	}
	return nil
}

// claims reports whether the version of a node that t sees has the key of an
// entry, and excludes others from it: what equals nothing, as NaN, does not.
func (t *Txn) claims(ix *Index, id uint64, key []byte) bool {
	c := t.db.table(ix).at(id)
	c.latch.RLock()
	defer c.latch.RUnlock()
	var vals valBuf
	v, ok := t.indexed(ix, c, int(id&rowMask), &vals)
	if !ok {
		return false
	}
	var buf keyBuf
	b := Bounds{Equal: v.vals}
	return bytes.Equal(index.AppendKey(buf[:0], v.vals...), key) && b.Match(v.vals)
}
