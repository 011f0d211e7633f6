package logical

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/semantic"
)

// selects reports whether paths are to be chosen from those of a part. shortestPath() and allShortestPaths() along one
// relationship are links of a graph instead.
func selects(part *ast.PatternPart) bool {
	if part.Selector != ast.ShortestPath && part.Selector != ast.AllShortestPaths {
		return part.Selector != ast.AllPaths
	}
	rel, ok := part.Links[0].(*ast.RelPattern)
	switch {
	case !ok || len(part.Links) != 1 || part.Filtered:
		return true
	case rel.Expansion == ast.SingleHop:
		return rel.Variable != nil
	}
	return rel.Expansion != ast.VarLength
}

// selecting adds MATCH with such parts. Each is searched for in the order of the lengths of its paths or, if it is
// too entangled for that, becomes a subquery that finds all paths and keeps the wanted ones between each two ends:
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
			where = b.selected(m, part, where)
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
		case *Selected:
			all = append(all, s.Graph.Symbols()...)
		case *Subquery:
			for _, col := range s.Query.Columns {
				all = append(all, col.Sym)
			}
		}
	}
	return all
}

// selected adds what finds the paths of a part, and returns those of the conditions that are to be tested afterwards. What
// is asked of the ends alone need not wait: it takes all paths between them or none. Of shortestPath() all conditions are
// for the path to be chosen.
func (b *builder) selected(m *ast.Match, part *ast.PatternPart, where []ast.Expr) (rest []ast.Expr) {
	gb := &graphBuilder{info: b.info, graph: &Graph{}}
	all := *part
	all.Selector, all.K = ast.AllPaths, nil
	path := gb.path(&all)
	if part.Variable != nil {
		path.Sym = b.info.Uses[part.Variable]
		gb.graph.Paths = append(gb.graph.Paths, path)
	}
	ends := [2]*semantic.Symbol{path.Steps[0].Sym, path.Steps[len(path.Steps)-1].Sym}
	symbols := gb.graph.Symbols()
	function := part.Selector == ast.ShortestPath || part.Selector == ast.AllShortestPaths
	for _, e := range where {
		if function || b.aboutEnds(e, symbols, ends) {
			gb.require(e)
		} else {
			rest = append(rest, e)
		}
	}
	choose := &Choose{From: ends[0], To: ends[1], K: part.K}
	choose.Groups = part.Selector == ast.ShortestKGroups || part.Selector == ast.AllShortestPaths
	if chain(b.info, gb.graph, ends) {
		b.add(&Selected{Graph: gb.graph, Choose: choose})
		return rest
	}
	if path.Sym == nil {
		path.Sym = b.info.NewSymbol("", semantic.Of(semantic.Path))
		gb.graph.Paths = append(gb.graph.Paths, path)
	}
	choose.Length = b.info.NewSymbol("", semantic.Of(semantic.Int))
	steps := []Step{&Match{Graph: gb.graph}, b.byLength(part, symbols, path.Sym, choose.Length), choose}
	b.subquery(&ast.Match{Pos: m.Pos}, steps, symbols)
	return rest
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
