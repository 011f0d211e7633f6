package parser

import (
	"cmp"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

func (c *converter) clauses(ctxs []grammar.IClauseContext) []ast.Clause {
	clauses := make([]ast.Clause, 0, len(ctxs))
	for _, ctx := range ctxs {
		if x, ok := ctx.(*grammar.SliceClauseContext); ok {
			clauses = c.sliceClause(clauses, x)
			continue
		}
		clauses = append(clauses, c.clause(ctx))
	}
	return clauses
}

// sliceClause converts ORDER BY, SKIP and LIMIT. They are a part of the WITH or RETURN that they
// stand behind, and elsewhere that of a WITH *.
func (c *converter) sliceClause(before []ast.Clause, ctx *grammar.SliceClauseContext) []ast.Clause {
	if n := len(before); n > 0 {
		switch last := before[n-1].(type) {
		case *ast.Return:
			if last.Sliced() || ctx.Where() != nil {
				c.fail(ctx.GetStart(), "Nothing can be put after RETURN … ORDER BY … SKIP … LIMIT, in this order.")
			}
			c.slice(&last.Projection, ctx.Sliced())
			return before
		case *ast.With:
			if !last.Sliced() && last.Where == nil {
				c.slice(&last.Projection, ctx.Sliced())
				last.Where = c.where(ctx.Where())
				return before
			}
		}
	}
	if ctx.Where() != nil {
		c.fail(ctx.Where().GetStart(), "WHERE behind ORDER BY, SKIP or LIMIT needs a WITH in front of them.")
	}
	with := &ast.With{Pos: c.pos(ctx), Projection: ast.Projection{Pos: c.pos(ctx), Star: true}}
	c.slice(&with.Projection, ctx.Sliced())
	return append(before, with)
}

func (c *converter) clause(ctx grammar.IClauseContext) ast.Clause {
	switch x := ctx.(type) {
	case *grammar.MatchClauseContext:
		return &ast.Match{
			Pos: c.pos(x), Optional: x.OPTIONAL() != nil,
			Pattern: c.pattern(x.Pattern()), Hints: c.hints(x.AllHint()), Where: c.where(x.Where()),
		}
	case *grammar.UnwindClauseContext:
		return &ast.Unwind{Pos: c.pos(x), List: c.expr(x.Expr()), Variable: c.variable(x.Name())}
	case *grammar.LetClauseContext:
		return c.let(x)
	case *grammar.FilterClauseContext:
		pos := c.pos(x)
		return &ast.With{Pos: pos, Projection: ast.Projection{Pos: pos, Star: true}, Where: c.expr(x.Expr())}
	case *grammar.WithClauseContext:
		return &ast.With{Pos: c.pos(x), Projection: c.projection(x.Projected()), Where: c.where(x.Where())}
	case *grammar.ReturnClauseContext:
		return &ast.Return{Pos: c.pos(x), Projection: c.projection(x.Projected())}
	case *grammar.FinishClauseContext:
		return &ast.Finish{Pos: c.pos(x)}
	case *grammar.CreateClauseContext:
		return &ast.Create{Pos: c.pos(x), Pattern: c.pattern(x.Pattern())}
	case *grammar.MergeClauseContext:
		return c.merge(x)
	case *grammar.SetClauseContext:
		return &ast.Set{Pos: c.pos(x), Items: c.setItems(x.AllSetItem())}
	case *grammar.RemoveClauseContext:
		return c.remove(x)
	case *grammar.DeleteClauseContext:
		return &ast.Delete{Pos: c.pos(x), Detach: x.DETACH() != nil, Exprs: c.exprs(x.AllExpr())}
	case *grammar.ForeachClauseContext:
		return &ast.Foreach{
			Pos: c.pos(x), Variable: c.variable(x.Name()),
			List: c.expr(x.Expr()), Body: c.clauses(x.AllClause()),
		}
	case *grammar.CallClauseContext:
		return c.call(x)
	default:
		return c.load(ctx.(*grammar.LoadClauseContext))
	}
}

func (c *converter) where(ctx grammar.IWhereContext) ast.Expr {
	if ctx == nil {
		return nil
	}
	return c.expr(ctx.Expr())
}

func (c *converter) projection(ctx grammar.IProjectedContext) ast.Projection {
	p := ast.Projection{Pos: c.pos(ctx), Distinct: ctx.DISTINCT() != nil, Star: ctx.STAR() != nil}
	for _, item := range ctx.AllProjectionItem() {
		p.Items = append(p.Items, c.projectionItem(item))
	}
	return p
}

// slice converts ORDER BY, SKIP and LIMIT, if they are there.
func (c *converter) slice(p *ast.Projection, ctx grammar.ISlicedContext) {
	if ctx == nil {
		return
	}
	for _, item := range ctx.AllSortItem() {
		p.OrderBy = append(p.OrderBy, &ast.SortItem{
			Expr: c.expr(item.Expr()), Descending: item.DESC() != nil || item.DESCENDING() != nil,
		})
	}
	next := 0
	if ctx.SKIP_() != nil || ctx.OFFSET() != nil {
		p.Skip = c.expr(ctx.Expr(next))
		next++
	}
	if ctx.LIMIT() != nil {
		p.Limit = c.expr(ctx.Expr(next))
	}
}

func (c *converter) projectionItem(ctx grammar.IProjectionItemContext) *ast.ProjectionItem {
	x := ctx.Expr()
	span := c.src.span(x.GetStart(), x.GetStop())
	item := &ast.ProjectionItem{Pos: c.pos(ctx), Expr: c.expr(x), Text: c.src.text[span.Start:span.End]}
	if ctx.Name() != nil {
		item.Alias = c.name(ctx.Name())
		c.declare(item.Alias)
	}
	return item
}

// let converts LET x = e, which is WITH *, e AS x.
func (c *converter) let(ctx *grammar.LetClauseContext) *ast.With {
	w := &ast.With{Pos: c.pos(ctx), Projection: ast.Projection{Pos: c.pos(ctx), Star: true}}
	for _, item := range ctx.AllLetItem() {
		w.Items = append(w.Items, &ast.ProjectionItem{Pos: c.pos(item), Expr: c.expr(item.Expr()), Alias: c.variable(item.Name()).Name})
	}
	return w
}

func (c *converter) merge(ctx *grammar.MergeClauseContext) *ast.Merge {
	m := &ast.Merge{Pos: c.pos(ctx), Part: c.patternPart(ctx.PatternPart())}
	for _, action := range ctx.AllMergeAction() {
		items := c.setItems(action.AllSetItem())
		if action.MATCH() != nil {
			m.OnMatch = append(m.OnMatch, items...)
		} else {
			m.OnCreate = append(m.OnCreate, items...)
		}
	}
	return m
}

func (c *converter) call(ctx *grammar.CallClauseContext) ast.Clause {
	pos, optional := c.pos(ctx), ctx.OPTIONAL() != nil
	if ctx.CallSubquery() != nil {
		call := c.callSubquery(ctx.CallSubquery())
		call.Pos, call.Optional = pos, optional
		return call
	}
	call := c.callProcedure(ctx.CallProcedure())
	call.Pos, call.Optional = pos, optional
	if optional && call.Where != nil && len(call.Yield) > 0 {
		return filteredCall(call)
	}
	return call
}

// filteredCall makes OPTIONAL CALL (*) { CALL p() YIELD a WHERE condition RETURN a } of OPTIONAL CALL p() YIELD a WHERE
// condition: a row for which the condition leaves nothing is kept, too.
func filteredCall(call *ast.CallProcedure) ast.Clause {
	ret := &ast.Return{Pos: call.Pos, Projection: ast.Projection{Pos: call.Pos}}
	for _, y := range call.Yield {
		name := cmp.Or(y.Alias, y.Field)
		v := &ast.Variable{Node: ast.Node{Pos: y.Pos}, Name: name}
		ret.Items = append(ret.Items, &ast.ProjectionItem{Pos: y.Pos, Expr: v, Alias: name, Text: name})
	}
	call.Optional = false
	body := &ast.SingleQuery{Pos: call.Pos, Clauses: []ast.Clause{call, ret}}
	return &ast.CallSubquery{
		Pos: call.Pos, Optional: true, HasScope: true, ImportAll: true,
		Query: &ast.Query{Pos: call.Pos, Parts: []*ast.SingleQuery{body}},
	}
}

func (c *converter) callSubquery(ctx grammar.ICallSubqueryContext) *ast.CallSubquery {
	call := &ast.CallSubquery{
		HasScope:  ctx.LPAREN() != nil,
		ImportAll: ctx.STAR() != nil,
	}
	for _, n := range ctx.AllName() {
		call.Imports = append(call.Imports, c.variable(n))
	}
	call.Query = c.composed(ctx.Composed())
	c.inTransactions(call, ctx.InTransactions())
	return call
}

func (c *converter) callProcedure(ctx grammar.ICallProcedureContext) *ast.CallProcedure {
	call := &ast.CallProcedure{
		Args:     c.exprs(ctx.AllExpr()),
		Implicit: ctx.LPAREN() == nil,
		HasYield: ctx.Yield() != nil,
		Where:    c.where(ctx.Where()),
		Memory:   c.memoryLimit(ctx.MemoryLimit()),
	}
	call.Name = c.dotted(ctx.AllName())
	call.Yield, call.Star = c.yield(ctx.Yield())
	return call
}

// yield converts YIELD; star for *, which names no items.
func (c *converter) yield(ctx grammar.IYieldContext) (items []*ast.YieldItem, star bool) {
	if ctx == nil {
		return nil, false
	}
	for _, y := range ctx.AllYieldItem() {
		item := &ast.YieldItem{Pos: c.pos(y), Field: c.name(y.Name(0))}
		if y.AS() != nil {
			item.Alias = c.name(y.Name(1))
		}
		c.declare(cmp.Or(item.Alias, item.Field))
		items = append(items, item)
	}
	return items, ctx.STAR() != nil
}
