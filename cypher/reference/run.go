package reference

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// Result is what a query returns; no columns if it returns nothing.
type Result struct {
	Columns []string
	Rows    [][]value.Value
}

// ErrTooLong is the error of a query that takes more steps than the graph's Budget.
var ErrTooLong = errors.New("the query takes too long")

// Run executes a query on the graph and changes the graph as the query says. If
// it returns an error, the graph is left half changed.
func (g *Graph) Run(q *ast.Query, param func(name string) (value.Value, bool)) (*Result, error) {
	r := &run{g: g, param: param}
	columns, rows := r.query(q, func(*ast.SingleQuery) (outer, start row) { return nil, row{} })
	if r.err != nil {
		return nil, r.err
	}
	result := &Result{Columns: columns}
	if columns == nil {
		return result, nil
	}
	for _, each := range rows {
		vals := make([]value.Value, len(columns))
		for i, name := range columns {
			vals[i] = each[name]
		}
		result.Rows = append(result.Rows, vals)
	}
	return result, nil
}

// row is the variables in scope with their values.
type row map[string]value.Value

// with returns a copy of the row with one more variable.
func (r row) with(name string, v value.Value) row {
	c := maps.Clone(r)
	if c == nil {
		c = row{}
	}
	c[name] = v
	return c
}

func (r row) union(other row) row {
	c := maps.Clone(r)
	if c == nil {
		c = row{}
	}
	maps.Copy(c, other)
	return c
}

// run is the state of a running query. The first error is kept, and what is
// computed after it does not matter.
type run struct {
	g     *Graph
	param func(name string) (value.Value, bool)
	// before is the graph as it was before the CREATE that is running.
	before *Graph
	steps  int // taken of the budget
	err    error
	// subject is that of the CASE whose tests are being evaluated.
	subject value.Value
}

func (r *run) fail(format string, args ...any) value.Value {
	return r.failed(fmt.Errorf(format, args...))
}

// step takes a step; false if the query is to end.
func (r *run) step() bool {
	if r.steps++; r.g.Budget > 0 && r.steps > r.g.Budget {
		r.failed(ErrTooLong)
	}
	return r.err == nil
}

func (r *run) failed(err error) value.Value {
	if r.err == nil {
		r.err = err
	}
	return value.Null
}

// query runs the parts of a query. begin returns the variables that all clauses of
// a part see beside their own, and the row of the first one.
func (r *run) query(q *ast.Query, begin func(*ast.SingleQuery) (outer, start row)) ([]string, []row) {
	var columns []string
	var rows []row
	for i, part := range q.Parts {
		outer, start := begin(part)
		names, more := r.single(part, outer, start)
		rows = append(rows, more...)
		if i == 0 {
			columns = names
			continue
		}
		if !q.Unions[i-1].All {
			rows = distinct(rows, columns)
		}
	}
	return columns, rows
}

// distinct drops the rows that are equivalent to one before in all of some columns.
func distinct(rows []row, columns []string) []row {
	var kept []row
	for _, each := range rows {
		if !slices.ContainsFunc(kept, func(k row) bool {
			return !slices.ContainsFunc(columns, func(c string) bool { return !value.Equivalent(k[c], each[c]) })
		}) {
			kept = append(kept, each)
		}
	}
	return kept
}

// single runs clause after clause, each on all rows of the one before.
func (r *run) single(q *ast.SingleQuery, outer, start row) (columns []string, rows []row) {
	rows = []row{start}
	names := slices.Sorted(maps.Keys(start))
	for _, c := range q.Clauses {
		if r.err != nil {
			return nil, nil
		}
		switch c := c.(type) {
		case *ast.With:
			names, rows = r.project(&c.Projection, c.Where, outer, names, rows)
		case *ast.Return:
			return r.project(&c.Projection, nil, outer, names, rows)
		case *ast.Finish:
			return nil, rows
		default:
			rows = r.clause(c, outer, rows)
			names = declare(names, c)
		}
	}
	return nil, rows
}

// clause runs a clause that keeps the variables there are.
func (r *run) clause(c ast.Clause, outer row, rows []row) []row {
	switch c := c.(type) {
	case *ast.Match:
		return r.each(rows, func(in row) []row { return r.matchClause(c, outer, in) })
	case *ast.Unwind:
		return r.each(rows, func(in row) []row { return r.unwind(c, outer, in) })
	case *ast.CallSubquery:
		if c.InTx {
			return r.transactions(c, outer, rows)
		}
		return r.each(rows, func(in row) []row { return r.call(c, outer, in) })
	case *ast.CallProcedure:
		return r.each(rows, func(in row) []row { return r.callProcedure(c, outer, in) })
	case *ast.Load:
		return r.each(rows, func(in row) []row { return r.load(c, outer, in) })
	}
	return r.update(c, outer, rows)
}

func (r *run) each(rows []row, f func(row) []row) []row {
	var out []row
	for _, in := range rows {
		if !r.step() {
			return nil
		}
		out = append(out, f(in)...)
	}
	return out
}

// declare adds the variables that a clause declares to the names in scope.
func declare(names []string, c ast.Clause) []string {
	add := func(v *ast.Variable) {
		if v != nil && !slices.Contains(names, v.Name) {
			names = append(names, v.Name)
		}
	}
	switch c := c.(type) {
	case *ast.Match:
		for _, p := range c.Pattern {
			eachVariable(p, add)
		}
	case *ast.Create:
		for _, p := range c.Pattern {
			eachVariable(p, add)
		}
	case *ast.Merge:
		eachVariable(c.Part, add)
	case *ast.Unwind:
		add(c.Variable)
	case *ast.Load:
		add(c.Variable)
	case *ast.CallProcedure:
		for _, y := range c.Yield {
			add(&ast.Variable{Name: yielded(y)})
		}
	case *ast.CallSubquery:
		for _, name := range returned(c.Query) {
			add(&ast.Variable{Name: name})
		}
		add(c.Status)
	}
	return names
}

// eachVariable calls f for the variables of a part of a pattern, nil where there is none.
func eachVariable(p *ast.PatternPart, f func(*ast.Variable)) {
	f(p.Variable)
	for _, n := range p.Nodes {
		f(n.Variable)
	}
	for _, l := range p.Links {
		switch l := l.(type) {
		case *ast.RelPattern:
			f(l.Variable)
			f(l.Total)
		case *ast.GroupPattern:
			eachVariable(l.Part, f)
		}
	}
}

// returned returns the names of the columns of a query's last clause.
func returned(q *ast.Query) []string {
	clauses := q.Parts[0].Clauses
	ret, ok := clauses[len(clauses)-1].(*ast.Return)
	if !ok {
		return nil
	}
	names := make([]string, len(ret.Items))
	for i, item := range ret.Items {
		names[i] = nameOf(item)
	}
	return names
}

func (r *run) unwind(c *ast.Unwind, outer, in row) []row {
	list := r.eval(c.List, scope{vars: outer.union(in)})
	switch list.Kind() {
	case value.KindNull:
		return nil
	case value.KindList:
	default:
		r.fail("UNWIND of %s", list.Kind())
		return nil
	}
	var out []row
	for _, v := range list.AsList() {
		if !r.step() {
			return nil
		}
		out = append(out, in.with(c.Variable.Name, v))
	}
	return out
}

// call runs CALL {} for a row. Without RETURN it leaves the row as it is.
func (r *run) call(c *ast.CallSubquery, outer, in row) []row {
	all := outer.union(in)
	columns, rows := r.query(c.Query, func(q *ast.SingleQuery) (outer, start row) {
		switch {
		case c.HasScope && c.ImportAll:
			return all, row{}
		case c.HasScope:
			imported := row{}
			for _, v := range c.Imports {
				imported[v.Name] = all[v.Name]
			}
			return imported, row{}
		}
		if _, ok := q.Clauses[0].(*ast.With); ok {
			return nil, all
		}
		return nil, row{}
	})
	if columns == nil {
		return []row{in}
	}
	var out []row
	for _, each := range rows {
		joined := maps.Clone(in)
		for _, name := range columns {
			joined[name] = each[name]
		}
		out = append(out, joined)
	}
	if len(out) == 0 && c.Optional {
		joined := maps.Clone(in)
		for _, name := range columns {
			joined[name] = value.Null
		}
		out = append(out, joined)
	}
	return out
}
