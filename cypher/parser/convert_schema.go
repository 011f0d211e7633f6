package parser

import (
	"strings"

	"github.com/antlr4-go/antlr/v4"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/parser/internal/grammar"
)

// indexStatement converts Memgraph's CREATE INDEX ON :Label(property) and
// Neo4j's CREATE INDEX name FOR (n:Label) ON (n.property).
func (c *converter) indexStatement(ctx *grammar.IndexStatementContext) ast.Statement {
	s := &ast.IndexStatement{
		Pos: c.pos(ctx), Drop: ctx.DROP() != nil,
		Config: c.indexConfig(ctx.IndexConfig()),
	}
	s.IfNotExists = c.ifExists(ctx.IfExists(), s.Drop)
	s.Name, s.NameOf = c.givenName(ctx.Name(), ctx.Parameter())
	edge := ctx.EDGE() != nil
	switch on, by := ctx.IndexOn(), ctx.IndexFor(); {
	case on != nil:
		c.indexProperties(s, on.AllPropertyPath(), "")
		c.indexNames(s, on.IndexNames())
	case by != nil:
		edge = edge || len(by.AllMINUS()) > 0
		c.indexNames(s, by.IndexNames())
		c.indexProperties(s, by.AllPropertyPath(), c.name(by.Name()))
	case !s.Drop || s.Name == "" && s.NameOf == nil:
		c.fail(ctx.GetStop(), "An index needs ON :Label(property), or FOR (n:Label) ON (n.property).")
	}
	s.Kind = c.indexKind(ctx.IndexKind(), edge)
	c.checkIndex(ctx, s)
	return s
}

// givenName converts the name of an index or constraint, which may be a parameter.
func (c *converter) givenName(name grammar.INameContext, parameter grammar.IParameterContext) (string, ast.Expr) {
	switch {
	case name != nil:
		return c.name(name), nil
	case parameter != nil:
		return "", c.parameter(parameter)
	}
	return "", nil
}

// indexNames converts the labels or types that an index is on.
func (c *converter) indexNames(s *ast.IndexStatement, ctx grammar.IIndexNamesContext) {
	if ctx == nil {
		return
	}
	names := c.names(ctx.AllName())
	s.Label, s.All = names[0], len(ctx.AllAMPERSAND()) > 0
	if len(names) > 1 {
		s.More = names[1:]
	}
}

func (c *converter) indexConfig(ctx grammar.IIndexConfigContext) ast.Expr {
	switch {
	case ctx == nil:
		return nil
	case ctx.MapLiteral() != nil:
		return c.mapLiteral(ctx.MapLiteral(), true)
	}
	return c.parameter(ctx.Parameter())
}

var indexKinds = map[string][2]ast.IndexKind{ // of nodes, of relationships
	"":         {ast.LabelIndex, ast.EdgeTypeIndex},
	"RANGE":    {ast.LabelIndex, ast.EdgeTypeIndex},
	"GLOBAL":   {ast.GlobalIndex, ast.GlobalEdgeIndex},
	"TEXT":     {ast.TextIndex, ast.TextEdgeIndex},
	"FULLTEXT": {ast.TextIndex, ast.TextEdgeIndex},
	"VECTOR":   {ast.VectorIndex, ast.VectorEdgeIndex},
	"POINT":    {ast.PointIndex, ast.PointIndex},
}

func (c *converter) indexKind(ctx grammar.IIndexKindContext, edge bool) ast.IndexKind {
	word := ""
	if ctx != nil {
		word = c.words(ctx)
		if word == "POINT" && edge {
			c.fail(ctx.GetStart(), "There are no point indexes on relationships.")
		}
	}
	kinds := indexKinds[word]
	if edge {
		return kinds[1]
	}
	return kinds[0]
}

// checkIndex refuses what the grammar admits for one kind of index but another
// is meant.
func (c *converter) checkIndex(ctx *grammar.IndexStatementContext, s *ast.IndexStatement) {
	if ctx.IndexOn() == nil && ctx.IndexFor() == nil {
		return
	}
	global := s.Kind == ast.GlobalIndex || s.Kind == ast.GlobalEdgeIndex
	vector := s.Kind == ast.VectorIndex || s.Kind == ast.VectorEdgeIndex
	named := vector || s.Kind == ast.TextIndex || s.Kind == ast.TextEdgeIndex
	switch {
	case global && (s.Label != "" || len(s.Properties) != 1):
		c.fail(ctx.GetStop(), "A global index needs ON :(property).")
	case !global && !vector && s.Label == "":
		c.fail(ctx.GetStop(), "The index needs a label or type, such as ON :Person(name).")
	case s.Kind == ast.PointIndex && len(s.Properties) != 1:
		c.fail(ctx.GetStop(), "A point index needs one property, such as ON :City(location).")
	case vector && len(s.Properties) != 1:
		c.fail(ctx.GetStop(), "A vector index needs one property, such as ON :Page(embedding).")
	case s.Kind == ast.EdgeTypeIndex && len(s.Properties) > 1:
		c.fail(ctx.GetStop(), "Composite indices are not supported for edge indices.")
	case s.Kind == ast.EdgeTypeIndex && s.Paths != nil:
		c.fail(ctx.GetStop(), "Nested properties are not supported for edge indices.")
	case named && s.Name == "" && s.NameOf == nil:
		c.fail(ctx.GetStart(), "The index needs a name, such as CREATE TEXT INDEX name ON :Label.")
	case !named && len(s.More) > 0:
		c.fail(ctx.GetStop(), "Only text and vector indexes can be on several labels or types.")
	case s.All && s.Kind != ast.VectorIndex:
		c.fail(ctx.GetStop(), "Only vector indexes on nodes can ask for several labels at once: use | in place of &.")
	}
}

// indexProperties converts the properties that an index is on, written with a variable or without.
func (c *converter) indexProperties(s *ast.IndexStatement, ctxs []grammar.IPropertyPathContext, variable string) {
	nested := false
	for _, ctx := range ctxs {
		path := c.names(ctx.AllName())
		if variable != "" {
			path = c.ownProperty(ctx, variable)
		}
		s.Properties, s.Paths = append(s.Properties, strings.Join(path, ".")), append(s.Paths, path)
		nested = nested || len(path) > 1
	}
	if !nested {
		s.Paths = nil
	}
}

// ownProperty takes the variable away that a property is written with.
func (c *converter) ownProperty(ctx grammar.IPropertyPathContext, variable string) []string {
	names := c.names(ctx.AllName())
	if names[0] != variable || len(names) == 1 {
		c.fail(ctx.GetStart(), "The property must be one of "+variable+", such as "+variable+".name.")
	}
	return names[1:]
}

// constraintStatement converts Memgraph's CREATE CONSTRAINT ON (n:Label) ASSERT
// and Neo4j's CREATE CONSTRAINT name FOR (n:Label) REQUIRE.
func (c *converter) constraintStatement(ctx *grammar.ConstraintStatementContext) ast.Statement {
	s := &ast.ConstraintStatement{Pos: c.pos(ctx), Drop: ctx.DROP() != nil}
	s.IfNotExists = c.ifExists(ctx.IfExists(), s.Drop)
	s.Name, s.NameOf = c.givenName(ctx.Name(), ctx.Parameter())
	of, body := ctx.ConstraintOf(), ctx.ConstraintBody()
	if of == nil {
		if !s.Drop || s.Name == "" && s.NameOf == nil {
			c.fail(ctx.GetStop(), "A constraint needs ON (n:Label) ASSERT, or FOR (n:Label) REQUIRE.")
		}
		return s
	}
	s.Label = c.name(of.Name(1))
	for _, ctx := range body.AllPropertyPath() {
		path := c.ownProperty(ctx, c.name(of.Name(0)))
		if len(path) > 1 {
			c.fail(ctx.GetStart(), "Constraints on nested properties are not supported.")
		}
		s.Properties = append(s.Properties, path[0])
	}
	what := "Unique"
	switch {
	case body.EXISTS() != nil || body.NULL() != nil:
		s.Kind, what = ast.ExistsConstraint, "Existence"
	case body.UNIQUE() != nil:
		s.Kind = ast.UniqueConstraint
	case body.TypeName() != nil:
		s.Kind, what, s.Type = ast.TypeConstraint, "Type", c.typeName(body.TypeName())
	default:
		c.fail(body.GetStop(), "Not yet implemented: Node key constraints")
	}
	c.checkConstraint(of, s, what)
	return s
}

func (c *converter) checkConstraint(of grammar.IConstraintOfContext, s *ast.ConstraintStatement, what string) {
	if of.LBRACKET() != nil {
		c.fail(antlr.ParserRuleContext(of).GetStart(), what+" constraints on relationships are not supported.")
	}
	if s.Kind != ast.UniqueConstraint && len(s.Properties) > 1 {
		c.fail(antlr.ParserRuleContext(of).GetStart(), what+" constraints are on exactly one property.")
	}
}
