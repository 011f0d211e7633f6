package parser

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

func (c *converter) setItems(ctxs []grammar.ISetItemContext) []*ast.SetItem {
	items := make([]*ast.SetItem, 0, len(ctxs))
	for _, ctx := range ctxs {
		items = append(items, c.setItem(ctx))
	}
	return items
}

func (c *converter) setItem(ctx grammar.ISetItemContext) *ast.SetItem {
	item := &ast.SetItem{Pos: c.pos(ctx)}
	if ctx.LabelList() != nil {
		item.Kind, item.Target = ast.SetLabels, c.targetExpr(ctx.Target())
		item.Labels = c.labelList(ctx.LabelList())
		return item
	}
	item.Target, item.Keys, item.Key = c.target(ctx.Target())
	item.Value = c.expr(ctx.Expr())
	switch {
	case ctx.PLUSEQ() != nil:
		item.Kind = ast.SetMerge
		if item.Key != nil {
			c.fail(ctx.GetStart(), "+= needs a variable or a property on its left.")
		}
	case item.Key != nil:
		item.Kind = ast.SetDynamicKey
	case item.Keys != nil:
		item.Kind = ast.SetProperty
	default:
		item.Kind = ast.SetAll
	}
	return item
}

func (c *converter) remove(ctx *grammar.RemoveClauseContext) *ast.Remove {
	remove := &ast.Remove{Pos: c.pos(ctx)}
	for _, i := range ctx.AllRemoveItem() {
		item := &ast.RemoveItem{Pos: c.pos(i)}
		if i.LabelList() != nil {
			item.Target, item.Labels = c.targetExpr(i.Target()), c.labelList(i.LabelList())
		} else if item.Target, item.Keys, item.Key = c.target(i.Target()); item.Keys == nil && item.Key == nil {
			c.fail(i.GetStart(), "REMOVE needs a property or a label, such as n.name or n:Person.")
		}
		remove.Items = append(remove.Items, item)
	}
	return remove
}

// target splits what is assigned to into the entity and the property path or
// the computed key at its end.
func (c *converter) target(ctx grammar.ITargetContext) (entity ast.Expr, keys []string, key ast.Expr) {
	for ctx.DOT() != nil {
		keys = append(keys, c.name(ctx.Name()))
		ctx = ctx.Target()
	}
	slices.Reverse(keys)
	if keys == nil && ctx.LBRACKET() != nil {
		return c.targetExpr(ctx.Target()), nil, c.expr(ctx.Expr(0))
	}
	return c.targetExpr(ctx), keys, nil
}

// targetExpr converts a whole target to the expression that it looks like.
func (c *converter) targetExpr(ctx grammar.ITargetContext) ast.Expr {
	switch {
	case ctx.Variable() != nil:
		return &ast.Variable{Node: c.node(ctx), Name: c.nameOf(ctx.GetStart())}
	case ctx.DOT() != nil:
		return &ast.Property{Node: c.node(ctx), Target: c.targetExpr(ctx.Target()), Key: c.name(ctx.Name())}
	case ctx.LBRACKET() != nil:
		return &ast.Index{Node: c.node(ctx), Target: c.targetExpr(ctx.Target()), Index: c.expr(ctx.Expr(0))}
	case ctx.Target() == nil:
		return c.expr(ctx.Expr(0))
	}
	call := &ast.Call{Node: c.node(ctx), Args: c.exprs(ctx.AllExpr())}
	if call.Name = calleeName(c.targetExpr(ctx.Target())); call.Name == "" {
		c.fail(ctx.LPAREN().GetSymbol(), "Only a function can be called.")
	}
	return call
}
