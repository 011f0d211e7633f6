package procedure

import (
	"errors"

	"memgraphd/cypher/procedure/algorithm"
	"memgraphd/engine/value"
)

// centralityProcedures rate nodes by their place in the graph.
var centralityProcedures = []Procedure{
	{
		Signature: "pagerank.get(max_iterations = 100 :: INTEGER, damping_factor = 0.85 :: FLOAT, stop_epsilon = 0.00001 :: FLOAT, num_of_threads = 1 :: INTEGER) :: (node :: NODE, rank :: FLOAT)",
		Doc:       "PageRank: how often a walker along random relationships comes by. The ranks add up to 1.",
		Virtual:   true, Lazy: true, Run: pageRank,
	},
	{
		Signature: "betweenness_centrality.get(directed = true :: BOOLEAN, normalized = true :: BOOLEAN, threads = 1 :: INTEGER) :: (node :: NODE, betweenness_centrality :: FLOAT)",
		Doc:       "How many of the shortest paths between other nodes lead through a node.",
		Virtual:   true, Lazy: true, Run: betweenness,
	},
	{
		Signature: `degree_centrality.get(type = "undirected" :: STRING) :: (node :: NODE, degree :: FLOAT)`,
		Doc:       "The number of relationships at a node, by the number of other nodes; type is \"undirected\", \"in\" or \"out\".",
		Virtual:   true, Lazy: true, Run: func(c *Call) error { return degreeCentrality(c, c.string(0)) },
	},
	{
		Signature: `degree_centrality.get_subgraph(subgraph_nodes :: LIST OF NODE, subgraph_relationships :: LIST OF RELATIONSHIP, type = "undirected" :: STRING) :: (node :: NODE, degree :: FLOAT)`,
		Doc:       "degree_centrality.get on a subgraph.",
		Lazy:      true, Run: func(c *Call) error { c.narrow(0, 1); return degreeCentrality(c, c.string(2)) },
	},
	{
		Signature: "katz_centrality.get(alpha = 0.2 :: FLOAT, epsilon = 0.01 :: FLOAT) :: (node :: NODE, rank :: FLOAT)",
		Doc:       "How many walks end at a node: one along k relationships counts alpha to the power of k. Walks that count less than epsilon together are left out.",
		Virtual:   true, Lazy: true, Run: katz,
	},
}

// narrow makes the call work on the subgraph of two arguments, nodes and relationships.
func (c *Call) narrow(nodes, rels int) { c.view = c.viewOf(subgraph(c.list(nodes), c.list(rels))) }

func pageRank(c *Call) error {
	iterations, damping, epsilon := c.int(0), c.float(1), c.float(2)
	if !(damping >= 0 && damping <= 1) {
		return c.errorf("damping_factor must be between 0 and 1, got %v.", damping)
	}
	if iterations < 0 || !(epsilon >= 0) {
		return c.errorf("max_iterations and stop_epsilon must not be negative.")
	}
	n, err := c.network("")
	if err != nil {
		return err
	}
	in := algorithm.Reversed(len(n.ids), n.edges)
	ranks, err := algorithm.PageRank(in, n.degrees(true, false), damping, epsilon, int(iterations), c.Stopped)
	if err != nil {
		return err
	}
	return c.yieldNodes(n, func(v int) value.Value { return value.Float(ranks[v]) })
}

// degrees counts the arcs that leave each vertex, that enter it, or both.
func (n *network) degrees(out, in bool) []int32 {
	degrees := make([]int32, len(n.ids))
	for i := range n.edges.From {
		if out {
			degrees[n.edges.From[i]]++
		}
		if in {
			degrees[n.edges.To[i]]++
		}
	}
	return degrees
}

func betweenness(c *Call) error {
	n, err := c.network("")
	if err != nil {
		return err
	}
	directed, normalized := c.bool(0), c.bool(1)
	build := algorithm.Undirected
	if directed {
		build = algorithm.Directed
	}
	scores, err := algorithm.Betweenness(build(len(n.ids), n.edges), directed, normalized, c.Stopped)
	if err != nil {
		return err
	}
	return c.yieldNodes(n, func(v int) value.Value { return value.Float(scores[v]) })
}

func degreeCentrality(c *Call, kind string) error {
	out, in := kind != "in", kind != "out"
	if out && in && kind != "undirected" {
		return c.errorf("type must be \"undirected\", \"in\" or \"out\", got %q.", kind)
	}
	n, err := c.network("")
	if err != nil {
		return err
	}
	degrees, others := n.degrees(out, in), float64(max(1, len(n.ids)-1))
	return c.yieldNodes(n, func(v int) value.Value { return value.Float(float64(degrees[v]) / others) })
}

func katz(c *Call) error {
	alpha, epsilon := c.float(0), c.float(1)
	if !(alpha >= 0) || !(epsilon >= 0) {
		return c.errorf("alpha and epsilon must not be negative.")
	}
	n, err := c.network("")
	if err != nil {
		return err
	}
	scores, err := algorithm.Katz(algorithm.Reversed(len(n.ids), n.edges), alpha, epsilon, c.Stopped)
	if errors.Is(err, algorithm.ErrDiverges) {
		return c.errorf("alpha is too large for this graph: the longer the walks, the more they count.")
	}
	if err != nil {
		return err
	}
	return c.yieldNodes(n, func(v int) value.Value { return value.Float(scores[v]) })
}
