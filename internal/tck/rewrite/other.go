package rewrite

import (
	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// OtherLiterals is no [Rewriting] of [All]: it puts other literals into a query, so that it means another thing but is
// the same otherwise. Nobody may take the one for the other.
var OtherLiterals = Rewriting{Name: "other literals", apply: func(q *Query) bool {
	return q.edit(func(e ast.Expr) ast.Expr {
		if l, ok := e.(*ast.Literal); ok {
			return literal(otherValue(l.Value))
		}
		return e
	})
}}

func otherValue(v value.Value) value.Value {
	switch v.Kind() {
	case value.KindInt:
		return value.Int(v.AsInt()/2 + 1)
	case value.KindFloat:
		return value.Float(v.AsFloat() / 2)
	case value.KindString:
		return value.String(v.AsString() + "x")
	case value.KindBool:
		return value.Bool(!v.AsBool())
	}
	return v
}
