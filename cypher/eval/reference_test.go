package eval

import (
	"fmt"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// reference evaluates expressions for one row, straight from the tree. It is
// what the kernels must agree with.
type reference struct {
	x    *Context
	vars map[string]value.Value
}

func (r *reference) with(name string, v value.Value) *reference {
	vars := map[string]value.Value{name: v}
	for k, old := range r.vars {
		if k != name {
			vars[k] = old
		}
	}
	return &reference{x: r.x, vars: vars}
}

func (r *reference) all(exprs ...ast.Expr) ([]value.Value, error) {
	out := make([]value.Value, len(exprs))
	for i, e := range exprs {
		var err error
		if out[i], err = r.eval(e); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (r *reference) eval(e ast.Expr) (value.Value, error) {
	switch e := e.(type) {
	case *ast.Literal:
		return e.Value, nil
	case *ast.Parameter:
		v, ok := r.x.Parameter(e.Name)
		if !ok {
			return value.Null, fmt.Errorf("no parameter %s", e.Name)
		}
		return v, nil
	case *ast.Variable:
		return r.vars[e.Name], nil
	case *ast.Property:
		v, err := r.eval(e.Target)
		if err != nil {
			return value.Null, err
		}
		return (&property{key: e.Key}).field(r.x, v)
	case *ast.Unary:
		return r.unary(e)
	case *ast.Binary:
		return r.binary(e)
	case *ast.Comparison:
		return r.comparison(e)
	case *ast.IsNull:
		v, err := r.eval(e.X)
		return value.Bool(v.IsNull() != e.Not), err
	case *ast.ListLit:
		items, err := r.all(e.Items...)
		return value.List(items), err
	case *ast.MapLit:
		vals, err := r.all(e.Values...)
		entries := make([]value.Entry, len(vals))
		for i := range vals {
			entries[i] = value.Entry{Key: e.Keys[i], Value: vals[i]}
		}
		return value.Map(entries), err
	case *ast.Index:
		v, err := r.all(e.Target, e.Index)
		if err != nil {
			return value.Null, err
		}
		return element(r.x, v[0], v[1])
	case *ast.Case:
		return r.caseOf(e)
	case *ast.Call:
		return r.call(e)
	}
	return r.loop(e)
}

func (r *reference) loop(e ast.Expr) (value.Value, error) {
	switch e := e.(type) {
	case *ast.ListComprehension:
		list, err := r.eval(e.List)
		if err != nil || list.IsNull() {
			return value.Null, err
		}
		if list.Kind() != value.KindList {
			return value.Null, fmt.Errorf("not a list")
		}
		var out []value.Value
		for _, v := range list.AsList() {
			in := r.with(e.Variable.Name, v)
			if e.Where != nil {
				keep, err := in.truth(e.Where)
				if err != nil {
					return value.Null, err
				}
				if keep != isTrue {
					continue
				}
			}
			if e.Map != nil {
				if v, err = in.eval(e.Map); err != nil {
					return value.Null, err
				}
			}
			out = append(out, v)
		}
		return value.List(out), nil
	case *ast.Quantifier:
		return r.quantifier(e)
	case *ast.Reduce:
		acc, err := r.eval(e.Init)
		if err != nil {
			return value.Null, err
		}
		list, err := r.eval(e.List)
		if err != nil || list.IsNull() {
			return value.Null, err
		}
		if list.Kind() != value.KindList {
			return value.Null, fmt.Errorf("not a list")
		}
		for _, v := range list.AsList() {
			if acc, err = r.with(e.Acc.Name, acc).with(e.Variable.Name, v).eval(e.Body); err != nil {
				return value.Null, err
			}
		}
		return acc, nil
	}
	return value.Null, fmt.Errorf("no reference for %T", e)
}

// truth evaluates a condition.
func (r *reference) truth(e ast.Expr) (truth, error) {
	v, err := r.eval(e)
	switch {
	case err != nil:
		return unknown, err
	case v.IsNull():
		return unknown, nil
	case v.Kind() != value.KindBool:
		return unknown, fmt.Errorf("not a boolean")
	}
	return truthIf(v.AsBool()), nil
}

func ofTruth(t truth) value.Value {
	if t == unknown {
		return value.Null
	}
	return value.Bool(t == isTrue)
}

func (r *reference) quantifier(e *ast.Quantifier) (value.Value, error) {
	list, err := r.eval(e.List)
	if err != nil || list.IsNull() {
		return value.Null, err
	}
	if list.Kind() != value.KindList {
		return value.Null, fmt.Errorf("not a list")
	}
	yes, no, open := 0, 0, 0
	for _, v := range list.AsList() {
		t, err := r.with(e.Variable.Name, v).truth(e.Where)
		if err != nil {
			return value.Null, err
		}
		switch t {
		case isTrue:
			yes++
		case isFalse:
			no++
		default:
			open++
		}
		switch {
		case e.Kind == ast.Any && yes > 0:
			return value.Bool(true), nil
		case e.Kind == ast.All && no > 0, e.Kind == ast.None && yes > 0, e.Kind == ast.Single && yes > 1:
			return value.Bool(false), nil
		}
	}
	switch {
	case open > 0:
		return value.Null, nil
	case e.Kind == ast.Single:
		return value.Bool(yes == 1), nil
	}
	return value.Bool(e.Kind != ast.Any), nil
}

func (r *reference) unary(e *ast.Unary) (value.Value, error) {
	if e.Op == ast.Not {
		t, err := r.truth(e.X)
		switch t {
		case isTrue:
			t = isFalse
		case isFalse:
			t = isTrue
		}
		return ofTruth(t), err
	}
	v, err := r.eval(e.X)
	if err != nil {
		return value.Null, err
	}
	return (&signed{minus: e.Op == ast.Minus}).of(v)
}

func (r *reference) binary(e *ast.Binary) (value.Value, error) {
	if e.Op == ast.And || e.Op == ast.Or {
		decided := truthIf(e.Op == ast.Or)
		p, err := r.truth(e.X)
		if err != nil || p == decided {
			return ofTruth(p), err
		}
		q, err := r.truth(e.Y)
		if q == decided || p != unknown {
			return ofTruth(q), err
		}
		return value.Null, err
	}
	if e.Op == ast.Xor {
		p, err := r.truth(e.X)
		if err != nil {
			return value.Null, err
		}
		q, err := r.truth(e.Y)
		if err != nil || p == unknown || q == unknown {
			return value.Null, err
		}
		return value.Bool(p != q), nil
	}
	v, err := r.all(e.X, e.Y)
	if err != nil {
		return value.Null, err
	}
	switch e.Op {
	case ast.Add, ast.Sub, ast.Mul, ast.Div, ast.Mod, ast.Pow:
		return arithmetics[e.Op](v[0], v[1])
	case ast.In:
		return in(v[0], v[1])
	case ast.StartsWith:
		return stringTest(strings.HasPrefix)(v[0], v[1])
	case ast.EndsWith:
		return stringTest(strings.HasSuffix)(v[0], v[1])
	case ast.Contains:
		return stringTest(strings.Contains)(v[0], v[1])
	case ast.Concat:
		return concat(v[0], v[1])
	}
	return value.Null, fmt.Errorf("no reference for %s", e.Op)
}

func (r *reference) comparison(e *ast.Comparison) (value.Value, error) {
	answer := value.Bool(true)
	for i, op := range e.Ops {
		v, err := r.all(e.Operands[i], e.Operands[i+1])
		if err != nil {
			return value.Null, err
		}
		switch c := compareValues(op, v[0], v[1]); {
		case c.IsNull():
			answer = value.Null
		case !c.AsBool():
			return c, nil
		}
	}
	return answer, nil
}

func (r *reference) caseOf(e *ast.Case) (value.Value, error) {
	subject := value.Null
	var err error
	if e.Subject != nil {
		if subject, err = r.eval(e.Subject); err != nil {
			return value.Null, err
		}
	}
	for _, w := range e.Whens {
		for _, test := range w.Tests {
			t := unknown
			if e.Subject == nil {
				t, err = r.truth(test)
			} else {
				var v value.Value
				if v, err = r.eval(test); err == nil && value.Equal(subject, v) == value.Bool(true) {
					t = isTrue
				}
			}
			if err != nil {
				return value.Null, err
			}
			if t == isTrue {
				return r.eval(w.Then)
			}
		}
	}
	if e.Else == nil {
		return value.Null, nil
	}
	return r.eval(e.Else)
}

func (r *reference) call(e *ast.Call) (value.Value, error) {
	if strings.EqualFold(e.Name, "coalesce") {
		for _, a := range e.Args {
			if v, err := r.eval(a); err != nil || !v.IsNull() {
				return v, err
			}
		}
		return value.Null, nil
	}
	args, err := r.all(e.Args...)
	if err != nil {
		return value.Null, err
	}
	f := functionsByName[strings.ToLower(e.Name)]
	if f == nil || f.call == nil {
		return value.Null, fmt.Errorf("no reference for %s", e.Name)
	}
	return f.apply(r.x, args)
}
