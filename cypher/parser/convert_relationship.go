package parser

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

func (c *converter) relationship(ctx *grammar.RelationshipContext, quantifier grammar.IQuantifierContext) *ast.RelPattern {
	r := &ast.RelPattern{Pos: c.pos(ctx)}
	left, right := ctx.LT() != nil || ctx.LEFTHEAD() != nil, ctx.GT() != nil || ctx.RIGHTHEAD() != nil
	switch {
	case left == right:
		r.Direction = ast.Both
	case left:
		r.Direction = ast.Incoming
	default:
		r.Direction = ast.Outgoing
	}
	if d := ctx.Details(); d != nil {
		r.Variable = c.variable(d.Name())
		r.Types = c.labels(d.Labels())
		r.Properties = c.properties(d.Properties())
		r.Where = c.where(d.Where())
		if d.Expansion() != nil {
			c.expansion(r, d.Expansion())
		}
	}
	if quantifier != nil {
		if r.Expansion != ast.SingleHop {
			c.fail(quantifier.GetStart(), "A relationship can't have both * and a quantifier.")
		}
		r.Expansion = ast.VarLength
		r.Min, r.Max = c.quantifier(quantifier)
	}
	return r
}

func (c *converter) expansion(r *ast.RelPattern, ctx grammar.IExpansionContext) {
	r.Expansion = expansionKind(ctx)
	weighted := r.Expansion == ast.WShortest || r.Expansion == ast.AllShortest
	c.bounds(r, ctx.Bounds(), weighted)
	if ctx.PIPE() != nil {
		r.Limit = c.bound(ctx.Bound())
		if r.Expansion != ast.KShortest {
			c.fail(ctx.PIPE().GetSymbol(), "Limit parameter is only supported with KSHORTEST path expansion.")
		}
	}
	c.lambdas(r, ctx, weighted)
}

func expansionKind(ctx grammar.IExpansionContext) ast.ExpansionKind {
	switch {
	case ctx.BFS() != nil:
		return ast.BFS
	case ctx.WSHORTEST() != nil:
		return ast.WShortest
	case ctx.ALLSHORTEST() != nil:
		return ast.AllShortest
	case ctx.KSHORTEST() != nil:
		return ast.KShortest
	}
	return ast.VarLength
}

// bounds converts n, n.., ..m and n..m. A lone number is both bounds, but the
// upper one where weights are summed, as there is no lower one.
func (c *converter) bounds(r *ast.RelPattern, ctx grammar.IBoundsContext, weighted bool) {
	if ctx == nil {
		return
	}
	bounds := ctx.AllBound()
	switch {
	case ctx.DOTDOT() == nil:
		r.Max = c.bound(bounds[0])
		if !weighted {
			r.Min = c.bound(bounds[0])
		}
		return
	case len(bounds) == 2:
		r.Min, r.Max = c.bound(bounds[0]), c.bound(bounds[1])
	case len(bounds) == 1 && bounds[0].GetStart() == ctx.GetStart():
		r.Min = c.bound(bounds[0])
	case len(bounds) == 1:
		r.Max = c.bound(bounds[0])
	}
	if weighted && r.Min != nil {
		c.fail(ctx.GetStart(), "Lower bound is not allowed in weighted or all shortest path expansion.")
	}
}

func (c *converter) bound(ctx grammar.IBoundContext) ast.Expr {
	switch {
	case ctx.Parameter() != nil:
		return c.parameter(ctx.Parameter())
	case ctx.INTEGER() != nil:
		return c.integer(ctx.GetStart())
	}
	var x ast.Expr = &ast.Variable{Node: c.tokenNode(ctx.GetStart()), Name: c.nameOf(ctx.GetStart())}
	for _, n := range ctx.AllName() {
		node := c.node(ctx)
		node.Span.End = c.src.offset(n.GetStop().GetStop() + 1)
		x = &ast.Property{Node: node, Target: x, Key: c.name(n)}
	}
	return x
}

// lambdas tells weight, total and filter apart.
func (c *converter) lambdas(r *ast.RelPattern, ctx grammar.IExpansionContext, weighted bool) {
	lambdas := ctx.AllLambda()
	if ctx.Name() != nil || len(lambdas) == 2 {
		weighted = weighted || r.Expansion == ast.KShortest
		if !weighted {
			c.fail(ctx.GetStart(), "Only expansions by weight have a total weight and two lambdas.")
			return
		}
	}
	if weighted && len(lambdas) == 0 {
		c.fail(ctx.GetStart(), "Expansion by weight needs a weight lambda, such as (r, n | r.weight).")
		return
	}
	r.Total = c.variable(ctx.Name())
	if weighted {
		r.Weight, lambdas = c.lambda(lambdas[0]), lambdas[1:]
	}
	if len(lambdas) > 0 {
		r.Filter = c.lambda(lambdas[0])
	}
}

func (c *converter) lambda(ctx grammar.ILambdaContext) *ast.Lambda {
	return &ast.Lambda{
		Pos:    c.pos(ctx),
		Rel:    c.variable(ctx.Name(0)),
		Node:   c.variable(ctx.Name(1)),
		Path:   c.variable(ctx.Name(2)),
		Weight: c.variable(ctx.Name(3)),
		Body:   c.expr(ctx.Expr()),
	}
}
