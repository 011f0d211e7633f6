package logical

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/semantic"
)

// selects reports whether a part has a selector that is more than a search for the
// shortest paths along one relationship: its paths are all found, and then chosen from.
func selects(part *ast.PatternPart) bool {
	if part.Selector == ast.AllPaths {
		return false
	}
	if len(part.Links) != 1 || part.Filtered {
		return true
	}
	rel, ok := part.Links[0].(*ast.RelPattern)
	switch {
	case !ok:
		return true
	case rel.Expansion == ast.SingleHop:
		return rel.Variable != nil
	}
	return rel.Expansion != ast.VarLength
}

// selecting adds MATCH with such parts. Each becomes a subquery that finds the paths of
// the part and keeps the wanted ones between each two ends:
//
//	CALL (*) { MATCH path = part … ORDER BY length(path), of each pair of ends the first k }
//
// The other parts come first, as they may bind the ends, and the condition of the clause last.
func (b *builder) selecting(m *ast.Match) {
	if m.Optional {
		inner := &builder{info: b.info}
		inner.selecting(&ast.Match{Pos: m.Pos, Pattern: m.Pattern, Where: m.Where})
		b.subquery(m, inner.steps, boundBy(inner.steps))
		return
	}
	plain := &ast.Match{Pos: m.Pos}
	where := conjuncts(b.info, b.resolve(m.Where), nil)
	for _, part := range m.Pattern {
		if !selects(part) {
			plain.Pattern = append(plain.Pattern, part)
		}
	}
	if len(plain.Pattern) > 0 {
		b.match(plain)
	}
	for _, part := range m.Pattern {
		if selects(part) {
			steps, symbols, rest := b.selected(part, where)
			where = rest
			b.subquery(&ast.Match{Pos: m.Pos}, steps, symbols)
		}
	}
	if len(where) > 0 {
		b.add(&Filter{Predicates: where})
	}
}

// subquery adds steps that run for each row.
func (b *builder) subquery(m *ast.Match, steps []Step, symbols []*semantic.Symbol) {
	q := &Query{}
	for _, sym := range symbols {
		q.Columns = append(q.Columns, semantic.Column{Name: sym.Name, Sym: sym})
	}
	q.Branches = []*Branch{{Steps: steps, Columns: q.Columns}}
	call := &ast.CallSubquery{Pos: m.Pos, Optional: m.Optional, HasScope: true, ImportAll: true}
	b.add(&Subquery{Clause: call, Query: q, Correlated: true})
}

// boundBy returns the variables that steps bind.
func boundBy(steps []Step) []*semantic.Symbol {
	var all []*semantic.Symbol
	for _, s := range steps {
		switch s := s.(type) {
		case *Match:
			all = append(all, s.Graph.Symbols()...)
		case *Subquery:
			for _, col := range s.Query.Columns {
				all = append(all, col.Sym)
			}
		}
	}
	return all
}

// selected returns the steps that find the paths of a part, what they bind, and those of the
// conditions that are to be tested afterwards. What is asked of the ends alone need not wait:
// it takes all paths between them or none. Of shortestPath() all conditions are for the path
// to be chosen.
func (b *builder) selected(part *ast.PatternPart, where []ast.Expr) (steps []Step, symbols []*semantic.Symbol, rest []ast.Expr) {
	gb := &graphBuilder{info: b.info, graph: &Graph{}}
	all := *part
	all.Selector, all.K = ast.AllPaths, nil
	path := gb.path(&all)
	if part.Variable != nil {
		path.Sym = b.info.Uses[part.Variable]
	} else {
		path.Sym = b.info.NewSymbol("", semantic.Of(semantic.Path))
	}
	gb.graph.Paths = append(gb.graph.Paths, path)
	ends := [2]*semantic.Symbol{path.Steps[0].Sym, path.Steps[len(path.Steps)-1].Sym}
	symbols = gb.graph.Symbols()
	function := part.Selector == ast.ShortestPath || part.Selector == ast.AllShortestPaths
	for _, e := range where {
		if function || b.aboutEnds(e, symbols, ends) {
			gb.require(e)
		} else {
			rest = append(rest, e)
		}
	}
	b.chosen(part, gb.graph, path.Sym)
	length := b.info.NewSymbol("", semantic.Of(semantic.Int))
	steps = []Step{&Match{Graph: gb.graph}, b.byLength(part, symbols, path.Sym, length)}
	choose := &Choose{From: ends[0], To: ends[1], Length: length, K: part.K}
	choose.Groups = part.Selector == ast.ShortestKGroups || part.Selector == ast.AllShortestPaths
	return append(steps, choose), symbols, rest
}

// chosen notes of which links only the shortest paths matter: those that no condition looks at.
func (b *builder) chosen(part *ast.PatternPart, g *Graph, path *semantic.Symbol) {
	read := map[*semantic.Symbol]bool{}
	for _, e := range g.Predicates {
		for sym := range b.info.Free(e) {
			read[sym] = true
		}
	}
	if read[path] {
		return
	}
	for _, l := range g.Links {
		if l.Kind != Walk || l.Expansion != ast.VarLength || l.Filter != nil || read[l.Sym] {
			continue
		}
		l.Chosen, l.Ties = true, part.Selector == ast.ShortestKGroups || part.Selector == ast.AllShortestPaths
		if part.K != nil {
			l.Limit = Clone(b.info, part.K)
		}
	}
}

// aboutEnds reports whether a condition is about no other of the symbols than the ends.
func (b *builder) aboutEnds(e ast.Expr, symbols []*semantic.Symbol, ends [2]*semantic.Symbol) bool {
	free := b.info.Free(e)
	for _, sym := range symbols {
		if free[sym] && sym != ends[0] && sym != ends[1] {
			return false
		}
	}
	return free[ends[0]] || free[ends[1]]
}

// byLength computes the length of a path and sorts by it; any paths will do as they come.
func (b *builder) byLength(part *ast.PatternPart, symbols []*semantic.Symbol, path, length *semantic.Symbol) *Project {
	of := &ast.Call{Node: at(part.Pos), Name: "length", Args: []ast.Expr{b.info.Variable(path, part.Pos)}}
	p := &Project{Items: []Item{{Sym: length, Expr: of}}}
	for _, sym := range symbols {
		p.Columns = append(p.Columns, semantic.Column{Name: sym.Name, Sym: sym})
	}
	p.Columns = append(p.Columns, semantic.Column{Sym: length, Expr: of})
	if part.Selector != ast.AnyPath {
		p.OrderBy = []SortKey{{Expr: b.info.Variable(length, part.Pos)}}
	}
	return p
}
