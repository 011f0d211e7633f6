package rewrite

import (
	"slices"

	"memgraphd/cypher/ast"
)

func not(e ast.Expr) ast.Expr { return &ast.Unary{Op: ast.Not, X: e} }

// notNot negates conditions twice.
func notNot(q *Query) bool {
	changed := false
	ast.Inspect(q.tree, func(n any) bool {
		var where *ast.Expr
		switch n := n.(type) {
		case *ast.Match:
			where = &n.Where
		case *ast.With:
			where = &n.Where
		}
		if where != nil && *where != nil {
			*where, changed = not(not(*where)), true
		}
		return true
	})
	return changed
}

// deMorgan writes AND as OR and OR as AND.
func deMorgan(q *Query) bool {
	return q.edit(func(e ast.Expr) ast.Expr {
		b, ok := e.(*ast.Binary)
		if !ok || b.Op != ast.And && b.Op != ast.Or {
			return e
		}
		return not(&ast.Binary{Op: ast.And + ast.Or - b.Op, X: not(b.X), Y: not(b.Y)})
	})
}

var mirrors = map[ast.BinaryOp]ast.BinaryOp{
	ast.Eq: ast.Eq, ast.Ne: ast.Ne, ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.Le: ast.Ge, ast.Ge: ast.Le,
}

// mirrored writes comparisons from the right to the left.
func mirrored(q *Query) bool {
	return q.edit(func(e ast.Expr) ast.Expr {
		c, ok := e.(*ast.Comparison)
		if !ok {
			return e
		}
		m := &ast.Comparison{Operands: slices.Clone(c.Operands)}
		slices.Reverse(m.Operands)
		for _, op := range slices.Backward(c.Ops) {
			m.Ops = append(m.Ops, mirrors[op])
		}
		return m
	})
}

// inAsAny writes x IN list as any(y IN list WHERE y = x).
func inAsAny(q *Query) bool {
	return q.edit(func(e ast.Expr) ast.Expr {
		b, ok := e.(*ast.Binary)
		if !ok || b.Op != ast.In {
			return e
		}
		return &ast.Quantifier{Kind: ast.Any, Variable: variable(member), List: b.Y, Where: equal(variable(member), b.X)}
	})
}

// isNull asks for the contrary and negates the answer.
func isNull(q *Query) bool {
	return q.edit(func(e ast.Expr) ast.Expr {
		if n, ok := e.(*ast.IsNull); ok {
			return not(&ast.IsNull{X: n.X, Not: !n.Not})
		}
		return e
	})
}

// xorAsUnequal writes x XOR y as x <> y.
func xorAsUnequal(q *Query) bool {
	return q.edit(func(e ast.Expr) ast.Expr {
		b, ok := e.(*ast.Binary)
		if !ok || b.Op != ast.Xor {
			return e
		}
		return &ast.Comparison{Operands: []ast.Expr{b.X, b.Y}, Ops: []ast.BinaryOp{ast.Ne}}
	})
}
