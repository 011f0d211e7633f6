package semantic

import "memgraphd/cypher/ast"

// Free returns the variables that a piece of a query takes from its
// surroundings: those that it uses and does not declare. The pieces are those
// of [ast.Inspect].
func (in *Info) Free(n any) map[*Symbol]bool {
	used, declared := map[*Symbol]bool{}, map[*Symbol]bool{}
	ast.Inspect(n, func(n any) bool {
		if e, ok := n.(ast.Expr); ok {
			if sym := in.Refs[e]; sym != nil {
				used[sym] = true
				return false
			}
		}
		switch n := n.(type) {
		case *ast.Variable:
			sym := in.Uses[n]
			switch {
			case sym == nil:
			case sym.Decl == n:
				declared[sym] = true
			default:
				used[sym] = true
			}
		case *ast.Projection:
			in.projectedSymbols(n, used, declared)
		case *ast.CallProcedure:
			for _, y := range in.Procedures[n].Yield {
				declared[y.Sym] = true
			}
		case *ast.CallSubquery:
			for _, col := range in.Subqueries[n].Returns {
				declared[col.Sym] = true
			}
		case *ast.GroupPattern:
			for _, g := range in.Groups[n] {
				declared[g.Inner], declared[g.Outer] = true, true
			}
		case *ast.RelPattern:
			if edge := in.Edges[n]; edge != nil {
				declared[edge] = true
			}
		}
		return true
	})
	for sym := range declared {
		delete(used, sym)
	}
	return used
}

// projectedSymbols notes what a projection declares, and what * passes on without naming it.
func (in *Info) projectedSymbols(p *ast.Projection, used, declared map[*Symbol]bool) {
	proj := in.Projections[p]
	if proj == nil {
		return
	}
	for _, col := range proj.Columns {
		if col.Expr != nil {
			declared[col.Sym] = true
		} else {
			used[col.Sym] = true
		}
	}
	for _, call := range proj.Calls {
		declared[call.Sym] = true
		ast.EachChild(call.Expr, func(arg ast.Expr) {
			for sym := range in.Free(arg) {
				used[sym] = true
			}
		})
	}
}
