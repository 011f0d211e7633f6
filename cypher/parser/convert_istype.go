package parser

import (
	"slices"
	"strings"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

// enumOrType converts Type::Value, a value of an enum, and variable::TYPE, which asks for the type of
// what the variable holds.
func (c *converter) enumOrType(ctx *grammar.EnumAtomContext) ast.Expr {
	name, of := c.nameOf(ctx.GetStart()), c.name(ctx.Name())
	if (c.declared[name] || c.event[name]) && slices.Contains(typeNames, strings.ToUpper(of)) {
		v := c.use(c.tokenNode(ctx.GetStart()), name)
		c.bare = &ast.IsType{Node: c.node(ctx), X: v, Type: strings.ToUpper(of)}
		return c.bare
	}
	return &ast.EnumLit{Node: c.node(ctx), Type: name, Value: of}
}

// typeNames are the types of one word, which the value of an enum that is called as a variable cannot be called.
var typeNames = []string{
	"ANY", "ARRAY", "BOOL", "BOOLEAN", "DATE", "DURATION", "EDGE", "FLOAT", "INT", "INTEGER", "LIST", "MAP", "NODE",
	"NOTHING", "NULL", "PATH", "POINT", "RELATIONSHIP", "STRING", "VARCHAR", "VERTEX",
}

// loosened makes an operator of its last operand. To the grammar variable::TYPE is an atom, as Type::Value is,
// but the test is looser than arithmetic and what else make makes: 1 + x :: INTEGER asks for the type of the sum.
func (c *converter) loosened(ctx antlr.ParserRuleContext, last ast.Expr, make func(ast.Expr) ast.Expr) ast.Expr {
	test, ok := last.(*ast.IsType)
	if !ok || test != c.bare {
		return make(last)
	}
	test.X = make(test.X)
	test.Node = c.node(ctx)
	return test
}

// enclosed is what stands in parentheses, which nothing around them takes apart.
func (c *converter) enclosed(x ast.Expr) ast.Expr {
	c.bare = nil
	return x
}
