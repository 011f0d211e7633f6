package algorithm

// Blocks are the biconnected components of an undirected multigraph, found by one
// depth-first search (Hopcroft, Tarjan: Algorithm 447: Efficient Algorithms for
// Graph Manipulation, 1973).
type Blocks struct {
	Of      []int32 // by edge: the number of its component; -1 for loops
	Count   int
	Bridges []int  // the edges without which their component falls apart, ascending by discovery
	Cut     []bool // by vertex: without it its component falls apart
}

// FindBlocks finds the biconnected components of n vertices with these edges,
// whatever their direction. Components are numbered as they are completed.
func FindBlocks(n int, e Edges, stop func() error) (*Blocks, error) {
	s := &blockSearch{
		edges: e, incident: incidence(n, e), found: make([]int32, n), low: make([]int32, n),
		Blocks: Blocks{Of: make([]int32, len(e.From)), Cut: make([]bool, n)},
	}
	for i := range s.Of {
		s.Of[i] = -1
	}
	for v := range int32(n) {
		if s.found[v] != 0 {
			continue
		}
		if err := stop(); err != nil {
			return nil, err
		}
		s.from(v)
	}
	return &s.Blocks, nil
}

// incidence returns the graph whose arcs lead from a vertex to the numbers of its edges.
func incidence(n int, e Edges) *Graph {
	g := &Graph{offsets: make([]int, n+1)}
	for i, from := range e.From {
		g.offsets[from+1]++
		g.offsets[e.To[i]+1]++
	}
	for v := range n {
		g.offsets[v+1] += g.offsets[v]
	}
	g.targets = make([]int32, 2*len(e.From))
	next := append([]int(nil), g.offsets[:n]...)
	for i, from := range e.From {
		for _, v := range [2]int32{from, e.To[i]} {
			g.targets[next[v]] = int32(i)
			next[v]++
		}
	}
	return g
}

type blockSearch struct {
	Blocks
	edges      Edges
	incident   *Graph
	found, low []int32 // when a vertex was found, from 1; the earliest that is reached from below it
	clock      int32
	stack      []int32 // edges that are in no component yet
	way        []step
}

// step is a vertex on the way from the root, the edge that led there, and which
// of its edges is next.
type step struct {
	vertex, edge int32
	next         int
}

func (s *blockSearch) enter(v, edge int32) {
	s.clock++
	s.found[v], s.low[v] = s.clock, s.clock
	s.way = append(s.way, step{v, edge, s.incident.offsets[v]})
}

func (s *blockSearch) from(root int32) {
	children := 0
	s.enter(root, -1)
	for len(s.way) > 0 {
		at := &s.way[len(s.way)-1]
		if at.next < s.incident.offsets[at.vertex+1] {
			edge := s.incident.targets[at.next]
			at.next++
			s.follow(at.vertex, at.edge, edge)
			continue
		}
		done := *at
		s.way = s.way[:len(s.way)-1]
		if len(s.way) > 0 {
			s.leave(s.way[len(s.way)-1].vertex, done)
			if len(s.way) == 1 {
				children++
			}
		}
	}
	s.Cut[root] = children > 1
}

// follow looks where an edge of v leads, to which the edge came led.
func (s *blockSearch) follow(v, came, edge int32) {
	w := s.edges.From[edge] + s.edges.To[edge] - v
	switch {
	case edge == came || w == v:
	case s.found[w] == 0:
		s.stack = append(s.stack, edge)
		s.enter(w, edge)
	case s.found[w] < s.found[v]:
		s.stack = append(s.stack, edge)
		s.low[v] = min(s.low[v], s.found[w])
	}
}

// leave returns from a vertex to v: what is on the stack since is a component if
// nothing leads from there to before v.
func (s *blockSearch) leave(v int32, done step) {
	s.low[v] = min(s.low[v], s.low[done.vertex])
	if s.low[done.vertex] < s.found[v] {
		return
	}
	if len(s.way) > 1 {
		s.Cut[v] = true
	}
	if s.low[done.vertex] > s.found[v] {
		s.Bridges = append(s.Bridges, int(done.edge))
	}
	for {
		last := s.stack[len(s.stack)-1]
		s.stack = s.stack[:len(s.stack)-1]
		s.Of[last] = int32(s.Count)
		if last == done.edge {
			break
		}
	}
	s.Count++
}
