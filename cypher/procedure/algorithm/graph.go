// Package algorithm holds graph algorithms over a compact graph of dense
// vertices. It knows of no store: procedures load the graph, run an algorithm,
// and translate vertices back into nodes.
package algorithm

// Graph is a directed multigraph: the vertices are 0 … N-1, and the arcs that
// leave a vertex lie side by side. An undirected graph has each edge as two arcs,
// a loop as one.
type Graph struct {
	offsets []int
	targets []int32
	weights []float64 // by arc; nil: all are 1
}

// Edges lists the edges of a graph: From[i] → To[i]. Weights may be nil.
type Edges struct {
	From, To []int32
	Weights  []float64
}

// Directed returns the graph of n vertices with these edges as arcs.
func Directed(n int, e Edges) *Graph { return build(n, e, true, false) }

// Reversed returns the graph in which all edges point the other way.
func Reversed(n int, e Edges) *Graph { return build(n, e, false, true) }

// Undirected returns the graph in which each edge goes both ways.
func Undirected(n int, e Edges) *Graph { return build(n, e, true, true) }

// Bytes is how much memory a graph of so many vertices and arcs takes up.
func Bytes(vertices, arcs int, weighted bool) int64 {
	bytes := int64(vertices+1)*8 + int64(arcs)*4
	if weighted {
		bytes += int64(arcs) * 8
	}
	return bytes
}

// build sorts the arcs by their start, by counting.
func build(n int, e Edges, forward, backward bool) *Graph {
	g := &Graph{offsets: make([]int, n+1)}
	arcs := func(visit func(from, to int32, edge int)) {
		for i := range e.From {
			if forward {
				visit(e.From[i], e.To[i], i)
			}
			if backward && (!forward || e.From[i] != e.To[i]) {
				visit(e.To[i], e.From[i], i)
			}
		}
	}
	total := 0
	arcs(func(from, _ int32, _ int) { g.offsets[from+1]++; total++ })
	for v := range n {
		g.offsets[v+1] += g.offsets[v]
	}
	g.targets = make([]int32, total)
	if e.Weights != nil {
		g.weights = make([]float64, total)
	}
	next := append([]int(nil), g.offsets[:n]...)
	arcs(func(from, to int32, edge int) {
		at := next[from]
		next[from]++
		g.targets[at] = to
		if g.weights != nil {
			g.weights[at] = e.Weights[edge]
		}
	})
	return g
}

// N returns the number of vertices.
func (g *Graph) N() int { return len(g.offsets) - 1 }

// Arcs returns the number of arcs.
func (g *Graph) Arcs() int { return len(g.targets) }

// From returns where the arcs that leave v lead to; the caller must not change it.
func (g *Graph) From(v int32) []int32 { return g.targets[g.offsets[v]:g.offsets[v+1]] }

// weight returns the weight of an arc by its index.
func (g *Graph) weight(arc int) float64 {
	if g.weights == nil {
		return 1
	}
	return g.weights[arc]
}
