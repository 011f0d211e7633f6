package semantic

import "memgraphd/cypher/ast"

// listComprehension checks [v IN list WHERE p | e].
func (c *checker) listComprehension(e *ast.ListComprehension, p place) Type {
	t := c.expr(e.List, p.value())
	c.typed(e.List, t, "what a list comprehension runs over", List)
	result := t
	c.within(func() {
		c.bind(e.Variable, t.element()).Plain = c.info.Plain(e.List)
		if e.Where != nil {
			c.typed(e.Where, c.expr(e.Where, p.inner().condition()), "the condition of a list comprehension", Bool)
		}
		if e.Map != nil {
			result = listOfType(c.expr(e.Map, p.inner()))
		}
	})
	if result.Base != List {
		return ListOf(Unknown)
	}
	return result
}

func (c *checker) quantifier(e *ast.Quantifier, p place) Type {
	t := c.expr(e.List, p.value())
	c.typed(e.List, t, "what a quantifier runs over", List)
	c.within(func() {
		c.bind(e.Variable, t.element()).Plain = c.info.Plain(e.List)
		if e.Where != nil {
			c.typed(e.Where, c.expr(e.Where, p.inner().condition()), "the condition of a quantifier", Bool)
		}
	})
	return Of(Bool)
}

func (c *checker) reduce(e *ast.Reduce, p place) Type {
	c.expr(e.Init, p.value())
	t := c.expr(e.List, p.value())
	c.typed(e.List, t, "what reduce runs over", List)
	c.within(func() {
		acc := c.bind(e.Acc, AnyType)
		acc.Plain = c.info.Plain(e.Init)
		c.bind(e.Variable, t.element()).Plain = c.info.Plain(e.List)
		c.expr(e.Body, p.inner())
		acc.Plain = acc.Plain && c.info.Plain(e.Body)
	})
	return AnyType
}

// patternComprehension checks [p = pattern WHERE c | e], which may declare variables.
func (c *checker) patternComprehension(e *ast.PatternComprehension, p place) Type {
	t := AnyType
	c.within(func() {
		c.declarePart(&pattern{rels: map[string]bool{}}, e.Part)
		c.partExprs(e.Part)
		if e.Where != nil {
			c.typed(e.Where, c.expr(e.Where, p.inner().condition()), "the condition of a pattern comprehension", Bool)
		}
		t = c.expr(e.Map, p.inner())
	})
	return listOfType(t)
}

// patternExpr checks a pattern that is used as a predicate. It declares
// nothing. exists(pattern), which begins before its pattern, may stand anywhere.
func (c *checker) patternExpr(e *ast.PatternExpr, p place) Type {
	if !p.predicate && e.Pos == e.Part.Pos {
		c.fail(e.Pos, UnexpectedSyntax, "A pattern can only be used as a condition; use exists(...) or a pattern comprehension.")
	}
	c.within(func() {
		c.declarePart(&pattern{rels: map[string]bool{}, closed: true}, e.Part)
		c.partExprs(e.Part)
	})
	return Of(Bool)
}

// shortestPathExpr checks shortestPath(…) as an expression: null or a path, or a list of paths.
func (c *checker) shortestPathExpr(e *ast.ShortestPathExpr) Type {
	c.within(func() {
		c.declarePart(&pattern{rels: map[string]bool{}}, e.Part)
		c.partExprs(e.Part)
	})
	if e.Part.Selector == ast.AllShortestPaths {
		return ListOf(Path)
	}
	return Of(Path)
}
