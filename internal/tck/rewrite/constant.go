package rewrite

import (
	"fmt"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// parameters hands literals over as parameters.
func parameters(q *Query) bool {
	return q.edit(func(e ast.Expr) ast.Expr {
		l, ok := e.(*ast.Literal)
		if !ok {
			return e
		}
		name := fmt.Sprintf("p %d", len(q.params))
		q.params = append(q.params, value.Entry{Key: name, Value: l.Value})
		return &ast.Parameter{Name: name}
	})
}

// literals writes parameters as what they are.
func literals(q *Query) bool {
	return q.edit(func(e ast.Expr) ast.Expr {
		p, ok := e.(*ast.Parameter)
		if !ok {
			return e
		}
		for _, entry := range q.params {
			if entry.Key == p.Name {
				return literal(entry.Value)
			}
		}
		return e
	})
}

// renamed gives every variable another name: that of the n-th.
func renamed(name func(n int) string) func(*Query) bool {
	return func(q *Query) bool {
		names := map[string]string{}
		q.columns = map[string]string{}
		rename := func(old string) string {
			if names[old] == "" {
				names[old] = name(len(names))
				q.columns[names[old]] = old
			}
			return names[old]
		}
		if q.find(func(n any) bool { c, ok := n.(*ast.CallProcedure); return ok && c.Star }) {
			return false
		}
		ast.Inspect(q.tree, func(n any) bool {
			renamePiece(n, rename)
			return true
		})
		return len(names) > 0
	}
}

func renamePiece(n any, rename func(string) string) {
	switch n := n.(type) {
	case *ast.Variable:
		n.Name = rename(n.Name)
	case *ast.Return:
		for _, item := range n.Items {
			if _, variable := item.Expr.(*ast.Variable); item.Alias == "" && !variable {
				item.Alias = item.Text
			}
		}
	case *ast.Projection:
		for _, item := range n.Items {
			if item.Alias != "" {
				item.Alias = rename(item.Alias)
			}
		}
	case *ast.CallProcedure:
		for _, y := range n.Yield {
			if y.Alias == "" {
				y.Alias = y.Field
			}
			y.Alias = rename(y.Alias)
		}
	}
}

func numbered(n int) string { return fmt.Sprint("v", n) }

// words are what variables may be called, although they mean something elsewhere.
var words = []string{
	"type", "count", "match", "node", "all", "null", "CASE", "order", "in", "exists", "point", "where", "true", "return", "as", "distinct",
	"shortestPath", "value", "reduce", "with", "not", "any", "date", "id", "labels", "union", "skip", "end", "when", "collect", "nodes",
}

func keyword(n int) string {
	if n < len(words) {
		return words[n]
	}
	return fmt.Sprint("create ", n)
}
