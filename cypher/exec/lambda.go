package exec

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// lambda is an expression over a relationship that a search is about to follow,
// with the row that the search is for around it.
type lambda struct {
	kernel                  eval.Kernel
	rel, node, path, weight batch.Slot
	from                    batch.Slot   // the node that a hop starts at
	outer                   []batch.Slot // of the row, that the expression looks at
	cols                    []column.Column
	relCol, nodeCol         column.Column
	fromCol                 column.Column
	pathCol, weightCol      column.Column
	b                       batch.Batch
	same                    []int32
	sel                     []int32
}

// candidates are hops for which a lambda is evaluated. Those that a search
// follows backwards lead, as the pattern sees it, to where they start.
type candidates struct {
	hops   *engine.Hops
	starts []uint64      // of backward hops, by their Row; nil for forward ones
	froms  []uint64      // where hops start, by their Row, if the lambda looks at that
	prefix *value.Path   // the path in front of the hops, if the lambda has a path
	totals []value.Value // the weights up to and with each hop, if it has a weight
}

// predicateLambda makes a lambda of an expression that reads a relationship.
func (b *builder) predicateLambda(e ast.Expr, rel batch.Slot) (*lambda, error) {
	if e == nil {
		return nil, nil
	}
	return b.lambda(&plan.Lambda{Rel: rel, Node: batch.None, Path: batch.None, Weight: batch.None, Body: e})
}

// lambda returns nil for nil.
func (b *builder) lambda(l *plan.Lambda) (*lambda, error) {
	if l == nil {
		return nil, nil
	}
	return b.lambdaFrom(l, batch.None)
}

// lambdaFrom makes a lambda that may look at the node that a hop starts at, too.
func (b *builder) lambdaFrom(l *plan.Lambda, from batch.Slot) (*lambda, error) {
	out := &lambda{rel: l.Rel, node: l.Node, path: l.Path, weight: l.Weight, from: from}
	var err error
	if out.kernel, err = b.kernel(l.Body); err != nil {
		return nil, err
	}
	own := []batch.Slot{l.Rel, l.Node, l.Path, l.Weight, from}
	reads := b.reads(l.Body)
	for _, s := range reads {
		if !contains(own, s) {
			out.outer = append(out.outer, s)
		}
	}
	if !contains(reads, l.Path) {
		out.path = batch.None
	}
	if !contains(reads, l.Weight) {
		out.weight = batch.None
	}
	out.cols = make([]column.Column, len(out.outer))
	return out, nil
}

// reads returns the slots of the variables in an expression, and of what the
// subqueries in it take from outside.
func (b *builder) reads(e ast.Expr) []batch.Slot {
	var slots []batch.Slot
	add := func(s batch.Slot) {
		if !contains(slots, s) {
			slots = append(slots, s)
		}
	}
	ast.Inspect(e, func(n any) bool {
		switch n := n.(type) {
		case *ast.Variable:
			if s, ok := b.program.plan.Slots[n]; ok {
				add(s)
			}
		case ast.Expr:
			if sub := b.program.plan.Subplans[n]; sub != nil {
				for _, s := range argumentLive(sub.Root) {
					add(s)
				}
			}
		}
		return true
	})
	return slots
}

// eval computes the lambda for each candidate; row is the row of in around it.
func (l *lambda) eval(x *Execution, in *batch.Batch, row int32, c *candidates) (*column.Column, error) {
	n := len(c.hops.To)
	x.empty(&l.b)
	l.b.N = n
	for len(l.same) < n {
		l.same = append(l.same, 0)
	}
	for i := range l.same[:n] {
		l.same[i] = row
	}
	for i, s := range l.outer {
		if in.Cols[s] != nil {
			column.Gather(&l.cols[i], in.Cols[s], l.same[:n])
			l.b.Cols[s] = &l.cols[i]
		}
	}
	l.bindHops(c, n)
	l.bindPath(c, n)
	return l.kernel.Eval(&x.ctx, &l.b, batch.All(n))
}

func (l *lambda) bindHops(c *candidates, n int) {
	if l.rel != batch.None {
		l.relCol.Reset(column.Relationship, n)
		copy(l.relCol.IDs, c.hops.Rel)
		l.b.Cols[l.rel] = &l.relCol
	}
	if l.from != batch.None {
		l.fromCol.Reset(column.Node, n)
		for i, row := range c.hops.Row {
			l.fromCol.IDs[i] = c.froms[row]
		}
		l.b.Cols[l.from] = &l.fromCol
	}
	if l.node == batch.None {
		return
	}
	l.nodeCol.Reset(column.Node, n)
	copy(l.nodeCol.IDs, c.hops.To)
	if c.starts != nil {
		for i, row := range c.hops.Row {
			l.nodeCol.IDs[i] = c.starts[row]
		}
	}
	l.b.Cols[l.node] = &l.nodeCol
}

func (l *lambda) bindPath(c *candidates, n int) {
	if l.path != batch.None {
		l.pathCol.Reset(column.Any, n)
		for i := range n {
			l.pathCol.Values[i] = value.PathValue(&value.Path{
				Nodes: append(append([]uint64(nil), c.prefix.Nodes...), c.hops.To[i]),
				Rels:  append(append([]uint64(nil), c.prefix.Rels...), c.hops.Rel[i]),
			})
		}
		l.b.Cols[l.path] = &l.pathCol
	}
	if l.weight != batch.None {
		l.weightCol.Reset(column.Any, n)
		copy(l.weightCol.Values, c.totals)
		l.b.Cols[l.weight] = &l.weightCol
	}
}

// pass returns the candidates for which the lambda is true.
func (l *lambda) pass(x *Execution, in *batch.Batch, row int32, c *candidates) ([]int32, error) {
	col, err := l.eval(x, in, row, c)
	if err != nil {
		return nil, err
	}
	return narrow(col, batch.All(len(c.hops.To)), &l.sel)
}

// opposite returns the direction of the same hop as seen from its other end.
func opposite(d engine.Direction) engine.Direction {
	switch d {
	case engine.Out:
		return engine.In
	case engine.In:
		return engine.Out
	}
	return engine.Both
}
