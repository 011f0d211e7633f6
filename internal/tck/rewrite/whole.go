package rewrite

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// declares reports whether a clause declares variables.
func declares(c ast.Clause) bool {
	switch c := c.(type) {
	case *ast.With:
		return c.Star || len(c.Items) > 0
	case *ast.Unwind, *ast.Load:
		return true
	case *ast.CallProcedure:
		return len(c.Yield) > 0
	case *ast.Match, *ast.Create, *ast.Merge:
		return find(c, func(n any) bool {
			switch n := n.(type) {
			case *ast.PatternPart:
				return n.Variable != nil
			case *ast.NodePattern:
				return n.Variable != nil
			case *ast.RelPattern:
				return n.Variable != nil
			}
			return false
		})
	}
	return false
}

// between puts WITH * between clauses.
func between(q *Query) bool {
	changed := false
	q.eachQuery(func(inner *ast.Query) {
		for _, part := range inner.Parts {
			var clauses []ast.Clause
			declared := false
			for i, c := range part.Clauses {
				if i > 0 && declared {
					clauses = append(clauses, &ast.With{Projection: ast.Projection{Star: true}})
					changed = true
				}
				clauses = append(clauses, c)
				declared = declared || declares(c)
			}
			part.Clauses = clauses
		}
	})
	return changed
}

// standalone reports whether a query is nothing but the call of a procedure, which has columns of its own.
func standalone(q *ast.Query) bool {
	clauses := q.Parts[0].Clauses
	if len(clauses) != 1 {
		return false
	}
	_, ok := clauses[0].(*ast.CallProcedure)
	return ok
}

// last returns the RETURN that a query ends with, if it does.
func last(part *ast.SingleQuery) *ast.Return {
	r, _ := part.Clauses[len(part.Clauses)-1].(*ast.Return)
	return r
}

// called puts the query into CALL {}.
func called(scoped bool) func(*Query) bool {
	return func(q *Query) bool {
		if standalone(q.tree) {
			return false
		}
		inner := *q.tree
		inner.Directives, inner.Memory = nil, nil
		var end ast.Clause = &ast.Finish{}
		if last(inner.Parts[0]) != nil {
			end = &ast.Return{Projection: ast.Projection{Star: true}}
		}
		call := &ast.CallSubquery{Query: &inner, HasScope: scoped}
		q.tree.Parts, q.tree.Unions = []*ast.SingleQuery{{Clauses: []ast.Clause{call, end}}}, nil
		return true
	}
}

// columnNames returns the columns of RETURN without *.
func columnNames(r *ast.Return) []string {
	var names []string
	for _, item := range r.Items {
		v, isVariable := item.Expr.(*ast.Variable)
		switch {
		case item.Alias != "":
			names = append(names, item.Alias)
		case isVariable:
			names = append(names, v.Name)
		default:
			names = append(names, item.Text)
		}
	}
	return names
}

// united puts a part without rows before or behind the query.
func united(before bool) func(*Query) bool {
	return func(q *Query) bool {
		r := last(q.tree.Parts[0])
		if r == nil || r.Star {
			return false
		}
		none := &ast.Return{}
		for _, name := range columnNames(r) {
			none.Items = append(none.Items, &ast.ProjectionItem{Expr: literal(value.Null), Alias: name})
		}
		empty := &ast.SingleQuery{Clauses: []ast.Clause{&ast.Unwind{List: &ast.ListLit{}, Variable: variable(q.fresh())}, none}}
		union := ast.Union{All: len(q.tree.Unions) == 0 || q.tree.Unions[0].All}
		if before {
			q.tree.Parts, q.tree.Unions = append([]*ast.SingleQuery{empty}, q.tree.Parts...), append([]ast.Union{union}, q.tree.Unions...)
		} else {
			q.tree.Parts, q.tree.Unions = append(q.tree.Parts, empty), append(q.tree.Unions, union)
		}
		return true
	}
}

// unwound lets the query begin with one row that has a variable more.
func unwound(q *Query) bool {
	if standalone(q.tree) || q.stars() {
		return false
	}
	for _, part := range q.tree.Parts {
		one := &ast.Unwind{List: &ast.ListLit{Items: []ast.Expr{literal(value.Int(1))}}, Variable: variable(q.fresh())}
		part.Clauses = append([]ast.Clause{one}, part.Clauses...)
	}
	return true
}

// returned makes RETURN a WITH and returns what that passes on.
func returned(q *Query) bool {
	return q.replace(func(c ast.Clause) []ast.Clause {
		r, ok := c.(*ast.Return)
		if !ok || r.Star {
			return nil
		}
		for i, name := range columnNames(r) {
			r.Items[i].Alias = name
		}
		return []ast.Clause{&ast.With{Projection: r.Projection}, &ast.Return{Projection: ast.Projection{Star: true}}}
	})
}

// grouped makes of RETURN DISTINCT an aggregation whose groups are returned.
func grouped(q *Query) bool {
	return q.replace(func(c ast.Clause) []ast.Clause {
		r, ok := c.(*ast.Return)
		if !ok || !r.Distinct || r.Star || r.Sliced() || aggregates(&r.Projection) {
			return nil
		}
		with, result := &ast.With{}, &ast.Return{}
		for i, name := range columnNames(r) {
			with.Items = append(with.Items, &ast.ProjectionItem{Expr: r.Items[i].Expr, Alias: name})
			result.Items = append(result.Items, &ast.ProjectionItem{Expr: variable(name), Alias: name})
		}
		with.Items = append(with.Items, &ast.ProjectionItem{Expr: &ast.CountStar{}, Alias: q.fresh()})
		return []ast.Clause{with, result}
	})
}

// parallel asks for workers.
func parallel(q *Query) bool {
	if slices.ContainsFunc(q.tree.Directives, func(d ast.Directive) bool { return d.Kind == ast.ParallelExecution }) {
		return false
	}
	q.tree.Directives = append(q.tree.Directives, ast.Directive{Kind: ast.ParallelExecution})
	return true
}
