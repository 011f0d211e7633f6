package rewrite

import "memgraphd/cypher/ast"

func (p *printer) pattern(parts []*ast.PatternPart) { list(p, parts, p.part) }

func (p *printer) part(part *ast.PatternPart) {
	if part.Variable != nil {
		p.variable(part.Variable)
		p.text(" = ")
	}
	close := p.selector(part)
	if part.Filtered {
		p.text("(")
		close += ")"
	}
	last := len(part.Nodes) - 1
	for i, n := range part.Nodes {
		if i == last && part.Filtered {
			p.node(&ast.NodePattern{Variable: n.Variable, Labels: n.Labels, Properties: n.Properties})
			p.with(" WHERE ", n.Where)
			break
		}
		p.node(n)
		if i < last {
			p.link(part.Links[i])
		}
	}
	p.text(close)
}

// selector writes which paths are asked for and returns what closes it behind them.
func (p *printer) selector(part *ast.PatternPart) string {
	switch part.Selector {
	case ast.ShortestPath:
		p.text("shortestPath(")
		return ")"
	case ast.AllShortestPaths:
		p.text("allShortestPaths(")
		return ")"
	case ast.ShortestK, ast.ShortestKGroups:
		p.text("SHORTEST ")
		p.with("", part.K)
		if part.Selector == ast.ShortestKGroups {
			p.text(" GROUPS ")
		}
	case ast.AnyPath:
		p.text("ANY ")
		p.with("", part.K)
		p.text(" PATHS ")
	}
	return ""
}

func (p *printer) node(n *ast.NodePattern) {
	p.text("(")
	p.variable(n.Variable)
	if n.Labels != nil {
		p.text(":")
		p.labels(n.Labels)
	}
	p.with(" ", n.Properties)
	p.with(" WHERE ", n.Where)
	p.text(")")
}

func (p *printer) link(l ast.Link) {
	switch l := l.(type) {
	case *ast.RelPattern:
		p.relationship(l)
	case *ast.GroupPattern:
		p.text("(")
		p.part(l.Part)
		p.with(" WHERE ", l.Where)
		p.text("){")
		p.expr(l.Min)
		p.text(",")
		p.expr(l.Max)
		p.text("}")
	}
}

func (p *printer) relationship(r *ast.RelPattern) {
	p.text([]string{"-[", "-[", "<-["}[r.Direction])
	p.variable(r.Variable)
	if r.Types != nil {
		p.text(":")
		p.labels(r.Types)
	}
	p.expansion(r)
	p.with(" ", r.Properties)
	p.with(" WHERE ", r.Where)
	p.text([]string{"]-", "]->", "]-"}[r.Direction])
}

func (p *printer) expansion(r *ast.RelPattern) {
	if r.Expansion == ast.SingleHop {
		return
	}
	p.text([]string{"", " *", " *BFS ", " *WSHORTEST ", " *ALLSHORTEST ", " *KSHORTEST "}[r.Expansion])
	if r.Min != nil || r.Max != nil {
		p.bound(r.Min)
		p.text("..")
		p.bound(r.Max)
	}
	p.with(" | ", r.Limit)
	p.lambda(r.Weight)
	p.variable(r.Total)
	p.lambda(r.Filter)
}

// bound writes a bound, which may have no parentheses around it.
func (p *printer) bound(e ast.Expr) {
	if property, ok := e.(*ast.Property); ok {
		p.bound(property.Target)
		p.text(".")
		p.name(property.Key)
		return
	}
	p.expr(e)
}

func (p *printer) lambda(l *ast.Lambda) {
	if l == nil {
		return
	}
	p.text(" (")
	p.variable(l.Rel)
	for _, v := range []*ast.Variable{l.Node, l.Path, l.Weight} {
		if v != nil {
			p.text(", ")
			p.variable(v)
		}
	}
	p.with(" | ", l.Body)
	p.text(") ")
}

// labels writes a label expression; whatever has parts gets parentheses, except at the top.
func (p *printer) labels(e ast.LabelExpr) {
	switch e := e.(type) {
	case *ast.LabelName:
		p.label(e.Label)
	case *ast.LabelAnd:
		p.alternatives(e.Parts, "&")
	case *ast.LabelOr:
		p.alternatives(e.Parts, "|")
	case *ast.LabelNot:
		p.text("!")
		p.labelPart(e.Part)
	case *ast.LabelAny:
		p.text("%")
	}
}

func (p *printer) alternatives(parts []ast.LabelExpr, between string) {
	for i, part := range parts {
		if i > 0 {
			p.text(between)
		}
		p.labelPart(part)
	}
}

func (p *printer) labelPart(e ast.LabelExpr) {
	switch e.(type) {
	case *ast.LabelAnd, *ast.LabelOr:
		p.text("(")
		p.labels(e)
		p.text(")")
	default:
		p.labels(e)
	}
}

func (p *printer) label(l ast.Label) {
	switch {
	case l.Dynamic == nil:
		p.name(l.Name)
	case l.Any:
		p.text("$any(")
		p.expr(l.Dynamic)
		p.text(")")
	default:
		p.text("$(")
		p.expr(l.Dynamic)
		p.text(")")
	}
}
