package exec

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/plan"
	"memgraphd/engine/value"
)

// ErrNoCommit is the error of a query that commits in between where [Start] gives no way to.
var ErrNoCommit = refusal("This transaction can't be committed in between.")

var errCommitRows = refusal("The number of rows between two commits must be a positive integer.")

// commitEvery commits whenever a number of rows is done with.
type commitEvery struct {
	rows  eval.Kernel // nil: never
	pos   ast.Pos     // of what says how many rows
	every int64
	since int64 // rows since the last commit
}

func (b *builder) commitEvery(rows ast.Expr) (c commitEvery, err error) {
	if rows != nil {
		c.pos = rows.Position()
		c.rows, err = b.kernel(rows)
	}
	return c, err
}

func (c *commitEvery) reset(x *Execution) error {
	if c.rows == nil {
		return nil
	}
	if x.given.Commit == nil {
		return ErrNoCommit
	}
	v, err := x.scalar(c.rows)
	if err != nil {
		return err
	}
	if v.Kind() != value.KindInt || v.AsInt() <= 0 {
		return eval.Locate(c.pos, errCommitRows)
	}
	c.every, c.since = v.AsInt(), 0
	return nil
}

// done notes that n more rows are done with, and commits if it is time.
func (c *commitEvery) done(x *Execution, n int) error {
	if c.rows == nil {
		return nil
	}
	if c.since += int64(n); c.since < c.every {
		return nil
	}
	c.since = 0
	return x.commit()
}

// commit commits what is done so far and goes on in another transaction.
func (x *Execution) commit() error {
	if x.pending != nil {
		if err := x.pending.flush(x); err != nil {
			return err
		}
	}
	x.ctx.Pass.Rest() // others may compute while the disk works
	txn, err := x.given.Commit(x.ctx.Ctx)
	if err == nil {
		x.ctx.Txn = txn
	}
	return err
}

// periodicCommit is PERIODIC COMMIT: it counts the rows of the whole plan. The
// operators below it make batches of no more rows than are to be committed at once.
type periodicCommit struct{ input *node }

// root makes the root operator.
func (b *builder) root(p *plan.Plan) (*node, error) {
	if p.PeriodicCommit == nil {
		return b.operator(p.Root)
	}
	var err error
	if b.x.periodic, err = b.commitEvery(p.PeriodicCommit); err != nil {
		return nil, err
	}
	below := p.Root
	empty, isEmpty := below.(*plan.EmptyResult)
	if isEmpty {
		below, b.unread = empty.Input, empty.Input
	}
	input, err := b.operator(below)
	if err != nil {
		return nil, err
	}
	root := &node{plan: below, op: &periodicCommit{input: input}}
	if isEmpty {
		n := &node{plan: empty, op: &emptyResult{input: root}}
		b.x.nodes = append([]*node{n}, b.x.nodes...)
		return n, nil
	}
	return root, nil
}

func (o *periodicCommit) reset(x *Execution) error {
	x.batchSize = int(min(int64(x.batchSize), x.periodic.every))
	return o.input.reset(x)
}

func (o *periodicCommit) next(x *Execution) (*batch.Batch, error) {
	b, err := o.input.next(x)
	if err != nil || b == nil {
		return nil, err
	}
	return b, x.periodic.done(x, b.Len())
}
