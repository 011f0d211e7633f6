package parser

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

func (c *converter) atom(ctx grammar.IAtomContext) ast.Expr {
	switch x := ctx.(type) {
	case *grammar.LiteralAtomContext:
		return c.literal(x.GetStart())
	case *grammar.ParameterAtomContext:
		return c.parameter(x.Parameter())
	case *grammar.CaseAtomContext:
		return c.caseExpr(x)
	case *grammar.SubqueryAtomContext:
		return c.subquery(x)
	case *grammar.ShortestPathAtomContext:
		return &ast.ShortestPathExpr{Node: c.node(x), Part: c.shortestPath(x.ShortestPath())}
	case *grammar.PatternAtomContext:
		return &ast.PatternExpr{Node: c.node(x), Part: c.patternAtom(x)}
	case *grammar.ParenAtomContext:
		return c.enclosed(c.expr(x.Expr()))
	case *grammar.BracketAtomContext:
		return c.bracket(x)
	case *grammar.MapAtomContext:
		return c.mapLiteral(x.MapLiteral(), false)
	case *grammar.ReduceAtomContext:
		return &ast.Reduce{
			Node: c.node(x),
			Acc:  c.variable(x.Name(0)), Init: c.expr(x.Expr(0)),
			Variable: c.variable(x.Name(1)), List: c.expr(x.Expr(1)),
			Body: c.expr(x.Expr(2)),
		}
	case *grammar.MapProjectionAtomContext:
		return c.mapProjection(x)
	case *grammar.EnumAtomContext:
		return c.enumOrType(x)
	}
	return c.use(c.node(ctx), c.nameOf(ctx.GetStart()))
}

func (c *converter) caseExpr(ctx *grammar.CaseAtomContext) ast.Expr {
	cs := &ast.Case{Node: c.node(ctx)}
	exprs := ctx.AllExpr()
	if ctx.ELSE() != nil {
		cs.Else = c.expr(exprs[len(exprs)-1])
		exprs = exprs[:len(exprs)-1]
	}
	if len(exprs) > 0 {
		cs.Subject = c.expr(exprs[0])
	}
	for _, w := range ctx.AllCaseWhen() {
		when := ast.When{Then: c.expr(w.Expr())}
		for _, test := range w.AllCaseTest() {
			when.Tests = append(when.Tests, c.caseTest(test))
		}
		if cs.Subject == nil && (len(when.Tests) > 1 || ast.OnSubject(when.Tests[0])) {
			c.fail(w.GetStart(), "WHEN can have several values, or begin with an operator, only behind CASE with an expression.")
		}
		cs.Whens = append(cs.Whens, when)
	}
	return cs
}

// caseTest converts a value to compare with, or what is asked of the subject.
func (c *converter) caseTest(ctx grammar.ICaseTestContext) ast.Expr {
	node, subject := c.node(ctx), &ast.CaseSubject{Node: c.tokenNode(ctx.GetStart())}
	binary := func(op ast.BinaryOp) ast.Expr {
		return &ast.Binary{Node: node, Op: op, X: subject, Y: c.expr(ctx.Expr())}
	}
	switch {
	case ctx.NORMALIZED() != nil:
		return c.normalized(node, subject, ctx)
	case ctx.NULL() != nil:
		return &ast.IsNull{Node: node, X: subject, Not: ctx.NOT() != nil}
	case ctx.TypeName() != nil:
		return &ast.IsType{Node: node, X: subject, Type: c.typeName(ctx.TypeName()), Not: ctx.NOT() != nil}
	case ctx.REGEX() != nil:
		return binary(ast.RegexMatch)
	case ctx.STARTS() != nil:
		return binary(ast.StartsWith)
	case ctx.ENDS() != nil:
		return binary(ast.EndsWith)
	case ctx.CONTAINS() != nil:
		return binary(ast.Contains)
	case ctx.GetChildCount() == 1:
		return c.expr(ctx.Expr())
	}
	return &ast.Comparison{Node: node, Operands: []ast.Expr{subject, c.expr(ctx.Expr())}, Ops: []ast.BinaryOp{comparisonOp(ctx)}}
}

// subquery converts EXISTS, COUNT and COLLECT { … }; a mere pattern becomes the
// query MATCH pattern.
func (c *converter) subquery(ctx *grammar.SubqueryAtomContext) ast.Expr {
	s := &ast.Subquery{Node: c.node(ctx)}
	switch {
	case ctx.COUNT() != nil:
		s.Kind = ast.Count
	case ctx.COLLECT() != nil:
		s.Kind = ast.Collect
	}
	if ctx.Composed() != nil {
		s.Query = c.composed(ctx.Composed())
		return s
	}
	pos := c.pos(ctx.Pattern())
	if s.Kind == ast.Collect {
		c.fail(ctx.Pattern().GetStart(), "COLLECT needs a query that returns one column.")
	}
	match := &ast.Match{Pos: pos, Pattern: c.pattern(ctx.Pattern()), Where: c.where(ctx.Where())}
	s.Query = &ast.Query{Pos: pos, Parts: []*ast.SingleQuery{{Pos: pos, Clauses: []ast.Clause{match}}}}
	return s
}

func (c *converter) patternAtom(ctx *grammar.PatternAtomContext) *ast.PatternPart {
	part := &ast.PatternPart{Pos: c.pos(ctx)}
	for i, child := range ctx.GetChildren() {
		switch x := child.(type) {
		case *grammar.NodeContext:
			part.Nodes = append(part.Nodes, c.nodePattern(x))
		case *grammar.RelationshipContext:
			quantifier, _ := sibling(ctx, i+1).(grammar.IQuantifierContext)
			part.Links = append(part.Links, c.relationship(x, quantifier))
		}
	}
	return part
}

// mapLiteral converts a map. Only configurations may quote their keys.
func (c *converter) mapLiteral(ctx grammar.IMapLiteralContext, config bool) *ast.MapLit {
	if ctx == nil {
		return nil
	}
	entries := ctx.AllMapEntry()
	m := &ast.MapLit{
		Node: c.node(ctx), Keys: make([]string, 0, len(entries)), Values: make([]ast.Expr, 0, len(entries)),
	}
	seen := make(map[string]struct{}, len(entries))
	for _, e := range entries {
		key := c.mapKey(e, config)
		if _, twice := seen[key]; twice {
			c.fail(e.GetStart(), "Same key can't appear twice in a map literal.")
		}
		seen[key] = struct{}{}
		m.Keys = append(m.Keys, key)
		m.Values = append(m.Values, c.expr(e.Expr()))
	}
	return m
}

func (c *converter) mapKey(ctx grammar.IMapEntryContext, config bool) string {
	if ctx.Name() != nil {
		return c.name(ctx.Name())
	}
	if !config {
		c.fail(ctx.GetStart(), "A key of a map is a name without quotes, such as {name: 1}.")
	}
	return c.stringOf(ctx.GetStart())
}

func (c *converter) mapProjection(ctx *grammar.MapProjectionAtomContext) ast.Expr {
	m := &ast.MapProjection{Node: c.node(ctx)}
	name := ctx.Variable().GetStart()
	m.Target = &ast.Variable{Node: c.tokenNode(name), Name: c.nameOf(name)}
	for _, i := range ctx.AllMapItem() {
		m.Items = append(m.Items, c.mapItem(i))
	}
	return m
}

func (c *converter) mapItem(ctx grammar.IMapItemContext) ast.MapProjectionItem {
	switch {
	case ctx.STAR() != nil:
		return ast.MapProjectionItem{All: true}
	case ctx.DOT() != nil:
		return ast.MapProjectionItem{Key: c.name(ctx.Name())}
	case ctx.Expr() != nil:
		return ast.MapProjectionItem{Key: c.name(ctx.Name()), Value: c.expr(ctx.Expr())}
	}
	v := c.variable(ctx.Name())
	return ast.MapProjectionItem{Key: v.Name, Value: v}
}
