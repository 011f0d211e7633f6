package optimize

import (
	"memgraphd/cypher/logical"
	"memgraphd/cypher/plan"
)

// distinct returns the relationships followed before that a link of the same clause must differ from.
func (s *search) distinct(st state, l *link) []plan.Slot {
	var slots []plan.Slot
	for _, other := range s.links {
		if st.linked.has(other.index) && mayShare(l.Link, other.Link) {
			slots = append(slots, slot(other.Sym))
		}
	}
	return slots
}

// paired reports whether there is a link that another one must differ from.
func (s *search) paired(l *link) bool {
	for _, other := range s.links {
		if mayShare(l.Link, other.Link) {
			return true
		}
	}
	return false
}

// mayShare reports whether two links of a clause could find the same relationship, which they must not.
func mayShare(a, b *logical.Link) bool {
	if a == b || a.Clause != b.Clause || a.Kind == logical.Shortest || b.Kind == logical.Shortest {
		return false
	}
	return overlap(linkTypes(a), linkTypes(b))
}

// linkTypes returns the types that a link follows; nil for any.
func linkTypes(l *logical.Link) []string {
	if l.Kind != logical.Repeat {
		return l.Types
	}
	var all []string
	for _, inner := range l.Group.Graph.Links {
		types := linkTypes(inner)
		if types == nil {
			return nil
		}
		all = append(all, types...)
	}
	return all
}

func overlap(a, b []string) bool {
	if a == nil || b == nil {
		return true
	}
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// unique keeps the rows in which a relationship differs from others.
func (p *planner) unique(t tree, others []plan.Slot, rel plan.Slot) tree {
	if len(others) == 0 {
		return t
	}
	op := &plan.Uniqueness{Rels: append(append([]plan.Slot(nil), others...), rel)}
	return t.on(op, t.rows*0.95, t.cost+t.rows*costFilter)
}
