package semantic

import (
	"fmt"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/internal/spelling"
)

// callProcedure checks CALL name(args) YIELD ….
func (c *checker) callProcedure(cp *ast.CallProcedure) {
	call := &Call{Args: cp.Args}
	c.info.Procedures[cp] = call
	proc, ok := c.env.Procedure(cp.Name)
	if !ok {
		c.failAs(ProcedureError, cp.Pos, ProcedureNotFound, "There is no procedure named '%s'.%s", cp.Name, nearestProcedure(cp.Name, c.env.ProcedureNames()))
		return
	}
	call.Procedure = proc
	c.arguments(cp, call)
	c.yields(cp, call)
	c.where(cp.Where)
}

func (c *checker) arguments(cp *ast.CallProcedure, call *Call) {
	params := call.Procedure.Params
	if cp.Implicit {
		c.implicitArguments(cp, call)
		return
	}
	required := 0
	for _, p := range params {
		if !p.Optional {
			required++
		}
	}
	types := make([]Type, len(cp.Args))
	for i, a := range cp.Args {
		types[i] = c.expr(a, place{})
	}
	// A graph may come before all others: then the call itself looks at the arguments.
	graph := len(types) > 0 && (!types[0].certain() || types[0].Base == Other)
	n := len(cp.Args)
	switch {
	case graph && n-1 <= len(params) && n >= required:
		return
	case n < required || n > len(params):
		c.fail(cp.Pos, InvalidNumberOfArgs, "'%s' requires %s.", cp.Name, count(required, len(params)))
		return
	}
	for i, a := range cp.Args {
		if want := params[i].Type; !assignable(types[i], want) {
			c.fail(a.Position(), InvalidArgumentType, "'%s' argument named '%s' at position %d must be of type %s.", cp.Name, params[i].Name, i, params[i].Declared)
		}
	}
}

func count(least, most int) string {
	switch {
	case most == 0:
		return "no arguments"
	case least == most:
		return fmt.Sprintf("exactly %d argument(s)", most)
	}
	return fmt.Sprintf("between %d and %d arguments", least, most)
}

// implicitArguments takes the arguments from parameters of the same names. Those that may be left out are.
func (c *checker) implicitArguments(cp *ast.CallProcedure, call *Call) {
	if cp.HasYield && len(call.Procedure.Params) > 0 {
		c.fail(cp.Pos, InvalidArgumentPassing, "Arguments of '%s' can only be left to parameters if the call stands alone.", cp.Name)
	}
	for _, p := range call.Procedure.Params {
		if p.Optional {
			break
		}
		arg := &ast.Parameter{Name: p.Name}
		arg.Pos = cp.Pos
		call.Args = append(call.Args, arg)
	}
}

// assignable reports whether a value of type t may be passed where want is wanted. Integers are numbers, too.
func assignable(t, want Type) bool {
	if !want.certain() {
		return true
	}
	if want.Base == Float {
		return t.is(Int, Float)
	}
	return t.is(want.Base)
}

// yields binds the result fields.
func (c *checker) yields(cp *ast.CallProcedure, call *Call) {
	results := call.Procedure.Results
	switch {
	case cp.HasYield && len(results) == 0:
		c.fail(cp.Pos, UndefinedVariable, "YIELD may not be used on void procedures which do not return any result fields.")
	case cp.HasYield && cp.Star && c.alone != cp && !call.Procedure.BuiltIn:
		c.fail(cp.Pos, UnexpectedSyntax, "YIELD * is only allowed if the call stands alone. Name the fields: %s.", fieldNames(results))
	case cp.HasYield && !cp.Star:
		for _, y := range cp.Yield {
			c.yield(cp, call, y)
		}
	case cp.HasYield || c.alone == cp:
		for _, f := range results {
			if !f.Deprecated {
				c.yieldAs(cp.Pos, call, f, f.Name)
			}
		}
	case len(results) > 0:
		c.fail(cp.Pos, UndefinedVariable, "CALL without YIELD may only be used on procedures which do not return any result fields.")
	}
}

func fieldNames(fields []Field) string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return "YIELD " + strings.Join(names, ", ")
}

func (c *checker) yield(cp *ast.CallProcedure, call *Call, y *ast.YieldItem) {
	name := y.Alias
	if name == "" {
		name = y.Field
	}
	var known []string
	for _, f := range call.Procedure.Results {
		if f.Name == y.Field {
			c.yieldAs(y.Pos, call, f, name)
			return
		}
		known = append(known, f.Name)
	}
	c.fail(y.Pos, UndefinedVariable, "There is no result field '%s' in '%s'.%s", y.Field, cp.Name, spelling.Hint(y.Field, known))
}

func (c *checker) yieldAs(pos ast.Pos, call *Call, f Field, name string) {
	if c.scope.lookup(name) != nil {
		c.fail(pos, VariableBound, "Redeclaring variable: %s.", name)
	}
	sym := c.info.NewSymbol(name, f.Type)
	c.scope.add(name, sym)
	call.Yield = append(call.Yield, Yield{Field: f.Name, Sym: sym})
}
