package optimize

import (
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
)

func fold(name string) string { return strings.ToLower(name) }

// created returns the labels and types that a query may give to something.
func created(q *ast.Query) (labels, types map[string]bool) {
	labels, types = map[string]bool{}, map[string]bool{}
	ast.Inspect(q, func(n any) bool {
		switch n := n.(type) {
		case *ast.Create:
			for _, part := range n.Pattern {
				patternNames(part, labels, types)
			}
		case *ast.Merge:
			patternNames(n.Part, labels, types)
		case *ast.SetItem:
			for _, l := range n.Labels {
				labels[l.Name] = true
			}
		}
		return true
	})
	return labels, types
}

func patternNames(part *ast.PatternPart, labels, types map[string]bool) {
	for _, n := range part.Nodes {
		labelNames(n.Labels, labels)
	}
	for _, l := range part.Links {
		if rel, ok := l.(*ast.RelPattern); ok {
			labelNames(rel.Types, types)
		}
	}
}

func labelNames(e ast.LabelExpr, into map[string]bool) {
	switch e := e.(type) {
	case *ast.LabelName:
		if e.Label.Dynamic == nil {
			into[e.Label.Name] = true
		}
	case *ast.LabelAnd:
		for _, part := range e.Parts {
			labelNames(part, into)
		}
	}
}

// createWrites returns what CREATE writes.
func createWrites(c *logical.Create) effects {
	var e effects
	for _, n := range c.Nodes {
		e.bare = true
		for _, l := range n.Labels {
			e.nodes.label(l)
		}
	}
	for _, r := range c.Rels {
		e.rels.label(r.Type)
	}
	return e
}

func (n *nameSet) label(l ast.Label) {
	if l.Dynamic != nil {
		n.any = true
		return
	}
	n.add(l.Name)
}

// changed returns what may be changed by assigning to an expression.
func (p *planner) changed(target ast.Expr) owners {
	if of := p.owners(target); of != (owners{}) {
		return of
	}
	return anyOwner
}

// setWrites returns what SET writes.
func (p *planner) setWrites(items []*ast.SetItem) effects {
	var e effects
	for _, item := range items {
		of := p.changed(item.Target)
		switch item.Kind {
		case ast.SetProperty:
			e.properties.add(of, item.Keys[0])
		case ast.SetLabels:
			for _, l := range item.Labels {
				e.labels.label(l)
			}
		case ast.SetMerge:
			if len(item.Keys) > 0 {
				e.properties.add(of, item.Keys[0])
			} else {
				e.properties.addAll(of)
			}
		default:
			e.properties.addAll(of)
		}
	}
	return e
}

// removeWrites returns what REMOVE writes.
func (p *planner) removeWrites(items []*ast.RemoveItem) effects {
	var e effects
	for _, item := range items {
		switch {
		case len(item.Labels) > 0:
			for _, l := range item.Labels {
				e.labels.label(l)
			}
		case item.Key != nil || len(item.Keys) == 0:
			e.properties.addAll(p.changed(item.Target))
		default:
			e.properties.add(p.changed(item.Target), item.Keys[0])
		}
	}
	return e
}

// stepWrites returns what steps write that run for each row (FOREACH, CALL {}).
func (p *planner) stepWrites(steps []logical.Step) effects {
	var e effects
	for _, s := range steps {
		switch s := s.(type) {
		case *logical.Create:
			e = e.union(createWrites(s))
		case *logical.Merge:
			e = e.union(p.mergeWrites(s))
		case *logical.Set:
			e = e.union(p.setWrites(s.Items))
		case *logical.Remove:
			e = e.union(p.removeWrites(s.Items))
		case *logical.Delete:
			e.deletes = true
		case *logical.Foreach:
			e = e.union(p.stepWrites(s.Body))
		case *logical.Procedure:
			if s.Call.Procedure.Writes {
				e = everything()
			}
		case *logical.Subquery:
			e = e.union(p.queryWrites(s.Query))
		}
	}
	return e
}

func (p *planner) queryWrites(q *logical.Query) effects {
	var e effects
	for _, b := range q.Branches {
		e = e.union(p.stepWrites(b.Steps))
	}
	return e
}

func (p *planner) mergeWrites(m *logical.Merge) effects {
	var e effects
	for _, c := range m.Creates {
		e = e.union(createWrites(c))
	}
	return e.union(p.setWrites(m.OnCreate)).union(p.setWrites(m.OnMatch))
}
