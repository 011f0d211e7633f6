package semantic

import (
	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// place says what an expression may contain where it stands.
type place struct {
	predicate bool // a truth value is wanted: patterns may stand here
	aggregate bool // aggregations may stand here
	inside    bool // it is an argument of an aggregation
	local     bool // a variable of an enclosing expression may be used
}

// value returns the place of an operand that isn't a predicate.
func (p place) value() place {
	p.predicate = false
	return p
}

// condition returns the place of an operand that is a predicate.
func (p place) condition() place {
	p.predicate = true
	return p
}

// inner returns the place of an expression with local variables. What is local
// changes from element to element, so nothing can be aggregated over it.
func (p place) inner() place {
	return place{inside: p.inside, local: true}
}

// expr resolves the variables of an expression and returns its type.
func (c *checker) expr(e ast.Expr, p place) Type {
	if sym := c.projected(e, p); sym != nil {
		return sym.Type
	}
	switch e := e.(type) {
	case *ast.Literal:
		return typeOfValue(e.Value)
	case *ast.Parameter:
		if !c.env.PlainParameter(e.Name) {
			c.info.entities[e.Name] = true
		}
		if k, ok := c.env.ParameterKind(e.Name); ok {
			return typeOfKind(k)
		}
		return AnyType
	case *ast.Variable:
		return c.use(e)
	case *ast.Property:
		return c.property(e, p)
	case *ast.Index:
		return c.index(e, p)
	case *ast.Slice:
		return c.slice(e, p)
	case *ast.ListLit:
		t := Of(Null)
		for _, item := range e.Items {
			t = t.join(c.expr(item, p.value()))
		}
		return listOfType(t)
	case *ast.MapLit:
		c.mapLiteral(e, p)
		return Of(Map)
	case *ast.MapProjection:
		return c.mapProjection(e, p)
	case *ast.Unary:
		return c.unary(e, p)
	case *ast.Binary:
		return c.binary(e, p)
	case *ast.Comparison:
		for _, x := range e.Operands {
			c.expr(x, p.value())
		}
		return Of(Bool)
	case *ast.Case:
		return c.caseOf(e, p)
	}
	return c.compound(e, p)
}

func (c *checker) compound(e ast.Expr, p place) Type {
	switch e := e.(type) {
	case *ast.IsNull:
		c.expr(e.X, p.value())
		return Of(Bool)
	case *ast.IsType:
		c.expr(e.X, p.value())
		return Of(Bool)
	case *ast.HasLabels:
		t := c.expr(e.X, p.value())
		c.typed(e.X, t, "what labels are tested on", Node, Relationship)
		c.labelExprs(e.Labels)
		return Of(Bool)
	case *ast.Call:
		return c.call(e, p)
	case *ast.CountStar:
		return c.aggregation(e, p, Of(Int))
	case *ast.CaseSubject:
		return AnyType
	case *ast.ListComprehension:
		return c.listComprehension(e, p)
	case *ast.Quantifier:
		return c.quantifier(e, p)
	case *ast.Reduce:
		return c.reduce(e, p)
	case *ast.PatternComprehension:
		return c.patternComprehension(e, p)
	case *ast.PatternExpr:
		return c.patternExpr(e, p)
	case *ast.ShortestPathExpr:
		return c.shortestPathExpr(e)
	case *ast.Subquery:
		return c.subqueryExpr(e)
	}
	return Of(Other) // enum literals
}

func (c *checker) property(e *ast.Property, p place) Type {
	t := c.expr(e.Target, p.value())
	if !t.is(Map, Node, Relationship, Other) {
		c.failAs(SyntaxError, e.Pos, InvalidArgumentType, "Only nodes, edges, maps, temporal types, points and graphs have properties to be looked up, not %s.", t)
	}
	return AnyType
}

func (c *checker) index(e *ast.Index, p place) Type {
	t, i := c.expr(e.Target, p.value()), c.expr(e.Index, p.value())
	c.typed(e.Target, t, "what is indexed", List, Map, Node, Relationship, Other)
	switch t.Base {
	case List:
		c.typed(e.Index, i, "the index of a list", Int)
		return t.element()
	case Map, Node, Relationship:
		c.typed(e.Index, i, "the key", String)
	}
	return AnyType
}

func (c *checker) slice(e *ast.Slice, p place) Type {
	t := c.expr(e.Target, p.value())
	c.typed(e.Target, t, "what is sliced", List)
	for _, bound := range []ast.Expr{e.From, e.To} {
		if bound != nil {
			c.typed(bound, c.expr(bound, p.value()), "the bound of a slice", Int)
		}
	}
	return t
}

func (c *checker) mapLiteral(e *ast.MapLit, p place) {
	seen := make(map[string]bool, len(e.Keys))
	for i, key := range e.Keys {
		if seen[key] {
			c.fail(e.Pos, UnexpectedSyntax, "Same key can't appear twice in a map literal.")
		}
		seen[key] = true
		c.expr(e.Values[i], p.value())
	}
}

func (c *checker) mapProjection(e *ast.MapProjection, p place) Type {
	t := c.expr(e.Target, p.value())
	c.typed(e.Target, t, "what is projected to a map", Map, Node, Relationship)
	for _, item := range e.Items {
		if item.Value != nil {
			c.expr(item.Value, p.value())
		}
	}
	return Of(Map)
}

func (c *checker) unary(e *ast.Unary, p place) Type {
	if e.Op == ast.Not {
		t := c.expr(e.X, p.condition())
		c.typed(e.X, t, "the operand of NOT", Bool)
		return Of(Bool)
	}
	t := c.expr(e.X, p.value())
	c.typed(e.X, t, "the operand of a sign", Int, Float, Other)
	return t
}

func (c *checker) binary(e *ast.Binary, p place) Type {
	switch e.Op {
	case ast.And, ast.Or, ast.Xor:
		x, y := c.expr(e.X, p.condition()), c.expr(e.Y, p.condition())
		if !x.is(Bool) || !y.is(Bool) {
			c.operands(e, x, y, "Invalid types: %s and %s for %s.")
		}
		c.typed(e.X, x, "an operand of "+e.Op.String(), Bool)
		c.typed(e.Y, y, "an operand of "+e.Op.String(), Bool)
		return Of(Bool)
	case ast.In:
		c.expr(e.X, p.value())
		if t := c.expr(e.Y, p.value()); !t.is(List) && t.word() != "" {
			c.fail(e.Y.Position(), InvalidArgumentType, "IN expected a list, got %s.", t.word())
		}
		return Of(Bool)
	}
	x, y := c.expr(e.X, p.value()), c.expr(e.Y, p.value())
	switch e.Op {
	case ast.Add, ast.Concat:
		if e.Op == ast.Add && !x.mayAdd(y) {
			c.operands(e, x, y, "Invalid types: %s and %s for '%s'.")
		}
		return sum(x, y)
	case ast.Sub, ast.Mul, ast.Div, ast.Mod, ast.Pow:
		if x.certain() && y.certain() && (!x.is(Int, Float, Other) || !y.is(Int, Float, Other)) {
			c.operands(e, x, y, "Invalid types: %s and %s for '%s'.")
		}
		if e.Op == ast.Pow && x.Base == Int && y.Base == Int {
			return Of(Float)
		}
		return number(x, y)
	}
	return Of(Bool)
}

// operands refuses the operands of an infix operator, where it is known what they are.
func (c *checker) operands(e *ast.Binary, x, y Type, format string) {
	if x.word() != "" && y.word() != "" {
		c.fail(e.Position(), InvalidArgumentType, format, x.word(), y.word(), e.Op)
	}
}

// mayAdd reports whether t + u may have a value.
func (t Type) mayAdd(u Type) bool {
	if !t.certain() || !u.certain() || t.Base == List || u.Base == List {
		return true
	}
	return t.is(Int, Float, String, Other) && u.is(Int, Float, String, Other)
}

// sum returns the type of x + y, which also joins strings and lists.
func sum(x, y Type) Type {
	switch {
	case x.Base == List && y.Base == List:
		return x.join(y)
	case x.Base == List || y.Base == List:
		return ListOf(Unknown)
	case x.Base == String && y.Base == String:
		return x
	}
	return number(x, y)
}

func number(x, y Type) Type {
	switch {
	case x.Base == Int && y.Base == Int:
		return x
	case (x.Base == Int || x.Base == Float) && (y.Base == Int || y.Base == Float):
		return Of(Float)
	}
	return AnyType
}

func (c *checker) caseOf(e *ast.Case, p place) Type {
	if e.Subject != nil {
		c.expr(e.Subject, p.value())
	}
	t := Of(Null)
	for _, w := range e.Whens {
		for _, test := range w.Tests {
			if e.Subject != nil && !ast.OnSubject(test) {
				c.expr(test, p.value())
				continue
			}
			c.typed(test, c.expr(test, p.condition()), "the condition of WHEN", Bool)
		}
		t = t.join(c.expr(w.Then, p.value()))
	}
	if e.Else != nil {
		t = t.join(c.expr(e.Else, p.value()))
	}
	return t
}

// constantInt returns the value of an integer literal, with or without a sign.
func constantInt(e ast.Expr) (int64, bool) {
	switch e := e.(type) {
	case *ast.Literal:
		if e.Value.Kind() == value.KindInt {
			return e.Value.AsInt(), true
		}
	case *ast.Unary:
		if n, ok := constantInt(e.X); ok && e.Op != ast.Not {
			if e.Op == ast.Minus {
				n = -n
			}
			return n, true
		}
	}
	return 0, false
}
