package parser

import (
	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

// whole converts the query of a statement.
func (c *converter) whole(ctx grammar.IComposedContext) *ast.Query {
	c.uses = nil
	q := c.composed(ctx)
	q.Uses = c.uses
	return q
}

// composed converts a NEXT b. It is short for the clauses of a, with WITH in place of RETURN, and those of b.
// What joins queries by UNION is called instead:
//
//	a NEXT b UNION c
//
// is short for
//
//	a … WITH collect({x: x, y: y}) AS rows
//	CALL (*) {
//	  UNWIND rows AS row WITH row.x AS x, row.y AS y b UNION
//	  UNWIND rows AS row WITH row.x AS x, row.y AS y c
//	} RETURN …
//
// for each of its queries has all rows of the one before, as a whole.
func (c *converter) composed(ctx grammar.IComposedContext) *ast.Query {
	ctxs := ctx.GetChildren()
	q := c.segment(ctxs[0])
	if len(ctxs) == 1 {
		return q
	}
	s := &segments{c: c, pos: q.Pos}
	all := &ast.Query{Pos: q.Pos}
	for i := 0; ; i += 2 {
		at := ctxs[i].(antlr.ParserRuleContext).GetStart()
		all.Directives = append(all.Directives, q.Directives...)
		if q.Memory != nil {
			all.Memory = q.Memory
		}
		s.add(q, at)
		if i+1 == len(ctxs) {
			break
		}
		s.handOn(at)
		q = c.segment(ctxs[i+2])
	}
	all.Parts = []*ast.SingleQuery{{Pos: q.Pos, Clauses: s.clauses}}
	return all
}

func (c *converter) segment(ctx antlr.Tree) *ast.Query {
	if q, ok := ctx.(*grammar.QueryContext); ok {
		return c.query(q)
	}
	return c.conditional(ctx.(*grammar.ConditionalContext))
}

// segments are queries on their way to a single one.
type segments struct {
	c       *converter
	pos     ast.Pos
	clauses []ast.Clause
}

// The variables that hold the rows of a query for those of UNION behind it. No name is written like that.
const (
	allRows = "#rows"
	oneRow  = "#row"
)

// add adds the clauses of a query.
func (s *segments) add(q *ast.Query, at antlr.Token) {
	if len(q.Parts) == 1 {
		s.clauses = append(s.clauses, q.Parts[0].Clauses...)
		return
	}
	l := &lowering{c: s.c, pos: q.Pos}
	if ret, ok := last(q.Parts[0].Clauses).(*ast.Return); ok {
		l.columns = s.c.columns(ret, at, "A query of UNION before or behind NEXT")
	}
	call := &ast.CallSubquery{Pos: q.Pos, HasScope: true, ImportAll: true, Query: &ast.Query{Pos: q.Pos, Parts: q.Parts, Unions: q.Unions}}
	if names := s.collect(at); len(names) > 0 {
		for _, part := range q.Parts {
			part.Clauses = append(s.unwind(names), part.Clauses...)
		}
	}
	s.clauses = append(s.clauses, call)
	if l.columns != nil {
		s.clauses = append(s.clauses, l.ret())
	}
}

// handOn makes WITH of RETURN, for who comes next.
func (s *segments) handOn(at antlr.Token) {
	ret, ok := last(s.clauses).(*ast.Return)
	if !ok {
		s.c.fail(at, "A query in front of NEXT must return something.")
		return
	}
	if !ret.Star {
		s.c.columns(ret, at, "")
	}
	s.clauses[len(s.clauses)-1] = &ast.With{Pos: ret.Pos, Projection: ret.Projection}
}

// collect makes one row of all rows so far, and returns what they hold.
func (s *segments) collect(at antlr.Token) []string {
	if len(s.clauses) == 0 || s.c.err != nil {
		return nil
	}
	with := last(s.clauses).(*ast.With)
	names := s.c.columns(&ast.Return{Projection: with.Projection}, at, "A query in front of NEXT and UNION")
	row := &ast.MapLit{Node: ast.Node{Pos: with.Pos}}
	for _, name := range names {
		row.Keys, row.Values = append(row.Keys, name), append(row.Values, s.variable(name))
	}
	rows := &ast.Call{Node: ast.Node{Pos: with.Pos}, Name: "collect", Args: []ast.Expr{row}}
	s.clauses = append(s.clauses, s.with(&ast.ProjectionItem{Pos: with.Pos, Expr: rows, Alias: allRows}))
	return names
}

// unwind makes rows again of what collect has made one of.
func (s *segments) unwind(names []string) []ast.Clause {
	var items []*ast.ProjectionItem
	for _, name := range names {
		field := &ast.Property{Node: ast.Node{Pos: s.pos}, Target: s.variable(oneRow), Key: name}
		items = append(items, &ast.ProjectionItem{Pos: s.pos, Expr: field, Alias: name})
	}
	unwind := &ast.Unwind{Pos: s.pos, List: s.variable(allRows), Variable: s.variable(oneRow)}
	return []ast.Clause{unwind, s.with(items...)}
}

func (s *segments) with(items ...*ast.ProjectionItem) ast.Clause {
	return &ast.With{Pos: s.pos, Projection: ast.Projection{Pos: s.pos, Items: items}}
}

func (s *segments) variable(name string) *ast.Variable {
	return &ast.Variable{Node: ast.Node{Pos: s.pos}, Name: name}
}

func last(clauses []ast.Clause) ast.Clause { return clauses[len(clauses)-1] }
