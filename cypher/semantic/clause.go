package semantic

import "memgraphd/cypher/ast"

// clause checks any clause but RETURN.
func (c *checker) clause(clause ast.Clause) {
	switch clause := clause.(type) {
	case *ast.Match:
		c.match(clause)
	case *ast.Unwind:
		t := c.expr(clause.List, place{})
		c.declare(clause.Variable, unwound(t)).Plain = c.info.Plain(clause.List)
	case *ast.With:
		c.projection(&clause.Projection, clause.Where, nil)
	case *ast.CallProcedure:
		c.callProcedure(clause)
	case *ast.CallSubquery:
		c.callSubquery(clause)
	case *ast.Load:
		c.load(clause)
	case *ast.Create:
		c.create(clause)
	case *ast.Merge:
		c.merge(clause)
	case *ast.Set:
		c.setItems(clause.Items)
	case *ast.Remove:
		c.removeItems(clause.Items)
	case *ast.Delete:
		c.delete(clause)
	case *ast.Foreach:
		c.foreach(clause)
	}
}

// unwound returns the type of the rows of UNWIND.
func unwound(t Type) Type {
	if t.Base == List {
		return t.element()
	}
	return AnyType
}

func (c *checker) load(l *ast.Load) {
	for _, e := range []ast.Expr{l.From, l.Delimiter, l.Quote, l.NullIf} {
		if e != nil {
			c.expr(e, place{})
		}
	}
	if l.Config != nil {
		c.expr(l.Config, place{})
	}
	t := Of(Map)
	if l.Format == ast.LoadCSV && !l.Header {
		t = ListOf(Unknown)
	}
	c.declare(l.Variable, t).Plain = true
}

func (c *checker) setItems(items []*ast.SetItem) {
	for _, item := range items {
		t := c.expr(item.Target, place{})
		c.entity(item.Target, t, item.Kind == ast.SetLabels)
		if item.Key != nil {
			c.expr(item.Key, place{})
		}
		if item.Value != nil {
			c.assigned(item, c.expr(item.Value, place{}))
		}
		c.dynamicLabels(item.Labels)
	}
}

// assigned checks the right-hand side of an assignment.
func (c *checker) assigned(item *ast.SetItem, t Type) {
	if (item.Kind == ast.SetAll || item.Kind == ast.SetMerge) && !t.is(Map, Node, Relationship) {
		c.fail(item.Value.Position(), InvalidArgumentType, "Right-hand side in SET expression must be a node, an edge or a map.")
	}
}

// entity checks that the target of SET or REMOVE is a node or relationship, or may be a map.
func (c *checker) entity(e ast.Expr, t Type, labels bool) {
	v, ok := e.(*ast.Variable)
	if !ok {
		return
	}
	if labels && !t.is(Node) {
		c.fail(v.Pos, VariableTypeConflict, "Type mismatch: %s already defined as %s, expected Vertex.", v.Name, t)
	}
	if !t.is(Node, Relationship, Map) {
		c.fail(v.Pos, InvalidArgumentType, "Type mismatch: %s already defined as %s, expected Vertex or Edge.", v.Name, t)
	}
}

func (c *checker) dynamicLabels(labels []ast.Label) {
	for _, l := range labels {
		if l.Dynamic != nil {
			c.expr(l.Dynamic, place{})
		}
	}
	c.givenLabels(labels)
}

// givenLabels refuses to give or take one of several labels.
func (c *checker) givenLabels(labels []ast.Label) {
	for _, l := range labels {
		if l.Any {
			c.fail(l.Pos, InvalidClauses, "$any(…) asks for one of several labels, which can't be given or taken. Write $(…) or $all(…).")
		}
	}
}

func (c *checker) removeItems(items []*ast.RemoveItem) {
	for _, item := range items {
		t := c.expr(item.Target, place{})
		c.entity(item.Target, t, len(item.Labels) > 0)
		if item.Key != nil {
			c.expr(item.Key, place{})
		}
		c.dynamicLabels(item.Labels)
	}
}

func (c *checker) delete(d *ast.Delete) {
	for _, e := range d.Exprs {
		if _, ok := e.(*ast.HasLabels); ok {
			c.fail(e.Position(), InvalidDelete, "Labels can't be deleted; use REMOVE.")
			return
		}
		t := c.expr(e, place{})
		if !t.is(Node, Relationship, Path) {
			c.fail(e.Position(), InvalidArgumentType, "Edges, vertices and paths can be deleted.")
		}
	}
}

func (c *checker) foreach(f *ast.Foreach) {
	t := c.expr(f.List, place{})
	if !t.is(List) && t.word() != "" {
		c.fail(f.List.Position(), InvalidArgumentType, "FOREACH expression must resolve to a list, but got '%s'.", t.word())
	}
	c.within(func() {
		c.bind(f.Variable, unwound(t)).Plain = c.info.Plain(f.List)
		for _, clause := range f.Body {
			if !updates(clause) {
				c.fail(clause.Position(), InvalidClauses, "%s can't be used in FOREACH, only update clauses can.", keyword(clause))
			}
			c.measure(clause)
			c.clause(clause)
		}
	})
}

// updates reports whether a clause is an update clause.
func updates(clause ast.Clause) bool {
	switch clause.(type) {
	case *ast.Create, *ast.Merge, *ast.Set, *ast.Remove, *ast.Delete, *ast.Foreach:
		return true
	}
	return false
}
