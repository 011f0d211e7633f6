package algorithm

// Cores returns for each vertex of an undirected graph the largest k so that it is part of a subgraph in which each
// has at least k neighbors; loops do not count. Vertices are taken away by their degree (Batagelj, Zaveršnik: An O(m)
// Algorithm for Cores Decomposition of Networks, 2003).
func Cores(g *Graph) []int32 {
	n := g.N()
	degree := make([]int32, n)
	most := int32(0)
	for v := range int32(n) {
		for _, w := range g.From(v) {
			if w != v {
				degree[v]++
			}
		}
		most = max(most, degree[v])
	}
	byDegree := make([][]int32, most+1)
	for v := range int32(n) {
		byDegree[degree[v]] = append(byDegree[degree[v]], v)
	}
	taken := make([]bool, n)
	for k := int32(0); k <= most; k++ {
		for i := 0; i < len(byDegree[k]); i++ { // it grows
			v := byDegree[k][i]
			if taken[v] || degree[v] != k {
				continue
			}
			taken[v] = true
			for _, w := range g.From(v) {
				if w != v && !taken[w] && degree[w] > k {
					degree[w]--
					byDegree[degree[w]] = append(byDegree[degree[w]], w)
				}
			}
		}
	}
	return degree
}
