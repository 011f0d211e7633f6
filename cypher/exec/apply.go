package exec

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
	"memgraphd/engine/column"
)

// apply is plan.Apply.
type apply struct {
	left  *node
	right right
	spec  *plan.Apply
	live  []batch.Slot
	out   output

	in      *batch.Batch
	rows    []int32
	at      int // in rows: the row that is run for, one at a time
	open    bool
	matched bool // the row that is run for has got a match
	gaps    gaps
	pairs   pairs
	result  *batch.Batch // of the right side, which pairs are made of
	every   commitEvery
}

func (b *builder) apply(p *plan.Apply) (operator, error) {
	if b.program.leaf == plan.Operator(p) { // of a worker, whose rows come from elsewhere
		return b.transactions(p, nil)
	}
	left, err := b.operator(p.Left)
	switch {
	case err != nil:
		return nil, err
	case p.Concurrent && b.scope == nil:
		return b.concurrent(p, left)
	case p.OnError != ast.FailOnError:
		return b.transactions(p, left)
	}
	a := &apply{left: left, spec: p, live: b.live(p)}
	if a.right, err = b.right(p.Right, p.Each || p.InTransactions != nil, false); err != nil {
		return nil, err
	}
	a.out = newOutput(a.live)
	a.pairs = pairs{nulls: p.Nulls, cols: make([]column.Column, len(a.live))}
	a.every, err = b.commitEvery(p.InTransactions)
	return a, err
}

func (a *apply) reset(x *Execution) error {
	a.in, a.open, a.result = nil, false, nil
	a.pairs.begin()
	if err := a.every.reset(x); err != nil {
		return err
	}
	return a.left.reset(x)
}

func (a *apply) next(x *Execution) (*batch.Batch, error) {
	if a.pairs.pending() {
		return a.pairs.batch(x, a.live, a.in, a.result), nil
	}
	if a.spec.Unit {
		return a.nextUnit(x)
	}
	if a.right.together() {
		return a.nextTogether(x)
	}
	return a.nextEach(x)
}

// nextUnit runs the right side for its effects and passes the left rows on.
func (a *apply) nextUnit(x *Execution) (*batch.Batch, error) {
	b, err := a.left.next(x)
	if err != nil || b == nil {
		return nil, err
	}
	if a.right.together() {
		if err := a.right.begin(x, b, b.Rows()); err != nil {
			return nil, err
		}
		_, err := a.right.root.drain(x)
		return b, err
	}
	for _, row := range b.Rows() {
		if err := a.right.beginRow(x, b, row); err != nil {
			return nil, err
		}
		if _, err := a.right.root.drain(x); err != nil {
			return nil, err
		}
		if err := a.every.done(x, 1); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// nextTogether runs the right side for a batch of left rows at once.
func (a *apply) nextTogether(x *Execution) (*batch.Batch, error) {
	for {
		if !a.open {
			if ok, err := a.pull(x); err != nil || !ok {
				return nil, err
			}
			if err := a.right.begin(x, a.in, a.rows); err != nil {
				return nil, err
			}
		}
		b, err := a.right.root.next(x)
		if err != nil {
			return nil, err
		}
		if b == nil {
			a.open = false
			if b = a.unmatched(x); b != nil {
				return b, nil
			}
			continue
		}
		return a.join(x, b), nil
	}
}

func (a *apply) pull(x *Execution) (bool, error) {
	in, err := a.left.next(x)
	if err != nil || in == nil {
		return false, err
	}
	a.in, a.rows, a.at, a.open = in, in.Rows(), 0, true
	if a.spec.Optional {
		a.gaps.begin(a.rows)
	}
	return true, nil
}

// unmatched returns the rows of the batch that are left without a match.
func (a *apply) unmatched(x *Execution) *batch.Batch {
	if !a.spec.Optional || a.gaps.done() {
		return nil
	}
	a.pairs.begin()
	a.pairs.alone(a.gaps.rest(column.BatchSize, nil))
	a.result = nil
	return a.pairs.batch(x, a.live, a.in, nil)
}

// join adds the columns of the left rows to a batch of the right side.
func (a *apply) join(x *Execution, b *batch.Batch) *batch.Batch {
	numbers := a.right.numbers(b)
	if a.spec.Optional {
		a.pairs.begin()
		if a.pairs.fill(&a.gaps, numbers, b.Rows(), a.right.ordered) {
			a.result = b
			return a.pairs.batch(x, a.live, a.in, b)
		}
	}
	a.pairs.begin()
	for _, n := range numbers[:b.N] {
		a.pairs.left = append(a.pairs.left, int32(n))
	}
	defer a.pairs.begin()
	a.out.begin(x)
	for i, s := range a.live {
		switch {
		case b.Cols[s] != nil:
			a.out.b.Cols[s] = b.Cols[s]
		case a.in.Cols[s] != nil:
			column.Gather(&a.out.cols[i], a.in.Cols[s], a.pairs.left)
			a.out.b.Cols[s] = &a.out.cols[i]
		}
	}
	a.out.b.N, a.out.b.Sel = b.N, b.Sel
	return &a.out.b
}

// nextEach runs the right side for one left row after the other.
func (a *apply) nextEach(x *Execution) (*batch.Batch, error) {
	for {
		if a.in == nil {
			if ok, err := a.pull(x); err != nil || !ok {
				return nil, err
			}
			a.open = false
		}
		if a.at == len(a.rows) {
			a.in = nil
			continue
		}
		row := a.rows[a.at]
		if !a.open {
			if err := a.right.beginRow(x, a.in, row); err != nil {
				return nil, err
			}
			a.open, a.matched = true, false
		}
		b, err := a.right.root.next(x)
		if err != nil {
			return nil, err
		}
		a.pairs.begin()
		switch {
		case b != nil:
			a.matched = true
			a.pairs.all(row, b.Rows())
		default:
			a.open = false
			a.at++
			if err := a.every.done(x, 1); err != nil {
				return nil, err
			}
			if a.matched || !a.spec.Optional {
				continue
			}
			a.pairs.alone([]int32{row})
		}
		a.result = b
		return a.pairs.batch(x, a.live, a.in, b), nil
	}
}
