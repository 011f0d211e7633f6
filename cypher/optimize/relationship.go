package optimize

import (
	"math"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
	"memgraphd/cypher/semantic"
	"memgraphd/engine"
)

// accessLink calls try for each way to begin with a relationship, neither end of which is bound.
func (s *search) accessLink(st state, l *link, try func(state)) {
	if l.Kind != logical.Hop || l.Left == l.Right || st.bound.has(l.Left.ID) || st.bound.has(l.Right.ID) ||
		st.bound.has(l.Sym.ID) || st.linked.has(l.index) {
		return
	}
	for i, pred := range s.preds {
		for _, t := range pred.tests {
			if t.sym == l.Sym && t.key == "" && !st.used.has(i) && st.bound.covers(t.free) {
				try(s.relationshipByID(st, l, i, t))
			}
		}
	}
	for _, use := range s.relationshipIndexes(st, l) {
		try(s.relationshipSeek(st, l, use))
	}
	s.anyType(st, l, try)
	if !s.p.hopsLimited {
		try(s.relationshipScan(st, l))
	}
}

// arrow returns the ends of a link in the direction of the relationship.
func (l *link) arrow() (from, to *semantic.Symbol) {
	if l.Direction == ast.Incoming {
		return l.Right, l.Left
	}
	return l.Left, l.Right
}

// sides returns how many times an operator yields each relationship.
func (l *link) sides() float64 {
	if l.Direction == ast.Both {
		return 2
	}
	return 1
}

// begun finishes a state that begins with a relationship.
func (s *search) begun(st state, l *link, op plan.Operator, rows, work float64, reads effects) state {
	others := s.distinct(st, l)
	st.linked = st.linked.clone()
	st.linked.add(l.index)
	st = s.grown(st, op, rows, work, reads, l.Sym, l.Left, l.Right)
	st.tree = s.p.unique(st.tree, others, slot(l.Sym))
	return st
}

func (s *search) relationshipScan(st state, l *link) state {
	from, to := l.arrow()
	op := &plan.RelationshipScan{
		Rel: slot(l.Sym), From: slot(from), To: slot(to), Undirected: l.Direction == ast.Both, TypeNames: l.Types,
	}
	op.Types, _ = s.p.types(l.Types)
	all := math.Max(float64(s.p.names.RelationshipCount()), 100)
	rows := math.Max(s.p.relationships(l.Types), 1) * l.sides()
	return s.begun(st, l, op, st.rows*rows, st.rows*(all*costScan+2*rows*costRow), s.p.linkReads(l.Link))
}

func (s *search) relationshipByID(st state, l *link, pred int, t test) state {
	from, to := l.arrow()
	op := &plan.RelationshipByID{
		Rel: slot(l.Sym), From: slot(from), To: slot(to), Undirected: l.Direction == ast.Both,
		ID: t.value, Many: t.kind == testIn, ElementID: t.element,
	}
	rows := st.rows * l.sides()
	if op.Many {
		rows *= listLength(t.value)
	}
	st = s.begun(st.using(pred), l, op, rows, rows*costSeek, s.p.linkReads(l.Link))
	st.tree = s.p.typeFilter(st.tree, l)
	return st
}

// typeFilter tests the type of a relationship that was found by other means.
func (p *planner) typeFilter(t tree, l *link) tree {
	if len(l.Types) == 0 {
		return t
	}
	test := &ast.LabelOr{}
	for _, name := range l.Types {
		test.Parts = append(test.Parts, &ast.LabelName{Label: ast.Label{Name: name}})
	}
	return p.filter(t, []ast.Expr{&ast.HasLabels{X: p.info.Variable(l.Sym, ast.Pos{}), Labels: test}}, selEqual)
}

// relationshipIndexes returns the ways to find a relationship in an index.
func (s *search) relationshipIndexes(st state, l *link) []*indexUse {
	conditions := s.conditions(st, l.Sym)
	if len(conditions) == 0 || len(l.Types) > 1 {
		return nil
	}
	var uses []*indexUse
	for _, ix := range s.p.names.PlanIndexes() {
		name := ""
		switch {
		case ix.Spec.Kind == engine.IndexTypeProp && len(l.Types) == 1:
			if id, ok := s.p.names.typ(l.Types[0]); !ok || id != ix.Spec.Type {
				continue
			}
			name = l.Types[0]
		case ix.Spec.Kind == engine.IndexRelProp && len(l.Types) == 0:
		default:
			continue
		}
		if use := s.indexUse(st, ix, name, conditions); use != nil {
			uses = append(uses, use)
		}
	}
	return uses
}

func (s *search) relationshipSeek(st state, l *link, use *indexUse) state {
	from, to := l.arrow()
	op := &plan.RelationshipIndexSeek{
		Rel: slot(l.Sym), From: slot(from), To: slot(to), Undirected: l.Direction == ast.Both,
		Index: use.index, Keys: use.Keys, TypeName: use.label, Properties: use.properties,
	}
	reads := s.p.linkReads(l.Link)
	reads.properties.add(owners{rels: true}, use.properties...)
	return s.begun(st.using(use.preds...), l, op, st.rows*use.rows*l.sides(), use.seekCost(st.rows), reads)
}

// relationships demands of what was bound before, if that is not known, that it is a relationship.
func (s *search) relationships(st state, sym *semantic.Symbol) state {
	if sym.Type.Base != semantic.Relationship {
		typ := &ast.Call{Name: "type", Args: []ast.Expr{s.p.info.Variable(sym, ast.Pos{})}}
		st.tree = s.p.filter(st.tree, []ast.Expr{&ast.IsNull{X: typ, Not: true}}, 1)
	}
	return st
}

// boundRelationship matches a relationship that is bound: its ends are looked
// up, and compared with those that are bound as well.
func (s *search) boundRelationship(st state, l *link) state {
	from, to := l.arrow()
	var checks []ast.Expr
	end := func(n *semantic.Symbol, taken bool) *semantic.Symbol {
		if !taken && !st.bound.has(n.ID) {
			return n
		}
		found := s.p.info.NewSymbol("", n.Type)
		checks = append(checks, s.p.same(found, n))
		return found
	}
	start, stop := end(from, false), end(to, from == to)
	st = s.relationships(st, l.Sym)
	rel := s.p.info.NewSymbol("", l.Sym.Type)
	id := &ast.Call{Name: "id", Args: []ast.Expr{s.p.info.Variable(l.Sym, ast.Pos{})}}
	op := &plan.RelationshipByID{Rel: slot(rel), From: slot(start), To: slot(stop), Undirected: l.Direction == ast.Both, ID: id}
	others := s.distinct(st, l)
	st.linked = st.linked.clone()
	st.linked.add(l.index)
	rows := st.rows * l.sides()
	st = s.grown(st, op, rows, rows*costSeek, s.p.linkReads(l.Link), rel, start, stop, from, to)
	if len(checks) > 0 {
		st.tree = s.p.filter(st.tree, checks, 1)
	}
	st.tree = s.p.typeFilter(st.tree, l)
	st.tree = s.p.unique(st.tree, others, slot(l.Sym))
	return st
}
