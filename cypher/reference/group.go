package reference

import (
	"maps"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// group matches a quantified group: its part again and again, each time from the
// node where the repetition before ended.
func (m *matcher) group(g *ast.GroupPattern, w walk, then func(walk)) {
	least, most := m.bounds(g.Min, g.Max, 0)
	var names []string
	eachVariable(g.Part, func(v *ast.Variable) {
		if v != nil {
			names = append(names, v.Name)
		}
	})
	m.repeat(g, least, most, names, nil, w, then)
}

// repeat goes on behind the repetitions that were matched; each of them is the
// values of the variables within it.
func (m *matcher) repeat(g *ast.GroupPattern, least, most int, names []string, before []row, w walk, then func(walk)) {
	if len(before) >= least {
		outer := m.vars
		m.vars = maps.Clone(outer)
		for _, name := range names {
			list := make([]value.Value, len(before))
			for i, each := range before {
				list[i] = each[name]
			}
			m.vars[name] = value.List(list)
		}
		then(w)
		m.vars = outer
	}
	if len(before) >= most || m.stopped || m.err != nil {
		return
	}
	m.repetition(g, w, func(w walk, found row) {
		m.repeat(g, least, most, names, append(before[:len(before):len(before)], found), w, then)
	})
}

// repetition matches a group once. What stands in the group is tested at once: it
// sees no variables that are bound later.
func (m *matcher) repetition(g *ast.GroupPattern, w walk, then func(walk, row)) {
	outer, checks := m.vars, m.checks
	m.vars, m.checks = maps.Clone(outer), nil
	m.nodeAt(g.Part.Nodes[0], w.last(), func() {
		m.chain(g.Part, 0, w, func(w walk) {
			for _, c := range m.checks {
				if !m.passes(c) {
					return
				}
			}
			if g.Where != nil && !m.isTrue(g.Where, scope{vars: m.vars}) {
				return
			}
			inner, pending := m.vars, m.checks
			m.vars, m.checks = outer, checks
			then(w, maps.Clone(inner))
			m.vars, m.checks = inner, pending
		})
	})
	m.vars, m.checks = outer, checks
}
