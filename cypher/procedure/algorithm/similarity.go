package algorithm

import (
	"math"
	"slices"
)

// Overlap counts what two vertices have in common, and what each of them has.
type Overlap struct{ Common, A, B int }

// Jaccard returns the size of the intersection by that of the union.
func (o Overlap) Jaccard() float64 { return ratio(o.Common, o.A+o.B-o.Common) }

// Coefficient returns the size of the intersection by that of the smaller set.
func (o Overlap) Coefficient() float64 { return ratio(o.Common, min(o.A, o.B)) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Neighborhoods are the sets of vertices that the arcs of each vertex lead to.
type Neighborhoods [][]int32

// NewNeighborhoods returns the neighbourhoods of a graph, each ascending.
func NewNeighborhoods(g *Graph) Neighborhoods {
	sets := make(Neighborhoods, g.N())
	for v := range sets {
		set := slices.Clone(g.From(int32(v)))
		slices.Sort(set)
		sets[v] = slices.Compact(set)
	}
	return sets
}

// Compare returns what two vertices have in common.
func (n Neighborhoods) Compare(a, b int32) Overlap {
	o := Overlap{A: len(n[a]), B: len(n[b])}
	for i, j := 0, 0; i < o.A && j < o.B; {
		switch x, y := n[a][i], n[b][j]; {
		case x < y:
			i++
		case x > y:
			j++
		default:
			o.Common++
			i, j = i+1, j+1
		}
	}
	return o
}

// Pairs visits all pairs a < b with a common neighbour, by a and then by b. It takes
// the neighbourhoods the other way round, so that a pair without costs nothing.
func (n Neighborhoods) Pairs(stop func() error, visit func(a, b int32, o Overlap) error) error {
	holders := make([][]int32, len(n))
	for v, set := range n {
		for _, x := range set {
			holders[x] = append(holders[x], int32(v))
		}
	}
	common := make([]int, len(n))
	var met []int32
	for a, set := range n {
		if err := stop(); err != nil {
			return err
		}
		met = met[:0]
		for _, x := range set {
			at, _ := slices.BinarySearch(holders[x], int32(a)+1)
			for _, b := range holders[x][at:] {
				if common[b] == 0 {
					met = append(met, b)
				}
				common[b]++
			}
		}
		slices.Sort(met)
		for _, b := range met {
			o := Overlap{common[b], len(set), len(n[b])}
			common[b] = 0
			if err := visit(int32(a), b, o); err != nil {
				return err
			}
		}
	}
	return nil
}

// Cosine returns the cosine of the angle between two vectors of one length; 0
// where one is zero.
func Cosine(a, b []float64) float64 {
	dot, aa, bb := 0.0, 0.0, 0.0
	for i, x := range a {
		y := b[i]
		dot += x * y
		aa += x * x
		bb += y * y
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return dot / math.Sqrt(aa*bb)
}
