package exec

import (
	"time"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
)

// operator is a running operator of a plan. It belongs to one execution.
type operator interface {
	// reset makes the operator and its inputs begin anew: before the first next,
	// and whenever the Argument below them was handed other rows.
	reset(x *Execution) error
	// next returns the next batch, of at least one row and valid until the
	// following call, or nil at the end and from then on.
	next(x *Execution) (*batch.Batch, error)
}

// closer is an operator that holds what must not outlive the execution: files,
// calls, large buffers.
type closer interface {
	close(x *Execution)
}

// node is an operator at its place in the plan, with what PROFILE tells of it.
type node struct {
	op   operator
	plan plan.Operator
	rows int64
	time time.Duration
	// ended: there is no further batch. Operators ask more than once, which in a deep
	// plan adds up.
	ended bool
}

func (n *node) reset(x *Execution) error {
	n.ended = false
	if err := n.op.reset(x); err != nil {
		return eval.Locate(plan.Position(n.plan), err)
	}
	return nil
}

func (n *node) next(x *Execution) (*batch.Batch, error) {
	if err := x.ctx.Look(); err != nil {
		return nil, err
	}
	if n.ended {
		return nil, nil
	}
	b, err := n.measured(x)
	if err != nil {
		return nil, eval.Locate(plan.Position(n.plan), err)
	}
	n.ended = b == nil
	return b, nil
}

// measured asks the operator for its next batch and notes for PROFILE what it took.
func (n *node) measured(x *Execution) (*batch.Batch, error) {
	if !x.profile {
		return n.op.next(x)
	}
	began := time.Now()
	b, err := n.op.next(x)
	n.time += time.Since(began)
	if b != nil {
		n.rows += int64(b.Len())
	}
	return b, err
}

// drain runs an operator to its end and returns the number of rows.
func (n *node) drain(x *Execution) (int64, error) {
	rows := int64(0)
	for {
		b, err := n.next(x)
		if err != nil || b == nil {
			return rows, err
		}
		rows += int64(b.Len())
	}
}
