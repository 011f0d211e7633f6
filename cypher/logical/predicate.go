package logical

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/semantic"
)

// conjuncts appends the conditions that a condition joins with AND. A chain of
// comparisons is taken apart if what stands in the middle can be written twice.
func conjuncts(info *semantic.Info, e ast.Expr, dst []ast.Expr) []ast.Expr {
	switch e := e.(type) {
	case nil:
		return dst
	case *ast.Binary:
		if e.Op == ast.And {
			return conjuncts(info, e.Y, conjuncts(info, e.X, dst))
		}
	case *ast.Comparison:
		if len(e.Ops) > 1 && cloneable(e.Operands[1:len(e.Operands)-1]) {
			return links(info, e, dst)
		}
	}
	return append(dst, e)
}

// links takes a < b < c apart into a < b and b < c.
func links(info *semantic.Info, e *ast.Comparison, dst []ast.Expr) []ast.Expr {
	for i, op := range e.Ops {
		left := e.Operands[i]
		if i > 0 {
			left = Clone(info, left)
		}
		dst = append(dst, comparison(e.Node, left, op, e.Operands[i+1]))
	}
	return dst
}

func comparison(at ast.Node, left ast.Expr, op ast.BinaryOp, right ast.Expr) *ast.Comparison {
	return &ast.Comparison{Node: at, Operands: []ast.Expr{left, right}, Ops: []ast.BinaryOp{op}}
}

func cloneable(exprs []ast.Expr) bool {
	for _, e := range exprs {
		if !Trivial(e) {
			return false
		}
	}
	return true
}

// Trivial reports whether an expression is a constant, a variable or a property
// of one: it costs little to compute, has no effect and declares nothing.
func Trivial(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Literal, *ast.Parameter, *ast.Variable:
		return true
	case *ast.Property:
		return Trivial(e.Target)
	case *ast.Unary:
		return Trivial(e.X)
	}
	return false
}

// Clone returns a copy of an expression that declares no variable and holds no
// pattern or subquery.
func Clone(info *semantic.Info, e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.Variable:
		c := *e
		info.Uses[&c] = info.Uses[e]
		return &c
	case *ast.Literal:
		c := *e
		return &c
	case *ast.Parameter:
		c := *e
		return &c
	}
	copied := ast.MapChildren(e, func(x ast.Expr) ast.Expr { return Clone(info, x) })
	if copied == e {
		return shallow(e)
	}
	return copied
}

// shallow copies an expression without children.
func shallow(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.Call:
		c := *e
		return &c
	case *ast.ListLit:
		c := *e
		return &c
	case *ast.MapLit:
		c := *e
		return &c
	}
	return e
}

// closed reports whether an expression declares variables or holds a pattern or subquery, so that it can't be cloned.
func closed(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n any) bool {
		switch n.(type) {
		case *ast.ListComprehension, *ast.Quantifier, *ast.Reduce, *ast.PatternComprehension,
			*ast.PatternExpr, *ast.ShortestPathExpr, *ast.Subquery, *ast.EnumLit, *ast.CountStar:
			found = true
		}
		return !found
	})
	return found
}
