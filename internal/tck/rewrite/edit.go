package rewrite

import (
	"slices"
	"strings"

	"memgraphd/cypher/ast"
)

// editor replaces expressions of a tree in place, the inner ones first. It leaves alone what has to be
// as it is: bounds of lengths, SKIP and LIMIT, what SET and REMOVE change, and what groups rows in a projection that aggregates.
type editor func(ast.Expr) ast.Expr

func (f editor) query(q *ast.Query) {
	for _, part := range q.Parts {
		f.clauses(part.Clauses)
	}
}

func (f editor) clauses(clauses []ast.Clause) {
	for _, c := range clauses {
		f.clause(c)
	}
}

func (f editor) clause(c ast.Clause) {
	switch c := c.(type) {
	case *ast.Match:
		f.pattern(c.Pattern)
		f.one(&c.Where)
	case *ast.Unwind:
		f.one(&c.List)
	case *ast.With:
		f.projection(&c.Projection, false)
		f.one(&c.Where)
	case *ast.Return:
		f.projection(&c.Projection, true)
	case *ast.CallProcedure:
		f.all(c.Args)
		f.one(&c.Where)
	case *ast.CallSubquery:
		f.query(c.Query)
	case *ast.Create:
		f.pattern(c.Pattern)
	case *ast.Merge:
		f.part(c.Part)
		f.sets(c.OnCreate)
		f.sets(c.OnMatch)
	case *ast.Set:
		f.sets(c.Items)
	case *ast.Delete:
		f.all(c.Exprs)
	case *ast.Foreach:
		f.one(&c.List)
		f.clauses(c.Body)
	}
}

func (f editor) sets(items []*ast.SetItem) {
	for _, item := range items {
		f.one(&item.Key)
		f.one(&item.Value)
	}
}

func (f editor) projection(p *ast.Projection, named bool) {
	if aggregates(p) {
		f.withinAggregates(p)
		return
	}
	for _, item := range p.Items {
		v, passed := item.Expr.(*ast.Variable)
		switch {
		case passed && !named:
			continue // it may be the import of a subquery
		case passed && item.Alias == "":
			item.Alias = v.Name
		case item.Alias == "" && named:
			item.Alias = item.Text
		}
		f.one(&item.Expr)
	}
	for _, s := range p.OrderBy {
		f.one(&s.Expr)
	}
}

// withinAggregates changes arguments of aggregations alone: what stands beside them is a key of groups.
func (f editor) withinAggregates(p *ast.Projection) {
	var within editor
	within = func(e ast.Expr) ast.Expr {
		if isAggregation(e) {
			return ast.MapChildren(e, f.expr)
		}
		return ast.MapChildren(e, within)
	}
	for _, item := range p.Items {
		item.Expr = within(item.Expr)
	}
	for _, s := range p.OrderBy {
		s.Expr = within(s.Expr)
	}
}

func (f editor) pattern(parts []*ast.PatternPart) {
	for _, part := range parts {
		f.part(part)
	}
}

func (f editor) part(part *ast.PatternPart) {
	for _, n := range part.Nodes {
		f.properties(n.Properties)
		f.one(&n.Where)
	}
	for _, l := range part.Links {
		switch l := l.(type) {
		case *ast.RelPattern:
			f.properties(l.Properties)
			f.one(&l.Where)
		case *ast.GroupPattern:
			f.part(l.Part)
			f.one(&l.Where)
		}
	}
}

// properties changes the values of a map, not the map.
func (f editor) properties(e ast.Expr) {
	if m, ok := e.(*ast.MapLit); ok {
		f.all(m.Values)
	}
}

func (f editor) all(list []ast.Expr) {
	for i := range list {
		f.one(&list[i])
	}
}

func (f editor) one(e *ast.Expr) {
	if *e != nil {
		*e = f.expr(*e)
	}
}

func (f editor) expr(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.CaseSubject:
		return e
	case *ast.PatternComprehension:
		f.part(e.Part)
		f.one(&e.Where)
		f.one(&e.Map)
	case *ast.PatternExpr:
		f.part(e.Part)
	case *ast.Subquery:
		f.query(e.Query)
	case *ast.Case:
		return f(f.choice(e))
	case *ast.MapProjection:
		for i := range e.Items {
			f.one(&e.Items[i].Value)
		}
	default:
		return f(ast.MapChildren(e, f.expr))
	}
	return f(e)
}

func (f editor) choice(e *ast.Case) ast.Expr {
	f.one(&e.Subject)
	for i, w := range e.Whens {
		for k, test := range w.Tests {
			if !ast.OnSubject(test) {
				w.Tests[k] = f.expr(test)
			}
		}
		f.one(&e.Whens[i].Then)
	}
	f.one(&e.Else)
	return e
}

var aggregations = []string{"count", "sum", "avg", "min", "max", "collect", "stdev", "stdevp", "percentilecont", "percentiledisc", "project"}

func isAggregation(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.CountStar:
		return true
	case *ast.Call:
		return slices.Contains(aggregations, strings.ToLower(e.Name))
	}
	return false
}

// aggregates reports whether a projection aggregates; subqueries are projections of their own.
func aggregates(p *ast.Projection) bool {
	found := false
	var look func(e ast.Expr)
	look = func(e ast.Expr) {
		found = found || isAggregation(e)
		ast.EachChild(e, look)
	}
	for _, item := range p.Items {
		look(item.Expr)
	}
	for _, s := range p.OrderBy {
		look(s.Expr)
	}
	return found
}
