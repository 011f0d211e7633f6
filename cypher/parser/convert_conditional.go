package parser

import (
	"strconv"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
	"memgraphd/engine/value"
)

// conditional converts WHEN p THEN a WHEN q THEN b ELSE c. It is short for
//
//	WITH *, CASE WHEN p THEN 0 WHEN q THEN 1 ELSE 2 END AS branch
//	CALL (*) {
//	  WITH * WHERE branch = 0 CALL (*) { a } RETURN x, y UNION ALL
//	  WITH * WHERE branch = 1 CALL (*) { b } RETURN x, y UNION ALL
//	  WITH * WHERE branch = 2 CALL (*) { c } RETURN x, y
//	} RETURN x, y
//
// The inner calls keep an aggregation in a branch that is not taken from making a
// row of nothing. Where the branches return nothing each has an outer call of its own.
func (c *converter) conditional(ctx grammar.IConditionalContext) *ast.Query {
	l := &lowering{c: c, pos: c.pos(ctx)}
	l.branch = "#branch " + strconv.Itoa(l.pos.Line) + ":" + strconv.Itoa(l.pos.Column)
	choice := &ast.Case{Node: c.node(ctx)}
	for i, b := range ctx.AllBranch() {
		choice.Whens = append(choice.Whens, ast.When{Tests: []ast.Expr{c.expr(b.Expr())}, Then: l.number(i)})
		l.add(c.branchBody(b.BranchBody()), b.BranchBody().GetStart())
	}
	if ctx.ELSE() != nil {
		choice.Else = l.number(len(l.bodies))
		l.add(c.otherwise(ctx))
	}
	first := &ast.With{Pos: l.pos, Projection: ast.Projection{
		Pos: l.pos, Star: true,
		Items: []*ast.ProjectionItem{{Pos: l.pos, Expr: choice, Alias: l.branch}},
	}}
	return l.query(append([]ast.Clause{first}, l.calls()...)...)
}

// lowering is a conditional query on its way to a query without conditions.
type lowering struct {
	c       *converter
	pos     ast.Pos
	branch  string // the variable with the number of the branch that is taken
	bodies  []*ast.Query
	columns []string // of all branches; nil if they return nothing
}

func (l *lowering) number(n int) ast.Expr {
	return &ast.Literal{Node: ast.Node{Pos: l.pos}, Value: value.Int(int64(n))}
}

func (l *lowering) query(clauses ...ast.Clause) *ast.Query {
	return &ast.Query{Pos: l.pos, Parts: []*ast.SingleQuery{{Pos: l.pos, Clauses: clauses}}}
}

// add converts the body of a branch. All branches have the same columns, or none.
func (l *lowering) add(body *ast.Query, at antlr.Token) {
	var columns []string
	for _, part := range body.Parts {
		if ret, ok := part.Clauses[len(part.Clauses)-1].(*ast.Return); ok {
			columns = l.c.columns(ret, at, "A branch of WHEN")
		}
	}
	switch {
	case len(l.bodies) == 0:
		l.columns = columns
	case !sameNames(l.columns, columns):
		l.c.fail(at, "All branches of WHEN must have the same column names.")
	}
	l.bodies = append(l.bodies, body)
}

func (c *converter) branchBody(ctx grammar.IBranchBodyContext) *ast.Query {
	if ctx.SingleQuery() == nil {
		return c.composed(ctx.Composed())
	}
	part := c.singleQuery(ctx.SingleQuery())
	return &ast.Query{Pos: part.Pos, Parts: []*ast.SingleQuery{part}}
}

// otherwise converts what stands behind ELSE: all that follows WHEN there belongs to it.
func (c *converter) otherwise(ctx grammar.IConditionalContext) (*ast.Query, antlr.Token) {
	if inner := ctx.Conditional(); inner != nil {
		return c.conditional(inner), inner.GetStart()
	}
	return c.branchBody(ctx.BranchBody()), ctx.BranchBody().GetStart()
}

// columns names the columns of RETURN, each by an alias. Who needs to know them is named in the error of RETURN *.
func (c *converter) columns(ret *ast.Return, at antlr.Token, who string) []string {
	if ret.Star {
		c.fail(at, who+" must name what it returns instead of using '*'.")
	}
	var names []string
	for _, item := range ret.Items {
		v, isVariable := item.Expr.(*ast.Variable)
		switch {
		case item.Alias != "":
		case isVariable:
			item.Alias = v.Name
		default:
			item.Alias = item.Text
		}
		names = append(names, item.Alias)
	}
	return names
}

func sameNames(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	known := make(map[string]bool, len(a))
	for _, name := range a {
		known[name] = true
	}
	for _, name := range b {
		if !known[name] {
			return false
		}
	}
	return true
}

// calls returns the clauses that run the branch that is taken, and return its columns.
func (l *lowering) calls() []ast.Clause {
	all := &ast.Query{Pos: l.pos}
	var clauses []ast.Clause
	for i := range l.bodies {
		part := &ast.SingleQuery{Pos: l.pos, Clauses: []ast.Clause{l.only(i), l.call(l.bodies[i])}}
		if l.columns == nil {
			clauses = append(clauses, l.call(&ast.Query{Pos: l.pos, Parts: []*ast.SingleQuery{part}}))
			continue
		}
		part.Clauses = append(part.Clauses, l.ret())
		if i > 0 {
			all.Unions = append(all.Unions, ast.Union{Pos: l.pos, All: true})
		}
		all.Parts = append(all.Parts, part)
	}
	if l.columns == nil {
		return clauses
	}
	return []ast.Clause{l.call(all), l.ret()}
}

// only is WITH * WHERE branch = i.
func (l *lowering) only(i int) ast.Clause {
	node := ast.Node{Pos: l.pos}
	return &ast.With{
		Pos: l.pos, Projection: ast.Projection{Pos: l.pos, Star: true},
		Where: &ast.Comparison{
			Node: node, Ops: []ast.BinaryOp{ast.Eq},
			Operands: []ast.Expr{&ast.Variable{Node: node, Name: l.branch}, l.number(i)},
		},
	}
}

func (l *lowering) call(q *ast.Query) ast.Clause {
	return &ast.CallSubquery{Pos: l.pos, HasScope: true, ImportAll: true, Query: q}
}

func (l *lowering) ret() ast.Clause {
	ret := &ast.Return{Pos: l.pos, Projection: ast.Projection{Pos: l.pos}}
	for _, name := range l.columns {
		v := &ast.Variable{Node: ast.Node{Pos: l.pos}, Name: name}
		ret.Items = append(ret.Items, &ast.ProjectionItem{Pos: l.pos, Expr: v, Text: name})
	}
	return ret
}
