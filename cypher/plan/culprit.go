package plan

import (
	"slices"

	"memgraphd/cypher/ast"
)

// Violation describes a node for which a commit was refused.
type Violation struct {
	// Label and Properties are what the constraint is on.
	Label      string
	Properties []string
	// Missing: a property is missing, rather than wrong.
	Missing bool
	// Created: the transaction made the node, rather than to change it.
	Created bool
}

// Culprit returns where in the statement the pattern or assignment stands that wrote a node that violates
// a constraint. It has no line where several clauses may have done so, or none that can be named.
func (p *Plan) Culprit(v Violation) ast.Pos {
	s := suspects{plan: p, of: v}
	s.search(p.Root)
	for _, found := range s.found {
		if len(found) > 0 {
			return only(found)
		}
	}
	return ast.Pos{}
}

// suspects are the places that may have written a node: those that look like it, and all others.
type suspects struct {
	plan  *Plan
	of    Violation
	found [2][]suspect
}

type suspect struct {
	clause Operator
	pos    ast.Pos
}

// only returns the first place of the clause that all of them are in.
func only(found []suspect) ast.Pos {
	for _, f := range found[1:] {
		if f.clause != found[0].clause {
			return ast.Pos{}
		}
	}
	return found[0].pos
}

func (s *suspects) add(clause Operator, pos ast.Pos, likely bool) {
	list := &s.found[1]
	if likely {
		list = &s.found[0]
	}
	*list = append(*list, suspect{clause, pos})
}

func (s *suspects) search(op Operator) {
	switch op := op.(type) {
	case *Create:
		for i := range op.Nodes {
			s.create(op, &op.Nodes[i])
		}
	case *Set:
		for _, item := range op.Items {
			s.set(op, item)
		}
	case *Remove:
		for _, item := range op.Items {
			if s.of.Missing && len(item.Labels) == 0 && (len(item.Keys) != 1 || s.key(item.Keys[0])) {
				s.add(op, item.Pos, !s.of.Created)
			}
		}
	case *CallProcedure:
		if op.Writes {
			s.add(op, op.Pos, false)
		}
	}
	for _, input := range op.Inputs() {
		s.search(input)
	}
}

func (s *suspects) key(name string) bool { return slices.Contains(s.of.Properties, name) }

// create looks at a node that is made: it is likely to be the one if it was given what it is refused for.
func (s *suspects) create(op *Create, n *CreateNode) {
	labelled, dynamic := s.labels(n.Labels)
	if !s.of.Created || !labelled && !dynamic {
		return
	}
	literal, known := n.Properties.(*ast.MapLit)
	likely := labelled
	for _, key := range s.of.Properties {
		if known || n.Properties == nil {
			given := known && slices.Contains(literal.Keys, key)
			likely = likely && given != s.of.Missing
		}
	}
	s.add(op, n.Pos, likely)
}

// set looks at an assignment.
func (s *suspects) set(op Operator, item *ast.SetItem) {
	labelled, dynamic := s.labels(item.Labels)
	literal, known := item.Value.(*ast.MapLit)
	switch {
	case s.onRelationship(item.Target):
	case item.Kind == ast.SetLabels:
		if labelled || dynamic {
			s.add(op, item.Pos, labelled)
		}
	case len(item.Keys) > 0:
		if s.key(item.Keys[0]) {
			s.add(op, item.Pos, !s.of.Missing || !s.of.Created)
		}
	case known && item.Kind == ast.SetMerge && !slices.ContainsFunc(literal.Keys, s.key):
	default:
		s.add(op, item.Pos, !s.of.Created)
	}
}

func (s *suspects) onRelationship(target ast.Expr) bool {
	v, ok := target.(*ast.Variable)
	if !ok {
		return false
	}
	slot, ok := s.plan.Slots[v]
	return ok && s.plan.Types[slot] == TypeRelationship
}

// labels reports whether labels hold that of the constraint, and whether one is not known before.
func (s *suspects) labels(labels []ast.Label) (found, dynamic bool) {
	for _, l := range labels {
		found = found || l.Dynamic == nil && l.Name == s.of.Label
		dynamic = dynamic || l.Dynamic != nil
	}
	return found, dynamic
}
