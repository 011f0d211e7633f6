package rewrite

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// thing is a node or a relationship of a pattern.
type thing struct {
	variable   **ast.Variable
	labels     *ast.LabelExpr
	properties *ast.Expr
	where      *ast.Expr
}

// things are the nodes and single relationships of MATCH of which a condition may be said inside or outside of the pattern.
func things(m *ast.Match) []thing {
	var all []thing
	for _, part := range m.Pattern {
		if !plain(part) {
			continue
		}
		for _, n := range part.Nodes {
			all = append(all, thing{&n.Variable, &n.Labels, &n.Properties, &n.Where})
		}
		for _, l := range part.Links {
			if r, ok := hop(l); ok {
				all = append(all, thing{&r.Variable, &r.Types, &r.Properties, &r.Where})
			}
		}
	}
	return all
}

// outside takes conditions out of the things of a pattern. It names what has no name, if nobody asks for all names.
func (q *Query) outside(take func(t thing, name string) ast.Expr, has func(t thing) bool) bool {
	stars, changed := q.stars(), false
	q.eachMatch(func(m *ast.Match) {
		for _, t := range things(m) {
			if !has(t) || *t.variable == nil && stars {
				continue
			}
			if *t.variable == nil {
				*t.variable = variable(q.fresh())
			}
			m.Where, changed = conjunction(take(t, (*t.variable).Name), m.Where), true
		}
	})
	return changed
}

// propertiesAsWhere says what properties are in WHERE.
func propertiesAsWhere(q *Query) bool {
	has := func(t thing) bool { _, ok := (*t.properties).(*ast.MapLit); return ok }
	return q.outside(func(t thing, name string) ast.Expr {
		m := (*t.properties).(*ast.MapLit)
		*t.properties = nil
		var all ast.Expr
		for i, key := range m.Keys {
			all = conjunction(all, equal(&ast.Property{Target: variable(name), Key: key}, m.Values[i]))
		}
		return all
	}, has)
}

// labelsAsWhere says what labels there are, and which type, in WHERE.
func labelsAsWhere(q *Query) bool {
	return q.outside(func(t thing, name string) ast.Expr {
		labels := *t.labels
		*t.labels = nil
		return &ast.HasLabels{X: variable(name), Labels: labels}
	}, func(t thing) bool { return *t.labels != nil })
}

// inside moves conditions of WHERE to the things that they are about.
func (q *Query) inside(move func(t thing, condition ast.Expr) bool) bool {
	changed := false
	q.eachMatch(func(m *ast.Match) {
		var left []ast.Expr
		for _, condition := range conjuncts(m.Where) {
			moved := slices.ContainsFunc(things(m), func(t thing) bool { return *t.variable != nil && move(t, condition) })
			if changed = changed || moved; !moved {
				left = append(left, condition)
			}
		}
		m.Where = conjunction(left...)
	})
	return changed
}

// whereAsProperties says in the pattern which values properties have.
func whereAsProperties(q *Query) bool {
	return q.inside(func(t thing, condition ast.Expr) bool {
		c, ok := condition.(*ast.Comparison)
		if !ok || len(c.Ops) != 1 || c.Ops[0] != ast.Eq || find(c.Operands[1], isVariable) {
			return false
		}
		p, ok := c.Operands[0].(*ast.Property)
		if !ok {
			return false
		}
		if v, ok := p.Target.(*ast.Variable); !ok || v.Name != (*t.variable).Name {
			return false
		}
		if *t.properties == nil {
			*t.properties = &ast.MapLit{}
		}
		m, ok := (*t.properties).(*ast.MapLit)
		if !ok || slices.Contains(m.Keys, p.Key) {
			return false
		}
		m.Keys, m.Values = append(m.Keys, p.Key), append(m.Values, c.Operands[1])
		return true
	})
}

// whereInside writes conditions on one thing inside of the pattern.
func whereInside(q *Query) bool {
	return q.inside(func(t thing, condition ast.Expr) bool {
		others := find(condition, func(n any) bool {
			switch n := n.(type) {
			case *ast.Variable:
				return n.Name != (*t.variable).Name
			case *ast.Subquery, *ast.PatternExpr, *ast.PatternComprehension:
				return true
			}
			return false
		})
		if others || !find(condition, isVariable) {
			return false
		}
		*t.where = conjunction(*t.where, condition)
		return true
	})
}

// dynamicLabels computes labels and types.
func dynamicLabels(q *Query) bool {
	changed := false
	computed := func(l *ast.Label) {
		if l.Dynamic == nil {
			l.Dynamic, changed = literal(value.String(l.Name)), true
		}
	}
	ast.Inspect(q.tree, func(n any) bool {
		switch n := n.(type) {
		case *ast.NodePattern:
			eachLabel(n.Labels, computed)
		case *ast.RelPattern:
			if n.Expansion == ast.SingleHop {
				eachLabel(n.Types, computed)
			}
		case *ast.SetItem:
			for i := range n.Labels {
				computed(&n.Labels[i])
			}
		case *ast.RemoveItem:
			for i := range n.Labels {
				computed(&n.Labels[i])
			}
		}
		return true
	})
	return changed
}

func eachLabel(e ast.LabelExpr, f func(*ast.Label)) {
	switch e := e.(type) {
	case *ast.LabelName:
		f(&e.Label)
	case *ast.LabelAnd:
		for _, part := range e.Parts {
			eachLabel(part, f)
		}
	case *ast.LabelOr:
		for _, part := range e.Parts {
			eachLabel(part, f)
		}
	case *ast.LabelNot:
		eachLabel(e.Part, f)
	}
}
