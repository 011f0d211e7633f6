package semantic

import "memgraphd/cypher/ast"

// ambiguity checks the columns that aggregate: what stands in them outside of
// an aggregation must be constant or, as it is, a variable or property that
// the rows are grouped by.
func (c *checker) ambiguity(proj *Projection) {
	for _, col := range proj.Columns {
		if col.Aggregates {
			c.grouped(proj, col.Expr)
		}
	}
}

// grouped checks an expression outside of aggregations and notes where it reads a grouping key.
func (c *checker) grouped(proj *Projection, e ast.Expr) {
	if c.isAggregation(e) {
		return
	}
	if key := groupingKey(proj, e); key != nil {
		if !c.simple(e) {
			c.ambiguous(e)
		}
		c.info.Refs[e] = key.Sym
		return
	}
	switch e := e.(type) {
	case *ast.Variable:
		if sym := c.info.Uses[e]; sym != nil && !passed(proj, sym) {
			c.ambiguous(e)
		}
		return
	case *ast.Subquery, *ast.PatternComprehension, *ast.PatternExpr, *ast.ShortestPathExpr:
		c.groupedFree(proj, e)
		return
	case *ast.Case:
		if c.aggregates(e) {
			c.groupedCase(proj, e)
			return
		}
	}
	c.groupedChildren(proj, e)
}

// groupedCase checks a CASE some of whose parts aggregate. By the others, as far as
// they depend on the row, the rows are grouped as well.
func (c *checker) groupedCase(proj *Projection, e ast.Expr) {
	ast.EachChild(e, func(x ast.Expr) {
		switch {
		case c.aggregates(x):
			c.grouped(proj, x)
		case ast.OnSubject(x):
			c.groupedCase(proj, x)
		default:
			c.groupBy(proj, x)
		}
	})
}

// groupBy makes an expression without aggregations a grouping key.
func (c *checker) groupBy(proj *Projection, e ast.Expr) {
	free := c.info.Free(e)
	if v, ok := e.(*ast.Variable); len(free) == 0 || ok && passed(proj, c.info.Uses[v]) {
		return
	}
	for _, col := range proj.Columns {
		if col.Name == "" && free[col.Sym] { // a variable of a comprehension around
			c.grouped(proj, e)
			return
		}
	}
	key := groupingKey(proj, e)
	for i, hidden := range c.grouping.Keys {
		if key == nil && ast.Equal(hidden.Expr, e) {
			key = &c.grouping.Keys[i]
		}
	}
	if key == nil {
		c.grouping.Keys = append(c.grouping.Keys, Column{Expr: e, Sym: c.info.NewValue(e)})
		key = &c.grouping.Keys[len(c.grouping.Keys)-1]
	}
	c.info.Refs[e] = key.Sym
}

func (c *checker) ambiguous(e ast.Expr) {
	c.fail(e.Position(), AmbiguousAggregation,
		"An expression with an aggregation can only refer to variables and properties that are grouped by; project the rest with WITH first.")
}

// groupedChildren descends; variables that e itself declares are not the row's.
func (c *checker) groupedChildren(proj *Projection, e ast.Expr) {
	local := map[*Symbol]bool{}
	switch e := e.(type) {
	case *ast.ListComprehension:
		local[c.info.Uses[e.Variable]] = true
	case *ast.Quantifier:
		local[c.info.Uses[e.Variable]] = true
	case *ast.Reduce:
		local[c.info.Uses[e.Variable]], local[c.info.Uses[e.Acc]] = true, true
	}
	if len(local) > 0 {
		with := *proj
		with.Columns = append([]Column(nil), proj.Columns...)
		for sym := range local {
			with.Columns = append(with.Columns, Column{Name: "", Sym: sym})
		}
		proj = &with
	}
	ast.EachChild(e, func(x ast.Expr) { c.grouped(proj, x) })
}

// groupedFree checks the variables that a pattern or subquery takes from the row.
func (c *checker) groupedFree(proj *Projection, e ast.Expr) {
	for sym := range c.info.Free(e) {
		if !passed(proj, sym) {
			c.ambiguous(e)
		}
	}
}

// passed reports whether a variable is a column that is just passed through.
func passed(proj *Projection, sym *Symbol) bool {
	for _, col := range proj.Columns {
		if col.Expr == nil && col.Sym == sym {
			return true
		}
		if v, ok := col.Expr.(*ast.Variable); ok && v.Name == sym.Name {
			return true
		}
	}
	return false
}

// groupingKey returns the column that has e as its expression.
func groupingKey(proj *Projection, e ast.Expr) *Column {
	for i, col := range proj.Columns {
		if col.Expr != nil && !col.Aggregates && ast.Equal(col.Expr, e) {
			return &proj.Columns[i]
		}
	}
	return nil
}

// simple reports whether an expression is a variable or a property of one, or
// depends on no variable at all.
func (c *checker) simple(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Variable:
		return true
	case *ast.Property:
		return c.simple(e.Target)
	}
	return len(c.info.Free(e)) == 0
}
