package eval

import (
	"fmt"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// subplan is an expression that a plan of its own computes: a pattern
// predicate or comprehension, shortestPath(…), or EXISTS, COUNT and COLLECT { }.
type subplan struct {
	plan *plan.Subplan
	out  column.Column
}

func (c *compiler) subplan(e ast.Expr) (Kernel, error) {
	p, ok := c.env.Plan.Subplans[e]
	if !ok {
		return nil, fmt.Errorf("the plan lacks the plan of a subquery: %T", e)
	}
	return &subplan{plan: p}, nil
}

func (k *subplan) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	if err := x.Subplans.RunSubplan(x, k.plan, b, sel, &k.out); err != nil {
		return nil, err
	}
	return &k.out, nil
}
