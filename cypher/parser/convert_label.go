package parser

import (
	"slices"

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
	alternatives := make([]ast.LabelExpr, 0, len(ands))
	for _, a := range ands {
		alternatives = append(alternatives, c.allOf(nil, a.AllLabelNot()))
	}
	return anyOf(alternatives)
}

// labelled converts x:A:B|C, which the grammar takes for x:A with the test B|C behind
// it, to what it means in a pattern: both A and B, or C.
func (c *converter) labelled(ctx *grammar.LabelExprContext) ast.Expr {
	tests := []grammar.ILabelTestContext{ctx.LabelTest()}
	x := ctx.Expr()
	for inner, ok := x.(*grammar.LabelExprContext); ok; inner, ok = x.(*grammar.LabelExprContext) {
		tests = append(tests, inner.LabelTest())
		x = inner.Expr()
	}
	var alternatives []ast.LabelExpr
	for _, test := range slices.Backward(tests) {
		for i, term := range test.AllLabelTerm() {
			if last := len(alternatives) - 1; i == 0 && last >= 0 {
				alternatives[last] = c.allOf(alternatives[last], term.AllLabelNot())
				continue
			}
			alternatives = append(alternatives, c.allOf(nil, term.AllLabelNot()))
		}
	}
	return &ast.HasLabels{Node: c.node(ctx), X: c.expr(x), Labels: anyOf(alternatives)}
}

// isLabelled converts x IS A&B|C.
func (c *converter) isLabelled(ctx *grammar.IsLabelExprContext) ast.Expr {
	test := ctx.LabelsIs()
	first := ast.Label{Pos: c.pos(test), Name: c.nameOf(test.GetStart())}
	alternatives := []ast.LabelExpr{c.allOf(&ast.LabelName{Label: first}, test.AllLabelNot())}
	for _, term := range test.AllLabelTerm() {
		alternatives = append(alternatives, c.allOf(nil, term.AllLabelNot()))
	}
	return &ast.HasLabels{Node: c.node(ctx), X: c.expr(ctx.Expr()), Labels: anyOf(alternatives)}
}

func anyOf(alternatives []ast.LabelExpr) ast.LabelExpr {
	if len(alternatives) == 1 {
		return alternatives[0]
	}
	return &ast.LabelOr{Parts: alternatives}
}

// allOf makes a conjunction of some tests behind what may be one already.
func (c *converter) allOf(before ast.LabelExpr, ctxs []grammar.ILabelNotContext) ast.LabelExpr {
	var parts []ast.LabelExpr
	switch b := before.(type) {
	case nil:
	case *ast.LabelAnd:
		parts = b.Parts
	default:
		parts = []ast.LabelExpr{b}
	}
	for _, n := range ctxs {
		parts = append(parts, c.labelNot(n))
	}
	if len(parts) == 1 {
		return parts[0]
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
