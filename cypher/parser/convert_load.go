package parser

import (
	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

// load converts LOAD. Its expressions are told apart by the keyword before them.
func (c *converter) load(ctx *grammar.LoadClauseContext) *ast.Load {
	x := ctx.Load()
	load := &ast.Load{
		Pos:       c.pos(ctx),
		Config:    c.mapLiteral(x.MapLiteral(), true),
		Header:    x.HEADERS() != nil || x.HEADER() != nil && x.NO() == nil,
		IgnoreBad: x.IGNORE() != nil,
		Variable:  c.variable(x.Name()),
	}
	switch {
	case x.JSONL() != nil:
		load.Format = ast.LoadJSONL
	case x.PARQUET() != nil:
		load.Format = ast.LoadParquet
	}
	keyword := 0
	for _, child := range x.GetChildren() {
		switch k := child.(type) {
		case antlr.TerminalNode:
			keyword = k.GetSymbol().GetTokenType()
		case grammar.IExprContext:
			c.loadOption(load, keyword, c.expr(k))
		}
	}
	if load.Format != ast.LoadCSV && (x.HEADER() != nil || load.IgnoreBad || load.Delimiter != nil || load.Quote != nil || load.NullIf != nil) {
		c.fail(x.GetStart(), "HEADER, IGNORE BAD, DELIMITER, QUOTE and NULLIF are options of LOAD CSV only.")
	}
	return load
}

func (c *converter) loadOption(load *ast.Load, keyword int, x ast.Expr) {
	switch keyword {
	case grammar.CypherParserFROM:
		load.From = x
	case grammar.CypherParserDELIMITER, grammar.CypherParserFIELDTERMINATOR:
		load.Delimiter = x
	case grammar.CypherParserQUOTE:
		load.Quote = x
	case grammar.CypherParserNULLIF:
		load.NullIf = x
	}
}
