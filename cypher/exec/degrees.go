package exec

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
)

// degrees counts the hops at nodes that would be followed only to be counted.
type degrees struct {
	from   batch.Slot
	dir    engine.Direction
	types  typeTest
	ids    nodeIDs
	counts []int64 // of the rows that measure returned

	// distinct are relationships, no two the same, that the hop must not follow.
	distinct []batch.Slot
	used     usedRelationships
}

// usedRelationships are relationships with the rows that use them.
type usedRelationships struct {
	ids      []uint64
	at       []int // places among the ids of degrees
	from, to []uint64
	types    []engine.TypeID
}

// degrees returns nil unless all that p wants of an Expand below it is its number
// of rows, whole or by what was there before the hop.
func (b *builder) degrees(p *plan.Aggregate) *degrees {
	e, ok := p.Input.(*plan.Expand)
	if !ok || b.program.plan.HopsLimit != nil {
		return nil
	}
	fromHop := func(s batch.Slot) bool { return s != batch.None && (s == e.Rel || s == e.To) }
	for _, call := range p.Calls {
		if call.Func != "count" || call.Distinct {
			return nil
		}
		if len(call.Args) == 0 {
			continue
		}
		v, ok := call.Args[0].(*ast.Variable)
		if !ok || !fromHop(b.program.plan.Slots[v]) {
			return nil
		}
	}
	for _, key := range p.Keys {
		for _, s := range b.reads(key.Expr) {
			if fromHop(s) {
				return nil
			}
		}
	}
	return degreesOf(e)
}

// degreesOf returns nil unless a hop has as many rows as there are relationships.
func degreesOf(e *plan.Expand) *degrees {
	if e.Into || e.Optional || e.ToLabels != nil {
		return nil
	}
	return &degrees{
		from: e.From, dir: e.Direction, distinct: e.Distinct,
		types: typeTest{planned: e.Types, names: e.TypeNames, none: e.NoTypes},
	}
}

// measure returns the rows with any hop; their numbers are in counts.
func (d *degrees) measure(x *Execution, b *batch.Batch, sel []int32) ([]int32, error) {
	if err := d.ids.collect(b.Cols[d.from], sel); err != nil {
		return nil, err
	}
	d.counts = append(d.counts[:0], make([]int64, len(d.ids.ids))...)
	if !d.types.nothing {
		x.ctx.Txn.Degrees(d.ids.ids, d.dir, d.types.ids, d.counts)
		for _, s := range d.distinct {
			if c := b.Cols[s]; c != nil {
				d.subtract(x, c)
			}
		}
	}
	n := 0
	for i, count := range d.counts {
		if count > 0 {
			d.counts[n], d.ids.rows[n] = count, d.ids.rows[i]
			n++
			x.ctx.Hops += count
		}
	}
	d.counts = d.counts[:n]
	return d.ids.rows[:n], nil
}

// subtract takes away the relationships of a column that are among those counted.
func (d *degrees) subtract(x *Execution, c *column.Column) {
	u := &d.used
	u.ids, u.at = u.ids[:0], u.at[:0]
	for i, row := range d.ids.rows {
		if c.Type == column.Relationship && c.Valid == nil {
			u.ids = append(u.ids, c.IDs[row])
		} else {
			u.ids = appendRelationships(u.ids, c.Value(int(row)))
		}
		for len(u.at) < len(u.ids) {
			u.at = append(u.at, i)
		}
	}
	n := len(u.ids)
	u.from, u.to = append(u.from[:0], u.ids...), append(u.to[:0], u.ids...)
	u.types = append(u.types[:0], make([]engine.TypeID, n)...)
	x.ctx.Txn.Endpoints(u.ids, u.from, u.to, u.types)
	for i, at := range u.at {
		if d.types.ids != nil && !slices.Contains(d.types.ids, u.types[i]) {
			continue
		}
		node := d.ids.ids[at]
		if d.dir != engine.In && u.from[i] == node || d.dir != engine.Out && u.to[i] == node {
			d.counts[at]--
		}
	}
}

// onlyDegrees returns the degrees that are all a right side yields: that of a
// single hop from a node of its argument. It returns nil for any other.
func (b *builder) onlyDegrees(p plan.Operator) *degrees {
	e, ok := p.(*plan.Expand)
	if !ok || !isArgument(e.Input) || b.program.plan.HopsLimit != nil {
		return nil
	}
	return degreesOf(e)
}
