package semantic

import "memgraphd/cypher/ast"

// subqueryExpr checks EXISTS { }, COUNT { } and COLLECT { }, which see all
// variables around them.
func (c *checker) subqueryExpr(e *ast.Subquery) Type {
	outer, grouping, columns := c.scope, c.grouping, c.columns
	c.grouping, c.columns = nil, nil
	c.nested++
	c.readsOnly(e)
	result := c.query(e.Query, func(*ast.SingleQuery) *scope { return newScope(outer) })
	c.nested--
	c.scope, c.grouping, c.columns = outer, grouping, columns
	switch e.Kind {
	case ast.Count:
		return Of(Int)
	case ast.Collect:
		if len(result.Columns) != 1 {
			c.fail(e.Pos, InvalidClauses, "A COLLECT subquery must return exactly one column.")
			return ListOf(Unknown)
		}
		return listOfType(result.Columns[0].Sym.Type)
	}
	return Of(Bool)
}

var subqueryNames = [...]string{ast.Exists: "EXISTS", ast.Count: "COUNT", ast.Collect: "COLLECT"}

// readsOnly refuses clauses that change data.
func (c *checker) readsOnly(e *ast.Subquery) {
	c.inner(e.Query)
	ast.Inspect(e.Query, func(n any) bool {
		if clause, ok := n.(ast.Clause); ok && updates(clause) {
			c.fail(clause.Position(), InvalidClauses, "Only MATCH, WHERE, WITH, and RETURN clauses are allowed in %s subqueries.", subqueryNames[e.Kind])
		}
		return true
	})
}

// callSubquery checks CALL {}: its columns join the row.
func (c *checker) callSubquery(cs *ast.CallSubquery) {
	c.inner(cs.Query)
	if cs.Status != nil && cs.OnError == ast.FailOnError {
		c.fail(cs.Status.Pos, InvalidClauses, "REPORT STATUS needs ON ERROR CONTINUE or ON ERROR BREAK.")
	}
	if cs.RowsPerTxn != nil {
		c.constant(cs.RowsPerTxn, "IN TRANSACTIONS")
	}
	if cs.Workers != nil {
		c.constant(cs.Workers, "IN CONCURRENT TRANSACTIONS")
	}
	outer := c.scope
	correlated := cs.HasScope && (cs.ImportAll || len(cs.Imports) > 0)
	start := func(q *ast.SingleQuery) *scope {
		if cs.HasScope {
			return newScope(c.imported(cs, outer))
		}
		if _, ok := q.Clauses[0].(*ast.With); ok {
			correlated = true
			return outer.flat()
		}
		return newScope(nil)
	}
	result := c.query(cs.Query, start)
	c.scope = outer
	c.info.Subqueries[cs] = &Subquery{Returns: result.Columns, Correlated: correlated}
	c.returned(cs, result)
	if cs.Status != nil {
		c.declare(cs.Status, Of(Map))
	}
}

// imported returns the scope of the variables of CALL (a, b) {}.
func (c *checker) imported(cs *ast.CallSubquery, outer *scope) *scope {
	if cs.ImportAll {
		return outer.flat()
	}
	s := newScope(nil)
	for _, v := range cs.Imports {
		c.scope = outer
		c.use(v)
		if sym := c.info.Uses[v]; sym != nil && s.names[v.Name] == nil {
			s.add(v.Name, sym)
		}
	}
	return s
}

// flat returns a scope without parent that has all names that s sees.
func (s *scope) flat() *scope {
	t := newScope(nil)
	for ; s != nil; s = s.parent {
		for _, sym := range s.order {
			if t.names[sym.Name] == nil {
				t.add(sym.Name, sym)
			}
		}
	}
	return t
}

// returned adds the columns of a subquery to the scope around it.
func (c *checker) returned(cs *ast.CallSubquery, result *Result) {
	for _, part := range cs.Query.Parts {
		if ret, ok := part.Clauses[len(part.Clauses)-1].(*ast.Return); ok {
			for _, item := range ret.Items {
				if _, plain := item.Expr.(*ast.Variable); !plain && item.Alias == "" {
					c.fail(item.Pos, NoExpressionAlias, "Expression returned from subquery must be aliased (use AS)!")
				}
			}
		}
	}
	for _, col := range result.Columns {
		if c.scope.lookup(col.Name) != nil {
			c.fail(cs.Pos, VariableBound, "Variable '%s' in subquery already declared in outer scope!", col.Name)
		}
		c.scope.add(col.Name, col.Sym)
	}
}
