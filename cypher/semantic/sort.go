package semantic

import "memgraphd/cypher/ast"

// sortKeys checks ORDER BY. It sees the columns, and if rows were neither
// grouped nor made distinct, what was in scope before. What repeats the
// expression of a column stands for the column.
func (c *checker) sortKeys(p *ast.Projection, proj *Projection, before *scope) {
	for _, key := range p.OrderBy {
		c.behind(p, proj, before, func() {
			c.expr(key.Expr, place{})
			if proj.Grouped {
				c.sortAmbiguity(proj, key.Expr)
			}
		})
	}
}

// condition checks the WHERE behind WITH, which sees what ORDER BY sees.
func (c *checker) condition(p *ast.Projection, proj *Projection, where ast.Expr, before *scope) {
	c.behind(p, proj, before, func() { c.where(where) })
}

// behind runs f where columns and, if possible, the variables before the projection are seen.
func (c *checker) behind(p *ast.Projection, proj *Projection, before *scope, f func()) {
	after, columns := c.scope, c.columns
	c.columns = proj
	if !proj.Grouped && !p.Distinct {
		c.scope = after.fork()
		c.scope.parent = before
	}
	f()
	c.scope, c.columns = after, columns
}

// projected returns the column that an expression behind a projection repeats, if any.
func (c *checker) projected(e ast.Expr, p place) *Symbol {
	if c.columns == nil || p.local || p.inside {
		return nil
	}
	if v, ok := e.(*ast.Variable); ok && c.scope.names[v.Name] != nil {
		return nil
	}
	for _, col := range c.columns.Columns {
		if col.Expr != nil && ast.Equal(col.Expr, e) {
			c.info.Refs[e] = col.Sym
			return col.Sym
		}
	}
	if c.isAggregation(e) {
		for _, call := range c.columns.Calls {
			if ast.Equal(call.Expr, e) {
				c.info.Refs[e] = call.Sym
				return call.Sym
			}
		}
	}
	return nil
}

// sortAmbiguity refuses a sort key that mixes an aggregation with a projected expression that is not simple.
func (c *checker) sortAmbiguity(proj *Projection, key ast.Expr) {
	if !c.aggregates(key) {
		return
	}
	var check func(e ast.Expr)
	check = func(e ast.Expr) {
		if c.isAggregation(e) {
			return
		}
		if col := groupingKey(proj, e); col != nil {
			if e != key && !c.simple(e) {
				c.ambiguous(e)
			}
			return
		}
		ast.EachChild(e, check)
	}
	check(key)
}
