package rewrite

import (
	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// eachLink visits the links of plain parts of MATCH; f returns what shall stand there instead.
func (q *Query) eachLink(f func(r *ast.RelPattern) ast.Link) bool {
	changed := false
	q.eachMatch(func(m *ast.Match) {
		for _, part := range m.Pattern {
			if !plain(part) {
				continue
			}
			for i, l := range part.Links {
				r, ok := l.(*ast.RelPattern)
				if !ok || r.Variable != nil || r.Properties != nil || r.Where != nil || r.Filter != nil {
					continue
				}
				part.Links[i] = f(r)
				changed = changed || part.Links[i] != l
			}
		}
	})
	return changed
}

// lengthsAsGroups writes relationships of variable length as quantified patterns.
func lengthsAsGroups(q *Query) bool {
	if q.stars() {
		return false
	}
	return q.eachLink(func(r *ast.RelPattern) ast.Link {
		if r.Expansion != ast.VarLength || !isBound(r.Min) || !isBound(r.Max) {
			return r
		}
		if r.Min == nil {
			r.Min = literal(value.Int(1))
		}
		if max, ok := r.Max.(*ast.Literal); ok && max.Value.AsInt() < r.Min.(*ast.Literal).Value.AsInt() {
			return r
		}
		one := *r
		one.Expansion, one.Min, one.Max = ast.SingleHop, nil, nil
		from := &ast.NodePattern{Variable: variable(q.fresh())}
		part := &ast.PatternPart{Nodes: []*ast.NodePattern{from, {}}, Links: []ast.Link{&one}}
		return &ast.GroupPattern{Part: part, Min: r.Min, Max: r.Max}
	})
}

func isBound(e ast.Expr) bool {
	_, ok := e.(*ast.Literal)
	return ok || e == nil
}

// relationshipsAsLengths writes relationships without names as paths of length 1.
func relationshipsAsLengths(q *Query) bool {
	return q.eachLink(func(r *ast.RelPattern) ast.Link {
		if r.Expansion != ast.SingleHop {
			return r
		}
		long := *r
		long.Expansion, long.Min, long.Max = ast.VarLength, literal(value.Int(1)), literal(value.Int(1))
		return &long
	})
}
