package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
)

// countStore is plan.CountStore.
type countStore struct {
	spec *plan.CountStore
	done bool
	b    batch.Batch
	col  column.Column
	ids  []uint64
	rels engine.Relationships
}

func (b *builder) countStore(p *plan.CountStore) (operator, error) { return &countStore{spec: p}, nil }

func (c *countStore) reset(*Execution) error {
	c.done = false
	return nil
}

func (c *countStore) next(x *Execution) (*batch.Batch, error) {
	if c.done {
		return nil, nil
	}
	c.done = true
	n, err := c.count(x)
	if err != nil {
		return nil, err
	}
	x.empty(&c.b)
	c.b.N = 1
	c.col.Reset(column.Int, 1)
	c.col.Ints[0] = n
	c.b.Cols[c.spec.Slot] = &c.col
	return &c.b, nil
}

func (c *countStore) count(x *Execution) (int64, error) {
	db, exact := x.ctx.Txn.Database(), x.ctx.Txn.ExactCounts()
	if c.spec.Relationships {
		var types []engine.TypeID
		if c.spec.Type != "" {
			id, ok := db.FindType(c.spec.Type)
			if !ok {
				return 0, nil
			}
			if exact {
				return db.TypeCount(id), nil
			}
			types = []engine.TypeID{id}
		}
		if exact {
			return db.RelationshipCount(), nil
		}
		return c.countRelationships(x, types)
	}
	if c.spec.Label == "" {
		if exact {
			return db.NodeCount(), nil
		}
		return c.countNodes(x, nil)
	}
	id, ok := db.FindLabel(c.spec.Label)
	if !ok {
		return 0, nil
	}
	if exact {
		return db.LabelCount(id), nil
	}
	return c.countNodes(x, db.NewLabelFilter(func(labels []engine.LabelID) bool {
		for _, l := range labels {
			if l == id {
				return true
			}
		}
		return false
	}))
}

// countNodes counts by looking at every chunk.
func (c *countStore) countNodes(x *Execution, filter *engine.LabelFilter) (int64, error) {
	n := int64(0)
	for chunk := range x.ctx.Txn.NodeChunks() {
		if err := x.ctx.Look(); err != nil {
			return 0, err
		}
		c.ids = x.ctx.Txn.ScanNodes(chunk, filter, c.ids[:0])
		n += int64(len(c.ids))
	}
	return n, nil
}

func (c *countStore) countRelationships(x *Execution, types []engine.TypeID) (int64, error) {
	n := int64(0)
	for chunk := range x.ctx.Txn.RelationshipChunks() {
		if err := x.ctx.Look(); err != nil {
			return 0, err
		}
		r := &c.rels
		r.ID, r.From, r.To, r.Type = r.ID[:0], r.From[:0], r.To[:0], r.Type[:0]
		x.ctx.Txn.ScanRelationships(chunk, types, r)
		n += int64(len(r.ID))
	}
	return n, nil
}
