package parser

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

// createTrigger converts CREATE TRIGGER. In its query the variables of the event are
// parameters, unless something else is called so.
func (c *converter) createTrigger(ctx *grammar.CreateTriggerContext) *ast.CreateTrigger {
	t := &ast.CreateTrigger{
		Pos: c.pos(ctx), Name: c.name(ctx.Name()),
		Invoker: ctx.INVOKER() != nil, Before: ctx.BEFORE() != nil,
	}
	if on := ctx.TriggerEvent(); on != nil {
		switch {
		case on.CREATE() != nil:
			t.Event = ast.CreateEvent
		case on.UPDATE() != nil:
			t.Event = ast.UpdateEvent
		default:
			t.Event = ast.DeleteEvent
		}
		switch {
		case on.LPAREN() != nil:
			t.Object = ast.NodeObject
		case on.GT() != nil:
			t.Object = ast.RelationshipObject
		}
	}
	c.event = map[string]bool{}
	for _, name := range t.Variables() {
		c.event[name] = true
	}
	span := c.src.span(ctx.Composed().GetStart(), ctx.Composed().GetStop())
	t.Query, t.Text = c.whole(ctx.Composed()), c.src.text[span.Start:span.End]
	return t
}
