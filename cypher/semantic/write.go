package semantic

import "memgraphd/cypher/ast"

// create checks CREATE, element by element: a node sees what was created before
// it, a relationship also the nodes of its part.
func (c *checker) create(cl *ast.Create) {
	for _, part := range cl.Pattern {
		c.created(part, false)
	}
}

func (c *checker) merge(m *ast.Merge) {
	c.created(m.Part, true)
	c.setItems(m.OnCreate)
	c.setItems(m.OnMatch)
}

// created checks a part of a pattern that is created, or if merge perhaps found.
func (c *checker) created(part *ast.PatternPart, merge bool) {
	if part.Selector != ast.AllPaths {
		c.fail(part.Pos, InvalidRelationship, "Shortest paths can't be created.")
	}
	alone := len(part.Nodes) == 1
	for i, n := range part.Nodes {
		c.createdProperties(n.Properties, merge)
		c.createdNode(n, alone)
		if i < len(part.Links) {
			c.createdLink(part.Links[i], merge)
		}
	}
	for _, l := range part.Links {
		if rel, ok := l.(*ast.RelPattern); ok {
			c.createdProperties(rel.Properties, merge)
		}
	}
	if part.Variable != nil {
		c.declare(part.Variable, Of(Path))
	}
}

func (c *checker) createdNode(n *ast.NodePattern, alone bool) {
	if n.Where != nil {
		c.fail(n.Pos, UnexpectedSyntax, "WHERE can't be used in a pattern that is created.")
	}
	c.createdLabels(n)
	v := n.Variable
	if v == nil {
		c.info.Nodes[n] = c.info.NewSymbol("", Of(Node))
		return
	}
	if sym := c.scope.lookup(v.Name); sym != nil && fits(sym.Type, Of(Node)) {
		if alone {
			c.fail(v.Pos, VariableBound, "Redeclaring variable: %s.", v.Name)
		}
		if n.Labels != nil || n.Properties != nil {
			c.fail(v.Pos, VariableBound, "Cannot create node '%s' with labels or properties, because it is already declared.", v.Name)
		}
	}
	c.info.Nodes[n] = c.patternVariable(&pattern{}, v, Of(Node))
}

// createdLabels checks that the labels are a list of names.
func (c *checker) createdLabels(n *ast.NodePattern) {
	if n.Labels == nil {
		return
	}
	labels, ok := PlainLabels(n.Labels)
	if !ok {
		c.fail(n.Pos, UnexpectedSyntax, "Label expression not supported in CREATE and MERGE clauses.")
		return
	}
	c.givenLabels(labels)
	c.labelExprs(n.Labels)
}

// PlainLabels returns the labels of an expression that just demands them all.
func PlainLabels(e ast.LabelExpr) ([]ast.Label, bool) {
	switch e := e.(type) {
	case nil:
		return nil, true
	case *ast.LabelName:
		return []ast.Label{e.Label}, true
	case *ast.LabelAnd:
		var all []ast.Label
		for _, p := range e.Parts {
			labels, ok := PlainLabels(p)
			if !ok {
				return nil, false
			}
			all = append(all, labels...)
		}
		return all, true
	}
	return nil, false
}

func (c *checker) createdLink(l ast.Link, merge bool) {
	rel, ok := l.(*ast.RelPattern)
	if !ok {
		c.fail(l.(*ast.GroupPattern).Pos, CreatingVarLength, "Variable expand cannot be used to create edges.")
		return
	}
	if v := rel.Variable; v != nil && c.scope.lookup(v.Name) != nil {
		c.fail(v.Pos, VariableBound, "Redeclaring variable: %s.", v.Name)
	}
	c.createdShape(rel, merge)
	c.info.Rels[rel] = c.patternVariable(&pattern{}, rel.Variable, Of(Relationship))
}

func (c *checker) createdShape(rel *ast.RelPattern, merge bool) {
	if rel.Expansion != ast.SingleHop {
		c.fail(rel.Pos, CreatingVarLength, "Variable expand cannot be used to create edges.")
		return
	}
	if rel.Where != nil {
		c.fail(rel.Pos, UnexpectedSyntax, "WHERE can't be used in a pattern that is created.")
	}
	if _, ok := rel.Types.(*ast.LabelName); !ok {
		c.fail(rel.Pos, NoSingleType, "A single relationship type must be specified when creating an edge.")
		return
	}
	c.labelExprs(rel.Types)
	if rel.Direction == ast.Both && !merge {
		c.fail(rel.Pos, RequiresDirected, "Bidirectional relationship are not supported when creating an edge")
	}
}

func (c *checker) createdProperties(e ast.Expr, merge bool) {
	switch {
	case e == nil:
	case merge:
		c.matchedProperties(e)
	default:
		t := c.expr(e, place{})
		c.typed(e, t, "the properties of a pattern", Map, Node, Relationship)
	}
}
