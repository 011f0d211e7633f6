package algorithm

import (
	"math"
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// randomEdges draws up to 10 edges between n vertices.
func randomEdges(t *rapid.T, n int) Edges {
	vertex := rapid.Int32Range(0, int32(n-1))
	var e Edges
	for range rapid.IntRange(0, 10).Draw(t, "edges") {
		e.From, e.To = append(e.From, vertex.Draw(t, "from")), append(e.To, vertex.Draw(t, "to"))
	}
	return e
}

// walkCycles finds the cycles by trying all ways; a cycle is its vertices from the smallest on.
func walkCycles(n int, e Edges) map[[5]int32]bool {
	found := map[[5]int32]bool{}
	var walk func(way []int32)
	walk = func(way []int32) {
		for i, from := range e.From {
			switch to := e.To[i]; {
			case from != way[len(way)-1]:
			case to == way[0]:
				key := [5]int32{-1, -1, -1, -1, -1}
				copy(key[:], way)
				found[key] = true
			case to > way[0] && !slices.Contains(way, to):
				walk(append(slices.Clone(way), to))
			}
		}
	}
	for v := range int32(n) {
		walk([]int32{v})
	}
	return found
}

func TestCycles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := randomEdges(t, 5)
		want := walkCycles(5, e)
		err := Cycles(5, e, never, func(cycle []int32) error {
			key := [5]int32{-1, -1, -1, -1, -1}
			copy(key[:], cycle)
			if !want[key] {
				t.Fatalf("%v is no cycle of %v, or was found twice", cycle, e)
			}
			delete(want, key)
			return nil
		})
		if err != nil || len(want) > 0 {
			t.Fatalf("%v, missing in %v: %v", err, e, want)
		}
	})
}

func TestUndirectedCycles(t *testing.T) {
	for _, tt := range []struct {
		name string
		e    Edges
		want [][]int32
	}{
		{"edge", edges(0, 1), nil},
		{"loop", edges(0, 1, 1, 1), [][]int32{{1}}},
		{"two edges", edges(0, 1, 1, 0), [][]int32{{0, 1}}},
		{"triangle", edges(0, 1, 2, 1, 0, 2), [][]int32{{0, 1, 2}}},
		{"square with a diagonal", edges(0, 1, 1, 2, 2, 3, 3, 0, 0, 2), [][]int32{{0, 1, 2}, {0, 1, 2, 3}, {0, 2, 3}}},
	} {
		var got [][]int32
		err := UndirectedCycles(4, tt.e, never, func(cycle []int32) error {
			got = append(got, slices.Clone(cycle))
			return nil
		})
		slices.SortFunc(got, slices.Compare)
		if err != nil || !slices.EqualFunc(got, tt.want, slices.Equal) {
			t.Errorf("%s: got %v, %v, want %v", tt.name, got, err, tt.want)
		}
	}
}

// TestMaxFlowPaths: the paths lead from source to sink, are as much as flows together, and no edge has more than it takes.
func TestMaxFlowPaths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := randomEdges(t, 5)
		used := make([]float64, len(e.From))
		for range e.From {
			e.Weights = append(e.Weights, float64(rapid.IntRange(0, 5).Draw(t, "weight")))
		}
		want, _ := MaxFlow(5, e, 0, 4, never)
		paths, err := MaxFlowPaths(5, e, 0, 4, never)
		if err != nil {
			t.Fatal(err)
		}
		total := 0.0
		for _, p := range paths {
			at := int32(0)
			for _, edge := range p.Edges {
				if e.From[edge] != at {
					t.Fatalf("%v is no path in %v", p, e)
				}
				at = e.To[edge]
				used[edge] += p.Amount
			}
			if at != 4 || p.Amount <= 0 {
				t.Fatalf("%v does not lead to the sink in %v", p, e)
			}
			total += p.Amount
		}
		for i, u := range used {
			if u > e.Weights[i] {
				t.Fatalf("edge %d has %v in %v", i, u, e)
			}
		}
		if total != want {
			t.Fatalf("%v by paths, want %v in %v", total, want, e)
		}
	})
}

func TestColoring(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := randomEdges(t, 8)
		color, err := Coloring(Undirected(8, e), never)
		if err != nil {
			t.Fatal(err)
		}
		for i, from := range e.From {
			if to := e.To[i]; from != to && color[from] == color[to] {
				t.Fatalf("%d and %d have the same color in %v", from, to, e)
			}
		}
	})
	ring, _ := Coloring(Undirected(6, edges(0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 0)), never)
	if slices.Max(ring) != 1 {
		t.Errorf("a ring of six needs two colors, got %v", ring)
	}
}

// TestCover compares with all choices of sets.
func TestCover(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sets := make([][]int32, rapid.IntRange(0, 6).Draw(t, "sets"))
		masks, all := make([]uint, len(sets)), uint(0)
		for s := range sets {
			sets[s] = rapid.SliceOfDistinct(rapid.Int32Range(0, 6), rapid.ID[int32]).Draw(t, "set")
			for _, e := range sets[s] {
				masks[s] |= 1 << e
			}
			all |= masks[s]
		}
		least := len(sets)
		for choice := range 1 << len(sets) {
			covered := uint(0)
			for s := range sets {
				if choice&(1<<s) != 0 {
					covered |= masks[s]
				}
			}
			if covered == all {
				least = min(least, bits.OnesCount(uint(choice)))
			}
		}
		best, err := LeastCover(7, sets, never)
		if err != nil || len(best) != least {
			t.Fatalf("%v, %v, want %d sets of %v", best, err, least, sets)
		}
		greedy, _ := GreedyCover(7, sets, never)
		for _, chosen := range [][]int32{best, greedy} {
			covered := uint(0)
			for _, s := range chosen {
				covered |= masks[s]
			}
			if covered != all {
				t.Fatalf("%v does not cover %v", chosen, sets)
			}
		}
	})
}

// randomPlaces draws points in the plane.
func randomPlaces(t *rapid.T) (int, Distance) {
	xs := rapid.SliceOfN(rapid.Float64Range(0, 1), 2, 12).Draw(t, "places")
	n := len(xs) / 2
	return n, func(a, b int32) float64 { return math.Hypot(xs[2*a]-xs[2*b], xs[2*a+1]-xs[2*b+1]) }
}

func lengthOf(tour []int32, d Distance) float64 {
	sum := 0.0
	for i, v := range tour {
		sum += d(v, tour[(i+1)%len(tour)])
	}
	return sum
}

// shortest tries all tours.
func shortest(n int, d Distance) float64 {
	best := math.Inf(1)
	var try func(tour []int32)
	try = func(tour []int32) {
		if len(tour) == n {
			best = min(best, lengthOf(tour, d))
		}
		for v := range int32(n) {
			if !slices.Contains(tour, v) {
				try(append(slices.Clone(tour), v))
			}
		}
	}
	try([]int32{0})
	return best
}

func TestTours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, d := randomPlaces(t)
		tree, _ := TreeTour(n, d, never)
		nearest, _ := NearestTour(n, d, never)
		if best := shortest(n, d); lengthOf(tree, d) > 2*best+1e-9 {
			t.Fatalf("%v is %v long, the shortest is %v", tree, lengthOf(tree, d), best)
		}
		for _, tour := range [][]int32{tree, nearest} {
			before := lengthOf(tour, d)
			if err := Shorten(tour, d, never); err != nil || lengthOf(tour, d) > before+1e-9 {
				t.Fatalf("%v became longer: %v", tour, err)
			}
			sorted := slices.Sorted(slices.Values(tour))
			for v := range n {
				if tour[0] != 0 || len(sorted) != n || sorted[v] != int32(v) {
					t.Fatalf("%v does not visit each of %d points once", tour, n)
				}
			}
		}
	})
}

func TestRoutes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, d := randomPlaces(t)
		want := rapid.IntRange(1, 4).Draw(t, "routes")
		routes, err := Routes(n, 0, want, d, never)
		if err != nil || len(routes) != min(want, n-1) {
			t.Fatalf("%v, %v for %d points, want %d", routes, err, n, want)
		}
		if all := slices.Sorted(slices.Values(slices.Concat(routes...))); len(all) != n-1 || len(slices.Compact(all)) != n-1 {
			t.Fatalf("%v do not visit each of %d points once", routes, n)
		}
	})
}

func TestKMeans(t *testing.T) {
	points := [][]float64{{0, 0}, {0, 1}, {9, 9}, {9, 8}, {0, 9}}
	for _, spread := range []bool{true, false} {
		got, err := KMeans(points, KMeansOptions{Clusters: 3, Spread: spread, Tries: 10, Rounds: 10, Seed: 7}, never)
		if err != nil || got[0] != got[1] || got[2] != got[3] || got[0] == got[2] || got[4] == got[0] || got[4] == got[2] {
			t.Errorf("got %v, %v", got, err)
		}
		again, _ := KMeans(points, KMeansOptions{Clusters: 3, Spread: spread, Tries: 10, Rounds: 10, Seed: 7}, never)
		if !slices.Equal(got, again) {
			t.Errorf("the same seed gave %v and %v", got, again)
		}
	}
	if got, err := KMeans([][]float64{{1}, {1}}, KMeansOptions{Clusters: 2, Spread: true, Tries: 1, Rounds: 1}, never); err != nil || len(got) != 2 {
		t.Errorf("the same point twice: %v, %v", got, err)
	}
}

// TestCores compares with taking away, for each k, whoever has less than k neighbors left.
func TestCores(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n = 6
		g := Undirected(n, randomEdges(t, n))
		got := Cores(g)
		for k := int32(1); k <= 20; k++ {
			in := [n]bool{true, true, true, true, true, true}
			for changed := true; changed; {
				changed = false
				for v := range int32(n) {
					left := int32(0)
					for _, w := range g.From(v) {
						if w != v && in[w] {
							left++
						}
					}
					if in[v] && left < k {
						in[v], changed = false, true
					}
				}
			}
			for v := range in {
				if in[v] != (got[v] >= k) {
					t.Fatalf("vertex %d: got %d, in the core of %d: %t", v, got[v], k, in[v])
				}
			}
		}
	})
}
