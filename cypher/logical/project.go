package logical

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/semantic"
)

// projection adds WITH or RETURN. A WITH that only hides variables is no step.
func (b *builder) projection(p *ast.Projection, where ast.Expr, ret bool) {
	info := b.info.Projections[p]
	if !ret && transparent(p, info) {
		b.filter(where)
		return
	}
	step := &Project{Columns: info.Columns, Distinct: p.Distinct, Skip: p.Skip, Limit: p.Limit, Return: ret}
	if info.Grouped {
		b.grouped(step, info)
	} else {
		for _, col := range info.Columns {
			if col.Expr != nil {
				step.Items = append(step.Items, Item{Sym: col.Sym, Expr: col.Expr})
			}
		}
	}
	for _, key := range p.OrderBy {
		step.OrderBy = append(step.OrderBy, SortKey{Expr: b.resolve(key.Expr), Descending: key.Descending})
	}
	if where != nil {
		step.Where = conjuncts(b.info, b.resolve(where), nil)
	}
	b.add(step)
}

// transparent reports whether a projection leaves rows as they are.
func transparent(p *ast.Projection, info *semantic.Projection) bool {
	if info.Grouped || p.Distinct || len(p.OrderBy) > 0 || p.Skip != nil || p.Limit != nil {
		return false
	}
	for _, col := range info.Columns {
		if col.Expr != nil {
			return false
		}
	}
	return true
}

// grouped takes a projection with aggregations apart: what is grouped by, what
// is aggregated, and what is computed of both.
func (b *builder) grouped(step *Project, info *semantic.Projection) {
	step.Group = &Group{Calls: info.Calls}
	for _, key := range info.Keys {
		step.Group.Keys = append(step.Group.Keys, Item{Sym: key.Sym, Expr: key.Expr})
	}
	for _, col := range info.Columns {
		switch {
		case col.Expr == nil:
			key := Item{Sym: col.Sym, Expr: b.info.Variable(col.Sym, ast.Pos{})}
			step.Group.Keys = append(step.Group.Keys, key)
		case !col.Aggregates:
			step.Group.Keys = append(step.Group.Keys, Item{Sym: col.Sym, Expr: col.Expr})
		case b.info.Refs[col.Expr] != col.Sym:
			step.Items = append(step.Items, Item{Sym: col.Sym, Expr: b.resolve(col.Expr)})
		}
	}
}
