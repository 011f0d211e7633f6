package exec

import (
	"memgraphd/cypher/batch"
	"memgraphd/cypher/plan"
)

// accumulate is plan.Accumulate: it reads all of its input before it hands on
// the first row.
type accumulate struct {
	input *node
	rows  store
	read  bool
	pos   int
}

func (b *builder) accumulate(p *plan.Accumulate) (operator, error) {
	input, err := b.full(p.Input)
	return &accumulate{input: input, rows: newStore(b.live(p))}, err
}

func (a *accumulate) reset(x *Execution) error {
	a.rows.reset(x)
	a.read, a.pos = false, 0
	return a.input.reset(x)
}

func (a *accumulate) close(x *Execution) { a.rows.reset(x) }

func (a *accumulate) next(x *Execution) (*batch.Batch, error) {
	if !a.read {
		if err := a.rows.addAll(x, a.input); err != nil {
			return nil, err
		}
		a.read = true
	}
	b := a.rows.view(x, a.pos)
	if b != nil {
		a.pos += b.Len()
	}
	return b, nil
}

// emptyResult is plan.EmptyResult.
type emptyResult struct{ input *node }

func (b *builder) emptyResult(p *plan.EmptyResult) (operator, error) {
	b.unread = p.Input
	input, err := b.full(p.Input)
	return &emptyResult{input: input}, err
}

func (e *emptyResult) reset(x *Execution) error { return e.input.reset(x) }

func (e *emptyResult) next(x *Execution) (*batch.Batch, error) {
	_, err := e.input.drain(x)
	return nil, err
}
