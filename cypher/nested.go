package cypher

import (
	"context"
	"io"

	"memgraphd/cypher/exec"
	"memgraphd/cypher/procedure"
	"memgraphd/engine/value"
)

// maxDepth bounds how deep procedures that run queries may lie within each other.
const maxDepth = 8

// procedures finds the procedures that a query calls; these run queries of their
// own through it.
type procedures struct{ q *query }

// Procedure finds a procedure for the executor.
func (p procedures) Procedure(name string) (exec.Procedure, bool) {
	return p.q.session.in.opts.Procedures.In(p, name)
}

// Query runs a query in the transaction of the query that calls.
func (p procedures) Query(ctx context.Context, text string, params value.Value, each procedure.RowFunc) (exec.Counters, error) {
	n, err := p.nest(text, params)
	if err != nil {
		return exec.Counters{}, err
	}
	return n.hand(ctx, each)
}

// Read is Query for queries that change nothing.
func (p procedures) Read(ctx context.Context, text string, params value.Value, each procedure.RowFunc) error {
	n, err := p.nest(text, params)
	if err != nil {
		return err
	}
	if n.cached.plan.Writes {
		n.memory.Close()
		return clientErrorf("A procedure that only reads can't run a query that writes: %s", text)
	}
	_, err = n.hand(ctx, each)
	return err
}

// hand runs a nested query and hands on its rows, unless each is nil. It returns what was changed.
func (n *query) hand(ctx context.Context, each procedure.RowFunc) (exec.Counters, error) {
	defer n.memory.Close()
	if err := n.start(ctx); err != nil {
		return exec.Counters{}, err
	}
	defer n.ex.Close()
	row := make([]value.Value, len(n.cached.columns))
	for {
		b, err := n.ex.Next(n.within(ctx))
		if err != nil || b == nil {
			return n.ex.Counters(), err
		}
		if each == nil {
			continue
		}
		for _, i := range b.Rows() {
			for c, slot := range n.cached.slots {
				row[c] = b.Cols[slot].Value(int(i))
			}
			if err := each(n.cached.columns, row); err != nil {
				return n.ex.Counters(), err
			}
		}
	}
}

// nest prepares a query within the query that calls.
func (p procedures) nest(text string, params value.Value) (*query, error) {
	depth, err := p.deeper()
	if err != nil {
		return nil, err
	}
	s := p.q.session
	c, lifted, err := s.prepare(p.q.t.txn.Database(), text, params, true)
	switch {
	case err != nil:
		return nil, err
	case c.statement != nil || c.explain != nil:
		return nil, clientErrorf("A procedure can only run queries: %s", text)
	}
	n := &query{session: s, t: p.q.t, cached: c, text: text, started: p.q.started, depth: depth}
	given, err := s.in.given(c, params)
	if err != nil {
		return nil, err
	}
	n.params = parameters{given: given, lifted: lifted}
	n.memory.Parent = &p.q.memory
	n.ctx.t = p.q.t
	n.pass = p.q.pass
	return n, nil
}

func (p procedures) deeper() (int, error) {
	if p.q.depth == maxDepth {
		return 0, clientErrorf("Procedures that run queries lie more than %d deep within each other.", maxDepth)
	}
	return p.q.depth + 1, nil
}

// Apart runs a statement in a transaction of its own.
func (p procedures) Apart(ctx context.Context, text string, params value.Value, each procedure.RowFunc) error {
	depth, err := p.deeper()
	if err != nil {
		return err
	}
	s := p.q.session.in.NewSession(p.q.session.user)
	s.depth = depth
	defer s.Close()
	r, err := s.Run(ctx, text, params, TxOptions{})
	if err != nil {
		return err
	}
	defer r.Close()
	row := make([]value.Value, len(r.columns))
	for {
		b, err := r.Next(ctx)
		if err != nil || b == nil {
			return err
		}
		if each == nil {
			continue
		}
		for _, i := range b.Rows() {
			for c, slot := range r.slots {
				row[c] = b.Cols[slot].Value(int(i))
			}
			if err := each(r.columns, row); err != nil {
				return err
			}
		}
	}
}

// Implicit returns an error if the query that calls is part of an explicit transaction.
func (p procedures) Implicit(what string) error {
	if p.q.implicit {
		return nil
	}
	return inMulticommand(what)
}

// Open opens what LOAD CSV could open.
func (p procedures) Open(ctx context.Context, location string) (io.ReadCloser, error) {
	files := p.q.session.in.opts.Files
	if files == nil {
		return nil, clientErrorf("This server opens no files: %s", location)
	}
	return files.Open(ctx, location, nil)
}
