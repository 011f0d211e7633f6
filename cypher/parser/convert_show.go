package parser

import (
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

// showAction returns what SHOW is to show. ALL and EXECUTABLE narrow nothing down
// here: all functions are everybody's.
func (c *converter) showAction(ctx *grammar.ShowActionContext) ast.Statement {
	words, _, _ := strings.Cut(strings.TrimPrefix(c.words(ctx.ShowWords()), "ALL "), " EXECUTABLE")
	action, known := adminActions["SHOW "+words]
	if kind, of, _ := strings.Cut(words, " "); !known && of == "INDEXES" {
		return &ast.Admin{Pos: c.pos(ctx), Action: ast.ShowIndexInfo, Kind: kind}
	}
	return &ast.Admin{Pos: c.pos(ctx), Action: action}
}

// shown adds to SHOW what is done with its rows, if anything is.
func (c *converter) shown(of ast.Statement, ctx grammar.IShownContext) ast.Statement {
	if ctx == nil {
		if admin, ok := of.(*ast.Admin); ok && admin.Kind != "" {
			return &ast.Show{Pos: admin.Pos, Of: of, Slice: ast.Projection{Pos: admin.Pos}}
		}
		return of
	}
	show := &ast.Show{Pos: c.pos(ctx), Of: of, Slice: ast.Projection{Pos: c.pos(ctx)}, Where: c.where(ctx.Where())}
	if ctx.Yield() == nil {
		return show
	}
	show.Yield, _ = c.yield(ctx.Yield())
	slices := ctx.AllSliced()
	if ctx.RETURN() != nil {
		show.Return = &ast.Return{Pos: c.pos(ctx.Projected()), Projection: c.projection(ctx.Projected())}
		if n := len(slices); n > 0 && slices[n-1].GetStart().GetTokenIndex() > ctx.Projected().GetStart().GetTokenIndex() {
			c.slice(&show.Return.Projection, slices[n-1])
			slices = slices[:n-1]
		}
	}
	for _, x := range slices {
		c.slice(&show.Slice, x)
	}
	return show
}
