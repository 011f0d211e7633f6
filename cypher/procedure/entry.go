package procedure

import (
	"fmt"

	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/engine/value"
)

// entry adapts a Procedure to the executor. It serves one operator of one execution, so
// that it can use what a call has left behind for the next one.
type entry struct {
	*Procedure
	name     string // that was called
	registry *Registry
	host     Host
	spare    *answer // of a call that has ended
}

// Fields returns the names of the result fields.
func (e *entry) Fields() []string {
	names := make([]string, len(e.Results))
	for i, f := range e.Results {
		names[i] = f.Name
	}
	return names
}

// Call begins a call.
func (e *entry) Call(x *eval.Context, args []value.Value) (exec.ProcedureCall, error) {
	a := e.begin(x)
	c := &a.call
	args, err := e.takeGraph(c, args)
	if err == nil {
		err = e.arguments(c, args)
	}
	if err == nil {
		if e.Lazy && !e.Changes() {
			a.lazy(e.Run)
			return a, nil
		}
		err = e.Run(c)
	}
	if err != nil {
		a.Close()
		return nil, err
	}
	_ = c.out.flush() // only a lazy call's can fail
	return a, nil
}

// begin returns an answer to be filled.
func (e *entry) begin(x *eval.Context) *answer {
	a := e.spare
	e.spare = nil
	if a == nil {
		a = &answer{entry: e}
		a.call = Call{Registry: e.registry, Host: e.host, Name: e.name, out: &rows{width: len(e.Results)}}
	}
	a.call.Context, a.call.account = x, x.Memory
	return a
}

// takeGraph takes the graph that the call is to work on, if there is one before the arguments, which it returns.
func (e *entry) takeGraph(c *Call, args []value.Value) ([]value.Value, error) {
	if len(args) == 0 || e.takesGraph() {
		return args, nil
	}
	switch args[0].Kind() {
	case value.KindGraph:
		c.graph = args[0].AsGraph()
		return args[1:], nil
	case value.KindVirtualGraph:
		if !e.Virtual {
			return nil, c.errorf("it works on the stored graph or a part of it that project() makes, not on a virtual graph.")
		}
		c.virtual = newVirtualGraph(args[0].AsVirtualGraph())
		rest := make([]value.Value, len(args)-1)
		for i, v := range args[1:] {
			rest[i] = inward(v)
		}
		return rest, c.hold(int64(value.MemoryUsage(args[0]))) // about what the maps take up
	}
	return args, nil
}

// takesGraph reports whether the first parameter is a graph of the procedure's own.
func (e *entry) takesGraph() bool {
	return len(e.Params) > 0 && e.takes[0].kinds&(1<<value.KindGraph) != 0
}

// arguments fills in defaults and checks types. Positions count from 0, as Memgraph's do.
func (e *entry) arguments(c *Call, args []value.Value) error {
	if len(args) > len(e.Params) {
		return e.countError()
	}
	for i, p := range e.Params {
		switch {
		case i >= len(args) && p.Default == nil:
			return e.countError()
		case i >= len(args):
			c.Args = append(c.Args, *p.Default)
		case !e.takes[i].accepts(args[i]):
			return fmt.Errorf("'%s' argument named '%s' at position %d must be of type %s.", e.name, p.Name, i, p.Type)
		default:
			c.Args = append(c.Args, e.takes[i].convert(args[i]))
		}
	}
	return nil
}

func (e *entry) countError() error {
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
