package reference

import (
	"maps"
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// matchClause runs MATCH for a row.
func (r *run) matchClause(c *ast.Match, outer, in row) []row {
	var out []row
	r.matchPattern(c.Pattern, c.Where, outer.union(in), func(found row) bool {
		out = append(out, found)
		return true
	})
	if len(out) > 0 || !c.Optional {
		return out
	}
	missing := maps.Clone(in)
	for _, p := range c.Pattern {
		eachVariable(p, func(v *ast.Variable) {
			if v == nil {
				return
			}
			if _, bound := outer.union(in)[v.Name]; !bound {
				missing[v.Name] = value.Null
			}
		})
	}
	return []row{missing}
}

// matches reports whether a pattern matches at all.
func (r *run) matches(parts []*ast.PatternPart, vars row) bool {
	found := false
	r.matchPattern(parts, nil, vars, func(row) bool {
		found = true
		return false
	})
	return found
}

// matchPattern calls emit with the variables of every match, until it returns false.
func (r *run) matchPattern(parts []*ast.PatternPart, where ast.Expr, vars row, emit func(row) bool) {
	m := &matcher{run: r, vars: maps.Clone(vars), used: map[uint64]bool{}}
	if m.vars == nil {
		m.vars = row{}
	}
	m.parts(parts, func() {
		for _, c := range m.checks {
			if !m.passes(c) {
				return
			}
		}
		if where == nil || r.isTrue(where, scope{vars: m.vars}) {
			m.stopped = !emit(maps.Clone(m.vars))
		}
	})
}

// matcher tries all ways to match a pattern. Each of its methods finds the ways
// to match a piece, and calls then for each of them.
type matcher struct {
	*run
	vars    row
	used    map[uint64]bool // relationships: each matches once in a pattern
	checks  []check         // what is to be tested when all variables are bound
	stopped bool
}

// check is a test of a node or relationship that matches.
type check struct {
	entity     value.Value
	properties ast.Expr
	where      ast.Expr
	edge       *ast.Variable // stands for the entity in where, if the pattern is of many
}

func (m *matcher) passes(c check) bool {
	if c.properties != nil {
		have, _ := m.g.entity(c.entity)
		for _, want := range m.eval(c.properties, scope{vars: m.vars}).AsMap() {
			if !isTrue(value.Equal(have[want.Key], want.Value)) {
				return false
			}
		}
	}
	s := scope{vars: m.vars}
	if c.edge != nil {
		s = s.with(c.edge.Name, c.entity)
	}
	return c.where == nil || m.isTrue(c.where, s)
}

func (m *matcher) later(c check, then func()) {
	m.checks = append(m.checks, c)
	then()
	m.checks = m.checks[:len(m.checks)-1]
}

// bind gives a variable its value, or demands it of one that has a value.
func (m *matcher) bind(v *ast.Variable, val value.Value, then func()) {
	if v == nil {
		then()
		return
	}
	if have, bound := m.vars[v.Name]; bound {
		if isTrue(value.Equal(have, val)) {
			then()
		}
		return
	}
	m.vars[v.Name] = val
	then()
	delete(m.vars, v.Name)
}

func (m *matcher) parts(parts []*ast.PatternPart, then func()) {
	if len(parts) == 0 {
		then()
		return
	}
	p := parts[0]
	m.part(p, func(w walk) {
		m.bind(p.Variable, w.path(), func() { m.parts(parts[1:], then) })
	})
}

// walk is the part of a path that was matched. It is never changed in place.
type walk struct {
	nodes, rels []uint64
}

func (w walk) last() uint64 { return w.nodes[len(w.nodes)-1] }

func (w walk) step(h hop) walk {
	return walk{append(slices.Clone(w.nodes), h.to), append(slices.Clone(w.rels), h.rel.ID)}
}

func (w walk) path() value.Value { return value.PathValue(&value.Path{Nodes: w.nodes, Rels: w.rels}) }

func (m *matcher) part(p *ast.PatternPart, then func(walk)) {
	if p.Selector != ast.AllPaths {
		m.selected(p, then)
		return
	}
	m.anyNode(p.Nodes[0], func(id uint64) { m.chain(p, 0, walk{nodes: []uint64{id}}, then) })
}

// chain matches the links of a part from link i on.
func (m *matcher) chain(p *ast.PatternPart, i int, w walk, then func(walk)) {
	if i == len(p.Links) {
		then(w)
		return
	}
	m.link(p.Links[i], w, func(w walk) {
		m.nodeAt(p.Nodes[i+1], w.last(), func() { m.chain(p, i+1, w, then) })
	})
}

func (m *matcher) link(l ast.Link, w walk, then func(walk)) {
	switch l := l.(type) {
	case *ast.GroupPattern:
		m.group(l, w, then)
	case *ast.RelPattern:
		switch l.Expansion {
		case ast.SingleHop:
			m.single(l, w, then)
		case ast.VarLength:
			least, most := m.bounds(l.Min, l.Max, 1)
			m.variable(l, least, most, len(w.rels), w, then)
		default:
			m.search(l, w, then)
		}
	}
}

// anyNode matches the first node of a part.
func (m *matcher) anyNode(n *ast.NodePattern, then func(id uint64)) {
	ids := m.g.nodeIDs()
	if n.Variable != nil {
		if v, bound := m.vars[n.Variable.Name]; bound {
			ids = nil
			if v.Kind() == value.KindNode {
				ids = []uint64{v.AsID()}
			}
		}
	}
	for _, id := range ids {
		if m.stopped || !m.step() {
			return
		}
		m.nodeAt(n, id, func() { then(id) })
	}
}

// nodeAt matches a node pattern with a node.
func (m *matcher) nodeAt(n *ast.NodePattern, id uint64, then func()) {
	node, ok := m.g.Nodes[id]
	if !ok || !m.fits(n.Labels, node.Labels, scope{vars: m.vars}) {
		return
	}
	ref := value.NodeRef(id)
	m.bind(n.Variable, ref, func() {
		m.later(check{entity: ref, properties: n.Properties, where: n.Where}, then)
	})
}

// hops returns the steps from a node along the relationships that a pattern
// allows and that are not used yet, by looking at all there are.
func (m *matcher) hops(l *ast.RelPattern, from uint64) []hop {
	var list []hop
	m.steps += len(m.g.Relationships) / 16
	if !m.step() {
		return nil
	}
	for _, id := range slices.Sorted(maps.Keys(m.g.Relationships)) {
		rel := m.g.Relationships[id]
		if m.used[id] || !m.fits(l.Types, []string{rel.Type}, scope{vars: m.vars}) {
			continue
		}
		switch {
		case rel.From == from && l.Direction != ast.Incoming:
			list = append(list, hop{rel, rel.To})
		case rel.To == from && l.Direction != ast.Outgoing:
			list = append(list, hop{rel, rel.From})
		}
	}
	return list
}

// along takes a step and gives the relationship back afterwards.
func (m *matcher) along(h hop, then func()) {
	m.used[h.rel.ID] = true
	if !m.stopped && m.err == nil {
		then()
	}
	delete(m.used, h.rel.ID)
}

func (m *matcher) single(l *ast.RelPattern, w walk, then func(walk)) {
	for _, h := range m.hops(l, w.last()) {
		ref := value.RelationshipRef(h.rel.ID)
		m.along(h, func() {
			m.bind(l.Variable, ref, func() {
				m.later(check{entity: ref, properties: l.Properties, where: l.Where}, func() { then(w.step(h)) })
			})
		})
	}
}

// variable matches a relationship pattern of many relationships, those behind
// the first begin of the walk.
func (m *matcher) variable(l *ast.RelPattern, least, most, begin int, w walk, then func(walk)) {
	n := len(w.rels) - begin
	if n >= least {
		m.bind(l.Variable, references(w.rels[begin:]), func() { then(w) })
	}
	if n >= most {
		return
	}
	for _, h := range m.hops(l, w.last()) {
		if !m.filtered(l.Filter, h, found{walk: walk{w.nodes[begin:], w.rels[begin:]}.step(h)}) {
			continue
		}
		m.along(h, func() {
			c := check{entity: value.RelationshipRef(h.rel.ID), properties: l.Properties, where: l.Where, edge: l.Variable}
			m.later(c, func() { m.variable(l, least, most, begin, w.step(h), then) })
		})
	}
}

func references(rels []uint64) value.Value {
	list := make([]value.Value, len(rels))
	for i, id := range rels {
		list[i] = value.RelationshipRef(id)
	}
	return value.List(list)
}

const unbounded = 1 << 30

// bounds evaluates the bounds of a repetition.
func (m *matcher) bounds(low, high ast.Expr, missing int) (least, most int) {
	least, most = missing, unbounded
	for _, b := range []struct {
		e  ast.Expr
		to *int
	}{{low, &least}, {high, &most}} {
		if b.e == nil {
			continue
		}
		v := m.eval(b.e, scope{vars: m.vars})
		if v.Kind() != value.KindInt {
			m.fail("a bound of kind %s", v.Kind())
			return 1, 0
		}
		*b.to = int(min(v.AsInt(), unbounded))
	}
	return least, most
}
