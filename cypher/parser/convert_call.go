package parser

import (
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
	"memgraphd/engine/value"
)

var quantifiers = map[string]ast.QuantifierKind{
	"ALL": ast.All, "ANY": ast.Any, "NONE": ast.None, "SINGLE": ast.Single,
}

// callExpr tells apart what looks like a call: functions, quantifiers,
// extract, filter, exists(pattern) and count(*).
func (c *converter) callExpr(ctx *grammar.CallExprContext) ast.Expr {
	name := calleeName(c.expr(ctx.Expr(0)))
	upper := strings.ToUpper(name)
	given := ctx.Arguments()
	if given == nil {
		given = &grammar.ArgumentsContext{}
	}
	args := c.exprs(given.AllExpr())
	if ctx.BAR() != nil {
		return c.extract(ctx, upper, append(args, c.expr(ctx.Expr(1))))
	}
	if kind, ok := quantifiers[upper]; ok {
		return c.quantifierExpr(ctx, kind, upper, args)
	}
	if given.FROM() != nil {
		return c.trim(ctx, upper, given, args)
	}
	switch {
	case name == "":
		c.fail(ctx.LPAREN().GetSymbol(), "Only a function can be called.")
	case upper == "FILTER" && ctx.Where() != nil:
		return c.extract(ctx, upper, args)
	case ctx.Where() != nil:
		c.fail(ctx.Where().GetStart(), "A function's arguments can't have WHERE.")
	case given.STAR() != nil && upper == "COUNT":
		return &ast.CountStar{Node: c.node(ctx)}
	case given.STAR() != nil:
		c.fail(given.GetStart(), "Only COUNT can be called with *.")
	case upper == "EXISTS" && len(args) == 1:
		if pattern, ok := args[0].(*ast.PatternExpr); ok {
			pattern.Node = c.node(ctx)
			return pattern
		}
	}
	if upper == "NORMALIZE" && len(args) == 2 {
		args[1] = normalForm(args[1])
	}
	return &ast.Call{Node: c.node(ctx), Name: name, Distinct: given.DISTINCT() != nil, Args: args}
}

// normalForm makes a text of the word NFC and its kin, which are written without quotes.
func normalForm(e ast.Expr) ast.Expr {
	if v, ok := e.(*ast.Variable); ok && slices.Contains([]string{"NFC", "NFD", "NFKC", "NFKD"}, strings.ToUpper(v.Name)) {
		return &ast.Literal{Node: v.Node, Value: value.String(v.Name)}
	}
	return e
}

// trim converts trim([BOTH | LEADING | TRAILING] [characters] FROM text).
func (c *converter) trim(ctx *grammar.CallExprContext, name string, given grammar.IArgumentsContext, args []ast.Expr) ast.Expr {
	if name != "TRIM" || given.DISTINCT() != nil || len(args) > 2 {
		c.fail(given.FROM().GetSymbol(), "FROM only stands in trim(characters FROM text).")
	}
	call := &ast.Call{Node: c.node(ctx), Name: "btrim", Args: args}
	switch {
	case given.LEADING() != nil:
		call.Name = "ltrim"
	case given.TRAILING() != nil:
		call.Name = "rtrim"
	}
	slices.Reverse(call.Args)
	return call
}

// calleeName returns the dotted name that an expression spells, or "".
func calleeName(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Variable:
		return x.Name
	case *ast.Property:
		if target := calleeName(x.Target); target != "" {
			return target + "." + x.Key
		}
	}
	return ""
}

func (c *converter) quantifierExpr(ctx *grammar.CallExprContext, kind ast.QuantifierKind, name string, args []ast.Expr) ast.Expr {
	v, list := c.generator(args)
	switch {
	case v == nil || ctx.Arguments().DISTINCT() != nil:
		c.fail(ctx.GetStart(), name+"(...) needs the form "+name+"(variable IN list WHERE predicate).")
	case ctx.Where() == nil:
		c.fail(ctx.GetStart(), name+"(...) requires a WHERE predicate.")
	}
	return &ast.Quantifier{Node: c.node(ctx), Kind: kind, Variable: v, List: list, Where: c.where(ctx.Where())}
}

// generator takes variable IN list apart; both are nil if args is not that.
func (c *converter) generator(args []ast.Expr) (*ast.Variable, ast.Expr) {
	if len(args) != 1 {
		return nil, nil
	}
	in, ok := args[0].(*ast.Binary)
	if !ok || in.Op != ast.In {
		return nil, nil
	}
	v, ok := in.X.(*ast.Variable)
	if !ok {
		return nil, nil
	}
	c.declare(v.Name)
	return v, in.Y
}

// extract converts extract(v IN list WHERE p | e) and filter(v IN list WHERE p).
func (c *converter) extract(ctx *grammar.CallExprContext, name string, args []ast.Expr) ast.Expr {
	lc := &ast.ListComprehension{Node: c.node(ctx), Where: c.where(ctx.Where())}
	if ctx.BAR() != nil {
		lc.Map, args = args[len(args)-1], args[:len(args)-1]
	}
	lc.Extract = name == "EXTRACT"
	if lc.Variable, lc.List = c.generator(args); lc.Variable == nil || lc.Extract != (lc.Map != nil) {
		c.fail(ctx.GetStart(), "A bar needs the form extract(variable IN list | expression).")
	}
	return lc
}

// bracket tells lists, list comprehensions and pattern comprehensions apart.
func (c *converter) bracket(ctx *grammar.BracketAtomContext) ast.Expr {
	heads := ctx.AllExpr()
	if ctx.BAR() != nil {
		heads = heads[:len(heads)-1]
	}
	items := c.exprs(heads)
	v, list := c.generator(items)
	where := c.where(ctx.Where())
	var result ast.Expr
	if ctx.BAR() != nil {
		result = c.expr(ctx.Expr(len(heads)))
	}
	if v != nil && !c.parenthesisedItem(ctx) {
		return &ast.ListComprehension{Node: c.node(ctx), Variable: v, List: list, Where: where, Map: result}
	}
	if where == nil && result == nil {
		return &ast.ListLit{Node: c.node(ctx), Items: items}
	}
	if part := comprehended(items); part != nil && result != nil {
		return &ast.PatternComprehension{Node: c.node(ctx), Part: part, Where: where, Map: result}
	}
	c.fail(ctx.GetStart(), "A comprehension needs the form [variable IN list WHERE predicate | expression] "+
		"or [pattern WHERE predicate | expression].")
	return &ast.ListLit{Node: c.node(ctx), Items: items}
}

// parenthesisedItem tells [(x IN l)], a list of a truth value, from [x IN l].
func (c *converter) parenthesisedItem(ctx *grammar.BracketAtomContext) bool {
	_, in := ctx.Expr(0).(*grammar.PredicateExprContext)
	return !in
}

// comprehended returns the pattern of pattern or name = pattern.
func comprehended(items []ast.Expr) *ast.PatternPart {
	if len(items) != 1 {
		return nil
	}
	switch x := items[0].(type) {
	case *ast.PatternExpr:
		return x.Part
	case *ast.Comparison:
		v, isVariable := x.Operands[0].(*ast.Variable)
		pattern, isPattern := x.Operands[1].(*ast.PatternExpr)
		if isVariable && isPattern && len(x.Operands) == 2 && x.Ops[0] == ast.Eq {
			pattern.Part.Variable = v
			return pattern.Part
		}
	}
	return nil
}
