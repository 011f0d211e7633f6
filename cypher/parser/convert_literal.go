package parser

import (
	"slices"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/literal"
	"memgraphd/cypher/normal"
	"memgraphd/cypher/parser/internal/grammar"
	"memgraphd/engine/value"
)

// tokenNode returns place and extent of a token.
func (c *converter) tokenNode(t antlr.Token) ast.Node {
	return ast.Node{Pos: c.src.pos(t.GetStart()), Span: c.src.span(t, t)}
}

// literal converts a constant.
func (c *converter) literal(t antlr.Token) ast.Expr {
	switch t.GetTokenType() {
	case grammar.CypherParserLIFTED:
		return c.liftedLiteral(t)
	case grammar.CypherParserINTEGER:
		return c.integer(t)
	case grammar.CypherParserFLOAT:
		f, err := literal.Float(c.src.tokenText(t))
		c.failLiteral(t, err)
		return &ast.Literal{Node: c.tokenNode(t), Value: value.Float(f)}
	case grammar.CypherParserSTRING:
		return &ast.Literal{Node: c.tokenNode(t), Value: value.String(c.stringOf(t))}
	case grammar.CypherParserTRUE:
		return &ast.Literal{Node: c.tokenNode(t), Value: value.Bool(true)}
	case grammar.CypherParserFALSE:
		return &ast.Literal{Node: c.tokenNode(t), Value: value.Bool(false)}
	}
	return &ast.Literal{Node: c.tokenNode(t), Value: value.Null}
}

// liftedLiteral makes the parameter that stands for a lifted literal.
func (c *converter) liftedLiteral(t antlr.Token) ast.Expr {
	node := c.tokenNode(t)
	i, _ := slices.BinarySearchFunc(c.lifted, node.Span.Start, func(l normal.Literal, start int) int {
		return l.Start - start
	})
	return &ast.Parameter{
		Node: node, Name: normal.ParameterName(i), Lifted: true, Kind: c.lifted[i].Value.Kind(),
	}
}

func (c *converter) integer(t antlr.Token) ast.Expr {
	n, err := literal.Int(c.src.tokenText(t), false)
	c.failLiteral(t, err)
	return &ast.Literal{Node: c.tokenNode(t), Value: value.Int(n)}
}

func (c *converter) stringOf(t antlr.Token) string {
	s, err := literal.String(c.src.tokenText(t))
	c.failLiteral(t, err)
	return s
}

// sign converts a prefix + or -. A minus before a number is the number's.
func (c *converter) sign(ctx *grammar.SignExprContext) ast.Expr {
	if ctx.MINUS() == nil {
		return c.signed(ctx, ast.Plus)
	}
	if atom, ok := ctx.Expr().(*grammar.AtomExprContext); ok {
		if number, ok := atom.Atom().(*grammar.LiteralAtomContext); ok {
			if x := c.negative(ctx, number.GetStart()); x != nil {
				return x
			}
		}
	}
	return c.signed(ctx, ast.Minus)
}

func (c *converter) signed(ctx *grammar.SignExprContext, op ast.UnaryOp) ast.Expr {
	return c.loosened(ctx, c.expr(ctx.Expr()), func(x ast.Expr) ast.Expr {
		return &ast.Unary{Node: c.node(ctx), Op: op, X: x}
	})
}

func (c *converter) negative(ctx antlr.ParserRuleContext, t antlr.Token) ast.Expr {
	switch t.GetTokenType() {
	case grammar.CypherParserINTEGER:
		n, err := literal.Int(c.src.tokenText(t), true)
		c.failLiteral(t, err)
		return &ast.Literal{Node: c.node(ctx), Value: value.Int(n)}
	case grammar.CypherParserFLOAT:
		f, err := literal.Float(c.src.tokenText(t))
		c.failLiteral(t, err)
		return &ast.Literal{Node: c.node(ctx), Value: value.Float(-f)}
	}
	return nil
}

func (c *converter) parameter(ctx grammar.IParameterContext) ast.Expr {
	name := c.nameOf(ctx.GetStop())
	if normal.IsReserved(name) {
		c.fail(ctx.GetStart(), "Parameter names that begin with # are reserved.")
	}
	return &ast.Parameter{Node: c.node(ctx), Name: name}
}
