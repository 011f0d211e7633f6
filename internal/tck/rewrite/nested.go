package rewrite

import (
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// everything is WITH * and a condition.
func everything(where ast.Expr) ast.Clause {
	return &ast.With{Projection: ast.Projection{Star: true}, Where: where}
}

func queryOf(clauses ...ast.Clause) *ast.Query {
	return &ast.Query{Parts: []*ast.SingleQuery{{Clauses: clauses}}}
}

// oneByOne looks at the conditions of a WHERE one after the other.
func oneByOne(q *Query) bool {
	return q.replace(func(c ast.Clause) []ast.Clause {
		m, ok := c.(*ast.Match)
		if !ok || m.Optional || m.Where == nil || !declares(m) {
			return nil
		}
		clauses := []ast.Clause{m}
		for _, condition := range conjuncts(m.Where) {
			clauses = append(clauses, everything(condition))
		}
		m.Where = nil
		return clauses
	})
}

// matchedInside matches in a subquery, for each row.
func matchedInside(q *Query) bool {
	changed := false
	for _, part := range q.tree.Parts {
		known := map[string]bool{}
		for i, c := range part.Clauses {
			m, ok := c.(*ast.Match)
			if !ok {
				learn(c, known)
				continue
			}
			names := newNames(m, known)
			learn(c, known)
			if len(names) == 0 {
				continue
			}
			result := &ast.Return{}
			for _, name := range names {
				result.Items = append(result.Items, &ast.ProjectionItem{Expr: variable(name), Alias: name})
			}
			part.Clauses[i] = &ast.CallSubquery{HasScope: true, ImportAll: true, Optional: m.Optional, Query: queryOf(m, result)}
			m.Optional, changed = false, true
		}
	}
	return changed
}

// newNames returns the names that MATCH declares, in the order of the text.
func newNames(m *ast.Match, known map[string]bool) []string {
	var names []string
	add := func(v *ast.Variable) {
		if v != nil && !known[v.Name] && !slices.Contains(names, v.Name) {
			names = append(names, v.Name)
		}
	}
	for _, part := range m.Pattern {
		ast.Inspect(part, func(n any) bool {
			switch n := n.(type) {
			case *ast.PatternPart:
				add(n.Variable)
			case *ast.NodePattern:
				add(n.Variable)
			case *ast.RelPattern:
				add(n.Variable)
				add(n.Total)
			case ast.Expr:
				return false
			}
			return true
		})
	}
	return names
}

// projectedInside computes what is returned in a subquery, for each row.
func projectedInside(q *Query) bool {
	changed := false
	for _, part := range q.tree.Parts {
		r := last(part)
		if r == nil || r.Star || r.Sliced() || aggregates(&r.Projection) || len(part.Clauses) == 1 {
			continue
		}
		inner := &ast.Return{}
		for i, name := range columnNames(r) {
			fresh := q.fresh()
			inner.Items = append(inner.Items, &ast.ProjectionItem{Expr: r.Items[i].Expr, Alias: fresh})
			r.Items[i].Expr, r.Items[i].Alias = variable(fresh), name
		}
		call := &ast.CallSubquery{HasScope: true, ImportAll: true, Query: queryOf(inner)}
		part.Clauses = append(part.Clauses[:len(part.Clauses)-1], call, r)
		changed = true
	}
	return changed
}

// unwoundTwice unwinds a list that holds the list.
func unwoundTwice(q *Query) bool {
	if q.stars() {
		return false
	}
	return q.replace(func(c ast.Clause) []ast.Clause {
		u, ok := c.(*ast.Unwind)
		if !ok {
			return nil
		}
		outer := &ast.Unwind{List: &ast.ListLit{Items: []ast.Expr{u.List}}, Variable: variable(q.fresh())}
		return []ast.Clause{outer, &ast.Unwind{List: variable(outer.Variable.Name), Variable: u.Variable}}
	})
}

// countAsSize counts what is collected.
func countAsSize(q *Query) bool {
	changed := false
	var count func(e ast.Expr) ast.Expr
	count = func(e ast.Expr) ast.Expr {
		c, ok := e.(*ast.Call)
		if !ok || !strings.EqualFold(c.Name, "count") || len(c.Args) != 1 {
			return ast.MapChildren(e, count)
		}
		changed = true
		return &ast.Call{Name: "size", Args: []ast.Expr{&ast.Call{Name: "collect", Distinct: c.Distinct, Args: c.Args}}}
	}
	ast.Inspect(q.tree, func(n any) bool {
		p, ok := n.(*ast.Projection)
		if !ok {
			return true
		}
		named := columnNames(&ast.Return{Projection: *p})
		for i, item := range p.Items {
			if other := count(item.Expr); other != item.Expr {
				item.Expr, item.Alias = other, named[i]
			}
		}
		for _, s := range p.OrderBy {
			s.Expr = count(s.Expr)
		}
		return true
	})
	return changed
}

// existsAsCount asks how many there are in place of whether there are any.
func existsAsCount(q *Query) bool {
	return q.edit(func(e ast.Expr) ast.Expr {
		s, ok := e.(*ast.Subquery)
		if !ok || s.Kind != ast.Exists {
			return e
		}
		counted := &ast.Subquery{Kind: ast.Count, Query: s.Query}
		return &ast.Comparison{Operands: []ast.Expr{counted, literal(value.Int(0))}, Ops: []ast.BinaryOp{ast.Gt}}
	})
}
