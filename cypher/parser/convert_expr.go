package parser

import (
	"reflect"
	"strings"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
	"memgraphd/engine/value"
)

func (c *converter) exprs(ctxs []grammar.IExprContext) []ast.Expr {
	exprs := make([]ast.Expr, 0, len(ctxs))
	for _, ctx := range ctxs {
		exprs = append(exprs, c.expr(ctx))
	}
	return exprs
}

func (c *converter) optional(ctx grammar.IExprContext) ast.Expr {
	if ctx == nil {
		return nil
	}
	return c.expr(ctx)
}

func (c *converter) expr(ctx grammar.IExprContext) ast.Expr {
	if c.depth++; c.depth > maxDepth {
		c.fail(ctx.GetStart(), "The expression is nested too deeply.")
		return &ast.Literal{Node: c.node(ctx)}
	}
	x := c.exprWithin(ctx)
	c.depth--
	return x
}

// exprWithin converts an expression whose depth is accounted for.
func (c *converter) exprWithin(ctx grammar.IExprContext) ast.Expr {
	switch x := ctx.(type) {
	case *grammar.AtomExprContext:
		return c.atom(x.Atom())
	case *grammar.PropertyExprContext:
		return &ast.Property{Node: c.node(x), Target: c.expr(x.Expr()), Key: c.name(x.Name())}
	case *grammar.IndexExprContext:
		return c.index(x)
	case *grammar.CallExprContext:
		return c.callExpr(x)
	case *grammar.LabelExprContext:
		return c.labelled(x)
	case *grammar.SignExprContext:
		return c.sign(x)
	case *grammar.PredicateExprContext:
		return c.predicate(x)
	case *grammar.IsNullExprContext:
		return &ast.IsNull{Node: c.node(x), X: c.expr(x.Expr()), Not: x.NOT() != nil}
	case *grammar.IsTypeExprContext:
		return &ast.IsType{
			Node: c.node(x), X: c.expr(x.Expr()), Type: c.typeName(x.TypeName()), Not: x.NOT() != nil,
		}
	case *grammar.IsLabelExprContext:
		return c.isLabelled(x)
	case *grammar.IsNormalizedExprContext:
		return c.normalized(c.node(x), c.expr(x.Expr()), x)
	case *grammar.ComparisonExprContext:
		return c.comparison(x)
	case *grammar.NotExprContext:
		return &ast.Unary{Node: c.node(x), Op: ast.Not, X: c.expr(x.Expr())}
	}
	switch op := binaryOp(ctx); op {
	case ast.And, ast.Or, ast.Xor:
		return c.junction(ctx.(binaryContext), op)
	default:
		return c.binary(ctx.(binaryContext), op)
	}
}

// binaryContext is an operator's context: operand, token, operand.
type binaryContext interface {
	antlr.ParserRuleContext
	Expr(i int) grammar.IExprContext
}

func (c *converter) binary(ctx binaryContext, op ast.BinaryOp) ast.Expr {
	x := c.expr(ctx.Expr(0))
	return c.loosened(ctx, c.expr(ctx.Expr(1)), func(y ast.Expr) ast.Expr {
		return &ast.Binary{Node: c.node(ctx), Op: op, X: x, Y: y}
	})
}

// longRow is how many conditions in a row are no longer a comb, as they are parsed, but a balanced tree: people and
// programs write rows of thousands, and what walks a tree is recursive.
const longRow = 64

// junction converts conditions in a row, joined by the same operator.
func (c *converter) junction(ctx binaryContext, op ast.BinaryOp) ast.Expr {
	rows := []binaryContext{ctx}
	for {
		left, ok := ctx.Expr(0).(binaryContext)
		if !ok || reflect.TypeOf(left) != reflect.TypeOf(ctx) {
			break
		}
		rows = append(rows, left)
		ctx = left
	}
	if len(rows) < longRow {
		x := c.expr(ctx.Expr(0))
		for i := len(rows) - 1; i >= 0; i-- {
			x = &ast.Binary{Node: c.node(rows[i]), Op: op, X: x, Y: c.expr(rows[i].Expr(1))}
		}
		return x
	}
	terms := []ast.Expr{c.expr(ctx.Expr(0))}
	for i := len(rows) - 1; i >= 0; i-- {
		terms = append(terms, c.expr(rows[i].Expr(1)))
	}
	all := balanced(terms, op)
	all.Span = c.node(rows[0]).Span
	return all
}

// balanced joins two or more conditions.
func balanced(terms []ast.Expr, op ast.BinaryOp) *ast.Binary {
	half := func(part []ast.Expr) ast.Expr {
		if len(part) == 1 {
			return part[0]
		}
		return balanced(part, op)
	}
	n := len(terms) / 2
	return &ast.Binary{Node: ast.Node{Pos: terms[0].Position()}, Op: op, X: half(terms[:n]), Y: half(terms[n:])}
}

func binaryOp(ctx grammar.IExprContext) ast.BinaryOp {
	switch x := ctx.(type) {
	case *grammar.PowerExprContext:
		return ast.Pow
	case *grammar.ProductExprContext:
		switch {
		case x.STAR() != nil:
			return ast.Mul
		case x.SLASH() != nil:
			return ast.Div
		}
		return ast.Mod
	case *grammar.SumExprContext:
		switch {
		case x.PLUS() != nil:
			return ast.Add
		case x.MINUS() != nil:
			return ast.Sub
		}
		return ast.Concat
	case *grammar.AndExprContext:
		return ast.And
	case *grammar.XorExprContext:
		return ast.Xor
	}
	return ast.Or
}

func (c *converter) predicate(ctx *grammar.PredicateExprContext) ast.Expr {
	switch {
	case ctx.REGEX() != nil:
		return c.binary(ctx, ast.RegexMatch)
	case ctx.STARTS() != nil:
		return c.binary(ctx, ast.StartsWith)
	case ctx.ENDS() != nil:
		return c.binary(ctx, ast.EndsWith)
	case ctx.CONTAINS() != nil:
		return c.binary(ctx, ast.Contains)
	}
	x := c.expr(ctx.Expr(0))
	return c.loosened(ctx, c.expr(ctx.Expr(1)), func(y ast.Expr) ast.Expr {
		in := &ast.Binary{Node: c.node(ctx), Op: ast.In, X: x, Y: y}
		if ctx.NOT() == nil {
			return in
		}
		return &ast.Unary{Node: c.node(ctx), Op: ast.Not, X: in}
	})
}

// comparison flattens a chain: a < b < c compares a with b and b with c.
func (c *converter) comparison(ctx *grammar.ComparisonExprContext) ast.Expr {
	length := 1
	for x, ok := ctx.Expr(0).(*grammar.ComparisonExprContext); ok; x, ok = x.Expr(0).(*grammar.ComparisonExprContext) {
		length++
	}
	cmp := &ast.Comparison{
		Node: c.node(ctx), Operands: make([]ast.Expr, length+1), Ops: make([]ast.BinaryOp, length),
	}
	for i := length; i > 0; i-- {
		cmp.Operands[i] = c.expr(ctx.Expr(1))
		cmp.Ops[i-1] = comparisonOp(ctx)
		if i == 1 {
			cmp.Operands[0] = c.expr(ctx.Expr(0))
			break
		}
		ctx = ctx.Expr(0).(*grammar.ComparisonExprContext)
	}
	return cmp
}

// comparisonContext is the context of something with an operator that compares.
type comparisonContext interface {
	EQ() antlr.TerminalNode
	NE() antlr.TerminalNode
	LT() antlr.TerminalNode
	LE() antlr.TerminalNode
	GT() antlr.TerminalNode
}

func comparisonOp(ctx comparisonContext) ast.BinaryOp {
	switch {
	case ctx.EQ() != nil:
		return ast.Eq
	case ctx.NE() != nil:
		return ast.Ne
	case ctx.LT() != nil:
		return ast.Lt
	case ctx.LE() != nil:
		return ast.Le
	case ctx.GT() != nil:
		return ast.Gt
	}
	return ast.Ge
}

// normalTest is IS [NOT] [form] NORMALIZED.
type normalTest interface {
	ID() antlr.TerminalNode
	NOT() antlr.TerminalNode
}

// normalized converts x IS [NOT] [form] NORMALIZED.
func (c *converter) normalized(node ast.Node, x ast.Expr, ctx normalTest) ast.Expr {
	call := &ast.Call{Node: node, Name: "isNormalized", Args: []ast.Expr{x}}
	if form := ctx.ID(); form != nil {
		name := value.String(c.nameOf(form.GetSymbol()))
		call.Args = append(call.Args, &ast.Literal{Node: c.tokenNode(form.GetSymbol()), Value: name})
	}
	if ctx.NOT() == nil {
		return call
	}
	return &ast.Unary{Node: node, Op: ast.Not, X: call}
}

func (c *converter) index(ctx *grammar.IndexExprContext) ast.Expr {
	node, target := c.node(ctx), c.expr(ctx.Expr(0))
	if ctx.DOTDOT() == nil {
		return &ast.Index{Node: node, Target: target, Index: c.expr(ctx.Expr(1))}
	}
	slice := &ast.Slice{Node: node, Target: target}
	switch first := ctx.Expr(1); {
	case first == nil:
		c.fail(ctx.DOTDOT().GetSymbol(), "List slicing operator requires at least one bound.")
	case first.GetStart().GetTokenIndex() > ctx.DOTDOT().GetSymbol().GetTokenIndex():
		slice.To = c.expr(first)
	default:
		slice.From, slice.To = c.expr(first), c.optional(ctx.Expr(2))
	}
	return slice
}

var typeBrackets = strings.NewReplacer(" < ", "<", " >", ">", " !", " NOT NULL")

// typeName spells a type in upper case and with single blanks: LIST<A | B>.
func (c *converter) typeName(ctx grammar.ITypeNameContext) string {
	return typeBrackets.Replace(c.words(ctx))
}
