package procedure

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"memgraphd/cypher/procedure/algorithm"
	"memgraphd/engine/value"
)

// figureOf is a figure of graph_analyzer.
type figureOf struct {
	name, about string
	find        func(a *analysis) (string, error)
}

// figuresOfGraph are in the order in which they are shown. Truth values are
// written as Python does, in which Memgraph's module is.
var figuresOfGraph = []figureOf{
	{"nodes", "Number of nodes", func(a *analysis) (string, error) { return strconv.Itoa(len(a.net.ids)), nil }},
	{"edges", "Number of edges", func(a *analysis) (string, error) { return strconv.Itoa(len(a.net.edges.From)), nil }},
	{"bridges", "Number of bridges", func(a *analysis) (string, error) {
		b, err := a.blocks()
		return strconv.Itoa(len(b.Bridges)), err
	}},
	{"articulation_points", "Number of articulation points", (*analysis).cutVertices},
	{"avg_degree", "Average degree", func(a *analysis) (string, error) {
		return strconv.FormatFloat(2*float64(len(a.net.edges.From))/float64(max(1, len(a.net.ids))), 'g', -1, 64), nil
	}},
	{"sorted_nodes_degree", "Ids of nodes with their degrees, the largest first", (*analysis).sortedDegrees},
	{"self_loops", "Number of self loops", (*analysis).loops},
	{"is_bipartite", "Is bipartite", told((*analysis).isBipartite)},
	{"is_biconnected", "Is biconnected", (*analysis).isBiconnected},
	{"is_weakly_connected", "Is weakly connected", func(a *analysis) (string, error) { return truth(a.parts() == 1), nil }},
	{"number_of_weakly_components", "Number of weakly connected components", func(a *analysis) (string, error) { return strconv.Itoa(a.parts()), nil }},
	{"is_strongly_connected", "Is strongly connected", func(a *analysis) (string, error) {
		n, err := a.strong()
		return truth(n == 1), err
	}},
	{"strongly_components", "Number of strongly connected components", func(a *analysis) (string, error) {
		n, err := a.strong()
		return strconv.Itoa(n), err
	}},
	{"is_dag", "Is a directed acyclic graph", func(a *analysis) (string, error) {
		n, err := a.strong()
		return truth(n == len(a.net.ids) && a.loopCount() == 0), err
	}},
	{"is_eulerian", "Is Eulerian", told((*analysis).isEulerian)},
	{"is_forest", "Is a forest", told((*analysis).isForest)},
	{"is_tree", "Is a tree", told((*analysis).isTree)},
}

func truth(b bool) string {
	if b {
		return "True"
	}
	return "False"
}

// told makes a figure of a truth value.
func told(holds func(a *analysis) (bool, error)) func(a *analysis) (string, error) {
	return func(a *analysis) (string, error) {
		yes, err := holds(a)
		return truth(yes), err
	}
}

// analysis is a graph that is looked at; what several figures need is found once.
type analysis struct {
	call   *Call
	net    *network
	block  *algorithm.Blocks
	weak   int
	strict int // strongly connected components, plus 1
}

func analyze(c *Call, names []string) error {
	for _, name := range names {
		if !slices.ContainsFunc(figuresOfGraph, func(f figureOf) bool { return f.name == name }) {
			return c.errorf("there is no analysis '%s'; graph_analyzer.help() lists them.", name)
		}
	}
	n, err := c.network("")
	if err != nil {
		return err
	}
	a := &analysis{call: c, net: n}
	for _, f := range figuresOfGraph {
		if len(names) > 0 && !slices.Contains(names, f.name) {
			continue
		}
		if err := c.Stopped(); err != nil {
			return err
		}
		text, err := f.find(a)
		if err != nil {
			return err
		}
		if err := c.Yield(value.String(f.name), value.String(text)); err != nil {
			return err
		}
	}
	return nil
}

func analyzerHelp(c *Call) error {
	for _, f := range figuresOfGraph {
		if err := c.Yield(value.String(f.name), value.String(f.about)); err != nil {
			return err
		}
	}
	return nil
}

func (a *analysis) blocks() (*algorithm.Blocks, error) {
	if a.block == nil {
		b, err := algorithm.FindBlocks(len(a.net.ids), a.net.edges, a.call.Stopped)
		if err != nil {
			return &algorithm.Blocks{}, err
		}
		a.block = b
	}
	return a.block, nil
}

func (a *analysis) parts() int {
	if a.weak == 0 {
		_, a.weak = algorithm.Components(len(a.net.ids), a.net.edges.From, a.net.edges.To)
	}
	return a.weak
}

func (a *analysis) strong() (int, error) {
	if a.strict == 0 {
		_, n, err := algorithm.StrongComponents(algorithm.Directed(len(a.net.ids), a.net.edges), a.call.Stopped)
		if err != nil {
			return 0, err
		}
		a.strict = n + 1
	}
	return a.strict - 1, nil
}

func (a *analysis) cutVertices() (string, error) {
	b, err := a.blocks()
	n := 0
	for _, cut := range b.Cut {
		if cut {
			n++
		}
	}
	return strconv.Itoa(n), err
}

func (a *analysis) isBiconnected() (string, error) {
	b, err := a.blocks()
	return truth(len(a.net.ids) > 1 && a.parts() == 1 && b.Count == 1), err
}

// sortedDegrees are pairs of an id and a degree.
func (a *analysis) sortedDegrees() (string, error) {
	degrees := a.net.degrees(true, true)
	order := make([]int, len(degrees))
	for v := range order {
		order[v] = v
	}
	slices.SortStableFunc(order, func(v, w int) int { return int(degrees[w]) - int(degrees[v]) })
	var b strings.Builder
	for i, v := range order {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "(%d, %d)", a.net.ids[v], degrees[v])
	}
	return "[" + b.String() + "]", nil
}

func (a *analysis) loopCount() (n int) {
	for i, from := range a.net.edges.From {
		if from == a.net.edges.To[i] {
			n++
		}
	}
	return n
}

func (a *analysis) loops() (string, error) { return strconv.Itoa(a.loopCount()), nil }

// isEulerian: a walk follows every edge once and comes back.
func (a *analysis) isEulerian() (bool, error) {
	n, err := a.strong()
	out, in := a.net.degrees(true, false), a.net.degrees(false, true)
	return n == 1 && slices.Equal(out, in), err
}

func (a *analysis) isBipartite() (bool, error) {
	return algorithm.Bipartite(algorithm.Undirected(len(a.net.ids), a.net.edges)), nil
}

func (a *analysis) isForest() (bool, error) {
	return len(a.net.ids) > 0 && len(a.net.edges.From) == len(a.net.ids)-a.parts(), nil
}

func (a *analysis) isTree() (bool, error) {
	forest, err := a.isForest()
	return forest && a.parts() == 1, err
}
