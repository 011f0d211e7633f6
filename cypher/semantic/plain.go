package semantic

import (
	"strings"

	"memgraphd/cypher/ast"
)

// Plain reports whether it is certain that the value of a checked expression neither is nor
// contains a node, relationship or path, so that reading its parts reads nothing of the graph.
func (in *Info) Plain(e ast.Expr) bool {
	if sym := in.Refs[e]; sym != nil {
		return sym.plain()
	}
	switch e := e.(type) {
	case *ast.Literal, *ast.Comparison, *ast.IsNull, *ast.IsType, *ast.HasLabels, *ast.CountStar,
		*ast.Quantifier, *ast.PatternExpr, *ast.EnumLit:
		return true
	case *ast.Parameter:
		return !in.entities[e.Name]
	case *ast.Variable:
		sym := in.Uses[e]
		return sym != nil && sym.plain()
	case *ast.Property:
		return in.entity(e.Target) || in.Plain(e.Target) // properties hold no entities
	case *ast.Index:
		return in.entity(e.Target) || in.Plain(e.Target)
	case *ast.Slice:
		return in.Plain(e.Target)
	case *ast.Unary:
		return true
	case *ast.Binary:
		return e.Op != ast.Add && e.Op != ast.Concat || in.Plain(e.X) && in.Plain(e.Y)
	case *ast.Call:
		return in.plainCall(e)
	case *ast.CaseSubject, *ast.ShortestPathExpr:
		return false
	}
	return in.plainCompound(e)
}

func (in *Info) plainCompound(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ListLit:
		return in.AllPlain(e.Items)
	case *ast.MapLit:
		return in.AllPlain(e.Values)
	case *ast.MapProjection:
		plain := in.entity(e.Target) || in.Plain(e.Target)
		for _, item := range e.Items {
			plain = plain && (item.Value == nil || in.Plain(item.Value))
		}
		return plain
	case *ast.Case:
		plain := e.Else == nil || in.Plain(e.Else)
		for _, w := range e.Whens {
			plain = plain && in.Plain(w.Then)
		}
		return plain
	case *ast.ListComprehension:
		if e.Map != nil {
			return in.Plain(e.Map)
		}
		return in.Plain(e.List)
	case *ast.Reduce:
		return in.Plain(e.Init) && in.Plain(e.Body)
	case *ast.PatternComprehension:
		return in.Plain(e.Map)
	case *ast.Subquery:
		return e.Kind != ast.Collect || in.plainColumn(e)
	}
	return false
}

// AllPlain is Plain of each of several expressions.
func (in *Info) AllPlain(list []ast.Expr) bool {
	for _, e := range list {
		if !in.Plain(e) {
			return false
		}
	}
	return true
}

// plainCall is Plain of a function, which makes no entities of what has none. The properties of an entity are plain.
func (in *Info) plainCall(e *ast.Call) bool {
	name := strings.ToLower(e.Name)
	if builtins[name].result.scalar() {
		return true
	}
	if name == "properties" || name == "values" {
		return len(e.Args) == 1 && (in.entity(e.Args[0]) || in.Plain(e.Args[0]))
	}
	return in.AllPlain(e.Args)
}

func (in *Info) plainColumn(e *ast.Subquery) bool {
	result := in.Queries[e.Query]
	return result != nil && len(result.Columns) == 1 && result.Columns[0].Sym.plain()
}

// entity reports whether an expression is a variable for a node or relationship.
func (in *Info) entity(e ast.Expr) bool {
	v, ok := e.(*ast.Variable)
	if !ok || in.Uses[v] == nil {
		return false
	}
	t := in.Uses[v].Type
	return t.Base == Node || t.Base == Relationship
}

// plain is Plain of a variable.
func (s *Symbol) plain() bool { return s.Plain || s.Type.scalar() }

// scalar reports whether t is the type of values that hold no others, or of lists of these.
func (t Type) scalar() bool {
	switch t.Base {
	case Null, Bool, Int, Float, String:
		return true
	case List:
		return Of(t.Elem).scalar() && t.Elem != List
	}
	return false
}
