package eval

import (
	"strings"

	"pgregory.net/rapid"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// kind is roughly what a random expression is to evaluate to.
type kind int

const (
	aBool kind = iota
	aNumber
	aText
	aList
	anything
)

func variableOf(name string) ast.Expr { return &ast.Variable{Name: name} }

func literalOf(v value.Value) ast.Expr { return &ast.Literal{Value: v} }

// drawExpr makes a random expression. locals are the variables of enclosing loops.
func drawExpr(t *rapid.T, k kind, depth int, locals []string) ast.Expr {
	if depth == 0 || rapid.IntRange(0, 9).Draw(t, "leaf") == 0 {
		return drawLeaf(t, k, locals)
	}
	sub := func(k kind) ast.Expr { return drawExpr(t, k, depth-1, locals) }
	pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "form") }
	if rapid.IntRange(0, 7).Draw(t, "shared") == 0 {
		return drawShared(t, k, sub)
	}
	switch k {
	case aBool:
		return drawBool(t, pick(8), sub, depth, locals)
	case aNumber:
		return drawNumber(t, pick(6), sub, depth, locals)
	case aText:
		switch pick(4) {
		case 0:
			return &ast.Binary{Op: ast.Add, X: sub(aText), Y: sub(aText)}
		case 1:
			return call("toString", sub(aNumber))
		case 2:
			return call("left", sub(aText), literalOf(value.Int(1)))
		}
		return call("toUpper", sub(aText))
	case aList:
		return drawListExpr(t, pick(4), sub, depth, locals)
	}
	return sub(kind(pick(4)))
}

// drawShared makes an expression that may be of any kind.
func drawShared(t *rapid.T, k kind, sub func(kind) ast.Expr) ast.Expr {
	switch rapid.IntRange(0, 4).Draw(t, "shared form") {
	case 0:
		return &ast.Case{Whens: []ast.When{{Tests: []ast.Expr{sub(aBool)}, Then: sub(k)}}, Else: sub(k)}
	case 1:
		return &ast.Case{
			Subject: sub(aNumber),
			Whens: []ast.When{
				{Tests: []ast.Expr{sub(aNumber), literalOf(value.Int(2))}, Then: sub(k)},
				{Tests: []ast.Expr{sub(aNumber)}, Then: sub(k)},
			},
		}
	case 2:
		return call("coalesce", sub(k), sub(k))
	case 3:
		return &ast.Index{Target: sub(aList), Index: sub(aNumber)}
	}
	return &ast.Property{Target: &ast.MapLit{Keys: []string{"x", "y"}, Values: []ast.Expr{sub(k), sub(anything)}}, Key: "x"}
}

func drawBool(t *rapid.T, form int, sub func(kind) ast.Expr, depth int, locals []string) ast.Expr {
	switch form {
	case 0:
		op := rapid.SampledFrom([]ast.BinaryOp{ast.And, ast.Or, ast.Xor}).Draw(t, "op")
		return &ast.Binary{Op: op, X: sub(aBool), Y: sub(aBool)}
	case 1:
		return &ast.Unary{Op: ast.Not, X: sub(aBool)}
	case 2, 3:
		k := kind(rapid.IntRange(0, 4).Draw(t, "compared"))
		op := rapid.SampledFrom([]ast.BinaryOp{ast.Eq, ast.Ne, ast.Lt, ast.Le, ast.Gt, ast.Ge})
		c := &ast.Comparison{Operands: []ast.Expr{sub(k), sub(k)}, Ops: []ast.BinaryOp{op.Draw(t, "op")}}
		if rapid.Bool().Draw(t, "chain") {
			c.Operands, c.Ops = append(c.Operands, sub(k)), append(c.Ops, op.Draw(t, "op"))
		}
		return c
	case 4:
		return &ast.IsNull{X: sub(anything), Not: rapid.Bool().Draw(t, "not")}
	case 5:
		return &ast.Binary{Op: ast.In, X: sub(anything), Y: sub(aList)}
	case 6:
		op := rapid.SampledFrom([]ast.BinaryOp{ast.StartsWith, ast.EndsWith, ast.Contains}).Draw(t, "op")
		return &ast.Binary{Op: op, X: sub(aText), Y: sub(aText)}
	}
	kinds := []ast.QuantifierKind{ast.All, ast.Any, ast.None, ast.Single}
	name := local(locals)
	return &ast.Quantifier{
		Kind: rapid.SampledFrom(kinds).Draw(t, "quantifier"), Variable: &ast.Variable{Name: name},
		List: sub(aList), Where: drawExpr(t, aBool, depth-1, append(locals, name)),
	}
}

func drawNumber(t *rapid.T, form int, sub func(kind) ast.Expr, depth int, locals []string) ast.Expr {
	switch form {
	case 0, 1, 2:
		ops := []ast.BinaryOp{ast.Add, ast.Sub, ast.Mul, ast.Div, ast.Mod, ast.Pow}
		return &ast.Binary{Op: rapid.SampledFrom(ops).Draw(t, "op"), X: sub(aNumber), Y: sub(aNumber)}
	case 3:
		return &ast.Unary{Op: rapid.SampledFrom([]ast.UnaryOp{ast.Minus, ast.Plus}).Draw(t, "sign"), X: sub(aNumber)}
	case 4:
		name := rapid.SampledFrom([]string{"abs", "toInteger", "toFloat", "sqrt", "ceil", "sign"}).Draw(t, "function")
		return call(name, sub(aNumber))
	}
	acc := local(locals)
	v := local(append(locals, acc))
	return &ast.Reduce{
		Acc: &ast.Variable{Name: acc}, Init: sub(aNumber), Variable: &ast.Variable{Name: v}, List: sub(aList),
		Body: drawExpr(t, aNumber, depth-1, append(locals, acc, v)),
	}
}

func drawListExpr(t *rapid.T, form int, sub func(kind) ast.Expr, depth int, locals []string) ast.Expr {
	switch form {
	case 0:
		return &ast.ListLit{Items: []ast.Expr{sub(aNumber), sub(anything)}}
	case 1:
		return call("tail", sub(aList))
	case 2:
		return call("range", literalOf(value.Int(0)), sub(aNumber))
	}
	name := local(locals)
	inner := append(locals, name)
	c := &ast.ListComprehension{Variable: &ast.Variable{Name: name}, List: sub(aList)}
	if rapid.Bool().Draw(t, "where") {
		c.Where = drawExpr(t, aBool, depth-1, inner)
	}
	if rapid.Bool().Draw(t, "map") {
		c.Map = drawExpr(t, anything, depth-1, inner)
	}
	return c
}

// local names a variable of a loop, a new one at each level.
func local(locals []string) string { return "x" + string(rune('a'+len(locals))) }

func call(name string, args ...ast.Expr) ast.Expr { return &ast.Call{Name: name, Args: args} }

func drawLeaf(t *rapid.T, k kind, locals []string) ast.Expr {
	if len(locals) > 0 && rapid.Bool().Draw(t, "local") {
		return variableOf(rapid.SampledFrom(locals).Draw(t, "name"))
	}
	pick := func(leaves ...ast.Expr) ast.Expr { return rapid.SampledFrom(leaves).Draw(t, "leaf expression") }
	switch k {
	case aBool:
		return pick(variableOf("b"), literalOf(value.Bool(true)), literalOf(value.Null))
	case aNumber:
		return pick(variableOf("i"), variableOf("I"), variableOf("f"), variableOf("F"), literalOf(value.Int(2)),
			literalOf(value.Float(1.5)), literalOf(value.Int(0)), &ast.Parameter{Name: "p"},
			&ast.Property{Target: variableOf("p"), Key: "a"}, &ast.Property{Target: variableOf("p"), Key: "c"})
	case aText:
		return pick(variableOf("s"), literalOf(value.String("a")), &ast.Property{Target: variableOf("p"), Key: "b"})
	case aList:
		return pick(variableOf("l"), &ast.ListLit{Items: []ast.Expr{literalOf(value.Int(1)), literalOf(value.Int(2))}},
			&ast.ListLit{}, &ast.ListLit{Items: []ast.Expr{variableOf("i"), variableOf("f")}})
	}
	return pick(variableOf("m"), variableOf("p"), variableOf("s"), variableOf("i"), literalOf(value.Null))
}

// show writes an expression down, roughly, for messages.
func show(e ast.Expr) string {
	var parts []string
	ast.EachChild(e, func(x ast.Expr) { parts = append(parts, show(x)) })
	inner := "(" + strings.Join(parts, ", ") + ")"
	switch e := e.(type) {
	case *ast.Literal:
		return value.Literal(e.Value)
	case *ast.Variable:
		return e.Name
	case *ast.Parameter:
		return "$" + e.Name
	case *ast.Binary:
		return e.Op.String() + inner
	case *ast.Comparison:
		op := ""
		for _, o := range e.Ops {
			op += o.String()
		}
		return op + inner
	case *ast.Unary:
		return []string{"NOT", "-", "+"}[e.Op] + inner
	case *ast.Call:
		return e.Name + inner
	case *ast.Property:
		return inner + "." + e.Key
	case *ast.Quantifier:
		return []string{"all", "any", "none", "single"}[e.Kind] + " " + e.Variable.Name + inner
	case *ast.Reduce:
		return "reduce " + e.Acc.Name + " " + e.Variable.Name + inner
	case *ast.ListComprehension:
		return "comprehension " + e.Variable.Name + inner
	case *ast.Case:
		return "case" + inner
	case *ast.IsNull:
		return "isnull" + inner
	case *ast.ListLit:
		return "list" + inner
	case *ast.MapLit:
		return "map" + inner
	}
	return "index" + inner
}
