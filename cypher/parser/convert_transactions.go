package parser

import (
	"strings"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

// inTransactions converts what says how CALL {} commits.
func (c *converter) inTransactions(call *ast.CallSubquery, ctx grammar.IInTransactionsContext) {
	if ctx == nil {
		return
	}
	counts, words := ctx.AllCount(), ctx.AllID()
	call.InTx = true
	if ctx.OF() != nil {
		call.RowsPerTxn = c.count(counts[len(counts)-1])
	}
	next := func(expected string, allowed ...string) string {
		word := words[0].GetSymbol()
		words = words[1:]
		return c.oneOf(word, expected, allowed...)
	}
	if len(words) > 0 && words[0].GetSymbol().GetTokenIndex() < ctx.TRANSACTIONS().GetSymbol().GetTokenIndex() {
		next("CONCURRENT", "CONCURRENT")
		call.Concurrent, call.Workers = true, c.workers(ctx)
	}
	if ctx.ON() != nil {
		next("ERROR", "ERROR")
		switch next("CONTINUE, BREAK or FAIL", "CONTINUE", "BREAK", "FAIL") {
		case "CONTINUE":
			call.OnError = ast.ContinueOnError
		case "BREAK":
			call.OnError = ast.BreakOnError
		}
	}
	if ctx.STATUS() != nil {
		next("REPORT", "REPORT")
		call.Status = c.variable(ctx.Name())
	}
}

// workers converts how many transactions are concurrent; nil if that is not said.
func (c *converter) workers(ctx grammar.IInTransactionsContext) ast.Expr {
	if lifted := ctx.LIFTED(); lifted != nil {
		return c.liftedLiteral(lifted.GetSymbol())
	}
	if n := ctx.Count(0); n != nil && n.GetStart().GetTokenIndex() < ctx.TRANSACTIONS().GetSymbol().GetTokenIndex() {
		return c.count(n)
	}
	return nil
}

// oneOf returns in upper case a word that has to be one of those allowed.
func (c *converter) oneOf(word antlr.Token, expected string, allowed ...string) string {
	text := strings.ToUpper(c.src.tokenText(word))
	for _, a := range allowed {
		if a == text {
			return a
		}
	}
	c.fail(word, "Expected "+expected+", not "+c.src.tokenText(word)+".")
	return ""
}

// hints converts the hints behind MATCH that name an index. The others are advice to a planner that is not this one.
func (c *converter) hints(ctxs []grammar.IHintContext) []ast.IndexHint {
	var hints []ast.IndexHint
	for _, ctx := range ctxs {
		switch {
		case ctx.INDEX() != nil:
			if ctx.ID() != nil {
				c.oneOf(ctx.ID().GetSymbol(), "SEEK", "SEEK")
			}
			hints = append(hints, ast.IndexHint{Label: c.name(ctx.Name(1)), Paths: c.propertyPaths(ctx.AllPropertyPath())})
		case ctx.ON() != nil:
			c.oneOf(ctx.ID().GetSymbol(), "JOIN ON", "JOIN")
		default:
			c.oneOf(ctx.ID().GetSymbol(), "INDEX, SCAN or JOIN ON", "SCAN")
		}
	}
	return hints
}
