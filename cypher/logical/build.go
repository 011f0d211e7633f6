package logical

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/semantic"
)

// builder turns clauses into steps.
type builder struct {
	info  *semantic.Info
	steps []Step
}

// Build returns what a query, or a subquery of it, asks for. The expressions
// of the tree are moved into the answer, so it may be built once only.
func Build(info *semantic.Info, q *ast.Query) *Query {
	result := info.Queries[q]
	out := &Query{Columns: result.Columns}
	for i, part := range q.Parts {
		columns := result.Columns
		if len(q.Parts) > 1 {
			columns = result.Branches[i]
		}
		b := &builder{info: info}
		b.clauses(part.Clauses)
		out.Branches = append(out.Branches, &Branch{Steps: b.steps, Columns: columns})
	}
	out.Distinct = len(q.Unions) > 0 && !q.Unions[0].All
	return out
}

func (b *builder) clauses(clauses []ast.Clause) {
	for _, c := range clauses {
		b.clause(c)
	}
}

func (b *builder) add(s Step) { b.steps = append(b.steps, s) }

func (b *builder) clause(c ast.Clause) {
	switch c := c.(type) {
	case *ast.Match:
		b.match(c)
	case *ast.Unwind:
		b.add(&Unwind{List: b.resolve(c.List), Sym: b.info.Uses[c.Variable]})
	case *ast.With:
		b.projection(&c.Projection, c.Where, false)
	case *ast.Return:
		b.projection(&c.Projection, nil, true)
	case *ast.Create:
		b.create(c)
	case *ast.Merge:
		b.merge(c)
	case *ast.Set:
		b.add(&Set{Items: c.Items})
	case *ast.Remove:
		b.add(&Remove{Items: c.Items})
	case *ast.Delete:
		b.add(&Delete{Detach: c.Detach, Exprs: c.Exprs})
	case *ast.Foreach:
		body := &builder{info: b.info}
		body.clauses(c.Body)
		b.add(&Foreach{Sym: b.info.Uses[c.Variable], List: c.List, Body: body.steps})
	case *ast.CallProcedure:
		b.add(&Procedure{Clause: c, Call: b.info.Procedures[c]})
		b.filter(c.Where)
	case *ast.CallSubquery:
		b.add(&Subquery{Clause: c, Query: Build(b.info, c.Query), Correlated: b.info.Subqueries[c].Correlated})
	case *ast.Load:
		b.add(&Load{Clause: c, Sym: b.info.Uses[c.Variable]})
	}
}

// filter adds a condition: to the graph before it if there is one, else as a step.
func (b *builder) filter(where ast.Expr) {
	if where == nil {
		return
	}
	predicates := conjuncts(b.info, b.resolve(where), nil)
	if m := b.lastMatch(); m != nil {
		m.Graph.Predicates = append(m.Graph.Predicates, predicates...)
		return
	}
	b.add(&Filter{Predicates: predicates})
}

// lastMatch returns the step before if it is a match that is not optional.
func (b *builder) lastMatch() *Match {
	if len(b.steps) == 0 {
		return nil
	}
	m, ok := b.steps[len(b.steps)-1].(*Match)
	if !ok || m.Optional {
		return nil
	}
	return m
}

// resolve replaces what stands for something computed before by its variable.
func (b *builder) resolve(e ast.Expr) ast.Expr {
	if e == nil {
		return nil
	}
	if sym := b.info.Refs[e]; sym != nil {
		return b.info.Variable(sym, e.Position())
	}
	return ast.MapChildren(e, b.resolve)
}
