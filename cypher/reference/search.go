package reference

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// found is a path that a search may choose, with its weight.
type found struct {
	walk   walk
	weight value.Value
}

// simple returns the paths from the end of w that visit no node twice, with at
// most so many steps, in order of their lengths. Their weights are sums of what
// weight says of each step.
func (m *matcher) simple(l *ast.RelPattern, from walk, most int) []found {
	start := found{walk{nodes: []uint64{from.last()}}, value.Int(0)}
	level, all := []found{start}, []found{start}
	for depth := 0; depth < most && len(level) > 0; depth++ {
		var next []found
		for _, f := range level {
			for _, h := range m.hops(l, f.walk.last()) {
				if slices.Contains(f.walk.nodes, h.to) {
					continue
				}
				longer := found{f.walk.step(h), m.heavier(l, f.weight, h)}
				if m.allowed(l, h, longer) {
					next = append(next, longer)
				}
			}
		}
		level, all = next, append(all, next...)
	}
	return all
}

// allowed tests a step by what stands in the pattern and by the filter; f is the path with the step.
func (m *matcher) allowed(l *ast.RelPattern, h hop, f found) bool {
	c := check{entity: value.RelationshipRef(h.rel.ID), properties: l.Properties, where: l.Where, edge: l.Variable}
	return m.passes(c) && m.filtered(l.Filter, h, f)
}

// filtered tests a step by a filter, if there is one.
func (m *matcher) filtered(filter *ast.Lambda, h hop, f found) bool {
	if filter == nil {
		return true
	}
	s := m.lambda(filter, h)
	if filter.Path != nil {
		s = s.with(filter.Path.Name, f.walk.path())
	}
	if filter.Weight != nil {
		s = s.with(filter.Weight.Name, f.weight)
	}
	return m.isTrue(filter.Body, s)
}

func (m *matcher) lambda(l *ast.Lambda, h hop) scope {
	s := scope{vars: m.vars}
	return s.with(l.Rel.Name, value.RelationshipRef(h.rel.ID)).with(l.Node.Name, value.NodeRef(h.to))
}

func (m *matcher) heavier(l *ast.RelPattern, weight value.Value, h hop) value.Value {
	if l.Weight == nil {
		return m.try(value.Add(weight, value.Int(1)))
	}
	return m.try(value.Add(weight, m.eval(l.Weight.Body, m.lambda(l.Weight, h))))
}

// search matches *BFS, *WSHORTEST, *ALLSHORTEST and *KSHORTEST: of the paths to
// each node the lightest one, all lightest ones, or the first k.
func (m *matcher) search(l *ast.RelPattern, w walk, then func(walk)) {
	least, most := m.bounds(l.Min, l.Max, 1)
	limit := unbounded
	if l.Expansion == ast.KShortest && l.Limit != nil {
		_, limit = m.bounds(nil, l.Limit, 0)
	}
	paths := m.simple(l, w, most)
	slices.SortStableFunc(paths, func(a, b found) int { return value.Order(a.weight, b.weight) })
	taken, lightest := map[uint64]int{}, map[uint64]value.Value{}
	for _, f := range paths {
		to := f.walk.last()
		if l.Expansion == ast.KShortest && len(f.walk.rels) < least {
			continue
		}
		if taken[to] == 0 {
			lightest[to] = f.weight
		}
		switch l.Expansion {
		case ast.BFS, ast.WShortest:
			limit = 1
		case ast.AllShortest:
			if value.Order(f.weight, lightest[to]) > 0 {
				continue
			}
		}
		if taken[to]++; taken[to] <= limit && len(f.walk.rels) >= least {
			m.take(l, w, f, then)
		}
	}
}

// take goes on with a path that was chosen.
func (m *matcher) take(l *ast.RelPattern, w walk, f found, then func(walk)) {
	for _, id := range f.walk.rels {
		m.used[id] = true
	}
	m.bind(l.Variable, references(f.walk.rels), func() {
		m.bind(l.Total, f.weight, func() {
			then(walk{append(slices.Clone(w.nodes), f.walk.nodes[1:]...), append(slices.Clone(w.rels), f.walk.rels...)})
		})
	})
	for _, id := range f.walk.rels {
		delete(m.used, id)
	}
}

// selected matches a part of which only the first paths are wanted: between each two ends so many,
// or all of so many lengths.
func (m *matcher) selected(p *ast.PatternPart, then func(walk)) {
	l := p.Links[0].(*ast.RelPattern)
	least, most := 1, 1
	if l.Expansion == ast.VarLength {
		least, most = m.bounds(l.Min, l.Max, 1)
	}
	k := 1
	if p.K != nil {
		_, k = m.bounds(nil, p.K, 1)
	}
	m.anyNode(p.Nodes[0], func(id uint64) {
		start := walk{nodes: []uint64{id}}
		paths, lengths := map[uint64]int{}, map[uint64][]int{}
		for _, f := range m.candidates(l, start, most) {
			n, to := len(f.walk.rels), f.walk.last()
			if n < least {
				continue
			}
			paths[to]++
			if !slices.Contains(lengths[to], n) {
				lengths[to] = append(lengths[to], n)
			}
			taken := paths[to]
			if p.Selector == ast.AllShortestPaths || p.Selector == ast.ShortestKGroups {
				taken = len(lengths[to])
			}
			if taken <= k {
				m.nodeAt(p.Nodes[1], to, func() { m.take(l, start, f, then) })
			}
		}
	})
}

// candidates returns the paths among which a selector chooses, in order of their lengths: those that take
// no relationship twice.
func (m *matcher) candidates(l *ast.RelPattern, start walk, most int) []found {
	var all []found
	before := len(m.checks)
	m.variable(l, 1, most, 0, start, func(w walk) {
		if !slices.ContainsFunc(m.checks[before:], func(c check) bool { return !m.passes(c) }) {
			all = append(all, found{walk: w})
		}
	})
	slices.SortStableFunc(all, func(a, b found) int { return len(a.walk.rels) - len(b.walk.rels) })
	return all
}
