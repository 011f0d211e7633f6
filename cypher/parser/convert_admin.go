package parser

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

func (c *converter) admin(ctx grammar.IAdminContext) ast.Statement {
	c.fail(ctx.GetStart(), "This administrative statement is not known.")
	return nil
}
