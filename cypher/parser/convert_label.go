package parser

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

func (c *converter) labels(ctx grammar.ILabelsContext) ast.LabelExpr {
	if ctx == nil {
		return nil
	}
	return c.labelOr(ctx.LabelOr())
}

func (c *converter) labelOr(ctx grammar.ILabelOrContext) ast.LabelExpr {
	ands := ctx.AllLabelAnd()
	if len(ands) == 1 {
		return c.labelAnd(ands[0])
	}
	parts := make([]ast.LabelExpr, 0, len(ands))
	for _, a := range ands {
		parts = append(parts, c.labelAnd(a))
	}
	return &ast.LabelOr{Parts: parts}
}

func (c *converter) labelAnd(ctx grammar.ILabelAndContext) ast.LabelExpr {
	nots := ctx.AllLabelNot()
	if len(nots) == 1 {
		return c.labelNot(nots[0])
	}
	parts := make([]ast.LabelExpr, 0, len(nots))
	for _, n := range nots {
		parts = append(parts, c.labelNot(n))
	}
	return &ast.LabelAnd{Parts: parts}
}

func (c *converter) labelNot(ctx grammar.ILabelNotContext) ast.LabelExpr {
	switch {
	case ctx.BANG() != nil:
		return &ast.LabelNot{Part: c.labelNot(ctx.LabelNot())}
	case ctx.LabelOr() != nil:
		return c.labelOr(ctx.LabelOr())
	case ctx.PERCENT() != nil:
		return &ast.LabelAny{Pos: c.pos(ctx)}
	}
	return &ast.LabelName{Label: c.label(ctx.LabelName())}
}

func (c *converter) labelList(ctx grammar.ILabelListContext) []ast.Label {
	names := ctx.AllLabelName()
	labels := make([]ast.Label, 0, len(names))
	for _, n := range names {
		labels = append(labels, c.label(n))
	}
	return labels
}

// label converts a plain name, $parameter, $(expression) or variable.property.
func (c *converter) label(ctx grammar.ILabelNameContext) ast.Label {
	l := ast.Label{Pos: c.pos(ctx), Any: ctx.ANY() != nil}
	switch {
	case ctx.Parameter() != nil:
		l.Dynamic = c.parameter(ctx.Parameter())
	case ctx.Expr() != nil:
		l.Dynamic = c.expr(ctx.Expr())
	case ctx.GetChildCount() == 1:
		l.Name = c.name(ctx.Name(0))
	default:
		l.Dynamic = c.labelPath(ctx)
	}
	return l
}

func (c *converter) labelPath(ctx grammar.ILabelNameContext) ast.Expr {
	names := ctx.AllName()
	var x ast.Expr = c.variable(names[0])
	for _, n := range names[1:] {
		node := c.node(ctx)
		node.Span.End = c.src.offset(n.GetStop().GetStop() + 1)
		x = &ast.Property{Node: node, Target: x, Key: c.name(n)}
	}
	return x
}
