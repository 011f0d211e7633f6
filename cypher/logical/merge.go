package logical

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/semantic"
)

// merge adds MERGE. What its properties are computed from is needed twice, to
// find and to create, and must be the same both times.
func (b *builder) merge(m *ast.Merge) {
	step := &Merge{OnCreate: m.OnCreate, OnMatch: m.OnMatch}
	own := b.newSymbols(m.Part)
	for i, n := range m.Part.Nodes {
		b.once(step, own, n.Properties)
		if i < len(m.Part.Links) {
			b.once(step, own, m.Part.Links[i].(*ast.RelPattern).Properties)
		}
	}
	step.Graph = Pattern(b.info, b.copyPart(m.Part), nil)
	cb := newCreateBuilder(b.info, func(s *Create) { step.Creates = append(step.Creates, s) })
	cb.part(m.Part)
	cb.flush()
	b.add(step)
}

// newSymbols returns the variables that a pattern declares.
func (b *builder) newSymbols(part *ast.PatternPart) map[*semantic.Symbol]bool {
	own := map[*semantic.Symbol]bool{}
	for i, n := range part.Nodes {
		if sym := b.info.Nodes[n]; n.Variable == nil || sym.Decl == n.Variable {
			own[sym] = true
		}
		if i < len(part.Links) {
			own[b.info.Rels[part.Links[i].(*ast.RelPattern)]] = true
		}
	}
	return own
}

// once has the values of a property map computed before the step, unless they
// are trivial or depend on what the step binds.
func (b *builder) once(step *Merge, own map[*semantic.Symbol]bool, properties ast.Expr) {
	m, ok := properties.(*ast.MapLit)
	if !ok {
		return
	}
	for i, v := range m.Values {
		if Trivial(v) || b.dependent(v, own) {
			continue
		}
		sym := b.info.NewValue(v)
		step.Before = append(step.Before, Item{Sym: sym, Expr: v})
		m.Values[i] = b.info.Variable(sym, v.Position())
	}
}

func (b *builder) dependent(e ast.Expr, own map[*semantic.Symbol]bool) bool {
	for sym := range b.info.Free(e) {
		if own[sym] {
			return true
		}
	}
	return false
}

// copyPart copies a pattern with its expressions, for the same variables.
func (b *builder) copyPart(part *ast.PatternPart) *ast.PatternPart {
	c := *part
	c.Nodes, c.Links = nil, nil
	for i, n := range part.Nodes {
		node := *n
		node.Properties = b.copyExpr(n.Properties)
		node.Labels = b.copyLabels(n.Labels)
		b.info.Nodes[&node] = b.info.Nodes[n]
		c.Nodes = append(c.Nodes, &node)
		if i < len(part.Links) {
			r := part.Links[i].(*ast.RelPattern)
			rel := *r
			rel.Properties = b.copyExpr(r.Properties)
			rel.Types = b.copyLabels(r.Types)
			b.info.Rels[&rel] = b.info.Rels[r]
			c.Links = append(c.Links, &rel)
		}
	}
	return &c
}

func (b *builder) copyExpr(e ast.Expr) ast.Expr {
	if e == nil || closed(e) {
		return e
	}
	return Clone(b.info, e)
}

func (b *builder) copyLabels(l ast.LabelExpr) ast.LabelExpr {
	switch l := l.(type) {
	case *ast.LabelName:
		c := *l
		c.Label.Dynamic = b.copyExpr(l.Label.Dynamic)
		return &c
	case *ast.LabelAnd:
		c := &ast.LabelAnd{}
		for _, p := range l.Parts {
			c.Parts = append(c.Parts, b.copyLabels(p))
		}
		return c
	}
	return l
}
