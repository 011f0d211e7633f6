package algorithm

import "math"

// PageRank computes the stationary distribution of a walker who follows a random
// arc with probability damping and jumps anywhere otherwise, or where there is no
// arc (Page, Brin, Motwani, Winograd: The PageRank Citation Ranking, 1999). It
// iterates until no rank moves by more than epsilon, at most iterations times;
// between iterations it asks stop. The ranks add up to 1.
//
// It pulls along the arcs of in, the reversed graph; out holds the number of arcs
// that leave each vertex.
func PageRank(in *Graph, out []int32, damping, epsilon float64, iterations int, stop func() error) ([]float64, error) {
	n := in.N()
	if n == 0 {
		return nil, nil
	}
	rank, share := make([]float64, n), make([]float64, n)
	for v := range rank {
		rank[v] = 1 / float64(n)
	}
	for range iterations {
		if err := stop(); err != nil {
			return nil, err
		}
		base := (1 - damping + damping*spread(rank, out, share)) / float64(n)
		moved := 0.0
		for v := range rank {
			sum := 0.0
			for _, u := range in.From(int32(v)) {
				sum += share[u]
			}
			now := base + damping*sum
			moved = max(moved, math.Abs(now-rank[v]))
			rank[v] = now
		}
		if moved <= epsilon {
			break
		}
	}
	return rank, nil
}

// spread computes what each vertex hands to each of its arcs, and returns the rank
// of those that have none.
func spread(rank []float64, out []int32, share []float64) (lost float64) {
	for v, r := range rank {
		if out[v] == 0 {
			lost += r
			share[v] = 0
		} else {
			share[v] = r / float64(out[v])
		}
	}
	return lost
}
