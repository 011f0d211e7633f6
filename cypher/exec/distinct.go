package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/exec/group"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// distinct is plan.Distinct: it keeps the rows that begin a group.
type distinct struct {
	input   *node
	slots   []batch.Slot
	table   group.Table
	cols    []*column.Column
	groups  []uint32
	charged int64
	empty   bool // no slots: one row is left of all
	null    column.Column

	worker bool // rows may be left in: whoever gathers them looks once more
	seen   int
}

// hopeless is how many rows a worker looks at before it gives up because most of them are distinct.
const hopeless = 1 << 14

func (b *builder) distinct(p *plan.Distinct) (operator, error) {
	input, err := b.distinctInput(p)
	if err != nil {
		return nil, err
	}
	slots := append([]batch.Slot(nil), p.Slots...)
	if b.scope != nil && b.scope.slot != batch.None {
		slots = append(slots, b.scope.slot)
	}
	return &distinct{input: input, slots: slots, cols: make([]*column.Column, len(slots)), worker: b.program.leaf != nil}, nil
}

func (d *distinct) reset(x *Execution) error {
	d.clear(x)
	return d.input.reset(x)
}

func (d *distinct) clear(x *Execution) {
	x.ctx.Memory.Release(d.charged)
	d.charged, d.empty, d.seen = 0, false, 0
	if d.table.Len() > keepColumns {
		d.table.Free()
	} else {
		d.table.Reset()
	}
}

func (d *distinct) close(x *Execution) { d.clear(x) }

func (d *distinct) next(x *Execution) (*batch.Batch, error) {
	for {
		b, err := d.input.next(x)
		if err != nil || b == nil {
			return nil, err
		}
		if len(d.slots) == 0 {
			if d.empty {
				return nil, nil
			}
			d.empty = true
			b.Sel = b.Rows()[:1]
			return b, nil
		}
		sel := b.Rows()
		if d.worker && d.seen >= hopeless && d.table.Len() > d.seen/2 {
			return b, nil
		}
		d.seen += len(sel)
		for i, s := range d.slots {
			if d.cols[i] = b.Cols[s]; d.cols[i] == nil {
				d.null.Reset(column.Null, b.N)
				d.cols[i] = &d.null
			}
		}
		if cap(d.groups) < len(sel) {
			d.groups = make([]uint32, len(sel), max(len(sel), min(2*len(sel), column.BatchSize)))
		}
		fresh, err := x.assign(&d.table, d.cols, sel, d.groups[:len(sel)])
		if err != nil {
			return nil, err
		}
		if err := x.charge(&d.charged, d.table.MemoryUsage()); err != nil {
			return nil, err
		}
		if len(fresh) > 0 {
			b.Sel = fresh
			return b, nil
		}
	}
}
