package ast

// EachChild calls f for the expressions that e consists of directly, in the
// order of the text. Patterns and queries inside e are not entered, and a
// variable that e declares is not a child.
func EachChild(e Expr, f func(Expr)) {
	replaceChildren(e, func(x Expr) Expr {
		f(x)
		return x
	}, true)
}

// MapChildren returns e with each child replaced by what f makes of it. If
// nothing changes it is e itself; otherwise it is a copy of e's top node.
func MapChildren(e Expr, f func(Expr) Expr) Expr { return replaceChildren(e, f, false) }

// mapper replaces expressions and remembers whether any was.
type mapper struct {
	f       func(Expr) Expr
	changed bool
}

func (m *mapper) one(x Expr) Expr {
	if isNil(x) {
		return nil
	}
	y := m.f(x)
	m.changed = m.changed || y != x
	return y
}

func (m *mapper) list(xs []Expr) []Expr {
	ys := make([]Expr, len(xs))
	for i, x := range xs {
		ys[i] = m.one(x)
	}
	return ys
}

// replaceChildren copies e's top node over its new children, unless peek or nothing changed.
func replaceChildren(e Expr, f func(Expr) Expr, peek bool) Expr {
	m := &mapper{f: f}
	c := m.copy(e)
	if peek || !m.changed {
		return e
	}
	return c
}

func (m *mapper) copy(e Expr) Expr {
	switch e := e.(type) {
	case *Property:
		c := *e
		c.Target = m.one(e.Target)
		return &c
	case *Index:
		c := *e
		c.Target, c.Index = m.one(e.Target), m.one(e.Index)
		return &c
	case *Slice:
		c := *e
		c.Target, c.From, c.To = m.one(e.Target), m.one(e.From), m.one(e.To)
		return &c
	case *ListLit:
		c := *e
		c.Items = m.list(e.Items)
		return &c
	case *MapLit:
		c := *e
		c.Values = m.list(e.Values)
		return &c
	case *Unary:
		c := *e
		c.X = m.one(e.X)
		return &c
	case *Binary:
		c := *e
		c.X, c.Y = m.one(e.X), m.one(e.Y)
		return &c
	case *Comparison:
		c := *e
		c.Operands = m.list(e.Operands)
		return &c
	case *IsNull:
		c := *e
		c.X = m.one(e.X)
		return &c
	case *IsType:
		c := *e
		c.X = m.one(e.X)
		return &c
	case *HasLabels:
		c := *e
		c.X = m.one(e.X)
		return &c
	case *Call:
		c := *e
		c.Args = m.list(e.Args)
		return &c
	}
	return m.copyCompound(e)
}

func (m *mapper) copyCompound(e Expr) Expr {
	switch e := e.(type) {
	case *MapProjection:
		c := *e
		c.Target = m.one(e.Target)
		c.Items = make([]MapProjectionItem, len(e.Items))
		for i, item := range e.Items {
			item.Value = m.one(item.Value)
			c.Items[i] = item
		}
		return &c
	case *Case:
		c := *e
		c.Subject = m.one(e.Subject)
		c.Whens = make([]When, len(e.Whens))
		for i, w := range e.Whens {
			c.Whens[i] = When{Tests: m.list(w.Tests), Then: m.one(w.Then)}
		}
		c.Else = m.one(e.Else)
		return &c
	case *ListComprehension:
		c := *e
		c.List, c.Where, c.Map = m.one(e.List), m.one(e.Where), m.one(e.Map)
		return &c
	case *Quantifier:
		c := *e
		c.List, c.Where = m.one(e.List), m.one(e.Where)
		return &c
	case *Reduce:
		c := *e
		c.Init, c.List, c.Body = m.one(e.Init), m.one(e.List), m.one(e.Body)
		return &c
	}
	return e
}
