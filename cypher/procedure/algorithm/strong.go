package algorithm

// StrongComponents returns for each vertex the number of its strongly connected
// component, and how many there are. It is Tarjan's search (Depth-First Search and
// Linear Graph Algorithms, 1972) without recursion.
func StrongComponents(g *Graph, stop func() error) (component []int32, count int, err error) {
	n := g.N()
	s := strong{g: g, component: make([]int32, n), found: make([]int32, n), low: make([]int32, n)}
	for v := range s.component {
		s.component[v] = -1
	}
	for v := range int32(n) {
		if s.found[v] != 0 {
			continue
		}
		if err := stop(); err != nil {
			return nil, 0, err
		}
		s.from(v)
	}
	return s.component, s.count, nil
}

type strong struct {
	g          *Graph
	component  []int32
	found, low []int32 // when a vertex was found, from 1; the earliest open one that is reached from it
	clock      int32
	open       []int32 // found, and in no component yet
	way        []step
	count      int
}

func (s *strong) enter(v int32) {
	s.clock++
	s.found[v], s.low[v] = s.clock, s.clock
	s.open = append(s.open, v)
	s.way = append(s.way, step{vertex: v, next: s.g.offsets[v]})
}

func (s *strong) from(root int32) {
	s.enter(root)
	for len(s.way) > 0 {
		at := &s.way[len(s.way)-1]
		if v := at.vertex; at.next < s.g.offsets[v+1] {
			w := s.g.targets[at.next]
			at.next++
			switch {
			case s.found[w] == 0:
				s.enter(w)
			case s.component[w] < 0:
				s.low[v] = min(s.low[v], s.found[w])
			}
			continue
		}
		v := at.vertex
		s.way = s.way[:len(s.way)-1]
		if len(s.way) > 0 {
			up := s.way[len(s.way)-1].vertex
			s.low[up] = min(s.low[up], s.low[v])
		}
		if s.low[v] == s.found[v] {
			s.close(v)
		}
	}
}

// close makes a component of what is open since v.
func (s *strong) close(v int32) {
	for {
		last := s.open[len(s.open)-1]
		s.open = s.open[:len(s.open)-1]
		s.component[last] = int32(s.count)
		if last == v {
			break
		}
	}
	s.count++
}

// Bipartite reports whether the vertices of an undirected graph fall into two sets
// with all edges between them.
func Bipartite(g *Graph) bool { return sides(g) != nil }

// sides returns 1 or -1 for each vertex so that all edges are between the two, or
// nil if there is no such division.
func sides(g *Graph) []int8 {
	side := make([]int8, g.N())
	var queue []int32
	for root := range int32(g.N()) {
		if side[root] != 0 {
			continue
		}
		side[root] = 1
		for queue = append(queue[:0], root); len(queue) > 0; {
			v := queue[len(queue)-1]
			queue = queue[:len(queue)-1]
			for _, w := range g.From(v) {
				switch side[w] {
				case 0:
					side[w] = -side[v]
					queue = append(queue, w)
				case side[v]:
					return nil
				}
			}
		}
	}
	return side
}
