package rewrite

import (
	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// expr writes an expression, in parentheses if it is more than an atom.
func (p *printer) expr(e ast.Expr) {
	switch e := e.(type) {
	case nil, *ast.CaseSubject:
	case *ast.Literal:
		p.text(value.Literal(e.Value))
	case *ast.Parameter:
		p.text("$")
		p.name(e.Name)
	case *ast.Variable:
		p.name(e.Name)
	case *ast.EnumLit:
		p.name(e.Type)
		p.text("::")
		p.name(e.Value)
	case *ast.ListLit:
		p.text("[")
		list(p, e.Items, p.expr)
		p.text("]")
	case *ast.MapLit:
		p.mapLiteral(e)
	case *ast.MapProjection:
		p.expr(e.Target)
		p.text(" {")
		list(p, e.Items, p.projected)
		p.text("}")
	case *ast.Call:
		p.call(e)
	case *ast.CountStar:
		p.text("count(*)")
	case *ast.Case:
		p.choice(e)
	default:
		p.text("(")
		p.compound(e)
		p.text(")")
	}
}

func (p *printer) mapLiteral(e *ast.MapLit) {
	p.text("{")
	for i, key := range e.Keys {
		if i > 0 {
			p.text(", ")
		}
		p.name(key)
		p.with(": ", e.Values[i])
	}
	p.text("}")
}

func (p *printer) projected(item ast.MapProjectionItem) {
	switch {
	case item.All:
		p.text(".*")
	case item.Value == nil:
		p.text(".")
		p.name(item.Key)
	default:
		p.name(item.Key)
		p.with(": ", item.Value)
	}
}

func (p *printer) call(e *ast.Call) {
	p.dotted(e.Name, func(word string) { p.text(word) })
	p.text("(")
	if e.Distinct {
		p.text("DISTINCT ")
	}
	list(p, e.Args, p.expr)
	p.text(")")
}

func (p *printer) choice(e *ast.Case) {
	p.text("CASE ")
	p.with("", e.Subject)
	for _, w := range e.Whens {
		p.text(" WHEN ")
		list(p, w.Tests, func(test ast.Expr) {
			if ast.OnSubject(test) {
				p.compound(test)
				return
			}
			p.expr(test)
		})
		p.with(" THEN ", w.Then)
	}
	p.with(" ELSE ", e.Else)
	p.text(" END")
}

// compound writes an expression that may need parentheses around it.
func (p *printer) compound(e ast.Expr) {
	switch e := e.(type) {
	case *ast.Property:
		p.expr(e.Target)
		p.text(".")
		p.name(e.Key)
	case *ast.Index:
		p.expr(e.Target)
		p.with("[", e.Index)
		p.text("]")
	case *ast.Slice:
		p.expr(e.Target)
		p.text("[")
		p.expr(e.From)
		p.text(" .. ")
		p.expr(e.To)
		p.text("]")
	case *ast.Unary:
		p.with([]string{"NOT ", "-", "+"}[e.Op], e.X)
	case *ast.Binary:
		p.expr(e.X)
		p.with(" "+e.Op.String()+" ", e.Y)
	case *ast.Comparison:
		p.expr(e.Operands[0])
		for i, op := range e.Ops {
			p.with(" "+op.String()+" ", e.Operands[i+1])
		}
	case *ast.IsNull:
		p.expr(e.X)
		p.text(" IS ", negation(e.Not), "NULL")
	case *ast.IsType:
		p.expr(e.X)
		p.text(" IS ", negation(e.Not), ":: ", e.Type)
	case *ast.HasLabels:
		p.expr(e.X)
		p.text(":")
		p.labels(e.Labels)
	default:
		p.local(e)
	}
}

func negation(not bool) string {
	if not {
		return "NOT "
	}
	return ""
}

// local writes an expression with variables of its own.
func (p *printer) local(e ast.Expr) {
	switch e := e.(type) {
	case *ast.ListComprehension:
		p.comprehension(e)
	case *ast.PatternComprehension:
		p.text("[")
		p.part(e.Part)
		p.with(" WHERE ", e.Where)
		p.with(" | ", e.Map)
		p.text("]")
	case *ast.Quantifier:
		p.text([]string{"all(", "any(", "none(", "single("}[e.Kind])
		p.each(e.Variable, e.List)
		p.with(" WHERE ", e.Where)
		p.text(")")
	case *ast.Reduce:
		p.text("reduce(")
		p.variable(e.Acc)
		p.with(" = ", e.Init)
		p.text(", ")
		p.each(e.Variable, e.List)
		p.with(" | ", e.Body)
		p.text(")")
	case *ast.PatternExpr:
		p.patternExpr(e)
	case *ast.ShortestPathExpr:
		p.part(e.Part)
	case *ast.Subquery:
		p.text([]string{"EXISTS { ", "COUNT { ", "COLLECT { "}[e.Kind])
		p.query(e.Query)
		p.text("}")
	}
}

// patternExpr writes exists(…) only where it was written: a pattern alone may not stand everywhere.
func (p *printer) patternExpr(e *ast.PatternExpr) {
	if e.Pos == e.Part.Pos {
		p.part(e.Part)
		return
	}
	p.text("exists(")
	p.part(e.Part)
	p.text(")")
}

func (p *printer) comprehension(e *ast.ListComprehension) {
	if e.Extract {
		p.text("extract(")
		p.each(e.Variable, e.List)
		p.with(" | ", e.Map)
		p.text(")")
		return
	}
	p.text("[")
	p.each(e.Variable, e.List)
	p.with(" WHERE ", e.Where)
	p.with(" | ", e.Map)
	p.text("]")
}

func (p *printer) each(v *ast.Variable, list ast.Expr) {
	p.variable(v)
	p.with(" IN ", list)
}
