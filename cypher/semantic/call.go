package semantic

import (
	"fmt"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/internal/spelling"
)

// call checks a call of a function or aggregation.
func (c *checker) call(e *ast.Call, p place) Type {
	f, ok := c.env.Function(e.Name)
	if !ok {
		c.fail(e.Pos, UnknownFunction, "Function '%s' doesn't exist.%s", e.Name, spelling.Hint(e.Name, c.env.FunctionNames()))
		return AnyType
	}
	c.arity(e, f)
	name := strings.ToLower(e.Name)
	if f.Aggregate {
		return c.aggregation(e, p, aggregateType(name))
	}
	if f.Volatile && p.inside && name == "rand" {
		c.fail(e.Pos, NonConstant, "Non-deterministic functions can't be used inside aggregation functions.")
	}
	types := make([]Type, len(e.Args))
	for i, a := range e.Args {
		arg := p.value()
		if name == "exists" || name == "not" {
			arg = p.condition()
		}
		types[i] = c.expr(a, arg)
	}
	return c.signature(e, name, types)
}

func (c *checker) arity(e *ast.Call, f Function) {
	n := len(e.Args)
	if n >= f.Min && (n <= f.Max || f.Max < 0) {
		return
	}
	var want string
	switch {
	case f.Max == 0:
		want = "no arguments"
	case f.Max < 0:
		want = fmt.Sprintf("at least %d argument(s)", f.Min)
	case f.Min == f.Max:
		want = fmt.Sprintf("exactly %d argument(s)", f.Min)
	default:
		want = fmt.Sprintf("between %d and %d arguments", f.Min, f.Max)
	}
	c.fail(e.Pos, InvalidNumberOfArgs, "'%s' requires %s.", f.Name, want)
}

// aggregation checks an aggregation and notes it in the projection it belongs to.
func (c *checker) aggregation(e ast.Expr, p place, t Type) Type {
	switch {
	case p.inside:
		c.fail(e.Position(), NestedAggregation, "Using aggregation functions inside aggregation functions is not allowed.")
	case !p.aggregate:
		c.unresolved(e)
		c.fail(e.Position(), InvalidAggregation, "Aggregation functions are only allowed in WITH and RETURN.")
	}
	if call, ok := e.(*ast.Call); ok {
		for i, a := range call.Args {
			if u := c.expr(a, place{inside: true, local: p.local}); i == 0 {
				t = refined(call, t, u)
			}
		}
	}
	if c.err != nil {
		return t
	}
	c.info.Refs[e] = c.noted(e, t)
	return t
}

// unresolved reports a variable in a misplaced aggregation that isn't in scope, which is then the better complaint.
func (c *checker) unresolved(e ast.Expr) {
	ast.EachChild(e, func(x ast.Expr) { c.expr(x, place{inside: true}) })
}

// refined returns the type of an aggregation of values of type u.
func refined(call *ast.Call, t, u Type) Type {
	switch strings.ToLower(call.Name) {
	case "collect":
		if len(call.Args) == 1 {
			return listOfType(u)
		}
		return Of(Map)
	case "min", "max":
		if u.Base == Int || u.Base == Float || u.Base == String || u.Base == Bool {
			return u
		}
	}
	return t
}

// noted returns the symbol of an aggregation; those that are written alike share one.
func (c *checker) noted(e ast.Expr, t Type) *Symbol {
	for _, a := range c.grouping.Calls {
		if ast.Equal(a.Expr, e) {
			return a.Sym
		}
	}
	sym := c.info.NewSymbol("", t)
	if call, ok := e.(*ast.Call); ok {
		sym.Plain = c.info.AllPlain(call.Args)
	}
	c.grouping.Calls = append(c.grouping.Calls, Aggregation{Sym: sym, Expr: e})
	return sym
}
