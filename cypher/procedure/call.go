package procedure

import (
	"errors"
	"fmt"

	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/engine/value"
)

// Call is one call of a procedure.
type Call struct {
	*eval.Context
	// Registry is where the procedure was found.
	Registry *Registry
	// Host is nil outside of a session.
	Host Host
	// Name is the name that was called: that of the procedure or an alias.
	Name string
	// Args are complete and of the types that the signature asks for; what was
	// left out has its default.
	Args []value.Value
	// Counters counts what the call changes.
	Counters exec.Counters

	graph   *value.Graph  // the subgraph that was passed; nil: the whole graph
	virtual *virtualGraph // the virtual graph that was passed instead
	view    *View
	out     *rows
	// account is what the call was given to charge: it may have a limit of its own.
	account *eval.Memory
	held    int64 // bytes charged until the end
}

// Yield adds a row; it is as long as the procedure has results.
func (c *Call) Yield(row ...value.Value) error {
	if err := c.Stopped(); err != nil {
		return err
	}
	if c.virtual != nil {
		for i, v := range row {
			row[i] = c.virtual.outward(v)
		}
	}
	return c.out.add(c, row)
}

// Stopped returns an error if the query is to stop; long loops ask now and then.
func (c *Call) Stopped() error { return c.Look() }

// errorf makes an error that names the procedure.
func (c *Call) errorf(format string, args ...any) error {
	return errors.New(c.Name + ": " + fmt.Sprintf(format, args...))
}

// host returns the host, or an error if there is none.
func (c *Call) host() (Host, error) {
	if c.Host == nil {
		return nil, c.errorf("it can only be called within a session.")
	}
	return c.Host, nil
}

// hold charges memory that the call keeps until its end.
func (c *Call) hold(bytes int64) error {
	if err := c.account.Grow(bytes); err != nil {
		return err
	}
	c.held += bytes
	return nil
}

// bool, int, float, string, list and id return an argument.
func (c *Call) bool(i int) bool          { return c.Args[i].AsBool() }
func (c *Call) int(i int) int64          { return c.Args[i].AsInt() }
func (c *Call) float(i int) float64      { return c.Args[i].Number() }
func (c *Call) string(i int) string      { return c.Args[i].AsString() }
func (c *Call) list(i int) []value.Value { return c.Args[i].AsList() }
func (c *Call) id(i int) uint64          { return c.Args[i].AsID() }

// strings returns an argument that is a list of strings.
func (c *Call) strings(i int) []string { return stringsOf(c.Args[i]) }

func stringsOf(v value.Value) []string {
	if v.Kind() == value.KindString {
		return []string{v.AsString()}
	}
	if v.Kind() != value.KindList {
		return nil
	}
	var out []string
	for _, e := range v.AsList() {
		if e.Kind() == value.KindString {
			out = append(out, e.AsString())
		}
	}
	return out
}
