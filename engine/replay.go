package engine

import (
	"fmt"
	"math"
	"strings"
	"sync/atomic"
)

// sweepEvery bounds how many adjacency entries of deleted relationships Replay
// leaves lying.
const sweepEvery = 1 << 20

// Replay applies the redo record of a commit during recovery, in commit order.
// Records up to the loaded catalog's Commit are ignored.
func (db *Database) Replay(commit uint64, redo []byte) error {
	if commit <= db.lastCommit.Load() {
		return nil
	}
	t := &Txn{db: db, direct: true, start: math.MaxUint64, horizon: math.MaxUint64}
	r := replayer{t: t}
	if err := decodeRedo(redo, r.apply); err != nil {
		return fmt.Errorf("replaying commit %d: %w", commit, err)
	}
	if len(db.sweepLater) > sweepEvery {
		db.sweepReplayed()
	}
	db.publish(commit, func(uint64) { db.counts.apply(db, &t.delta) })
	db.nextCommit = commit + 1
	return nil
}

// sweepReplayed removes the adjacency entries of relationships that Replay deleted.
func (db *Database) sweepReplayed() {
	db.dropEnds(db.sweepLater, false)
	db.sweepLater = nil
}

// replayer applies decoded operations. It maps the numbers of a record to ids.
type replayer struct {
	t      *Txn
	labels []LabelID
	keys   []PropertyID
	types  []TypeID
	sets   []LabelSet
}

func (r *replayer) apply(op *redoOp) error {
	t, db := r.t, r.t.db
	switch op.code {
	case opLabel:
		r.labels = append(r.labels, db.Label(strings.Clone(op.text)))
	case opKey:
		r.keys = append(r.keys, db.Property(strings.Clone(op.text)))
	case opType:
		r.types = append(r.types, db.Type(strings.Clone(op.text)))
	case opSet:
		r.sets = append(r.sets, db.InternLabels(r.labelsOf(op.list)))
	case opCreateNodes:
		return r.createNodes(op)
	case opNodeProperty:
		return t.SetNodeProperty(op.id, r.keys[op.key], op.val)
	case opNodeColumn:
		return t.SetNodeColumn(op.ids, r.keys[op.key], &op.col)
	case opNodeLabels:
		return t.SetNodeLabels(op.id, r.sets[op.set])
	case opDeleteNode:
		return t.DeleteNode(op.id)
	case opCreateRels:
		return r.createRelationships(op)
	case opRelProperty:
		return t.SetRelationshipProperty(op.id, r.keys[op.key], op.val)
	case opRelColumn:
		return t.SetRelationshipColumn(op.ids, r.keys[op.key], &op.col)
	case opDeleteRel:
		return t.DeleteRelationship(op.id)
	default:
		return r.applySchema(op)
	}
	return nil
}

func (r *replayer) applySchema(op *redoOp) error {
	db := r.t.db
	switch op.code {
	case opCreateIndex:
		return db.registerIndex(r.indexSpec(op))
	case opDropIndex:
		return db.unregisterIndex(r.indexSpec(op))
	case opCreateNamed:
		return db.registerIndex(r.namedSpec(op))
	case opDropNamed:
		return db.unregisterIndex(IndexSpec{Kind: IndexKind(op.kind), Name: op.text})
	case opCreateConstraint:
		return db.registerConstraint(r.constraintSpec(op))
	case opDropConstraint:
		return db.unregisterConstraint(r.constraintSpec(op))
	}
	db.publishMu.Lock()
	db.meta.set(strings.Clone(op.text), strings.Clone(op.text2), op.blob)
	db.publishMu.Unlock()
	return nil
}

func (r *replayer) labelsOf(list []int) []LabelID {
	labels := make([]LabelID, len(list))
	for i, n := range list {
		labels[i] = r.labels[n]
	}
	return labels
}

func (r *replayer) keysOf(list []int) []PropertyID {
	keys := make([]PropertyID, len(list))
	for i, n := range list {
		keys[i] = r.keys[n]
	}
	return keys
}

func (r *replayer) indexSpec(op *redoOp) IndexSpec {
	spec := IndexSpec{Properties: r.keysOf(op.list), Paths: op.paths}
	spec.SetCode(op.kind)
	if op.label >= 0 {
		spec.Label = r.labels[op.label]
	}
	if op.typ >= 0 {
		spec.Type = r.types[op.typ]
	}
	return spec
}

func (r *replayer) constraintSpec(op *redoOp) ConstraintSpec {
	return ConstraintSpec{
		Kind: ConstraintKind(op.kind), Label: r.labels[op.label],
		Properties: r.keysOf(op.list), DataType: strings.Clone(op.text),
	}
}

// longestJump bounds how far the ids of a record may lie beyond those in use:
// transactions that were rolled back leave gaps, but not such ones.
const longestJump = 1 << 34

// reserve checks that rows from first on are new and moves the next id behind them.
func reserve(next *atomic.Uint64, d *directory, first, n uint64) error {
	if n == 0 || n > longestJump || first > next.Load()+longestJump {
		return fmt.Errorf("%d rows from id %d on cannot be, the next id is %d", n, first, next.Load())
	}
	for id := first; id < first+n; id++ {
		c := d.at(id)
		if c == nil {
			id |= rowMask // nothing there
			continue
		}
		if c.isLive(int(id & rowMask)) {
			return fmt.Errorf("id %d is taken", id)
		}
	}
	next.Store(max(next.Load(), first+n))
	return nil
}

func (r *replayer) createNodes(op *redoOp) error {
	if err := reserve(&r.t.db.nextNode, &r.t.db.nodes, op.id, op.n); err != nil {
		return err
	}
	if err := r.t.write(); err != nil {
		return err
	}
	r.t.createNodes(op.id, int(op.n), r.sets[op.set])
	return nil
}

func (r *replayer) createRelationships(op *redoOp) error {
	if err := reserve(&r.t.db.nextRel, &r.t.db.rels, op.id, op.n); err != nil {
		return err
	}
	if err := r.t.write(); err != nil {
		return err
	}
	return r.t.createRelationships(op.id, op.ids, op.to, r.types[op.typ])
}
