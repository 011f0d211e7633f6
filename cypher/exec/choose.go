package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec/group"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// choose is plan.Choose: it counts the rows of each pair of ends.
type choose struct {
	input    *node
	ends     [2]batch.Slot
	length   batch.Slot
	k        eval.Kernel // nil: one
	byLength bool

	most    int64
	table   group.Table
	groups  []uint32
	chosen  []chosen // by group
	kept    []int32
	charged int64
}

// chosen is how many rows, or lengths, of a group were kept, and the length of the last one.
type chosen struct{ count, length int64 }

func (b *builder) choose(p *plan.Choose) (operator, error) {
	input, err := b.operator(p.Input)
	if err != nil {
		return nil, err
	}
	c := &choose{input: input, ends: [2]batch.Slot{p.From, p.To}, length: p.Length, byLength: p.Groups}
	if p.K != nil {
		c.k, err = b.kernel(p.K)
	}
	return c, err
}

func (c *choose) reset(x *Execution) (err error) {
	c.clear(x)
	c.most = 1
	if c.k != nil {
		if c.most, err = x.count(c.k, errPathsType, errPathsNegative); err != nil {
			return err
		}
		if c.most == 0 {
			return errPathsNegative
		}
	}
	return c.input.reset(x)
}

func (c *choose) clear(x *Execution) {
	x.ctx.Memory.Release(c.charged)
	c.charged, c.chosen = 0, c.chosen[:0]
	if c.table.Len() > keepColumns {
		c.table.Free()
		c.chosen = nil
	} else {
		c.table.Reset()
	}
}

func (c *choose) close(x *Execution) { c.clear(x) }

func (c *choose) next(x *Execution) (*batch.Batch, error) {
	for {
		b, err := c.input.next(x)
		if err != nil || b == nil {
			return nil, err
		}
		sel := b.Rows()
		if cap(c.groups) < len(sel) {
			c.groups = make([]uint32, column.BatchSize)
		}
		ends := [2]*column.Column{b.Cols[c.ends[0]], b.Cols[c.ends[1]]}
		c.table.Assign(ends[:], sel, c.groups[:len(sel)])
		if err := x.charge(&c.charged, c.table.MemoryUsage()); err != nil {
			return nil, err
		}
		if b.Sel = c.keep(b.Cols[c.length], sel); len(b.Sel) > 0 {
			return b, nil
		}
	}
}

// keep returns the rows that are wanted.
func (c *choose) keep(lengths *column.Column, sel []int32) []int32 {
	c.kept = c.kept[:0]
	for i, row := range sel {
		for int(c.groups[i]) >= len(c.chosen) {
			c.chosen = append(c.chosen, chosen{length: -1})
		}
		g, length := &c.chosen[c.groups[i]], lengths.Value(int(row)).AsInt()
		if !c.byLength || length != g.length {
			if g.count == c.most {
				continue
			}
			g.count, g.length = g.count+1, length
		}
		c.kept = append(c.kept, row)
	}
	return c.kept
}
