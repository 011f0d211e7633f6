package parser

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

// timeToLive converts ENABLE, STOP and DISABLE TTL. Only the first takes options, each once.
func (c *converter) timeToLive(ctx *grammar.TimeToLiveContext) *ast.TimeToLive {
	st := &ast.TimeToLive{Pos: c.pos(ctx), Action: ast.EnableTTL}
	switch {
	case ctx.STOP() != nil:
		st.Action = ast.StopTTL
	case ctx.DISABLE() != nil:
		st.Action = ast.DisableTTL
	}
	for _, option := range ctx.AllTtlOption() {
		given := &st.Every
		if option.AT() != nil {
			given = &st.At
		}
		switch {
		case st.Action != ast.EnableTTL:
			c.fail(option.GetStart(), "Only ENABLE TTL takes EVERY and AT.")
		case *given != nil:
			c.fail(option.GetStart(), "EVERY and AT can be given once.")
		}
		*given = c.expr(option.Expr())
	}
	return st
}
