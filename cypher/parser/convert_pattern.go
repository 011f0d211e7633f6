package parser

import (
	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
	"memgraphd/engine/value"
)

func (c *converter) pattern(ctx grammar.IPatternContext) []*ast.PatternPart {
	parts := ctx.AllPatternPart()
	pattern := make([]*ast.PatternPart, 0, len(parts))
	for _, p := range parts {
		pattern = append(pattern, c.patternPart(p))
	}
	return pattern
}

func (c *converter) patternPart(ctx grammar.IPatternPartContext) *ast.PatternPart {
	var part *ast.PatternPart
	if ctx.ShortestPath() != nil {
		part = c.shortestPath(ctx.ShortestPath())
	} else {
		part = c.chain(ctx.Chain())
		c.selector(part, ctx.Selector())
	}
	part.Pos, part.Variable = c.pos(ctx), c.variable(ctx.Name())
	return part
}

func (c *converter) shortestPath(ctx grammar.IShortestPathContext) *ast.PatternPart {
	part := c.chain(ctx.Chain())
	part.Selector = ast.ShortestPath
	if ctx.ALLSHORTESTPATHS() != nil {
		part.Selector = ast.AllShortestPaths
	}
	if len(part.Links) != 1 || !oneRelationship(part.Links[0]) {
		c.fail(ctx.GetStart(), "shortestPath(...) requires a pattern of one relationship.")
	}
	return part
}

func oneRelationship(link ast.Link) bool {
	rel, ok := link.(*ast.RelPattern)
	return ok && rel.Expansion <= ast.VarLength
}

func (c *converter) selector(part *ast.PatternPart, ctx grammar.ISelectorContext) {
	if ctx == nil {
		return
	}
	part.K = c.count(ctx.Count())
	switch {
	case ctx.ALL() != nil && ctx.SHORTEST() == nil: // no selection at all
	case ctx.SHORTEST() == nil:
		part.Selector = ast.AnyPath
	case ctx.ALL() != nil || ctx.GROUP() != nil || ctx.GROUPS() != nil:
		part.Selector = ast.ShortestKGroups
	default:
		part.Selector = ast.ShortestK
	}
}

// chain converts nodes, relationships and groups in a row. Between groups, and
// at their outer ends, the nodes that are not written are anonymous ones.
func (c *converter) chain(ctx grammar.IChainContext) *ast.PatternPart {
	part := &ast.PatternPart{Pos: c.pos(ctx)}
	if inner := c.parenthesised(ctx); inner != nil {
		return inner
	}
	for i, child := range ctx.GetChildren() {
		switch x := child.(type) {
		case *grammar.NodeContext:
			if len(part.Nodes) > len(part.Links) {
				c.fail(x.GetStart(), "There must be a relationship between two nodes of a pattern.")
			}
			part.Nodes = append(part.Nodes, c.nodePattern(x))
		case *grammar.RelationshipContext:
			c.endLink(part, x)
			quantifier, _ := sibling(ctx, i+1).(grammar.IQuantifierContext)
			part.Links = append(part.Links, c.relationship(x, quantifier))
		case *grammar.GroupContext:
			if len(part.Nodes) == len(part.Links) {
				part.Nodes = append(part.Nodes, &ast.NodePattern{Pos: c.pos(x)})
			}
			part.Links = append(part.Links, c.group(x))
		}
	}
	c.endChain(part, ctx)
	for i, link := range part.Links {
		if g, ok := link.(*ast.GroupPattern); ok {
			part.Links[i] = simplified(g)
		}
	}
	return part
}

// simplified makes (()-[r WHERE p]->() WHERE q){n,m} the same as -[r WHERE p AND q]->{n,m},
// for which there are faster ways.
func simplified(g *ast.GroupPattern) ast.Link {
	if len(g.Part.Links) != 1 || g.Part.Variable != nil || !isEmpty(g.Part.Nodes[0]) || !isEmpty(g.Part.Nodes[1]) {
		return g
	}
	rel, ok := g.Part.Links[0].(*ast.RelPattern)
	if !ok || rel.Expansion != ast.SingleHop {
		return g
	}
	rel.Expansion, rel.Min, rel.Max = ast.VarLength, g.Min, g.Max
	rel.Where = both(rel.Where, g.Where)
	return rel
}

func isEmpty(n *ast.NodePattern) bool {
	return n.Variable == nil && n.Labels == nil && n.Properties == nil && n.Where == nil
}

// both joins two conditions, of which there may be none.
func both(x, y ast.Expr) ast.Expr {
	switch {
	case x == nil:
		return y
	case y == nil:
		return x
	}
	return &ast.Binary{Node: ast.Node{Pos: y.Position()}, Op: ast.And, X: x, Y: y}
}

// parenthesised returns the chain within one that is only parentheses. Its condition
// is one of the last node, which can look at all that is before.
func (c *converter) parenthesised(ctx grammar.IChainContext) *ast.PatternPart {
	if ctx.GetChildCount() != 1 || ctx.Group(0) == nil || ctx.Group(0).Quantifier() != nil {
		return nil
	}
	part := c.chain(ctx.Group(0).Chain())
	where := c.where(ctx.Group(0).Where())
	if where == nil || len(part.Nodes) == 0 {
		return part
	}
	last := part.Nodes[len(part.Nodes)-1]
	last.Where, part.Filtered = both(last.Where, where), true
	return part
}

func sibling(ctx antlr.Tree, i int) antlr.Tree {
	if i >= ctx.GetChildCount() {
		return nil
	}
	return ctx.GetChild(i)
}

// endLink makes sure that a relationship begins at a node.
func (c *converter) endLink(part *ast.PatternPart, ctx antlr.ParserRuleContext) {
	if len(part.Nodes) > len(part.Links) {
		return
	}
	if len(part.Links) == 0 || !isGroup(part.Links[len(part.Links)-1]) {
		c.fail(ctx.GetStart(), "A relationship must be between two nodes.")
	}
	part.Nodes = append(part.Nodes, &ast.NodePattern{Pos: c.pos(ctx)})
}

func (c *converter) endChain(part *ast.PatternPart, ctx antlr.ParserRuleContext) {
	if len(part.Nodes) > len(part.Links) {
		return
	}
	if !isGroup(part.Links[len(part.Links)-1]) {
		c.fail(ctx.GetStop(), "A relationship must be between two nodes.")
	}
	part.Nodes = append(part.Nodes, &ast.NodePattern{Pos: c.src.pos(ctx.GetStop().GetStop() + 1)})
}

func isGroup(link ast.Link) bool {
	_, ok := link.(*ast.GroupPattern)
	return ok
}

func (c *converter) group(ctx *grammar.GroupContext) *ast.GroupPattern {
	g := &ast.GroupPattern{Pos: c.pos(ctx), Part: c.chain(ctx.Chain()), Where: c.where(ctx.Where())}
	if ctx.Quantifier() == nil {
		c.fail(ctx.GetStart(), "Parentheses within a path need a quantifier, such as {1,3}.")
		return g
	}
	g.Min, g.Max = c.quantifier(ctx.Quantifier())
	return g
}

// quantifier returns the bounds of +, *, {n}, {n,}, {,m} and {n,m}.
func (c *converter) quantifier(ctx grammar.IQuantifierContext) (low, high ast.Expr) {
	fixed := func(n int64) ast.Expr { return &ast.Literal{Node: c.node(ctx), Value: value.Int(n)} }
	switch {
	case ctx.PLUS() != nil:
		return fixed(1), nil
	case ctx.STAR() != nil:
		return fixed(0), nil
	case ctx.COMMA() == nil:
		n := ctx.INTEGER(0).GetSymbol()
		return c.integer(n), c.integer(n)
	}
	bounds := ctx.AllINTEGER()
	if ctx.GetChild(1) == antlr.Tree(ctx.COMMA()) {
		return fixed(0), c.integer(bounds[0].GetSymbol())
	}
	low = c.integer(bounds[0].GetSymbol())
	if len(bounds) == 2 {
		high = c.integer(bounds[1].GetSymbol())
		if low.(*ast.Literal).Value.AsInt() > high.(*ast.Literal).Value.AsInt() {
			c.fail(bounds[0].GetSymbol(), "The lower bound of a quantifier exceeds its upper bound.")
		}
	}
	return low, high
}

func (c *converter) nodePattern(ctx grammar.INodeContext) *ast.NodePattern {
	return &ast.NodePattern{
		Pos:        c.pos(ctx),
		Variable:   c.variable(ctx.Name()),
		Labels:     c.labels(ctx.Labels()),
		Properties: c.properties(ctx.Properties()),
		Where:      c.where(ctx.Where()),
	}
}

func (c *converter) properties(ctx grammar.IPropertiesContext) ast.Expr {
	switch {
	case ctx == nil:
		return nil
	case ctx.Parameter() != nil:
		return c.parameter(ctx.Parameter())
	}
	return c.mapLiteral(ctx.MapLiteral(), false)
}
