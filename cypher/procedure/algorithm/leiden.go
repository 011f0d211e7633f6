package algorithm

// Leiden finds communities as Louvain does, but divides each into well-connected
// parts before it goes on with these as vertices, so that no community falls
// apart (Traag, Waltman, van Eck: From Louvain to Leiden, 2019). g is undirected
// with weights of 0 or more; the larger gamma, the smaller are the communities.
// Where the paper draws at random the best choice is taken. It returns the
// communities of each round, the last of which is the result; numbers are in the
// order of first vertices.
func Leiden(g *Graph, gamma float64, rounds int, stop func() error) ([][]int32, error) {
	part := make([]int32, g.N()) // by vertex of the input: its vertex in the graph of the round
	for v := range part {
		part[v] = int32(v)
	}
	var levels [][]int32
	var start []int32 // communities that the round begins with
	for range max(1, rounds) {
		l := newLouvain(g)
		l.gamma = gamma
		if start != nil {
			l.assign(start)
		}
		if l.total > 0 {
			if err := l.settle(0, stop); err != nil {
				return nil, err
			}
		}
		count := renumber(l.community)
		level := make([]int32, len(part))
		for v, p := range part {
			level[v] = l.community[p]
		}
		levels = append(levels, level)
		if count == g.N() || l.total == 0 {
			break
		}
		l.assign(l.community) // under its new numbers
		refined := l.refine()
		parts := renumber(refined)
		if parts == g.N() {
			break
		}
		start = make([]int32, parts)
		for v, r := range refined {
			start[r] = l.community[v]
		}
		for v, p := range part {
			part[v] = refined[p]
		}
		l.community = refined
		g = l.contract(parts)
	}
	for _, level := range levels {
		renumber(level)
	}
	return levels, nil
}

// assign begins with communities that are there.
func (l *louvain) assign(community []int32) {
	copy(l.community, community)
	clear(l.inside)
	for v, c := range l.community {
		l.inside[c] += l.degree[v]
	}
}

// refine divides the communities: single vertices that are well connected within
// their community join the part of it where that gains most.
func (l *louvain) refine() []int32 {
	whole, inside := l.community, l.inside
	parts := newLouvain(l.g)
	parts.gamma = l.gamma
	alone := make([]bool, len(whole))
	for v := range alone {
		alone[v] = true
	}
	for v := range int32(len(whole)) {
		if alone[v] && l.connected(v, inside[whole[v]]) {
			if to := parts.join(v, whole); to != v {
				alone[v], alone[to] = false, false
			}
		}
	}
	return parts.community
}

// connected reports whether a vertex is well connected to the rest of its community,
// whose degrees amount to inside.
func (l *louvain) connected(v int32, inside float64) bool {
	links := 0.0
	for arc := l.g.offsets[v]; arc < l.g.offsets[v+1]; arc++ {
		if w := l.g.targets[arc]; w != v && l.community[w] == l.community[v] {
			links += l.g.weight(arc)
		}
	}
	return links >= l.gamma*l.degree[v]*(inside-l.degree[v])/l.total
}

// join puts a vertex that is alone into the part of its community where that gains
// most, if it gains anything, and returns the number of the part.
func (l *louvain) join(v int32, whole []int32) int32 {
	l.touched = l.touched[:0]
	for arc := l.g.offsets[v]; arc < l.g.offsets[v+1]; arc++ {
		if w := l.g.targets[arc]; w != v && whole[w] == whole[v] {
			p := l.community[w]
			if l.links[p] == 0 {
				l.touched = append(l.touched, p)
			}
			l.links[p] += l.g.weight(arc)
		}
	}
	best, most := l.community[v], 0.0
	for _, p := range l.touched {
		if gain := l.links[p] - l.gamma*l.inside[p]*l.degree[v]/l.total; gain > most {
			best, most = p, gain
		}
		l.links[p] = 0
	}
	l.inside[l.community[v]] -= l.degree[v]
	l.community[v] = best
	l.inside[best] += l.degree[v]
	return best
}
