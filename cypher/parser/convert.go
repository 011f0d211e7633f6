package parser

import (
	"errors"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/literal"
	"memgraphd/cypher/normal"
	"memgraphd/cypher/parser/internal/grammar"
)

// converter makes the syntax tree of an ANTLR tree. It keeps the first error
// and goes on, so that its methods need not return one.
type converter struct {
	src    *source
	lifted []normal.Literal
	depth  int // of the expression being converted
	err    *Error

	declared map[string]bool // the names of variables so far

	// constants are the names of numbers and of event that are used, and whether they are variables.
	constants map[string]constant
	event     map[string]bool // what a trigger's query finds

	uses []ast.Use
	bare *ast.IsType // the last variable::TYPE, unless it is in parentheses
}

// fail records an error at a token.
func (c *converter) fail(at antlr.Token, msg string) {
	if c.err == nil {
		c.err = &Error{Pos: c.src.pos(at.GetStart()), Msg: msg}
	}
}

// failLiteral records an error in the literal that a token is.
func (c *converter) failLiteral(at antlr.Token, err error) {
	var e *literal.Error
	if c.err != nil || !errors.As(err, &e) {
		return
	}
	c.err = &Error{Pos: c.src.pos(c.src.char(c.src.offset(at.GetStart()) + e.Offset)), Msg: e.Msg}
}

// pos returns where a part of the tree begins.
func (c *converter) pos(ctx antlr.ParserRuleContext) ast.Pos {
	return c.src.pos(ctx.GetStart().GetStart())
}

// node returns place and extent of a part of the tree.
func (c *converter) node(ctx antlr.ParserRuleContext) ast.Node {
	return ast.Node{Pos: c.pos(ctx), Span: c.src.span(ctx.GetStart(), ctx.GetStop())}
}

// nameOf decodes the name that a token is.
func (c *converter) nameOf(t antlr.Token) string {
	name, err := literal.Name(c.src.tokenText(t))
	if err != nil {
		c.failLiteral(t, err)
	}
	return name
}

// name decodes a name rule's name.
func (c *converter) name(ctx grammar.INameContext) string { return c.nameOf(ctx.GetStart()) }

// variable makes the variable that a name declares; nil for no name.
func (c *converter) variable(ctx grammar.INameContext) *ast.Variable {
	if ctx == nil {
		return nil
	}
	v := &ast.Variable{Node: c.node(ctx), Name: c.name(ctx)}
	c.declare(v.Name)
	return v
}

// statement converts the root of the tree.
func (c *converter) statement(ctx grammar.IStatementContext) ast.Statement {
	switch {
	case ctx.Composed() != nil:
		return c.whole(ctx.Composed())
	case ctx.Explain() != nil:
		return c.explain(ctx.Explain())
	default:
		return c.admin(ctx.Admin())
	}
}

func (c *converter) explain(ctx grammar.IExplainContext) *ast.Explain {
	span := c.src.span(ctx.Composed().GetStart(), ctx.Composed().GetStop())
	return &ast.Explain{
		Pos:     c.pos(ctx),
		Profile: ctx.PROFILE() != nil,
		Query:   c.whole(ctx.Composed()),
		Text:    c.src.text[span.Start:span.End],
	}
}

func (c *converter) query(ctx grammar.IQueryContext) *ast.Query {
	q := &ast.Query{Pos: c.pos(ctx)}
	for _, d := range ctx.AllDirective() {
		c.directive(q, d)
	}
	for _, s := range ctx.AllSingleQuery() {
		q.Parts = append(q.Parts, c.singleQuery(s))
	}
	for _, u := range ctx.AllUnionOp() {
		q.Unions = append(q.Unions, ast.Union{Pos: c.pos(u), All: u.ALL() != nil})
	}
	q.Memory = c.memoryLimit(ctx.MemoryLimit())
	return q
}

func (c *converter) singleQuery(ctx grammar.ISingleQueryContext) *ast.SingleQuery {
	if use := ctx.Use(); use != nil {
		c.uses = append(c.uses, ast.Use{Pos: c.pos(use.Name(0)), Database: c.dotted(use.AllName())})
	}
	return &ast.SingleQuery{Pos: c.pos(ctx), Clauses: c.clauses(ctx.AllClause())}
}

// directive adds a directive; index hints in a row make up one.
func (c *converter) directive(q *ast.Query, ctx grammar.IDirectiveContext) {
	d := ast.Directive{Pos: c.pos(ctx)}
	switch x := ctx.(type) {
	case *grammar.IndexHintContext:
		c.indexHint(q, x)
		return
	case *grammar.HopsLimitContext:
		d.Kind, d.Count = ast.HopsLimit, c.count(x.Count())
	case *grammar.PeriodicCommitContext:
		d.Kind, d.Count = ast.PeriodicCommit, c.count(x.Count())
	case *grammar.ParallelExecutionContext:
		d.Kind, d.Count = ast.ParallelExecution, c.count(x.Count())
	}
	q.Directives = append(q.Directives, d)
}

func (c *converter) indexHint(q *ast.Query, ctx *grammar.IndexHintContext) {
	hint := ast.IndexHint{Paths: c.propertyPaths(ctx.AllPropertyPath())}
	if ctx.Name() != nil {
		hint.Label = c.name(ctx.Name())
	}
	last := len(q.Directives) - 1
	if last >= 0 && q.Directives[last].Kind == ast.UsingIndex {
		q.Directives[last].Index = append(q.Directives[last].Index, hint)
		return
	}
	if ctx.INDEX() == nil {
		c.fail(ctx.GetStart(), "The first index hint must begin with INDEX.")
	}
	q.Directives = append(q.Directives, ast.Directive{
		Pos: c.pos(ctx), Kind: ast.UsingIndex, Index: []ast.IndexHint{hint},
	})
}

// propertyPaths returns properties, each with the keys of what is nested in it.
func (c *converter) propertyPaths(ctxs []grammar.IPropertyPathContext) [][]string {
	var paths [][]string
	for _, ctx := range ctxs {
		var path []string
		for _, n := range ctx.AllName() {
			path = append(path, c.name(n))
		}
		paths = append(paths, path)
	}
	return paths
}

// dotted joins names by dots.
func (c *converter) dotted(names []grammar.INameContext) string {
	path := c.name(names[0])
	for _, n := range names[1:] {
		path += "." + c.name(n)
	}
	return path
}

// count converts a number or parameter; nil for none.
func (c *converter) count(ctx grammar.ICountContext) ast.Expr {
	switch {
	case ctx == nil:
		return nil
	case ctx.Parameter() != nil:
		return c.parameter(ctx.Parameter())
	}
	return c.integer(ctx.GetStart())
}

func (c *converter) memoryLimit(ctx grammar.IMemoryLimitContext) *ast.MemoryLimit {
	if ctx == nil {
		return nil
	}
	m := &ast.MemoryLimit{Pos: c.pos(ctx), Unlimited: ctx.UNLIMITED() != nil, Amount: c.count(ctx.Count())}
	switch {
	case ctx.KB() != nil:
		m.Unit = 1 << 10
	case ctx.MB() != nil:
		m.Unit = 1 << 20
	}
	return m
}
