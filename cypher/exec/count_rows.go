package exec

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
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
