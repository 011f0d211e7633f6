package rewrite

import (
	"slices"

	"memgraphd/cypher/ast"
)

// plain reports whether a part asks for all paths, and all of it may be looked at by itself.
func plain(part *ast.PatternPart) bool {
	return part.Selector == ast.AllPaths && !part.Filtered
}

// hop returns a relationship pattern that is one relationship.
func hop(l ast.Link) (*ast.RelPattern, bool) {
	r, ok := l.(*ast.RelPattern)
	return r, ok && r.Expansion == ast.SingleHop
}

// readsItself reports whether the properties or conditions inside a part use variables, which may be its own.
func readsItself(part *ast.PatternPart) bool {
	reads := func(exprs ...ast.Expr) bool {
		return slices.ContainsFunc(exprs, func(e ast.Expr) bool { return e != nil && find(e, isVariable) })
	}
	for _, n := range part.Nodes {
		if reads(n.Properties, n.Where) {
			return true
		}
	}
	for _, l := range part.Links {
		if r, ok := l.(*ast.RelPattern); !ok || reads(r.Properties, r.Where) {
			return true
		}
	}
	return false
}

func isVariable(n any) bool {
	_, ok := n.(*ast.Variable)
	return ok
}

// backwards writes parts of patterns from their end to their beginning.
func backwards(q *Query) bool {
	changed := false
	ast.Inspect(q.tree, func(n any) bool {
		switch n := n.(type) {
		case *ast.GroupPattern: // the next one begins where it ends
			return false
		case *ast.Create:
			for _, part := range n.Pattern {
				changed = turn(part, true) || changed
			}
			return false
		case *ast.Merge:
			changed = turn(n.Part, true) || changed
			return false
		case *ast.PatternPart:
			changed = turn(n, false) || changed
		}
		return true
	})
	return changed
}

// turn turns a part around, unless somebody could tell: in a path, a list of relationships or, where it is created,
// a relationship of no direction or a node that occurs again.
func turn(part *ast.PatternPart, created bool) bool {
	if created && repeats(part) || !plain(part) || len(part.Links) == 0 || part.Variable != nil || readsItself(part) {
		return false
	}
	for _, l := range part.Links {
		r := l.(*ast.RelPattern)
		list := r.Expansion != ast.SingleHop && (r.Variable != nil || r.Expansion != ast.VarLength || r.Filter != nil)
		if list || r.Direction == ast.Both && created {
			return false
		}
	}
	slices.Reverse(part.Nodes)
	slices.Reverse(part.Links)
	for _, l := range part.Links {
		r := l.(*ast.RelPattern)
		r.Direction = []ast.Direction{ast.Both, ast.Incoming, ast.Outgoing}[r.Direction]
	}
	return true
}

// repeats reports whether a node occurs twice in a part.
func repeats(part *ast.PatternPart) bool {
	seen := map[string]bool{}
	for _, n := range part.Nodes {
		if n.Variable != nil && seen[n.Variable.Name] {
			return true
		}
		if n.Variable != nil {
			seen[n.Variable.Name] = true
		}
	}
	return false
}

// reordered writes the parts of MATCH in another order.
func reordered(q *Query) bool {
	changed := false
	q.eachMatch(func(m *ast.Match) {
		if len(m.Pattern) < 2 || slices.ContainsFunc(m.Pattern, readsItself) {
			return
		}
		slices.Reverse(m.Pattern)
		changed = true
	})
	return changed
}

func (q *Query) eachMatch(f func(*ast.Match)) {
	ast.Inspect(q.tree, func(n any) bool {
		if m, ok := n.(*ast.Match); ok {
			f(m)
		}
		return true
	})
}

// apart gives each part of MATCH one of its own, where no two of them must have different relationships.
func apart(q *Query) bool {
	return q.replace(func(c ast.Clause) []ast.Clause {
		m, ok := c.(*ast.Match)
		if !ok || m.Optional || len(m.Pattern) < 2 || slices.ContainsFunc(m.Pattern, readsItself) {
			return nil
		}
		long := 0
		var clauses []ast.Clause
		for _, part := range m.Pattern {
			long += min(1, len(part.Links))
			clauses = append(clauses, &ast.Match{Pattern: []*ast.PatternPart{part}})
		}
		clauses[len(clauses)-1].(*ast.Match).Where = m.Where
		if long > 1 {
			return nil
		}
		return clauses
	})
}

// stepwise gives each relationship of a path a MATCH of its own and says that they are different.
func stepwise(q *Query) bool {
	if q.stars() {
		return false
	}
	return q.replace(func(c ast.Clause) []ast.Clause {
		m, ok := c.(*ast.Match)
		if !ok || m.Optional || len(m.Pattern) > 1 {
			return nil
		}
		part := m.Pattern[0]
		if part.Variable != nil || !plain(part) || len(part.Links) < 2 || readsItself(part) {
			return nil
		}
		names := q.relationshipNames(part)
		if names == nil {
			return nil
		}
		var clauses []ast.Clause
		var different ast.Expr
		for i, l := range part.Links {
			step := &ast.PatternPart{Nodes: []*ast.NodePattern{q.at(part, i), part.Nodes[i+1]}, Links: []ast.Link{l}}
			for k := range i {
				unequal := &ast.Comparison{Operands: []ast.Expr{variable(names[k]), variable(names[i])}, Ops: []ast.BinaryOp{ast.Ne}}
				different = conjunction(different, unequal)
			}
			clauses = append(clauses, &ast.Match{Pattern: []*ast.PatternPart{step}})
		}
		clauses[len(clauses)-1].(*ast.Match).Where = conjunction(different, m.Where)
		return clauses
	})
}

// relationshipNames names all relationships of a part; it returns nil where there is another thing between nodes,
// or one relationship twice.
func (q *Query) relationshipNames(part *ast.PatternPart) []string {
	var names []string
	for _, l := range part.Links {
		r, ok := hop(l)
		if !ok {
			return nil
		}
		if r.Variable == nil {
			r.Variable = variable(q.fresh())
		}
		if slices.Contains(names, r.Variable.Name) {
			return nil
		}
		names = append(names, r.Variable.Name)
	}
	return names
}

// at returns the i-th node of a part as a step begins with it: what it must be is said once.
func (q *Query) at(part *ast.PatternPart, i int) *ast.NodePattern {
	n := part.Nodes[i]
	if i == 0 {
		return n
	}
	return &ast.NodePattern{Variable: variable(q.nameOf(n))}
}

// nameOf names a node.
func (q *Query) nameOf(n *ast.NodePattern) string {
	if n.Variable == nil {
		n.Variable = variable(q.fresh())
	}
	return n.Variable.Name
}

// optional matches optionally and keeps the rows in which something was found.
func optional(q *Query) bool {
	changed := false
	for _, part := range q.tree.Parts {
		known := map[string]bool{}
		var clauses []ast.Clause
		for _, c := range part.Clauses {
			clauses = append(clauses, c)
			m, ok := c.(*ast.Match)
			if !ok {
				learn(c, known)
				continue
			}
			name := newNode(m, known)
			learn(c, known)
			if name == "" || m.Optional {
				continue
			}
			m.Optional, changed = true, true
			found := &ast.IsNull{X: variable(name), Not: true}
			clauses = append(clauses, &ast.With{Projection: ast.Projection{Star: true}, Where: found})
		}
		part.Clauses = clauses
	}
	return changed
}

// learn remembers all names that a clause uses or declares.
func learn(c ast.Clause, known map[string]bool) {
	ast.Inspect(c, func(n any) bool {
		switch n := n.(type) {
		case *ast.Variable:
			known[n.Name] = true
		case *ast.Projection:
			for _, item := range n.Items {
				known[item.Alias] = true
			}
		case *ast.CallProcedure:
			for _, y := range n.Yield {
				known[y.Field], known[y.Alias] = true, true
			}
		case *ast.CallSubquery:
			if r := last(n.Query.Parts[0]); r != nil {
				for _, name := range columnNames(r) {
					known[name] = true
				}
			}
		}
		return true
	})
}

// newNode returns the name of a node that MATCH declares.
func newNode(m *ast.Match, known map[string]bool) string {
	for _, part := range m.Pattern {
		for _, n := range part.Nodes {
			if n.Variable != nil && !known[n.Variable.Name] {
				return n.Variable.Name
			}
		}
	}
	return ""
}
