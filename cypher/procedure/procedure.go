// Package procedure holds what CALL can call: a table of procedures with typed
// signatures. To add one is to add a row to a table, a function that yields
// rows, and a golden scenario.
package procedure

import (
	"context"

	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/cypher/semantic"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// Field is a parameter or a result field. Type is a type as signatures show it: "STRING", "NULLABLE INTEGER",
// "LIST OF NODE".
type Field struct {
	Name string
	Type string
	// Default is what a parameter that is left out has; nil means that it must be given.
	Default *value.Value
}

// Procedure is a row of the table.
type Procedure struct {
	Name    string
	Doc     string
	Params  []Field
	Results []Field
	Writes  bool
	// Run yields the rows of a call. args are complete: defaults are filled in.
	Run func(c *Call) error
}

// Call is one call of a procedure.
type Call struct {
	*eval.Context
	// Registry is where the procedure was found.
	Registry *Registry
	Args     []value.Value
	rows     *rows
}

// Yield adds a row; it is as long as the procedure has results.
func (c *Call) Yield(row ...value.Value) error {
	if err := c.Stopped(); err != nil {
		return err
	}
	return c.rows.add(c.Context, row)
}

// Stopped returns an error if the query is to stop; long loops ask now and then.
func (c *Call) Stopped() error {
	if c.Ctx.Err() != nil {
		return context.Cause(c.Ctx)
	}
	return nil
}

// rows is what a call has yielded and not handed on.
type rows struct {
	blocks [][]*column.Column // of column.BatchSize rows each
	bytes  int64
	done   int // rows handed on of the first block
	width  int
}

func (r *rows) add(x *eval.Context, row []value.Value) error {
	if n := len(r.blocks); n == 0 || r.width > 0 && r.blocks[n-1][0].N == column.BatchSize {
		block := make([]*column.Column, r.width)
		for i := range block {
			block[i] = &column.Column{}
		}
		r.blocks = append(r.blocks, block)
	}
	block := r.blocks[len(r.blocks)-1]
	size := int64(0)
	for i, v := range row {
		block[i].Append(v)
		size += int64(value.MemoryUsage(v))
	}
	r.bytes += size
	return x.Memory.Grow(size)
}

// entry adapts a Procedure to the executor.
type entry struct {
	*Procedure
	registry *Registry
}

// Fields returns the names of the result fields.
func (e entry) Fields() []string {
	names := make([]string, len(e.Results))
	for i, f := range e.Results {
		names[i] = f.Name
	}
	return names
}

// Call runs the procedure.
func (e entry) Call(x *eval.Context, args []value.Value) (exec.ProcedureCall, error) {
	full := make([]value.Value, len(e.Params))
	for i, p := range e.Params {
		switch {
		case i < len(args):
			full[i] = args[i]
		case p.Default != nil:
			full[i] = *p.Default
		}
	}
	r := &rows{width: len(e.Results)}
	err := e.Run(&Call{Context: x, Registry: e.registry, Args: full, rows: r})
	if err != nil {
		x.Memory.Release(r.bytes)
		return nil, err
	}
	return &answer{rows: r, x: x}, nil
}

// answer hands on the rows of a call.
type answer struct {
	rows *rows
	x    *eval.Context
}

// Next makes dst the next rows.
func (a *answer) Next(_ *eval.Context, dst []*column.Column, limit int) (int, error) {
	r := a.rows
	if len(r.blocks) == 0 || r.width == 0 {
		return 0, nil
	}
	block := r.blocks[0]
	n := min(block[0].N-r.done, limit)
	sel := make([]int32, n)
	for i := range sel {
		sel[i] = int32(r.done + i)
	}
	for i, c := range block {
		column.Gather(dst[i], c, sel)
	}
	if r.done += n; r.done == block[0].N {
		r.blocks, r.done = r.blocks[1:], 0
	}
	return n, nil
}

// Close gives back the memory of the rows.
func (a *answer) Close() {
	a.x.Memory.Release(a.rows.bytes)
	a.rows.blocks, a.rows.bytes = nil, 0
}

// signature is what the checker wants to know.
func (p *Procedure) signature() *semantic.Procedure {
	s := &semantic.Procedure{Name: p.Name, Writes: p.Writes}
	for _, f := range p.Params {
		s.Params = append(s.Params, semantic.Field{Name: f.Name, Type: staticType(f.Type), Optional: f.Default != nil})
	}
	for _, f := range p.Results {
		s.Results = append(s.Results, semantic.Field{Name: f.Name, Type: staticType(f.Type)})
	}
	return s
}
