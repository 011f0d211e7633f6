package algorithm

// TopologicalOrder returns vertices in an order in which arcs only lead on. Those on
// circles, and behind them, are left out. It takes away vertices that nothing leads to
// any more (Kahn: Topological Sorting of Large Networks, 1962).
func TopologicalOrder(g *Graph) []int32 {
	waiting := make([]int32, g.N())
	for _, w := range g.targets {
		waiting[w]++
	}
	order := make([]int32, 0, g.N())
	for v, n := range waiting {
		if n == 0 {
			order = append(order, int32(v))
		}
	}
	for i := 0; i < len(order); i++ {
		for _, w := range g.From(order[i]) {
			if waiting[w]--; waiting[w] == 0 {
				order = append(order, w)
			}
		}
	}
	return order
}
