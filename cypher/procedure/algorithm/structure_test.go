package algorithm

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawEdges draws a small multigraph with loops.
func drawEdges(t *rapid.T) (int, Edges) {
	n := rapid.IntRange(1, 9).Draw(t, "n")
	var e Edges
	for range rapid.IntRange(0, 14).Draw(t, "m") {
		e.From = append(e.From, rapid.Int32Range(0, int32(n)-1).Draw(t, "from"))
		e.To = append(e.To, rapid.Int32Range(0, int32(n)-1).Draw(t, "to"))
	}
	return n, e
}

// without returns the edges for which keep holds.
func without(e Edges, keep func(i int) bool) (left Edges) {
	for i := range e.From {
		if keep(i) {
			left.From, left.To = append(left.From, e.From[i]), append(left.To, e.To[i])
		}
	}
	return left
}

// TestBlocks takes edges and vertices away and looks whether components fall apart.
func TestBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, e := drawEdges(t)
		b, err := FindBlocks(n, e, never)
		if err != nil {
			t.Fatal(err)
		}
		_, parts := Components(n, e.From, e.To)
		for i := range e.From {
			rest := without(e, func(j int) bool { return j != i })
			_, fewer := Components(n, rest.From, rest.To)
			if bridge := slices.Contains(b.Bridges, i); bridge != (fewer > parts) {
				t.Fatalf("%v: edge %d is a bridge: %t", e, i, bridge)
			}
		}
		for v := range int32(n) {
			rest := without(e, func(j int) bool { return e.From[j] != v && e.To[j] != v })
			_, left := Components(n, rest.From, rest.To) // v is one of them
			if b.Cut[v] != (left-1 > parts) {
				t.Fatalf("%v: vertex %d cuts: %t", e, v, b.Cut[v])
			}
		}
		// Two blocks share at most one vertex.
		members := make([]map[int32]bool, b.Count)
		for i, block := range b.Of {
			if (block < 0) != (e.From[i] == e.To[i]) {
				t.Fatalf("%v: edge %d is in block %d", e, i, block)
			}
			if block >= 0 {
				if members[block] == nil {
					members[block] = map[int32]bool{}
				}
				members[block][e.From[i]], members[block][e.To[i]] = true, true
			}
		}
		for i, a := range members {
			for _, b := range members[i+1:] {
				shared := 0
				for v := range a {
					if b[v] {
						shared++
					}
				}
				if shared > 1 {
					t.Fatalf("%v: blocks %v and %v", e, a, b)
				}
			}
		}
	})
}

// TestStrongComponents compares with what can be reached in both directions.
func TestStrongComponents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, e := drawEdges(t)
		got, count, err := StrongComponents(Directed(n, e), never)
		if err != nil {
			t.Fatal(err)
		}
		reach := make([][]bool, n)
		for v := range reach {
			reach[v] = make([]bool, n)
			reach[v][v] = true
		}
		for range n {
			for i, from := range e.From {
				for v := range reach {
					reach[v][e.To[i]] = reach[v][e.To[i]] || reach[v][from]
				}
			}
		}
		distinct := map[int32]bool{}
		for v := range n {
			distinct[got[v]] = true
			for w := range n {
				if (got[v] == got[w]) != (reach[v][w] && reach[w][v]) {
					t.Fatalf("%v: %d and %d: %v", e, v, w, got)
				}
			}
		}
		if len(distinct) != count {
			t.Fatalf("%d of %v", count, got)
		}
	})
}

func TestBipartite(t *testing.T) {
	for _, tt := range []struct {
		e    Edges
		want bool
	}{
		{Edges{}, true}, {edges(0, 1, 1, 2, 2, 3, 3, 0), true}, {edges(0, 1, 1, 2, 2, 0), false}, {edges(3, 3), false}, {edges(0, 1, 2, 3), true},
	} {
		if got := Bipartite(Undirected(4, tt.e)); got != tt.want {
			t.Errorf("%v: %t", tt.e, got)
		}
	}
}

// TestPairs compares what is visited with a look at all pairs.
func TestPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, e := drawEdges(t)
		sets := NewNeighborhoods(Directed(n, e))
		type pair struct {
			a, b int32
			Overlap
		}
		var got, want []pair
		if err := sets.Pairs(never, func(a, b int32, o Overlap) error { got = append(got, pair{a, b, o}); return nil }); err != nil {
			t.Fatal(err)
		}
		for a := range int32(n) {
			for b := a + 1; b < int32(n); b++ {
				if o := sets.Compare(a, b); o.Common > 0 {
					want = append(want, pair{a, b, o})
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%v: got %v, want %v", e, got, want)
		}
	})
	if o := (Overlap{1, 2, 3}); o.Jaccard() != 0.25 || o.Coefficient() != 0.5 || (Overlap{}).Jaccard() != 0 {
		t.Error("wrong ratios")
	}
	if !near(Cosine([]float64{1, 0}, []float64{1, 1}), Cosine([]float64{2, 0}, []float64{3, 3})) || Cosine([]float64{0}, []float64{1}) != 0 {
		t.Error("wrong cosines")
	}
}

// On the path 0 → 1 → 2 one walk of one arc and one of two end at 2.
func TestKatz(t *testing.T) {
	got, err := Katz(Reversed(3, edges(0, 1, 1, 2)), 0.5, 1e-9, never)
	if err != nil || !allNear(got, []float64{0, 0.5, 0.75}) {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := Katz(Reversed(1, edges(0, 0)), 2, 1e-9, never); !errors.Is(err, ErrDiverges) {
		t.Errorf("got %v", err)
	}
}

// TestLeiden looks for two triangles with a bridge, and checks of any graph that
// communities are connected.
func TestLeiden(t *testing.T) {
	two := edges(0, 1, 1, 2, 2, 0, 3, 4, 4, 5, 5, 3, 2, 3)
	levels, err := Leiden(Undirected(7, two), 1, 100, never)
	if err != nil || !slices.Equal(levels[len(levels)-1], []int32{0, 0, 0, 1, 1, 1, 2}) {
		t.Errorf("got %v, %v", levels, err)
	}
	levels, err = Leiden(Undirected(7, two), 9, 100, never)
	if last := levels[len(levels)-1]; err != nil || slices.Max(last) < 3 {
		t.Errorf("with a large gamma: %v, %v", levels, err)
	}
	rapid.Check(t, func(t *rapid.T) {
		n, e := drawEdges(t)
		levels, err := Leiden(Undirected(n, e), 1, 100, never)
		if err != nil {
			t.Fatal(err)
		}
		last := levels[len(levels)-1]
		within := without(e, func(i int) bool { return last[e.From[i]] == last[e.To[i]] })
		if _, parts := Components(n, within.From, within.To); parts != int(slices.Max(last))+1 {
			t.Fatalf("%v: communities %v have %d parts", e, last, parts)
		}
	})
}

// TestMaxFlow compares with the smallest cut, of all that there are.
func TestMaxFlow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, e := drawEdges(t)
		n++ // so that there are two
		for range e.From {
			e.Weights = append(e.Weights, float64(rapid.IntRange(0, 5).Draw(t, "weight")))
		}
		source, sink := int32(0), int32(n-1)
		if len(e.From) > 0 {
			e.To[0] = sink
		}
		got, err := MaxFlow(n, e, source, sink, never)
		if err != nil {
			t.Fatal(err)
		}
		least := 1e9
		for cut := range 1 << n {
			if cut&1 == 0 || cut>>sink&1 == 1 {
				continue
			}
			sum := 0.0
			for i, from := range e.From {
				if cut>>from&1 == 1 && cut>>e.To[i]&1 == 0 {
					sum += e.Weights[i]
				}
			}
			least = min(least, sum)
		}
		if got != least {
			t.Fatalf("%v: flow %v, cut %v", e, got, least)
		}
	})
}

func TestMatching(t *testing.T) {
	for _, tt := range []struct {
		e    Edges
		want int
	}{
		{Edges{}, 0}, {edges(0, 1), 1}, {edges(0, 1, 2, 1), 1}, {edges(0, 1, 2, 1, 3, 2), 2}, {edges(0, 1, 1, 2, 2, 0), 0}, {edges(0, 3, 0, 4, 1, 3, 2, 3), 2},
	} {
		if got, err := Matching(5, tt.e, never); err != nil || got != tt.want {
			t.Errorf("%v: %d, %v, want %d", tt.e, got, err, tt.want)
		}
	}
}
