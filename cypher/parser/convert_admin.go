package parser

import (
	"strings"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

func (c *converter) admin(ctx grammar.IAdminContext) ast.Statement {
	switch x := ctx.(type) {
	case *grammar.AdminActionContext:
		return &ast.Admin{Pos: c.pos(x), Action: adminActions[c.words(x.AdminWords())]}
	case *grammar.ShowActionContext:
		return c.shown(c.showAction(x), x.Shown())
	case *grammar.IndexStatementContext:
		return c.indexStatement(x)
	case *grammar.ConstraintStatementContext:
		return c.constraintStatement(x)
	case *grammar.CreateEnumContext, *grammar.AlterEnumContext, *grammar.DropEnumContext:
		return c.enumStatement(x)
	case *grammar.AnalyzeGraphContext:
		return &ast.AnalyzeGraph{Pos: c.pos(x), Labels: c.names(x.AllName()), Delete: x.DELETE() != nil}
	case *grammar.CreateUserContext, *grammar.DropUserContext, *grammar.SetPasswordContext:
		return c.userStatement(x)
	case *grammar.SetParameterContext:
		return &ast.SetParameter{Pos: c.pos(x), Name: c.name(x.Name()), Value: c.expr(x.Expr()), Global: x.GLOBAL() != nil}
	case *grammar.UnsetParameterContext:
		return &ast.SetParameter{Pos: c.pos(x), Name: c.name(x.Name()), Global: x.GLOBAL() != nil, Unset: true}
	case *grammar.CreateTriggerContext:
		return c.createTrigger(x)
	case *grammar.DropTriggerContext:
		return &ast.DropTrigger{Pos: c.pos(x), Name: c.name(x.Name())}
	case *grammar.TimeToLiveContext:
		return c.timeToLive(x)
	case *grammar.SetDescriptionContext:
		d := c.described(x.Described())
		d.Pos, d.Text = c.pos(x), c.expr(x.Expr())
		return d
	case *grammar.DeleteDescriptionContext:
		d := c.described(x.Described())
		d.Pos = c.pos(x)
		return d
	case *grammar.UseDatabaseContext:
		return &ast.UseDatabase{Pos: c.pos(x.UserName()), Name: c.userName(x.UserName())}
	}
	return c.operation(ctx)
}

// operation converts statements about the running server and its data.
func (c *converter) operation(ctx grammar.IAdminContext) ast.Statement {
	switch x := ctx.(type) {
	case *grammar.ShowStorageInfoContext:
		show := &ast.ShowStorageInfo{Pos: c.pos(x), Current: x.CURRENT() != nil}
		if x.Name() != nil {
			show.Database = c.name(x.Name())
		}
		return c.shown(show, x.Shown())
	case *grammar.RecoverSnapshotContext:
		return &ast.RecoverSnapshot{
			Pos: c.pos(x), Path: c.expr(x.Expr()),
			Config: c.mapLiteral(x.MapLiteral(), true), Force: x.FORCE() != nil,
		}
	case *grammar.StorageModeContext:
		return &ast.StorageMode{Pos: c.pos(x), Mode: strings.ToUpper(c.name(x.Name()))}
	case *grammar.SetIsolationContext:
		return c.setIsolation(x)
	case *grammar.ShowTransactionsContext:
		show := &ast.ShowTransactions{Pos: c.pos(x)}
		for _, status := range x.AllTransactionStatus() {
			show.Statuses = append(show.Statuses, c.words(status))
		}
		return c.shown(show, x.Shown())
	case *grammar.TerminateTransactionsContext:
		return &ast.TerminateTransactions{Pos: c.pos(x), IDs: c.exprs(x.AllExpr())}
	case *grammar.SetDatabaseSettingContext:
		return &ast.SetDatabaseSetting{Pos: c.pos(x), Name: c.expr(x.Expr(0)), Value: c.expr(x.Expr(1))}
	case *grammar.SetSessionSettingContext:
		return &ast.SessionSetting{Pos: c.pos(x), Name: c.expr(x.Expr(0)), Value: c.expr(x.Expr(1))}
	case *grammar.ResetSessionSettingContext:
		return &ast.SessionSetting{Pos: c.pos(x), Name: c.expr(x.Expr())}
	case *grammar.TraceSessionContext:
		return &ast.TraceSession{Pos: c.pos(x), On: x.ON() != nil}
	default:
		show := ctx.(*grammar.ShowDatabaseSettingContext)
		return &ast.ShowDatabaseSetting{Pos: c.pos(show), Name: c.expr(show.Expr())}
	}
}

func (c *converter) setIsolation(ctx *grammar.SetIsolationContext) ast.Statement {
	set := &ast.SetIsolation{Pos: c.pos(ctx), Scope: ast.IsolationGlobal, Level: "SNAPSHOT ISOLATION"}
	switch {
	case ctx.SESSION() != nil:
		set.Scope = ast.IsolationSession
	case ctx.NEXT() != nil:
		set.Scope = ast.IsolationNext
	}
	switch {
	case ctx.COMMITTED() != nil:
		set.Level = "READ COMMITTED"
	case ctx.UNCOMMITTED() != nil:
		set.Level = "READ UNCOMMITTED"
	}
	return set
}

func (c *converter) enumStatement(ctx grammar.IAdminContext) ast.Statement {
	switch x := ctx.(type) {
	case *grammar.CreateEnumContext:
		names := c.names(x.AllName())
		return &ast.EnumStatement{Pos: c.pos(x), Action: ast.EnumCreate, Name: names[0], Values: names[1:]}
	case *grammar.DropEnumContext:
		return &ast.EnumStatement{Pos: c.pos(x), Action: ast.EnumDrop, Name: c.name(x.Name())}
	}
	x := ctx.(*grammar.AlterEnumContext)
	names := c.names(x.AllName())
	alter := &ast.EnumStatement{Pos: c.pos(x), Action: ast.EnumAdd, Name: names[0], Values: names[1:]}
	switch {
	case x.UPDATE() != nil:
		alter.Action = ast.EnumRename
	case x.REMOVE() != nil:
		alter.Action = ast.EnumRemove
	}
	return alter
}

func (c *converter) userStatement(ctx grammar.IAdminContext) ast.Statement {
	user := &ast.UserStatement{Pos: c.pos(ctx)}
	switch x := ctx.(type) {
	case *grammar.CreateUserContext:
		user.Action, user.Name = ast.CreateUser, c.userName(x.UserName())
		user.IfNotExists, user.Password = c.ifExists(x.IfExists(), false), c.optional(x.Expr())
	case *grammar.DropUserContext:
		user.Action, user.Name = ast.DropUser, c.userName(x.UserName())
		user.IfNotExists = c.ifExists(x.IfExists(), true)
	case *grammar.SetPasswordContext:
		user.Action, user.Name = ast.SetPassword, c.userName(x.UserName())
		user.Password, user.Old = c.expr(x.Expr(0)), c.optional(x.Expr(1))
		if user.Old == nil && user.Name == "" {
			c.fail(x.GetStart(), "SET PASSWORD needs FOR user, or REPLACE with the old password.")
		}
	}
	return user
}

// userName decodes a name that may be quoted; "" if absent.
func (c *converter) userName(ctx grammar.IUserNameContext) string {
	switch {
	case ctx == nil:
		return ""
	case ctx.STRING() != nil:
		return c.stringOf(ctx.GetStart())
	}
	return c.name(ctx.Name())
}

// ifExists reports whether IF EXISTS, for a drop, or IF NOT EXISTS is there.
func (c *converter) ifExists(ctx grammar.IIfExistsContext, drop bool) bool {
	if ctx == nil {
		return false
	}
	if drop != (ctx.NOT() == nil) {
		c.fail(ctx.GetStart(), "CREATE goes with IF NOT EXISTS and DROP with IF EXISTS.")
	}
	return true
}

func (c *converter) names(ctxs []grammar.INameContext) []string {
	var names []string
	for _, n := range ctxs {
		names = append(names, c.name(n))
	}
	return names
}

// words returns the tokens of a part of the tree in upper case, with single
// blanks.
func (c *converter) words(ctx antlr.ParserRuleContext) string {
	var b strings.Builder
	c.spell(&b, ctx)
	return b.String()
}

func (c *converter) spell(b *strings.Builder, tree antlr.Tree) {
	if leaf, ok := tree.(antlr.TerminalNode); ok {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.ToUpper(c.src.tokenText(leaf.GetSymbol())))
		return
	}
	for _, child := range tree.GetChildren() {
		c.spell(b, child)
	}
}
