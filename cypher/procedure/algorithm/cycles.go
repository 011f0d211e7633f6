package algorithm

import (
	"cmp"
	"slices"
)

// Cycles hands the simple cycles of a directed graph to visit, each once and beginning at its smallest
// vertex; the slice is only lent. Their number may grow exponentially with the graph. It is Johnson's
// algorithm (Finding All the Elementary Circuits of a Directed Graph, 1975), with a search that does
// not recurse.
func Cycles(n int, e Edges, stop func() error, visit func(cycle []int32) error) error {
	all := make([]int32, n)
	for v := range all {
		all[v] = int32(v)
	}
	c := &cycleSearch{number: make([]int32, n), stop: stop, visit: visit}
	parts := []cyclePart{{all, distinct(e)}}
	for len(parts) > 0 {
		part := parts[len(parts)-1]
		parts = parts[:len(parts)-1]
		inner, err := part.split(stop)
		if err != nil {
			return err
		}
		for _, p := range inner {
			rest, err := c.throughFirst(p)
			if err != nil {
				return err
			}
			if len(rest.vertices) > 0 {
				parts = append(parts, rest)
			}
		}
	}
	return nil
}

// distinct returns the edges without those that are there more than once.
func distinct(e Edges) Edges {
	pairs := make([][2]int32, len(e.From))
	for i, from := range e.From {
		pairs[i] = [2]int32{from, e.To[i]}
	}
	slices.SortFunc(pairs, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	once := Edges{}
	for _, p := range slices.Compact(pairs) {
		once.From, once.To = append(once.From, p[0]), append(once.To, p[1])
	}
	return once
}

// UndirectedCycles is Cycles with edges that go both ways. A loop is a cycle of one vertex, several edges
// between two vertices are one of two; any other cycle is handed on in one of its two directions.
func UndirectedCycles(n int, e Edges, stop func() error, visit func(cycle []int32) error) error {
	var both Edges
	several := map[[2]int32]int{}
	for i, from := range e.From {
		to := e.To[i]
		several[[2]int32{min(from, to), max(from, to)}]++
		both.From, both.To = append(both.From, from), append(both.To, to)
		if from != to {
			both.From, both.To = append(both.From, to), append(both.To, from)
		}
	}
	return Cycles(n, both, stop, func(cycle []int32) error {
		last := cycle[len(cycle)-1]
		switch {
		case len(cycle) == 2 && several[[2]int32{min(cycle[0], last), max(cycle[0], last)}] < 2:
			return nil
		case len(cycle) > 2 && cycle[1] > last:
			return nil
		}
		return visit(cycle)
	})
}

// cyclePart is a part of the graph: some vertices, ascending, and edges between places in their list.
type cyclePart struct {
	vertices []int32
	edges    Edges
}

// split returns the strongly connected components in which there can be cycles.
func (p cyclePart) split(stop func() error) ([]cyclePart, error) {
	component, count, err := StrongComponents(Directed(len(p.vertices), p.edges), stop)
	if err != nil {
		return nil, err
	}
	parts := make([]cyclePart, count)
	place := make([]int32, len(p.vertices)) // within the component
	for v, k := range component {
		place[v] = int32(len(parts[k].vertices))
		parts[k].vertices = append(parts[k].vertices, p.vertices[v])
	}
	for i, from := range p.edges.From {
		if to := p.edges.To[i]; component[from] == component[to] {
			in := &parts[component[from]].edges
			in.From, in.To = append(in.From, place[from]), append(in.To, place[to])
		}
	}
	return slices.DeleteFunc(parts, func(part cyclePart) bool { return len(part.edges.From) == 0 }), nil
}

// without returns the part without its first vertex.
func (p cyclePart) without() cyclePart {
	rest := cyclePart{vertices: p.vertices[1:]}
	for i, from := range p.edges.From {
		if to := p.edges.To[i]; from > 0 && to > 0 {
			rest.edges.From, rest.edges.To = append(rest.edges.From, from-1), append(rest.edges.To, to-1)
		}
	}
	return rest
}

type cycleSearch struct {
	number []int32 // the cycle that is handed on
	stop   func() error
	visit  func(cycle []int32) error
}

// throughFirst finds the cycles of a part through its first vertex, and returns the part without it.
func (c *cycleSearch) throughFirst(p cyclePart) (cyclePart, error) {
	n := len(p.vertices)
	g := Directed(n, p.edges)
	blocked, closed := make([]bool, n), make([]bool, n)
	waiting := make([][]int32, n) // whom to unblock with a vertex
	way := []step{{vertex: 0, next: g.offsets[0]}}
	blocked[0] = true
	for len(way) > 0 {
		at := &way[len(way)-1]
		if v := at.vertex; at.next < g.offsets[v+1] {
			w := g.targets[at.next]
			at.next++
			switch {
			case w == 0:
				if err := c.hand(p, way); err != nil {
					return p, err
				}
				for _, s := range way {
					closed[s.vertex] = true
				}
			case !blocked[w]:
				way = append(way, step{vertex: w, next: g.offsets[w]})
				blocked[w], closed[w] = true, false
			}
			continue
		}
		leave(g, at.vertex, blocked, closed, waiting)
		way = way[:len(way)-1]
	}
	return p.without(), nil
}

// leave gives a vertex free if it was on a cycle; else it waits until one behind it is.
func leave(g *Graph, v int32, blocked, closed []bool, waiting [][]int32) {
	if !closed[v] {
		for _, w := range g.From(v) {
			if !slices.Contains(waiting[w], v) {
				waiting[w] = append(waiting[w], v)
			}
		}
		return
	}
	for free := []int32{v}; len(free) > 0; {
		u := free[len(free)-1]
		free = free[:len(free)-1]
		if blocked[u] {
			blocked[u] = false
			free = append(free, waiting[u]...)
			waiting[u] = waiting[u][:0]
		}
	}
}

func (c *cycleSearch) hand(p cyclePart, way []step) error {
	if err := c.stop(); err != nil {
		return err
	}
	cycle := c.number[:0]
	for _, s := range way {
		cycle = append(cycle, p.vertices[s.vertex])
	}
	return c.visit(cycle)
}
