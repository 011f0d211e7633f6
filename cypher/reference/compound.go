package reference

import (
	"maps"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// compound evaluates the expressions that have variables of their own, and the rarer ones.
func (r *run) compound(e ast.Expr, s scope) value.Value {
	switch e := e.(type) {
	case *ast.ListComprehension:
		return r.comprehension(e, s)
	case *ast.Quantifier:
		return r.quantifier(e, s)
	case *ast.Reduce:
		list, ok := r.elements(e.List, s)
		if !ok {
			return value.Null
		}
		acc := r.eval(e.Init, s)
		for _, v := range list {
			acc = r.eval(e.Body, s.with(e.Acc.Name, acc).with(e.Variable.Name, v))
		}
		return acc
	case *ast.PatternComprehension:
		var vals []value.Value
		r.matchPattern([]*ast.PatternPart{e.Part}, e.Where, s.vars, func(found row) bool {
			vals = append(vals, r.eval(e.Map, scope{vars: found}))
			return true
		})
		return value.List(vals)
	case *ast.PatternExpr:
		return value.Bool(r.matches([]*ast.PatternPart{e.Part}, s.vars))
	case *ast.Subquery:
		return r.subquery(e, s)
	case *ast.ShortestPathExpr:
		return r.shortest(e, s)
	case *ast.EnumLit:
		return value.EnumValue(value.Enum{Type: e.Type, Value: e.Value})
	case *ast.IsType:
		return value.Bool(r.isType(r.eval(e.X, s), e.Type) != e.Not)
	}
	return r.fail("%T is not supported", e)
}

// elements evaluates a list to run over; false if it is null.
func (r *run) elements(e ast.Expr, s scope) ([]value.Value, bool) {
	switch v := r.eval(e, s); v.Kind() {
	case value.KindNull:
		return nil, false
	case value.KindList:
		return v.AsList(), true
	default:
		r.fail("%s where a list is wanted", v.Kind())
		return nil, false
	}
}

func (r *run) comprehension(e *ast.ListComprehension, s scope) value.Value {
	list, ok := r.elements(e.List, s)
	if !ok {
		return value.Null
	}
	var vals []value.Value
	for _, v := range list {
		inner := s.with(e.Variable.Name, v)
		if e.Where != nil && !r.isTrue(e.Where, inner) {
			continue
		}
		if e.Map != nil {
			v = r.eval(e.Map, inner)
		}
		vals = append(vals, v)
	}
	return value.List(vals)
}

func (r *run) quantifier(e *ast.Quantifier, s scope) value.Value {
	list, ok := r.elements(e.List, s)
	if !ok {
		return value.Null
	}
	yes, no, unknown := 0, 0, 0
	for _, v := range list {
		switch t := r.truth(e.Where, s.with(e.Variable.Name, v)); {
		case t.IsNull():
			unknown++
		case t.AsBool():
			yes++
		default:
			no++
		}
	}
	decided := func(certain, answer, otherwise bool) value.Value {
		if !certain && unknown > 0 {
			return value.Null
		}
		if certain {
			return value.Bool(answer)
		}
		return value.Bool(otherwise)
	}
	switch e.Kind {
	case ast.All:
		return decided(no > 0, false, true)
	case ast.Any:
		return decided(yes > 0, true, false)
	case ast.None:
		return decided(yes > 0, false, true)
	}
	return decided(yes > 1, false, yes == 1)
}

// subquery is EXISTS, COUNT or COLLECT {}. It sees all variables around it.
func (r *run) subquery(e *ast.Subquery, s scope) value.Value {
	columns, rows := r.query(e.Query, func(*ast.SingleQuery) (outer, start row) { return s.vars, row{} })
	switch e.Kind {
	case ast.Exists:
		return value.Bool(len(rows) > 0)
	case ast.Count:
		return value.Int(int64(len(rows)))
	}
	var vals []value.Value
	for _, each := range rows {
		vals = append(vals, each[columns[0]])
	}
	return value.List(vals)
}

// shortest is shortestPath() or allShortestPaths() of an expression.
func (r *run) shortest(e *ast.ShortestPathExpr, s scope) value.Value {
	m := &matcher{run: r, vars: maps.Clone(s.vars), used: map[uint64]bool{}}
	var paths []value.Value
	m.part(e.Part, func(w walk) { paths = append(paths, w.path()) })
	switch {
	case e.Part.Selector == ast.AllShortestPaths:
		return value.List(paths)
	case len(paths) == 0:
		return value.Null
	}
	return paths[0]
}
