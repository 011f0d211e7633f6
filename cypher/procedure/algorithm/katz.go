package algorithm

import (
	"errors"
	"math"
)

// maxKatzRounds bounds the length of the walks that Katz counts.
const maxKatzRounds = 10_000

// ErrDiverges is the error of a sum that has no limit.
var ErrDiverges = errors.New("the sum diverges")

// Katz rates vertices by the walks that end there: one of k arcs counts alpha to
// the power of k (Katz: A New Status Index Derived from Sociometric Analysis,
// 1953). in is the reversed graph. It goes on until no rating grows by epsilon.
func Katz(in *Graph, alpha, epsilon float64, stop func() error) ([]float64, error) {
	scores, walks, longer := make([]float64, in.N()), make([]float64, in.N()), make([]float64, in.N())
	for v := range walks {
		walks[v] = 1
	}
	for range maxKatzRounds {
		if err := stop(); err != nil {
			return nil, err
		}
		most := 0.0
		for v := range longer {
			sum := 0.0
			for _, u := range in.From(int32(v)) {
				sum += walks[u]
			}
			longer[v] = alpha * sum
			scores[v] += longer[v]
			most = max(most, longer[v])
		}
		walks, longer = longer, walks
		if most < epsilon || most == 0 {
			return scores, nil
		}
		if math.IsInf(most, 0) {
			break
		}
	}
	return nil, ErrDiverges
}
