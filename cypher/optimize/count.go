package optimize

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
	"memgraphd/engine/value"
)

var defaultRowsPerTransaction = value.Int(1000)

// counted answers a query that only counts all nodes, those of a label, or the
// relationships of a type from the store's counts. steps[i] is the match.
func (p *planner) counted(steps []logical.Step, i int, t tree) (tree, bool) {
	if i != len(steps)-2 || !isOnce(t.op) {
		return t, false
	}
	m, isMatch := steps[i].(*logical.Match)
	s, isProject := steps[i+1].(*logical.Project)
	if !isMatch || !isProject || m.Optional || s.Group == nil || len(s.Group.Keys) > 0 || len(s.Group.Calls) != 1 {
		return t, false
	}
	op := p.countOf(m.Graph)
	if op == nil || !p.counts(s.Group.Calls[0].Expr, m.Graph) {
		return t, false
	}
	sym := s.Group.Calls[0].Sym
	op.Slot = slot(sym)
	t = t.over(op, 1, 1, sym)
	t = p.compute(s, t, s.Items, true)
	t = p.sorted(s, t)
	return p.conditions(s.Where, t), true
}

// countOf returns the count that is the number of embeddings of a graph, nil if there is none.
func (p *planner) countOf(g *logical.Graph) *plan.CountStore {
	if len(g.Paths) > 0 {
		return nil
	}
	switch {
	case len(g.Links) == 0 && len(g.Nodes) == 1 && len(g.Predicates) == 0:
		return &plan.CountStore{}
	case len(g.Links) == 0 && len(g.Nodes) == 1 && len(g.Predicates) == 1:
		if test, ok := g.Predicates[0].(*ast.HasLabels); ok {
			if names, exact := requiredLabels(test.Labels); exact && len(names) == 1 {
				return &plan.CountStore{Label: names[0]}
			}
		}
	case len(g.Links) == 1 && len(g.Nodes) == 2 && len(g.Predicates) == 0 && !p.hopsLimited:
		l := g.Links[0]
		if l.Kind == logical.Hop && l.Direction != ast.Both && l.Left != l.Right && len(l.Types) <= 1 {
			op := &plan.CountStore{Relationships: true}
			if len(l.Types) == 1 {
				op.Type = l.Types[0]
			}
			return op
		}
	}
	return nil
}

// counts reports whether an aggregation counts the embeddings of a graph: count(*), or count of what each has.
func (p *planner) counts(e ast.Expr, g *logical.Graph) bool {
	call, ok := e.(*ast.Call)
	if !ok {
		return true
	}
	if fold(call.Name) != "count" || len(call.Args) != 1 || call.Distinct && len(g.Links) > 0 {
		return false
	}
	v, ok := call.Args[0].(*ast.Variable)
	if !ok {
		return false
	}
	for _, sym := range g.Symbols() {
		if p.info.Uses[v] == sym {
			return true
		}
	}
	return false
}
