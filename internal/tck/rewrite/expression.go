package rewrite

import (
	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// around writes expressions within others that have the same value. A pattern is none, and is true or false only where
// a condition is expected.
func around(wrap func(q *Query, e ast.Expr) ast.Expr) func(*Query) bool {
	return func(q *Query) bool {
		return q.edit(func(e ast.Expr) ast.Expr {
			switch e.(type) {
			case *ast.PatternExpr, *ast.ShortestPathExpr:
				return e
			}
			return wrap(q, e)
		})
	}
}

func inCase(_ *Query, e ast.Expr) ast.Expr {
	return &ast.Case{Whens: []ast.When{{Tests: []ast.Expr{literal(value.Bool(true))}, Then: e}}}
}

func first(e ast.Expr) ast.Expr { return &ast.Index{Target: e, Index: literal(value.Int(0))} }

func inList(_ *Query, e ast.Expr) ast.Expr { return first(&ast.ListLit{Items: []ast.Expr{e}}) }

func inMap(_ *Query, e ast.Expr) ast.Expr {
	return &ast.Property{Target: &ast.MapLit{Keys: []string{"k"}, Values: []ast.Expr{e}}, Key: "k"}
}

func inCoalesce(_ *Query, e ast.Expr) ast.Expr {
	return &ast.Call{Name: "coalesce", Args: []ast.Expr{literal(value.Null), e}}
}

// Variables around expressions. They are the same around all of them, so that equal expressions stay equal, and others
// for each rewriting, so that what one has put around an expression is not taken for its own by another.
const (
	sum    = " sum"
	item   = " item"
	unit   = " unit"
	member = " member"
)

func inReduce(_ *Query, e ast.Expr) ast.Expr {
	list := &ast.ListLit{Items: []ast.Expr{e}}
	return &ast.Reduce{Acc: variable(sum), Init: literal(value.Null), Variable: variable(item), List: list, Body: variable(item)}
}

// inComprehension leaves conditions alone: what repeats a column behind WITH may not stand in a comprehension.
func inComprehension(_ *Query, e ast.Expr) ast.Expr {
	if _, ok := e.(*ast.Comparison); ok {
		return e
	}
	one := &ast.ListLit{Items: []ast.Expr{literal(value.Int(1))}}
	return first(&ast.ListComprehension{Variable: variable(unit), List: one, Map: e})
}

// inCollect computes constants and properties in subqueries.
func inCollect(_ *Query, e ast.Expr) ast.Expr {
	switch e.(type) {
	case *ast.Literal, *ast.Parameter, *ast.Property:
		result := &ast.Return{Projection: ast.Projection{Items: []*ast.ProjectionItem{{Expr: e, Alias: "v"}}}}
		query := &ast.Query{Parts: []*ast.SingleQuery{{Clauses: []ast.Clause{result}}}}
		return first(&ast.Subquery{Kind: ast.Collect, Query: query})
	}
	return e
}

// propertiesByIndex writes x.key as x['key'].
func propertiesByIndex(q *Query) bool {
	return q.edit(func(e ast.Expr) ast.Expr {
		if p, ok := e.(*ast.Property); ok {
			return &ast.Index{Target: p.Target, Index: literal(value.String(p.Key))}
		}
		return e
	})
}

// comprehensionsAsCollect writes [pattern | x] as COLLECT {}.
func comprehensionsAsCollect(q *Query) bool {
	return q.edit(func(e ast.Expr) ast.Expr {
		p, ok := e.(*ast.PatternComprehension)
		if !ok {
			return e
		}
		match := &ast.Match{Pattern: []*ast.PatternPart{p.Part}, Where: p.Where}
		result := &ast.Return{Projection: ast.Projection{Items: []*ast.ProjectionItem{{Expr: p.Map, Alias: "v"}}}}
		query := &ast.Query{Parts: []*ast.SingleQuery{{Clauses: []ast.Clause{match, result}}}}
		return &ast.Subquery{Kind: ast.Collect, Query: query}
	})
}

// predicatesAsExists writes a pattern that is a condition as EXISTS {}.
func predicatesAsExists(q *Query) bool {
	return q.edit(func(e ast.Expr) ast.Expr {
		p, ok := e.(*ast.PatternExpr)
		if !ok {
			return e
		}
		match := &ast.Match{Pattern: []*ast.PatternPart{p.Part}}
		return &ast.Subquery{Kind: ast.Exists, Query: &ast.Query{Parts: []*ast.SingleQuery{{Clauses: []ast.Clause{match}}}}}
	})
}
