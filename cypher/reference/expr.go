package reference

import (
	"regexp"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// eval evaluates an expression.
func (r *run) eval(e ast.Expr, s scope) value.Value {
	for _, k := range s.known {
		if ast.Equal(k.expr, e) {
			return k.value
		}
	}
	switch e := e.(type) {
	case *ast.Literal:
		return e.Value
	case *ast.Parameter:
		v, ok := r.param(e.Name)
		if !ok {
			return r.fail("no parameter $%s", e.Name)
		}
		return v
	case *ast.Variable:
		v, ok := s.vars[e.Name]
		if !ok {
			return r.fail("no variable %s", e.Name)
		}
		return v
	case *ast.Property:
		return r.property(r.eval(e.Target, s), e.Key)
	case *ast.Index:
		return r.index(r.eval(e.Target, s), r.eval(e.Index, s))
	case *ast.Slice:
		return r.slice(e, s)
	case *ast.ListLit:
		return value.List(r.list(e.Items, s))
	case *ast.MapLit:
		vals := r.list(e.Values, s)
		entries := make([]value.Entry, len(vals))
		for i, v := range vals {
			entries[i] = value.Entry{Key: e.Keys[i], Value: v}
		}
		return value.Map(entries)
	case *ast.MapProjection:
		return r.mapProjection(e, s)
	case *ast.Unary:
		return r.unary(e, s)
	case *ast.Binary:
		return r.binary(e, s)
	case *ast.Comparison:
		return r.comparison(e, s)
	case *ast.IsNull:
		return value.Bool(r.eval(e.X, s).IsNull() != e.Not)
	case *ast.HasLabels:
		return r.hasLabels(r.eval(e.X, s), e.Labels, s)
	case *ast.Case:
		return r.caseOf(e, s)
	case *ast.CaseSubject:
		return r.subject
	case *ast.Call:
		return r.function(strings.ToLower(e.Name), r.list(e.Args, s))
	}
	return r.compound(e, s)
}

func (r *run) list(exprs []ast.Expr, s scope) []value.Value {
	vals := make([]value.Value, len(exprs))
	for i, e := range exprs {
		vals[i] = r.eval(e, s)
	}
	return vals
}

// try takes over the outcome of an operation on values.
func (r *run) try(v value.Value, err error) value.Value {
	if err != nil {
		return r.failed(err)
	}
	return v
}

// truth evaluates a condition: true, false or null.
func (r *run) truth(e ast.Expr, s scope) value.Value {
	v := r.eval(e, s)
	if k := v.Kind(); k != value.KindBool && k != value.KindNull {
		return r.fail("%s where a condition is wanted", k)
	}
	return v
}

func isTrue(v value.Value) bool { return v.Kind() == value.KindBool && v.AsBool() }

func isFalse(v value.Value) bool { return v.Kind() == value.KindBool && !v.AsBool() }

func (r *run) isTrue(e ast.Expr, s scope) bool { return isTrue(r.truth(e, s)) }

func not(v value.Value) value.Value {
	if v.IsNull() {
		return v
	}
	return value.Bool(!v.AsBool())
}

func (r *run) property(target value.Value, key string) value.Value {
	switch target.Kind() {
	case value.KindNull:
		return value.Null
	case value.KindMap:
		v, _ := target.Get(key)
		return v
	case value.KindDate, value.KindTime, value.KindLocalTime, value.KindDateTime, value.KindLocalDateTime, value.KindDuration:
		return r.try(value.TemporalField(target, key))
	case value.KindPoint:
		return r.try(value.PointField(target.AsPoint(), key))
	case value.KindVirtualNode, value.KindVirtualRelationship:
		v, _ := target.VirtualProperties().Get(key)
		return v
	case value.KindVirtualGraph:
		if key == "nodes" {
			return value.List(target.AsVirtualGraph().Nodes)
		}
		return value.List(target.AsVirtualGraph().Rels)
	case value.KindNode, value.KindRelationship:
		properties, ok := r.g.entity(target)
		if !ok {
			return r.fail("%s was deleted", value.Literal(target))
		}
		return properties[key]
	}
	return r.fail("%s has no property %s", target.Kind(), key)
}

func (r *run) index(target, index value.Value) value.Value {
	switch {
	case target.IsNull() || index.IsNull():
		return value.Null
	case target.Kind() == value.KindList && index.Kind() == value.KindInt:
		list, i := target.AsList(), index.AsInt()
		if i < 0 {
			i += int64(len(list))
		}
		if i < 0 || i >= int64(len(list)) {
			return value.Null
		}
		return list[i]
	case index.Kind() == value.KindString:
		return r.property(target, index.AsString())
	}
	return r.fail("%s[%s]", target.Kind(), index.Kind())
}

func (r *run) slice(e *ast.Slice, s scope) value.Value {
	target := r.eval(e.Target, s)
	bounds := [2]value.Value{value.Int(0), value.Int(1 << 40)}
	for i, b := range []ast.Expr{e.From, e.To} {
		if b != nil {
			bounds[i] = r.eval(b, s)
		}
	}
	if target.IsNull() || bounds[0].IsNull() || bounds[1].IsNull() {
		return value.Null
	}
	if target.Kind() != value.KindList || bounds[0].Kind() != value.KindInt || bounds[1].Kind() != value.KindInt {
		return r.fail("slice of %s", target.Kind())
	}
	list := target.AsList()
	var at [2]int64
	for i, b := range bounds {
		n := b.AsInt()
		if n < 0 {
			n += int64(len(list))
		}
		at[i] = min(max(n, 0), int64(len(list)))
	}
	return value.List(list[at[0]:max(at[0], at[1])])
}

func (r *run) mapProjection(e *ast.MapProjection, s scope) value.Value {
	target := r.eval(e.Target, s)
	if target.IsNull() {
		return value.Null
	}
	var all, chosen []value.Entry
	for _, i := range e.Items {
		switch {
		case i.All && target.Kind() == value.KindMap:
			all = append(all, target.AsMap()...)
		case i.All:
			properties, _ := r.g.entity(target)
			all = append(all, mapOf(properties).AsMap()...)
		case i.Value != nil:
			chosen = append(chosen, value.Entry{Key: i.Key, Value: r.eval(i.Value, s)})
		default:
			chosen = append(chosen, value.Entry{Key: i.Key, Value: r.property(target, i.Key)})
		}
	}
	return value.Map(append(all, chosen...))
}

func (r *run) unary(e *ast.Unary, s scope) value.Value {
	switch e.Op {
	case ast.Not:
		return not(r.truth(e.X, s))
	case ast.Minus:
		return r.try(value.Neg(r.eval(e.X, s)))
	}
	return r.eval(e.X, s)
}

var arithmetic = map[ast.BinaryOp]func(a, b value.Value) (value.Value, error){
	ast.Add: value.Add, ast.Concat: concat, ast.Sub: value.Sub, ast.Mul: value.Mul, ast.Div: value.Div, ast.Mod: value.Mod, ast.Pow: value.Pow,
}

func (r *run) binary(e *ast.Binary, s scope) value.Value {
	switch e.Op {
	case ast.And:
		return r.and(e.X, e.Y, s)
	case ast.Or: // a OR b is NOT (NOT a AND NOT b)
		return not(r.and(&ast.Unary{Op: ast.Not, X: e.X}, &ast.Unary{Op: ast.Not, X: e.Y}, s))
	case ast.Xor:
		x, y := r.truth(e.X, s), r.truth(e.Y, s)
		if x.IsNull() || y.IsNull() {
			return value.Null
		}
		return value.Bool(isTrue(x) != isTrue(y))
	}
	x, y := r.eval(e.X, s), r.eval(e.Y, s)
	switch e.Op {
	case ast.In:
		if y.IsNull() {
			return value.Null
		}
		if y.Kind() != value.KindList {
			return r.fail("IN %s", y.Kind())
		}
		return value.In(x, y.AsList())
	case ast.StartsWith, ast.EndsWith, ast.Contains, ast.RegexMatch:
		return r.match2(e.Op, x, y)
	}
	f, ok := arithmetic[e.Op]
	if !ok {
		return r.fail("operator %s", e.Op)
	}
	return r.try(f(x, y))
}

func (r *run) and(x, y ast.Expr, s scope) value.Value {
	a := r.truth(x, s)
	if isFalse(a) {
		return a
	}
	b := r.truth(y, s)
	if isFalse(b) || isTrue(a) {
		return b
	}
	return value.Null
}

// match2 is an operator on two strings; it is null for anything else.
func (r *run) match2(op ast.BinaryOp, x, y value.Value) value.Value {
	if x.Kind() != value.KindString || y.Kind() != value.KindString {
		return value.Null
	}
	a, b := x.AsString(), y.AsString()
	switch op {
	case ast.StartsWith:
		return value.Bool(strings.HasPrefix(a, b))
	case ast.EndsWith:
		return value.Bool(strings.HasSuffix(a, b))
	case ast.Contains:
		return value.Bool(strings.Contains(a, b))
	}
	re, err := regexp.Compile("^(?:" + b + ")$")
	if err != nil {
		return r.failed(err)
	}
	return value.Bool(re.MatchString(a))
}

// comparison is a chain: a < b < c is a < b AND b < c.
func (r *run) comparison(e *ast.Comparison, s scope) value.Value {
	vals := r.list(e.Operands, s)
	all := value.Bool(true)
	for i, op := range e.Ops {
		switch v := compare(op, vals[i], vals[i+1]); {
		case isFalse(v):
			return v
		case v.IsNull():
			all = v
		}
	}
	return all
}

func compare(op ast.BinaryOp, a, b value.Value) value.Value {
	switch op {
	case ast.Eq:
		return value.Equal(a, b)
	case ast.Ne:
		return not(value.Equal(a, b))
	case ast.Lt:
		return value.Less(a, b)
	case ast.Le:
		return value.LessEqual(a, b)
	case ast.Gt:
		return value.Less(b, a)
	}
	return value.LessEqual(b, a)
}

func (r *run) hasLabels(v value.Value, labels ast.LabelExpr, s scope) value.Value {
	switch v.Kind() {
	case value.KindNull:
		return v
	case value.KindNode:
		n, ok := r.g.Nodes[v.AsID()]
		if !ok {
			return r.fail("the node was deleted")
		}
		return value.Bool(r.fits(labels, n.Labels, s))
	case value.KindVirtualNode:
		return value.Bool(r.fits(labels, v.AsVirtualNode().Labels, s))
	case value.KindRelationship:
		rel, ok := r.g.Relationships[v.AsID()]
		if !ok {
			return r.fail("the relationship was deleted")
		}
		return value.Bool(r.fits(labels, []string{rel.Type}, s))
	}
	return r.fail("labels of %s", v.Kind())
}

func (r *run) caseOf(e *ast.Case, s scope) value.Value {
	var subject value.Value
	if e.Subject != nil {
		subject = r.eval(e.Subject, s)
	}
	for _, w := range e.Whens {
		for _, test := range w.Tests {
			outer := r.subject
			r.subject = subject
			passed := e.Subject == nil || ast.OnSubject(test)
			if passed {
				passed = r.isTrue(test, s)
			} else {
				passed = isTrue(value.Equal(subject, r.eval(test, s)))
			}
			r.subject = outer
			if passed {
				return r.eval(w.Then, s)
			}
		}
	}
	if e.Else == nil {
		return value.Null
	}
	return r.eval(e.Else, s)
}
