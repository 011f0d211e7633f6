package algorithm

// Betweenness computes for each vertex how many of all shortest paths lead
// through it, by number of arcs (Brandes: A Faster Algorithm for Betweenness
// Centrality, 2001). In an undirected graph each pair counts once. Normalized, the
// result is the fraction of the pairs of other vertices. It asks stop once a source.
func Betweenness(g *Graph, directed, normalized bool, stop func() error) ([]float64, error) {
	n := g.N()
	b := &brandes{g: g, dist: make([]int32, n), paths: make([]float64, n), delta: make([]float64, n), sum: make([]float64, n)}
	for s := range n {
		if err := stop(); err != nil {
			return nil, err
		}
		b.search(int32(s))
		b.accumulate(int32(s))
	}
	scale := 1.0
	if !directed {
		scale = 0.5
	}
	if normalized && n > 2 {
		scale = 1 / (float64(n-1) * float64(n-2))
	}
	for v := range b.sum {
		b.sum[v] *= scale
	}
	return b.sum, nil
}

// brandes is the state of the search from one source.
type brandes struct {
	g     *Graph
	order []int32 // the vertices that were reached, by distance
	dist  []int32
	paths []float64 // the number of shortest paths from the source
	delta []float64
	sum   []float64
}

func (b *brandes) search(s int32) {
	for v := range b.dist {
		b.dist[v], b.paths[v], b.delta[v] = -1, 0, 0
	}
	b.dist[s], b.paths[s] = 0, 1
	b.order = append(b.order[:0], s)
	for i := 0; i < len(b.order); i++ {
		v := b.order[i]
		for _, w := range b.g.From(v) {
			if b.dist[w] < 0 {
				b.dist[w] = b.dist[v] + 1
				b.order = append(b.order, w)
			}
			if b.dist[w] == b.dist[v]+1 {
				b.paths[w] += b.paths[v]
			}
		}
	}
}

// accumulate adds the dependencies of the source, farthest vertices first. A vertex
// finds those behind it along its arcs, so that no predecessors need be kept.
func (b *brandes) accumulate(s int32) {
	for i := len(b.order) - 1; i >= 0; i-- {
		v := b.order[i]
		for _, w := range b.g.From(v) {
			if b.dist[w] == b.dist[v]+1 {
				b.delta[v] += b.paths[v] / b.paths[w] * (1 + b.delta[w])
			}
		}
		if v != s {
			b.sum[v] += b.delta[v]
		}
	}
}
