package eval

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// unary compiles the prefix operators.
func (c *compiler) unary(e *ast.Unary) (Kernel, error) {
	x, err := c.expr(e.X)
	if err != nil {
		return nil, err
	}
	switch e.Op {
	case ast.Not:
		return &negation{x: x}, nil
	case ast.Minus:
		if k, ok := x.(*constant); ok {
			v, err := value.Neg(k.val)
			return newConstant(v), Locate(e.Position(), err)
		}
		return &signed{x: x, minus: true}, nil
	}
	return &signed{x: x}, nil
}

// binary compiles the infix operators.
func (c *compiler) binary(e *ast.Binary) (Kernel, error) {
	if e.Op == ast.And || e.Op == ast.Or {
		parts, err := c.exprs(operandsOf(e, e.Op))
		if err != nil {
			return nil, err
		}
		if e.Op == ast.And {
			return conjunction(parts), nil
		}
		return disjunction(parts), nil
	}
	l, err := c.expr(e.X)
	if err != nil {
		return nil, err
	}
	r, err := c.expr(e.Y)
	if err != nil {
		return nil, err
	}
	switch e.Op {
	case ast.Xor:
		return &xor{left: l, right: r}, nil
	case ast.Add, ast.Sub, ast.Mul, ast.Div, ast.Mod, ast.Pow, ast.Concat:
		return &arithmetic{op: e.Op, left: l, right: r}, nil
	case ast.Eq, ast.Ne, ast.Lt, ast.Le, ast.Gt, ast.Ge:
		return newCompare(e.Op, l, r), nil
	}
	return c.predicate(e.Op, l, r)
}

// operandsOf collects the operands of a chain of the same operator, which may be
// longer than expressions may be deep.
func operandsOf(e ast.Expr, op ast.BinaryOp) (dst []ast.Expr) {
	for {
		b, ok := e.(*ast.Binary)
		if !ok || b.Op != op {
			break
		}
		dst = append(dst, b.Y)
		e = b.X
	}
	dst = append(dst, e)
	slices.Reverse(dst)
	return dst
}
