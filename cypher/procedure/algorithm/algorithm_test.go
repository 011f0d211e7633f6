package algorithm

import (
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func never() error { return nil }

func edges(pairs ...int32) Edges {
	var e Edges
	for i := 0; i < len(pairs); i += 2 {
		e.From, e.To = append(e.From, pairs[i]), append(e.To, pairs[i+1])
	}
	return e
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

func allNear(a, b []float64) bool { return slices.EqualFunc(a, b, near) }

func TestBuild(t *testing.T) {
	e := edges(0, 1, 0, 2, 2, 0, 1, 1)
	e.Weights = []float64{5, 6, 7, 8}
	if g := Directed(3, e); !slices.Equal(g.From(0), []int32{1, 2}) || !slices.Equal(g.From(2), []int32{0}) || g.weight(3) != 7 {
		t.Errorf("directed: %+v", g)
	}
	if g := Reversed(3, e); !slices.Equal(g.From(1), []int32{0, 1}) || g.Arcs() != 4 {
		t.Errorf("reversed: %+v", g)
	}
	if g := Undirected(3, e); !slices.Equal(g.From(1), []int32{0, 1}) || g.Arcs() != 7 || g.N() != 3 {
		t.Errorf("undirected: %+v", g)
	}
}

// The ranks of a cycle are equal; those of the star 1, 2, 3 → 0 follow from
// r0 = b + 3dr, r = b with b = (1-d+d·r0)/4 and d = 0.85.
func TestPageRank(t *testing.T) {
	for _, tt := range []struct {
		name string
		n    int
		e    Edges
		want []float64
	}{
		{"cycle", 3, edges(0, 1, 1, 2, 2, 0), []float64{1. / 3, 1. / 3, 1. / 3}},
		{"star", 4, edges(1, 0, 2, 0, 3, 0), []float64{3.55 / 6.55, 1 / 6.55, 1 / 6.55, 1 / 6.55}},
		{"no edges", 2, Edges{}, []float64{.5, .5}},
		{"empty", 0, Edges{}, nil},
	} {
		out := make([]int32, tt.n)
		for _, v := range tt.e.From {
			out[v]++
		}
		got, err := PageRank(Reversed(tt.n, tt.e), out, 0.85, 1e-12, 1000, never)
		if err != nil || !allNear(got, tt.want) {
			t.Errorf("%s: got %v, %v, want %v", tt.name, got, err, tt.want)
		}
	}
}

func TestComponents(t *testing.T) {
	got, count := Components(6, []int32{4, 1, 3}, []int32{0, 2, 4})
	if want := []int32{0, 1, 1, 0, 0, 2}; !slices.Equal(got, want) || count != 3 {
		t.Errorf("got %v of %d, want %v", got, count, want)
	}
}

// On the path 0-1-2-3 vertex 1 lies on the ways 0-2 and 0-3.
func TestBetweenness(t *testing.T) {
	path := edges(0, 1, 1, 2, 2, 3)
	for _, tt := range []struct {
		name                 string
		g                    *Graph
		directed, normalized bool
		want                 []float64
	}{
		{"directed", Directed(4, path), true, false, []float64{0, 2, 2, 0}},
		{"undirected", Undirected(4, path), false, false, []float64{0, 2, 2, 0}},
		{"directed, normalized", Directed(4, path), true, true, []float64{0, 1. / 3, 1. / 3, 0}},
		{"undirected, normalized", Undirected(4, path), false, true, []float64{0, 2. / 3, 2. / 3, 0}},
		{"two ways", Directed(4, edges(0, 1, 0, 2, 1, 3, 2, 3)), true, false, []float64{0, .5, .5, 0}},
	} {
		got, err := Betweenness(tt.g, tt.directed, tt.normalized, never)
		if err != nil || !allNear(got, tt.want) {
			t.Errorf("%s: got %v, %v, want %v", tt.name, got, err, tt.want)
		}
	}
}

func clique(e Edges, vertices ...int32) Edges {
	for i, a := range vertices {
		for _, b := range vertices[:i] {
			e.From, e.To = append(e.From, a), append(e.To, b)
		}
	}
	return e
}

func TestLouvain(t *testing.T) {
	bridged := clique(clique(edges(3, 4), 0, 1, 2, 3), 4, 5, 6, 7)
	ring := Edges{} // four triangles in a ring
	for i := range int32(4) {
		ring = clique(ring, 3*i, 3*i+1, 3*i+2)
		ring.From, ring.To = append(ring.From, 3*i), append(ring.To, (3*i+4)%12)
	}
	for _, tt := range []struct {
		name string
		n    int
		e    Edges
		want []int32
	}{
		{"two cliques", 8, bridged, []int32{0, 0, 0, 0, 1, 1, 1, 1}},
		{"ring of triangles", 12, ring, []int32{0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3}},
		{"alone", 3, Edges{}, []int32{0, 1, 2}},
		{"loops", 2, edges(0, 0, 1, 1), []int32{0, 1}},
	} {
		got, err := Louvain(Undirected(tt.n, tt.e), 1e-6, never)
		if err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, %v, want %v", tt.name, got, err, tt.want)
		}
	}
}

// TestLouvainKeepsComponents: a community never reaches beyond a component, and
// contracting keeps the modularity of the partition.
func TestLouvainKeepsComponents(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(r, "vertices")
		var e Edges
		for range rapid.IntRange(0, 25).Draw(r, "edges") {
			e.From = append(e.From, int32(rapid.IntRange(0, n-1).Draw(r, "from")))
			e.To = append(e.To, int32(rapid.IntRange(0, n-1).Draw(r, "to")))
		}
		got, err := Louvain(Undirected(n, e), 1e-6, never)
		if err != nil {
			r.Fatal(err)
		}
		component, _ := Components(n, e.From, e.To)
		home := map[int32]int32{}
		for v, c := range got {
			if other, ok := home[c]; ok && other != component[v] {
				r.Fatalf("community %d lies in the components %d and %d", c, other, component[v])
			}
			home[c] = component[v]
		}
		l := newLouvain(Undirected(n, e))
		if l.total == 0 {
			return
		}
		copy(l.community, got)
		clear(l.inside)
		for v, c := range got {
			l.inside[c] += l.degree[v]
		}
		small := newLouvain(l.contract(len(home)))
		if q := l.modularity(); !near(q, small.modularity()) {
			r.Fatalf("modularity %v became %v", q, small.modularity())
		}
	})
}

func TestTopologicalOrder(t *testing.T) {
	if got := TopologicalOrder(Directed(4, edges(3, 1, 1, 0, 3, 2, 2, 0))); !slices.Equal(got, []int32{3, 1, 2, 0}) {
		t.Errorf("got %v", got)
	}
	if got := TopologicalOrder(Directed(4, edges(0, 1, 1, 2, 2, 1, 2, 3))); !slices.Equal(got, []int32{0}) {
		t.Errorf("with a circle: got %v", got)
	}
}

func TestStop(t *testing.T) {
	want := errors.New("stop")
	stop := func() error { return want }
	g := Undirected(2, edges(0, 1))
	if _, err := PageRank(g, []int32{1, 1}, .85, 1e-9, 10, stop); err != want {
		t.Errorf("PageRank: %v", err)
	}
	if _, err := Betweenness(g, false, false, stop); err != want {
		t.Errorf("Betweenness: %v", err)
	}
	if _, err := Louvain(g, 1e-9, stop); err != want {
		t.Errorf("Louvain: %v", err)
	}
}
