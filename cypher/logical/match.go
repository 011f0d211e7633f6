package logical

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/semantic"
)

// match adds MATCH; behind another MATCH it joins that one's graph.
func (b *builder) match(m *ast.Match) {
	if slices.ContainsFunc(m.Pattern, selects) {
		b.selecting(m)
		return
	}
	g := &Graph{}
	if last := b.lastMatch(); last != nil && !m.Optional {
		g = last.Graph
	} else {
		b.add(&Match{Optional: m.Optional, Graph: g})
	}
	gb := &graphBuilder{info: b.info, graph: g}
	gb.clause(m.Pattern, b.resolve(m.Where))
}

// Pattern returns the graph of a part of a pattern that stands in an expression.
func Pattern(info *semantic.Info, part *ast.PatternPart, where ast.Expr) *Graph {
	gb := &graphBuilder{info: info, graph: &Graph{}}
	gb.clause([]*ast.PatternPart{part}, where)
	return gb.graph
}

// graphBuilder adds the pattern of a clause to a graph.
type graphBuilder struct {
	info  *semantic.Info
	graph *Graph
}

func (b *graphBuilder) clause(parts []*ast.PatternPart, where ast.Expr) {
	for _, part := range parts {
		b.part(part)
	}
	b.graph.Predicates = conjuncts(b.info, where, b.graph.Predicates)
	b.graph.matches++
}

func (b *graphBuilder) part(part *ast.PatternPart) {
	path := b.path(part)
	if part.Variable == nil {
		return
	}
	path.Sym = b.info.Uses[part.Variable]
	if part.Selector == ast.AllPaths {
		b.graph.Paths = append(b.graph.Paths, path)
	}
}

// path adds the nodes and links of a part.
func (b *graphBuilder) path(part *ast.PatternPart) *Path {
	path := &Path{}
	for i, n := range part.Nodes {
		sym := b.node(n)
		path.Steps = append(path.Steps, PathStep{Sym: sym, Node: true})
		if i < len(part.Links) {
			link := b.link(part, i)
			path.Steps = append(path.Steps, PathStep{Sym: link.Sym})
		}
	}
	return path
}

func (b *graphBuilder) node(n *ast.NodePattern) *semantic.Symbol {
	sym := b.info.Nodes[n]
	b.graph.addNode(sym)
	if n.Labels != nil {
		b.require(&ast.HasLabels{Node: at(n.Pos), X: b.info.Variable(sym, n.Pos), Labels: n.Labels})
	}
	b.properties(sym, n.Properties)
	b.where(n.Where)
	return sym
}

func (b *graphBuilder) require(e ast.Expr) { b.graph.Predicates = append(b.graph.Predicates, e) }

func (b *graphBuilder) where(e ast.Expr) {
	b.graph.Predicates = conjuncts(b.info, e, b.graph.Predicates)
}

// properties demands of a variable what a property map says.
func (b *graphBuilder) properties(sym *semantic.Symbol, e ast.Expr) {
	b.graph.Predicates = append(b.graph.Predicates, propertyTests(b.info, sym, e)...)
}

func propertyTests(info *semantic.Info, sym *semantic.Symbol, e ast.Expr) []ast.Expr {
	m, ok := e.(*ast.MapLit)
	if !ok {
		return nil
	}
	var tests []ast.Expr
	for i, key := range m.Keys {
		node := at(m.Values[i].Position())
		property := &ast.Property{Node: node, Target: info.Variable(sym, node.Pos), Key: key}
		tests = append(tests, comparison(node, property, ast.Eq, m.Values[i]))
	}
	return tests
}

// at returns the place of an expression that nobody wrote.
func at(pos ast.Pos) ast.Node { return ast.Node{Pos: pos} }

func (b *graphBuilder) link(part *ast.PatternPart, i int) *Link {
	l := &Link{
		Left: b.info.Nodes[part.Nodes[i]], Right: b.info.Nodes[part.Nodes[i+1]],
		Clause: b.graph.matches, Selector: part.Selector, K: part.K,
	}
	b.graph.Links = append(b.graph.Links, l)
	switch p := part.Links[i].(type) {
	case *ast.RelPattern:
		b.relationship(l, part, p)
	case *ast.GroupPattern:
		b.group(l, p)
	}
	return l
}

func (b *graphBuilder) relationship(l *Link, part *ast.PatternPart, p *ast.RelPattern) {
	l.Sym, l.Direction = b.info.Rels[p], p.Direction
	types, plain := plainTypes(p.Types)
	l.Types = types
	if part.Selector != ast.AllPaths {
		b.shortest(l, part, p)
	} else if p.Expansion != ast.SingleHop {
		l.Kind = Walk
	}
	if l.Kind == Hop {
		if !plain {
			b.require(&ast.HasLabels{Node: at(p.Pos), X: b.info.Variable(l.Sym, p.Pos), Labels: p.Types})
		}
		b.properties(l.Sym, p.Properties)
		b.where(p.Where)
		return
	}
	b.walk(l, p, plain)
}

// walk fills in a link of several relationships.
func (b *graphBuilder) walk(l *Link, p *ast.RelPattern, plain bool) {
	l.Expansion, l.Min, l.Max, l.Limit = p.Expansion, p.Min, p.Max, p.Limit
	l.Weight, l.Filter = p.Weight, p.Filter
	if p.Total != nil {
		l.Total = b.info.Uses[p.Total]
	}
	l.Edge = b.info.Edges[p]
	if l.Edge == nil {
		l.Edge = b.info.NewSymbol("", semantic.Of(semantic.Relationship))
	}
	if !plain {
		l.Predicates = append(l.Predicates, &ast.HasLabels{Node: at(p.Pos), X: b.info.Variable(l.Edge, p.Pos), Labels: p.Types})
	}
	l.Predicates = append(l.Predicates, propertyTests(b.info, l.Edge, p.Properties)...)
	l.Predicates = conjuncts(b.info, p.Where, l.Predicates)
}

// shortest makes a link of which only the shortest paths are wanted.
func (b *graphBuilder) shortest(l *Link, part *ast.PatternPart, p *ast.RelPattern) {
	l.Kind = Shortest
	if part.Variable != nil {
		l.Path = b.info.Uses[part.Variable]
	}
	if p.Expansion == ast.SingleHop {
		one := &ast.Literal{Node: at(p.Pos), Value: oneHop}
		p.Min, p.Max = one, Clone(b.info, one)
		l.Sym = b.info.NewSymbol("", semantic.ListOf(semantic.Relationship))
	}
}

// plainTypes returns the names of an alternative of types; false if the test is of another shape.
func plainTypes(e ast.LabelExpr) ([]string, bool) {
	switch e := e.(type) {
	case nil:
		return nil, true
	case *ast.LabelName:
		if e.Label.Dynamic != nil {
			return nil, false
		}
		return []string{e.Label.Name}, true
	case *ast.LabelOr:
		var all []string
		for _, part := range e.Parts {
			names, ok := plainTypes(part)
			if !ok || names == nil {
				return nil, false
			}
			all = append(all, names...)
		}
		return all, true
	}
	return nil, false
}
