package procedure

import (
	"fmt"

	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// entry adapts a Procedure to the executor.
type entry struct {
	*Procedure
	name     string // that was called
	registry *Registry
	host     Host
}

// Fields returns the names of the result fields.
func (e entry) Fields() []string {
	names := make([]string, len(e.Results))
	for i, f := range e.Results {
		names[i] = f.Name
	}
	return names
}

// Call begins a call.
func (e entry) Call(x *eval.Context, args []value.Value) (exec.ProcedureCall, error) {
	c := &Call{Context: x, Registry: e.registry, Host: e.host, Name: e.name, out: &rows{width: len(e.Results)}, account: x.Memory}
	if len(args) > 0 && args[0].Kind() == value.KindGraph && !e.takesGraph() {
		c.graph, args = args[0].AsGraph(), args[1:]
	}
	var err error
	if c.Args, err = e.arguments(args); err != nil {
		return nil, err
	}
	if e.Lazy && !e.Changes() {
		return lazy(c, e.Run), nil
	}
	a, err := eager(c, e.Run)
	if err != nil {
		return nil, err
	}
	return a, nil
}

// takesGraph reports whether the first parameter is a graph of the procedure's own.
func (e entry) takesGraph() bool {
	return len(e.Params) > 0 && e.takes[0].kinds&(1<<value.KindGraph) != 0
}

// arguments fills in defaults and checks types. Positions count from 0, as Memgraph's do.
func (e entry) arguments(args []value.Value) ([]value.Value, error) {
	if len(args) > len(e.Params) {
		return nil, e.countError()
	}
	full := make([]value.Value, len(e.Params))
	for i, p := range e.Params {
		switch {
		case i >= len(args) && p.Default == nil:
			return nil, e.countError()
		case i >= len(args):
			full[i] = *p.Default
		case !e.takes[i].accepts(args[i]):
			return nil, fmt.Errorf("'%s' argument named '%s' at position %d must be of type %s.", e.name, p.Name, i, p.Type)
		default:
			full[i] = e.takes[i].convert(args[i])
		}
	}
	return full, nil
}

func (e entry) countError() error {
	least, most := 0, len(e.Params)
	for _, p := range e.Params {
		if p.Default == nil {
			least++
		}
	}
	switch {
	case most == 0:
		return fmt.Errorf("'%s' requires no arguments.", e.name)
	case least == most:
		return fmt.Errorf("'%s' requires exactly %d argument(s).", e.name, most)
	}
	return fmt.Errorf("'%s' requires between %d and %d arguments.", e.name, least, most)
}

// Next makes dst the next rows.
func (a *answer) Next(x *eval.Context, dst []*column.Column, limit int) (int, error) {
	a.call.Context = x
	for a.cur == nil || a.done == a.cur.n {
		a.release()
		b, err := a.next()
		if err != nil || b == nil {
			return 0, err
		}
		a.cur, a.done = b, 0
	}
	n := min(a.cur.n-a.done, limit)
	a.sel = a.sel[:0]
	for i := range n {
		a.sel = append(a.sel, int32(a.done+i))
	}
	for i, c := range a.cur.cols {
		column.Gather(dst[i], c, a.sel)
	}
	a.done += n
	return n, nil
}

func (a *answer) release() {
	if a.cur != nil {
		a.call.account.Release(a.cur.bytes)
		a.cur = nil
	}
}

// Counters returns what the call has changed so far.
func (a *answer) Counters() exec.Counters { return a.call.Counters }

// Close ends the call, before its end or after it.
func (a *answer) Close() {
	a.release()
	a.stop()
	a.call.end()
}
