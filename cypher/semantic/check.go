package semantic

import (
	"slices"
	"strings"

	"memgraphd/cypher/ast"
)

// Query is a query that makes sense.
type Query struct {
	*Info
	AST    *ast.Query
	Result *Result
}

// checker walks a query once, in the order in which clauses are executed.
type checker struct {
	env   Env
	info  *Info
	scope *scope
	err   *Error
	size  size

	// grouping collects the aggregations of the projection that is being checked.
	grouping *Projection
	// columns are the projected columns that ORDER BY and WHERE may repeat, nil elsewhere.
	columns *Projection
	// depth counts the queries around the current place; nested those of them
	// that are expressions.
	depth, nested int
	// alone is the procedure call that the query consists of, if it does.
	alone *ast.CallProcedure
}

// Check resolves and checks a query. A refusal is an *[Error].
func Check(q *ast.Query, env Env) (*Query, error) {
	c := &checker{env: env, info: newInfo(), scope: newScope(nil)}
	c.directives(q)
	result := c.query(q, func(*ast.SingleQuery) *scope { return newScope(nil) })
	if c.err != nil {
		return nil, c.err
	}
	return &Query{Info: c.info, AST: q, Result: result}, nil
}

// query checks a query each part of which begins in the scope that start makes for it.
func (c *checker) query(q *ast.Query, start func(*ast.SingleQuery) *scope) *Result {
	result := &Result{}
	c.info.Queries[q] = result
	c.depth++
	defer func() { c.depth-- }()
	for i, part := range q.Parts {
		c.scope = start(part)
		columns := c.single(part)
		result.Branches = append(result.Branches, columns)
		if i > 0 {
			c.sameColumns(q.Unions[i-1], q.Unions[0], result.Branches[0], columns)
		}
	}
	if len(q.Parts) == 1 {
		result.Columns, result.Branches = result.Branches[0], nil
		return result
	}
	for i, col := range result.Branches[0] {
		t, plain := col.Sym.Type, col.Sym.plain()
		for _, b := range result.Branches[1:] {
			if i < len(b) {
				t, plain = t.join(b[i].Sym.Type), plain && b[i].Sym.plain()
			}
		}
		sym := c.info.NewSymbol(col.Name, t)
		sym.Plain = plain
		result.Columns = append(result.Columns, Column{Name: col.Name, Sym: sym})
	}
	return result
}

// fork returns a scope with the same names that can grow on its own.
func (s *scope) fork() *scope {
	t := newScope(s.parent)
	for _, sym := range s.order {
		t.add(sym.Name, sym)
	}
	return t
}

func (c *checker) sameColumns(u, first ast.Union, a, b []Column) {
	if u.All != first.All {
		c.fail(u.Pos, InvalidClauses, "Invalid combination of UNION and UNION ALL.")
	}
	if !slices.EqualFunc(a, b, func(x, y Column) bool { return x.Name == y.Name }) {
		c.fail(u.Pos, DifferentColumns, "All subqueries in an UNION must have the same column names.")
	}
}

// single checks a sequence of clauses and returns the columns of its RETURN.
func (c *checker) single(q *ast.SingleQuery) []Column {
	c.order(q)
	call, alone := standalone(q)
	alone = alone && c.depth == 1
	if alone {
		c.alone = call
	}
	var columns []Column
	for _, clause := range q.Clauses {
		c.measure(clause)
		if ret, ok := clause.(*ast.Return); ok {
			c.projection(&ret.Projection, nil, ret)
			columns = c.info.Projections[&ret.Projection].Columns
			continue
		}
		c.clause(clause)
	}
	if alone {
		for _, y := range c.info.Procedures[call].Yield {
			columns = append(columns, Column{Name: y.Sym.Name, Sym: y.Sym})
		}
	}
	return columns
}

// standalone returns the procedure call that a query consists of, if it does.
func standalone(q *ast.SingleQuery) (*ast.CallProcedure, bool) {
	if len(q.Clauses) != 1 {
		return nil, false
	}
	call, ok := q.Clauses[0].(*ast.CallProcedure)
	return call, ok
}

// onceOnly names the directives that may be given once.
var onceOnly = map[ast.DirectiveKind]string{
	ast.PeriodicCommit: "periodic commit", ast.HopsLimit: "hops limit", ast.ParallelExecution: "parallel execution",
}

// directives checks what stands in front of the query and behind it.
func (c *checker) directives(q *ast.Query) {
	seen := map[ast.DirectiveKind]bool{}
	for _, d := range q.Directives {
		if name := onceOnly[d.Kind]; seen[d.Kind] && name != "" {
			c.fail(d.Pos, InvalidClauses, "You can specify %s only once during a query!", name)
		}
		seen[d.Kind] = true
		if d.Count != nil {
			c.constant(d.Count, "directives")
		}
	}
	if seen[ast.PeriodicCommit] {
		ast.Inspect(q, func(n any) bool {
			if cs, ok := n.(*ast.CallSubquery); ok && cs.InTx {
				c.fail(cs.Pos, InvalidClauses, "You can specify periodic commit only once during a query!")
			}
			return true
		})
	}
	if q.Memory != nil && q.Memory.Amount != nil {
		c.constant(q.Memory.Amount, "QUERY MEMORY LIMIT")
	}
}

// inner refuses what only the whole query can have: a subquery may name indexes.
func (c *checker) inner(q *ast.Query) {
	if q.Memory != nil {
		c.fail(q.Memory.Pos, InvalidClauses, "Memory limit cannot be set on subqueries!")
	}
	for _, d := range q.Directives {
		if name := onceOnly[d.Kind]; name != "" {
			c.fail(d.Pos, InvalidClauses, "%s cannot be set on subqueries!", strings.ToUpper(name[:1])+name[1:])
		}
	}
}
