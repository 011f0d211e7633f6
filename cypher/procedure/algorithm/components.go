package algorithm

// Components returns for each of n vertices the number of its weakly connected
// component, and how many there are. Components are numbered in the order of their
// first vertices. It is union-find with path halving and union by size
// (Tarjan, van Leeuwen: Worst-case Analysis of Set Union Algorithms, 1984).
func Components(n int, from, to []int32) (component []int32, count int) {
	parent, size := make([]int32, n), make([]int32, n)
	for v := range parent {
		parent[v], size[v] = int32(v), 1
	}
	find := func(v int32) int32 {
		for parent[v] != v {
			parent[v] = parent[parent[v]]
			v = parent[v]
		}
		return v
	}
	for i := range from {
		a, b := find(from[i]), find(to[i])
		if a == b {
			continue
		}
		if size[a] < size[b] {
			a, b = b, a
		}
		parent[b] = a
		size[a] += size[b]
	}
	component = make([]int32, n)
	number := make([]int32, n) // by root, from 1
	for v := range component {
		root := find(int32(v))
		if number[root] == 0 {
			count++
			number[root] = int32(count)
		}
		component[v] = number[root] - 1
	}
	return component, count
}
