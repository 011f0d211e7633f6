package semantic

import (
	"slices"

	"memgraphd/cypher/ast"
)

// projection checks the body of WITH or RETURN, and the WHERE behind WITH. ret is nil for WITH.
func (c *checker) projection(p *ast.Projection, where ast.Expr, ret *ast.Return) {
	outer := c.grouping
	proj := &Projection{}
	c.grouping = proj
	c.info.Projections[p] = proj
	if p.Star {
		c.star(p, proj, ret)
	}
	starred := len(proj.Columns)
	for _, item := range p.Items {
		if !c.repeats(proj.Columns[:starred], item) {
			c.item(proj, item)
		}
	}
	c.uniqueNames(p, proj)
	proj.Grouped = len(proj.Calls) > 0
	if proj.Grouped {
		c.ambiguity(proj)
	}
	before := c.scope
	c.scope = c.projectedScope(p, proj)
	if ret == nil {
		c.shadowing(p, proj)
	}
	c.sortKeys(p, proj, before)
	if where != nil {
		c.condition(p, proj, where, before)
	}
	c.amounts(p)
	if ret == nil {
		c.aliases(p)
	}
	c.grouping = outer
}

// star passes on all variables in scope.
func (c *checker) star(p *ast.Projection, proj *Projection, ret *ast.Return) {
	all := c.scope.sorted()
	if len(all) == 0 && ret != nil {
		c.fail(p.Pos, NoVariables, "There are no variables in scope to use for '*'.")
	}
	for _, sym := range all {
		proj.Columns = append(proj.Columns, Column{Name: sym.Name, Sym: sym})
	}
}

// repeats reports whether an item is a variable that * has passed on already.
func (c *checker) repeats(starred []Column, item *ast.ProjectionItem) bool {
	v, ok := item.Expr.(*ast.Variable)
	if !ok || item.Alias != "" && item.Alias != v.Name {
		return false
	}
	return slices.ContainsFunc(starred, func(col Column) bool { return col.Name == v.Name })
}

func (c *checker) item(proj *Projection, item *ast.ProjectionItem) {
	known := len(proj.Calls)
	t := c.expr(item.Expr, place{aggregate: true})
	v, isVariable := item.Expr.(*ast.Variable)
	name := item.Alias
	if name == "" {
		if name = item.Text; isVariable {
			name = v.Name
		}
	}
	if isVariable && name == v.Name && c.err == nil {
		proj.Columns = append(proj.Columns, Column{Name: name, Sym: c.info.Uses[v]})
		return
	}
	col := Column{Name: name, Expr: item.Expr, Aggregates: c.aggregates(item.Expr)}
	if sym := c.info.Refs[item.Expr]; sym != nil && len(proj.Calls) > known {
		// The column is the aggregation itself.
		sym.Name = name
		col.Sym = sym
	} else {
		col.Sym = c.info.NewSymbol(name, t)
		col.Sym.Plain = c.info.Plain(item.Expr)
	}
	proj.Columns = append(proj.Columns, col)
}

// aggregates reports whether an expression contains an aggregation of its own projection.
func (c *checker) aggregates(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n any) bool {
		switch n := n.(type) {
		case *ast.Subquery:
			return false
		case ast.Expr:
			found = found || c.isAggregation(n)
		}
		return !found
	})
	return found
}

func (c *checker) isAggregation(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.CountStar:
		return true
	case *ast.Call:
		f, ok := c.env.Function(e.Name)
		return ok && f.Aggregate
	}
	return false
}

func (c *checker) uniqueNames(p *ast.Projection, proj *Projection) {
	seen := make(map[string]bool, len(proj.Columns))
	for _, col := range proj.Columns {
		if seen[col.Name] {
			c.fail(p.Pos, ColumnNameConflict, "Multiple results with the same name '%s' are not allowed.", col.Name)
		}
		seen[col.Name] = true
	}
}

// aliases checks that each column of WITH can be referred to.
func (c *checker) aliases(p *ast.Projection) {
	for _, item := range p.Items {
		if _, ok := item.Expr.(*ast.Variable); !ok && item.Alias == "" {
			c.fail(item.Pos, NoExpressionAlias, "Only variables can be non-aliased in WITH.")
		}
	}
}

// shadowing checks that WITH in a subquery gives no variable the name of one that the subquery sees from outside.
func (c *checker) shadowing(p *ast.Projection, proj *Projection) {
	for _, col := range proj.Columns {
		if hidden := c.scope.parent.lookup(col.Name); hidden != nil && hidden != col.Sym {
			c.fail(p.Pos, VariableBound, "Redeclaring variable: %s.", col.Name)
		}
	}
}

// projectedScope returns the scope behind a projection.
func (c *checker) projectedScope(p *ast.Projection, proj *Projection) *scope {
	s := newScope(c.scope.parent)
	for _, col := range proj.Columns {
		s.add(col.Name, col.Sym)
	}
	return s
}

// amounts checks SKIP and LIMIT.
func (c *checker) amounts(p *ast.Projection) {
	c.amount(p.Skip, "SKIP", "Number of elements to skip")
	c.amount(p.Limit, "LIMIT", "Limit on number of returned elements")
}

func (c *checker) amount(e ast.Expr, clause, words string) {
	if e == nil {
		return
	}
	t := c.constant(e, clause)
	if n, ok := constantInt(e); ok && n < 0 {
		c.fail(e.Position(), NegativeInteger, "%s must be non-negative.", words)
	}
	if !t.is(Int) {
		c.fail(e.Position(), InvalidArgumentType, "%s must be an integer.", words)
	}
}

// constant checks an expression that must not depend on a row.
func (c *checker) constant(e ast.Expr, clause string) Type {
	ast.Inspect(e, func(n any) bool {
		switch n := n.(type) {
		case *ast.Variable:
			if !c.declaredIn(e, n.Name) {
				c.fail(n.Pos, NonConstant, "Variables are not allowed in %s.", clause)
			}
		case *ast.Subquery, *ast.PatternComprehension, *ast.PatternExpr:
			c.fail(n.(ast.Expr).Position(), NonConstant, "Patterns are not allowed in %s.", clause)
		}
		return c.err == nil
	})
	outer := c.columns
	c.columns = nil
	t := c.expr(e, place{})
	c.columns = outer
	return t
}

// declaredIn reports whether an expression declares a variable of this name.
func (c *checker) declaredIn(e ast.Expr, name string) bool {
	found := false
	ast.Inspect(e, func(n any) bool {
		switch n := n.(type) {
		case *ast.ListComprehension:
			found = found || n.Variable.Name == name
		case *ast.Quantifier:
			found = found || n.Variable.Name == name
		case *ast.Reduce:
			found = found || n.Variable.Name == name || n.Acc.Name == name
		}
		return !found
	})
	return found
}
