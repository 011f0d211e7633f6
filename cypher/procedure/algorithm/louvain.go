package algorithm

// Louvain finds communities that are linked more densely within than among each
// other, by greedy steps of modularity (Blondel, Guillaume, Lambiotte, Lefebvre: Fast
// Unfolding of Communities in Large Networks, 2008). g is undirected with weights of
// 0 or more. Phases go on as long as modularity grows by more than threshold, which is 0 or more.
// Communities are numbered in the order of their first vertices.
func Louvain(g *Graph, threshold float64, stop func() error) ([]int32, error) {
	member := make([]int32, g.N())
	for v := range member {
		member[v] = int32(v)
	}
	for {
		l := newLouvain(g)
		if l.total == 0 {
			break
		}
		before := l.modularity()
		if err := l.settle(threshold, stop); err != nil {
			return nil, err
		}
		gain := l.modularity() - before
		count := renumber(l.community)
		for v, m := range member {
			member[v] = l.community[m]
		}
		if gain <= threshold || count == g.N() {
			break
		}
		g = l.contract(count)
	}
	renumber(member)
	return member, nil
}

// renumber makes the numbers of communities dense, in the order of first appearance.
func renumber(community []int32) int {
	number := make(map[int32]int32)
	for v, c := range community {
		n, ok := number[c]
		if !ok {
			n = int32(len(number))
			number[c] = n
		}
		community[v] = n
	}
	return len(number)
}

// louvain is one phase: vertices move between communities.
type louvain struct {
	g         *Graph
	community []int32
	degree    []float64 // by vertex: the weight of its arcs, loops twice
	loops     []float64
	inside    []float64 // by community: the degrees of its vertices
	total     float64   // all degrees
	gamma     float64   // by how much chance counts: 1, or else for larger or smaller communities

	links   []float64 // by community: the weight of arcs from the vertex at hand
	touched []int32
}

func newLouvain(g *Graph) *louvain {
	n := g.N()
	l := &louvain{
		g: g, community: make([]int32, n), degree: make([]float64, n), loops: make([]float64, n),
		inside: make([]float64, n), links: make([]float64, n), gamma: 1,
	}
	for v := range n {
		l.community[v] = int32(v)
		for arc := g.offsets[v]; arc < g.offsets[v+1]; arc++ {
			w := g.weight(arc)
			l.degree[v] += w
			if g.targets[arc] == int32(v) {
				l.degree[v] += w // a loop is one arc but has two ends here
				l.loops[v] += w
			}
		}
		l.inside[v] = l.degree[v]
		l.total += l.degree[v]
	}
	return l
}

// settle moves vertices until a round gains no more than threshold.
func (l *louvain) settle(threshold float64, stop func() error) error {
	for {
		if err := stop(); err != nil {
			return err
		}
		gain := 0.0
		for v := range l.community {
			gain += l.move(int32(v))
		}
		if gain <= threshold {
			return nil
		}
	}
}

// move puts v into the neighbouring community where modularity is greatest, and
// returns what that gains.
func (l *louvain) move(v int32) float64 {
	l.touched = l.touched[:0]
	for arc := l.g.offsets[v]; arc < l.g.offsets[v+1]; arc++ {
		if w := l.g.targets[arc]; w != v {
			c := l.community[w]
			if l.links[c] == 0 {
				l.touched = append(l.touched, c)
			}
			l.links[c] += l.g.weight(arc)
		}
	}
	old := l.community[v]
	l.inside[old] -= l.degree[v]
	worth := func(c int32) float64 { return l.links[c] - l.gamma*l.inside[c]*l.degree[v]/l.total }
	best, stay := old, worth(old)
	most := stay
	for _, c := range l.touched {
		if x := worth(c); x > most {
			best, most = c, x
		}
	}
	for _, c := range l.touched {
		l.links[c] = 0
	}
	l.community[v] = best
	l.inside[best] += l.degree[v]
	return 2 * (most - stay) / l.total
}

// modularity is the fraction of weight within communities, minus what chance would give.
func (l *louvain) modularity() float64 {
	within, q := 0.0, 0.0
	for v := range l.community {
		within += 2 * l.loops[v]
		for arc := l.g.offsets[v]; arc < l.g.offsets[v+1]; arc++ {
			if w := l.g.targets[arc]; w != int32(v) && l.community[w] == l.community[v] {
				within += l.g.weight(arc)
			}
		}
	}
	for _, d := range l.inside {
		q -= l.gamma * d / l.total * d / l.total
	}
	return q + within/l.total
}

// contract makes a graph whose vertices are the communities.
func (l *louvain) contract(count int) *Graph {
	type pair struct{ a, b int32 }
	sum := make(map[pair]float64)
	var order []pair
	for v := range l.community {
		for arc := l.g.offsets[v]; arc < l.g.offsets[v+1]; arc++ {
			w := l.g.targets[arc]
			if w < int32(v) {
				continue // the arc back
			}
			a, b := l.community[v], l.community[w]
			p := pair{min(a, b), max(a, b)}
			if _, seen := sum[p]; !seen {
				order = append(order, p)
			}
			sum[p] += l.g.weight(arc)
		}
	}
	var e Edges
	for _, p := range order {
		e.From, e.To, e.Weights = append(e.From, p.a), append(e.To, p.b), append(e.Weights, sum[p])
	}
	return Undirected(count, e)
}
