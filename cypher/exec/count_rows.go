package exec

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
)

// arguments are the expressions that aggregations take, those that are written
// alike evaluated once.
type arguments struct {
	exprs   []ast.Expr
	kernels []eval.Kernel
	cols    []*column.Column
}

// add returns the place of an expression.
func (a *arguments) add(b *builder, e ast.Expr) (int, error) {
	if pure(e) {
		for i, other := range a.exprs {
			if b.alike(e, other) {
				return i, nil
			}
		}
	}
	k, err := b.kernel(e)
	if err != nil {
		return 0, err
	}
	a.exprs, a.kernels, a.cols = append(a.exprs, e), append(a.kernels, k), append(a.cols, nil)
	return len(a.exprs) - 1, nil
}

// alike reports whether two expressions are written alike and their variables
// are the same.
func (b *builder) alike(e, other ast.Expr) bool {
	if !ast.Equal(e, other) {
		return false
	}
	var slots [2][]batch.Slot
	for i, e := range []ast.Expr{e, other} {
		ast.Inspect(e, func(n any) bool {
			if v, ok := n.(*ast.Variable); ok {
				slots[i] = append(slots[i], b.program.plan.Slots[v])
			}
			return true
		})
	}
	for i := range slots[0] {
		if slots[0][i] != slots[1][i] {
			return false
		}
	}
	return true
}

func (a *arguments) eval(x *Execution, b *batch.Batch, sel []int32) (err error) {
	for i, k := range a.kernels {
		if a.cols[i], err = k.Eval(&x.ctx, b, sel); err != nil {
			return err
		}
	}
	return nil
}

// degrees counts the hops at nodes that would be followed only to be counted.
type degrees struct {
	from   batch.Slot
	dir    engine.Direction
	types  typeTest
	ids    nodeIDs
	counts []int64 // of the rows that measure returned
}

// degrees returns nil unless all that p wants of an Expand below it is its number
// of rows, whole or by what was there before the hop.
func (b *builder) degrees(p *plan.Aggregate) *degrees {
	e, ok := p.Input.(*plan.Expand)
	if !ok || e.Into || e.Optional || e.ToLabels != nil || len(e.Distinct) > 0 || b.program.plan.HopsLimit != nil {
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
	return &degrees{from: e.From, dir: e.Direction, types: typeTest{planned: e.Types, names: e.TypeNames, none: e.NoTypes}}
}

// measure returns the rows with any hop; their numbers are in counts.
func (d *degrees) measure(x *Execution, b *batch.Batch, sel []int32) ([]int32, error) {
	if err := d.ids.collect(b.Cols[d.from], sel); err != nil {
		return nil, err
	}
	d.counts = append(d.counts[:0], make([]int64, len(d.ids.ids))...)
	if !d.types.nothing {
		x.ctx.Txn.Degrees(d.ids.ids, d.dir, d.types.ids, d.counts)
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

// countRows is count(*).
type countRows struct{ counts []int64 }

// Reset forgets all groups.
func (c *countRows) Reset() { c.counts = c.counts[:0] }

// Add counts rows.
func (c *countRows) Add(_ *eval.Context, groups []uint32, _ []*column.Column, _ []int32) error {
	c.grow(groups)
	for _, g := range groups {
		c.counts[g]++
	}
	return nil
}

// addWeights counts weights[i] rows of groups[i].
func (c *countRows) addWeights(groups []uint32, weights []int64) {
	c.grow(groups)
	for i, g := range groups {
		c.counts[g] += weights[i]
	}
}

func (c *countRows) grow(groups []uint32) {
	for _, g := range groups {
		for int(g) >= len(c.counts) {
			c.counts = append(c.counts, 0)
		}
	}
}

// Result returns the counts.
func (c *countRows) Result(_ *eval.Context, from, to int, dst *column.Column) error {
	dst.Reset(column.Int, to-from)
	if from < len(c.counts) {
		copy(dst.Ints, c.counts[from:])
	}
	return nil
}
