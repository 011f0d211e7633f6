package exec

import (
	"errors"
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

var errNotDeletable = &value.Error{Class: value.TypeError, Msg: "Edges, vertices and paths can be deleted."}

// deletion is plan.Delete. It reads all rows, deletes all relationships that
// they name and then all nodes, and hands the rows on. Under PERIODIC COMMIT it
// does so batch by batch.
type deletion struct {
	input  *node
	exprs  []eval.Kernel
	places []ast.Pos
	detach bool

	nodes, rels []uint64
	charged     int64
	rows        store
	read        bool
	pos         int
	hops        engine.Hops
}

func (b *builder) delete(p *plan.Delete) (operator, error) {
	input, err := b.full(p.Input)
	if err != nil {
		return nil, err
	}
	d := &deletion{input: input, detach: p.Detach, rows: newStore(b.live(p))}
	for _, e := range p.Exprs {
		d.places = append(d.places, e.Position())
	}
	d.exprs, err = b.kernels(p.Exprs)
	return d, err
}

func (d *deletion) reset(x *Execution) error {
	d.clear(x)
	return d.input.reset(x)
}

func (d *deletion) clear(x *Execution) {
	d.rows.reset(x)
	x.ctx.Memory.Release(d.charged)
	d.charged, d.read, d.pos = 0, false, 0
	d.nodes, d.rels = d.nodes[:0], d.rels[:0]
}

func (d *deletion) close(x *Execution) {
	d.clear(x)
	if cap(d.nodes)+cap(d.rels) > keepColumns {
		d.nodes, d.rels = nil, nil
	}
}

func (d *deletion) next(x *Execution) (*batch.Batch, error) {
	if x.periodic.rows != nil {
		return d.nextBatch(x)
	}
	if !d.read {
		if err := d.deleteAll(x); err != nil {
			return nil, err
		}
		d.read = true
	}
	b := d.rows.view(x, d.pos)
	if b != nil {
		d.pos += b.Len()
	}
	return b, nil
}

func (d *deletion) nextBatch(x *Execution) (*batch.Batch, error) {
	b, err := d.input.next(x)
	if err != nil || b == nil {
		return nil, err
	}
	d.nodes, d.rels = d.nodes[:0], d.rels[:0]
	if err := d.collect(x, b, b.Rows()); err != nil {
		return nil, err
	}
	return b, d.delete(x)
}

func (d *deletion) deleteAll(x *Execution) error {
	for {
		b, err := d.input.next(x)
		if err != nil {
			return err
		}
		if b == nil {
			return d.delete(x)
		}
		if err := d.collect(x, b, b.Rows()); err != nil {
			return err
		}
		if err := d.rows.add(x, b, b.Rows()); err != nil {
			return err
		}
	}
}

// collect notes what the expressions of some rows name.
func (d *deletion) collect(x *Execution, b *batch.Batch, sel []int32) error {
	for i, k := range d.exprs {
		c, err := k.Eval(&x.ctx, b, sel)
		if err != nil {
			return err
		}
		for _, r := range sel {
			if err := d.add(c.Value(int(r))); err != nil {
				return eval.Locate(d.places[i], err)
			}
		}
	}
	return x.charge(&d.charged, int64(8*(len(d.nodes)+len(d.rels))))
}

func (d *deletion) add(v value.Value) error {
	switch v.Kind() {
	case value.KindNull:
	case value.KindNode:
		d.nodes = append(d.nodes, v.AsID())
	case value.KindRelationship:
		d.rels = append(d.rels, v.AsID())
	case value.KindPath:
		if v.AsPath().Virtual != nil {
			return errNotDeletable
		}
		d.nodes = append(d.nodes, v.AsPath().Nodes...)
		d.rels = append(d.rels, v.AsPath().Rels...)
	default:
		return errNotDeletable
	}
	return nil
}

// delete deletes what was collected, relationships first.
func (d *deletion) delete(x *Execution) error {
	d.nodes = distinctIDs(d.nodes)
	if d.detach {
		if err := d.attached(x); err != nil {
			return err
		}
	}
	d.rels = distinctIDs(d.rels)
	for _, id := range d.rels {
		if !x.ctx.Txn.RelationshipExists(id) {
			continue
		}
		if err := x.ctx.Txn.DeleteRelationship(id); err != nil {
			return err
		}
		x.counters.RelationshipsDeleted++
	}
	for _, id := range d.nodes {
		if !x.ctx.Txn.NodeExists(id) {
			continue
		}
		if err := x.ctx.Txn.DeleteNode(id); err != nil {
			if errors.Is(err, engine.ErrHasRelationships) {
				return engine.ErrHasRelationships
			}
			return err
		}
		x.counters.NodesDeleted++
	}
	return nil
}

// attached adds the relationships at the nodes.
func (d *deletion) attached(x *Execution) error {
	for rest := d.nodes; len(rest) > 0; {
		some := rest[:min(len(rest), column.BatchSize)]
		rest = rest[len(some):]
		var cursor engine.ExpandCursor
		for done := false; !done; {
			if err := x.ctx.Look(); err != nil {
				return err
			}
			h := &d.hops
			h.Row, h.Rel, h.To = h.Row[:0], h.Rel[:0], h.To[:0]
			done = x.ctx.Txn.Expand(&cursor, some, engine.Both, nil, true, column.BatchSize, h)
			d.rels = append(d.rels, h.Rel...)
		}
		if err := x.charge(&d.charged, int64(8*(len(d.nodes)+len(d.rels)))); err != nil {
			return err
		}
	}
	return nil
}

func distinctIDs(ids []uint64) []uint64 {
	slices.Sort(ids)
	return slices.Compact(ids)
}
