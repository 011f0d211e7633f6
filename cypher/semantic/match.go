package semantic

import (
	"cmp"

	"memgraphd/cypher/ast"
)

// match checks MATCH: first all variables of the pattern are declared, then
// what stands in it may refer to any of them.
func (c *checker) match(m *ast.Match) {
	p := &pattern{rels: map[string]bool{}}
	for _, part := range m.Pattern {
		c.declarePart(p, part)
	}
	for _, part := range m.Pattern {
		c.partExprs(part)
	}
	c.where(m.Where)
}

// where checks a condition.
func (c *checker) where(e ast.Expr) {
	if e == nil {
		return
	}
	t := c.expr(e, place{predicate: true})
	if !t.is(Bool) {
		c.failAs(SyntaxError, e.Position(), InvalidArgumentType, "Filter expression must evaluate to bool or null, got %s.", cmp.Or(t.word(), t.String()))
	}
}

// pattern is the state of declaring the pattern of one clause.
type pattern struct {
	// rels are the names of relationships that occurred in it.
	rels map[string]bool
	// closed patterns (predicates) declare no names.
	closed bool
	// group: what is repeated has variables of its own.
	group bool
}

func (c *checker) declarePart(p *pattern, part *ast.PatternPart) {
	for i, n := range part.Nodes {
		c.declareNode(p, n)
		if i < len(part.Links) {
			c.declareLink(p, part.Links[i])
		}
	}
	if v := part.Variable; v != nil {
		c.declare(v, Of(Path))
	}
}

func (c *checker) declareNode(p *pattern, n *ast.NodePattern) {
	c.info.Nodes[n] = c.patternVariable(p, n.Variable, Of(Node))
}

// patternVariable resolves a variable of a pattern that is there already, or declares it.
func (c *checker) patternVariable(p *pattern, v *ast.Variable, t Type) *Symbol {
	if v == nil {
		return c.info.NewSymbol("", t)
	}
	sym := c.scope.lookup(v.Name)
	if sym == nil {
		if p.closed {
			c.use(v) // fails
		}
		return c.bind(v, t)
	}
	c.info.Uses[v] = sym
	if sym.Pattern.Line == 0 {
		sym.Pattern = v.Pos
	}
	if p.group && c.scope.names[v.Name] != sym {
		c.fail(v.Pos, VariableBound, "The variable %s cannot stand both within a quantified part of a path and outside of it.", v.Name)
	}
	if !fits(sym.Type, t) {
		c.fail(v.Pos, VariableTypeConflict, "Type mismatch: %s already defined as %s, expected %s.", v.Name, sym.Type, t)
	}
	return sym
}

// fits reports whether a variable of type have may stand where a pattern wants want.
func fits(have, want Type) bool {
	if !have.certain() {
		return true
	}
	if have.Base == List && want.Base == List {
		return have.Elem == Unknown || have.Elem == Null || have.Elem == want.Elem
	}
	return have.Base == want.Base
}

func (c *checker) declareLink(p *pattern, l ast.Link) {
	switch l := l.(type) {
	case *ast.RelPattern:
		c.declareRel(p, l)
	case *ast.GroupPattern:
		c.declareGroup(p, l)
	}
}

func (c *checker) declareRel(p *pattern, r *ast.RelPattern) {
	t := Of(Relationship)
	if r.Expansion != ast.SingleHop {
		t = ListOf(Relationship)
	}
	if v := r.Variable; v != nil {
		if p.rels[v.Name] {
			c.fail(v.Pos, RelationshipReuse, "Redeclaring variable: %s.", v.Name)
		}
		p.rels[v.Name] = true
	}
	c.info.Rels[r] = c.patternVariable(p, r.Variable, t)
	if r.Total != nil {
		c.declare(r.Total, AnyType)
	}
}

// declareGroup declares the variables of a quantified group: one for a
// repetition within it, and the list of all of them outside.
func (c *checker) declareGroup(p *pattern, g *ast.GroupPattern) {
	outer := c.scope
	c.scope = newScope(outer)
	inner := &pattern{rels: p.rels, closed: p.closed, group: true}
	c.declarePart(inner, g.Part)
	declared := c.scope
	c.partExprs(g.Part)
	c.where(g.Where)
	c.scope = outer
	for _, sym := range declared.order {
		v := &ast.Variable{Name: sym.Name}
		v.Pos = sym.Decl.Pos
		list := c.declare(v, listOfType(sym.Type))
		c.info.Groups[g] = append(c.info.Groups[g], GroupVariable{Inner: sym, Outer: list})
	}
}

// partExprs checks the expressions in a part of a pattern that is matched.
func (c *checker) partExprs(part *ast.PatternPart) {
	if part.K != nil {
		c.constant(part.K, "path selectors")
	}
	for i, n := range part.Nodes {
		c.labelExprs(n.Labels)
		c.matchedProperties(n.Properties)
		c.where(n.Where)
		if i < len(part.Links) {
			c.linkExprs(part.Links[i])
		}
	}
}

func (c *checker) linkExprs(l ast.Link) {
	switch l := l.(type) {
	case *ast.GroupPattern:
		c.bounds(l.Min, l.Max)
	case *ast.RelPattern:
		c.relExprs(l)
	}
}

func (c *checker) relExprs(r *ast.RelPattern) {
	c.labelExprs(r.Types)
	c.bounds(r.Min, r.Max, r.Limit)
	c.matchedProperties(r.Properties)
	if r.Expansion == ast.SingleHop {
		c.where(r.Where)
		return
	}
	c.within(func() {
		edge := c.info.NewSymbol("", Of(Relationship))
		c.info.Edges[r] = edge
		if r.Variable != nil {
			c.scope.names[r.Variable.Name] = edge
		}
		c.where(r.Where)
	})
	c.lambda(r, r.Weight, false)
	c.lambda(r, r.Filter, true)
}

// bounds checks the number of hops. They may be any expressions, but no negative ones.
func (c *checker) bounds(bounds ...ast.Expr) {
	for _, e := range bounds {
		if e == nil {
			continue
		}
		t := c.expr(e, place{})
		if n, ok := constantInt(e); ok && n < 0 || !t.is(Int) {
			c.fail(e.Position(), InvalidRelationship, "Variable expansion bound must be a non-negative integer.")
		}
	}
}

func (c *checker) labelExprs(l ast.LabelExpr) {
	if l != nil {
		ast.Inspect(l, func(n any) bool {
			c.expr(n.(ast.Expr), place{})
			return false
		})
	}
}

// matchedProperties checks the property map of a pattern that is matched.
func (c *checker) matchedProperties(e ast.Expr) {
	if e == nil {
		return
	}
	if _, ok := e.(*ast.Parameter); ok {
		c.fail(e.Position(), InvalidParameterUse, "Property map matching not supported in MATCH/MERGE clause!")
		return
	}
	c.expr(e, place{})
}

// lambda checks the weight or filter of an expansion.
func (c *checker) lambda(r *ast.RelPattern, l *ast.Lambda, filter bool) {
	if l == nil {
		return
	}
	shortest := r.Expansion == ast.WShortest || r.Expansion == ast.AllShortest
	if l.Weight != nil && !shortest {
		c.fail(l.Pos, InvalidRelationship, "Accumulated weight in filter lambda can be used only with shortest paths expansion.")
	}
	c.within(func() {
		c.bind(l.Rel, Of(Relationship))
		c.bind(l.Node, Of(Node))
		if l.Path != nil {
			c.bind(l.Path, Of(Path))
		}
		if l.Weight != nil {
			c.bind(l.Weight, AnyType)
		}
		t := c.expr(l.Body, place{predicate: filter})
		if filter {
			c.typed(l.Body, t, "the filter of an expansion", Bool)
		}
	})
}
