package procedure

import (
	"memgraphd/cypher/procedure/algorithm"
	"memgraphd/engine/value"
)

// structureProcedures say how a graph hangs together.
var structureProcedures = []Procedure{
	{
		Signature: "bridges.get() :: (node_from :: NODE, node_to :: NODE)",
		Doc:       "The ends of the relationships without which a component would fall apart, whatever their direction.",
		Virtual:   true, Run: bridges,
	},
	{
		Signature: "biconnected_components.get() :: (bcc_id :: INTEGER, node_from :: NODE, node_to :: NODE)",
		Doc:       "The ends of relationships with the number of their biconnected component: no node alone holds it together.",
		Virtual:   true, Lazy: true, Run: biconnected,
	},
	{
		Signature: "graph_analyzer.analyze(analyses = [] :: LIST OF STRING) :: (name :: STRING, value :: STRING)",
		Doc:       "Figures of the graph: those that are named, or all; see graph_analyzer.help.",
		Virtual:   true, Run: func(c *Call) error { return analyze(c, c.strings(0)) },
	},
	{
		Signature: "graph_analyzer.analyze_subgraph(vertices :: LIST OF NODE, edges :: LIST OF RELATIONSHIP, analyses = [] :: LIST OF STRING) :: (name :: STRING, value :: STRING)",
		Doc:       "graph_analyzer.analyze on a subgraph.",
		Run:       func(c *Call) error { c.narrow(0, 1); return analyze(c, c.strings(2)) },
	},
	{
		Signature: "graph_analyzer.help() :: (name :: STRING, value :: STRING)",
		Doc:       "The names of the figures that graph_analyzer.analyze knows, and what they are.",
		Run:       analyzerHelp,
	},
	{
		Signature: "bipartite_matching.max() :: (maximum_bipartite_matching :: INTEGER)",
		Doc:       "The most relationships that can be chosen without a common node, if the nodes fall into two sets with all relationships between them; else 0.",
		Virtual:   true, Run: bipartiteMatching,
	},
	{
		Signature: `max_flow.get_flow(start_v :: NODE, end_v :: NODE, edge_property = "weight" :: STRING) :: (max_flow :: NUMBER)`,
		Doc:       "How much can flow from one node to another along relationships, each of which takes what its property says, or 1.",
		Virtual:   true, Run: maxFlow,
	},
	{
		Signature: `max_flow.get_paths(start_v :: NODE, end_v :: NODE, edge_property = "weight" :: STRING) :: (path :: PATH, flow :: NUMBER)`,
		Doc:       "Paths along which together max_flow.get_flow can flow, and how much goes along each.",
		Virtual:   true, Run: maxFlowPaths,
	},
	{
		Signature: "cycles.get() :: (cycle_id :: INTEGER, node :: NODE)",
		Doc:       "The nodes of each cycle that comes by no node twice, whatever the direction of relationships. There may be very many.",
		Virtual:   true, Lazy: true, Run: cycles,
	},
}

func (c *Call) blocks() (*network, *algorithm.Blocks, error) {
	n, err := c.network("")
	if err != nil {
		return nil, nil, err
	}
	b, err := algorithm.FindBlocks(len(n.ids), n.edges, c.Stopped)
	return n, b, err
}

// ends returns the nodes at an edge.
func (n *network) ends(edge int) (from, to value.Value) {
	return value.NodeRef(n.ids[n.edges.From[edge]]), value.NodeRef(n.ids[n.edges.To[edge]])
}

func bridges(c *Call) error {
	n, b, err := c.blocks()
	if err != nil {
		return err
	}
	for _, edge := range b.Bridges {
		from, to := n.ends(edge)
		if err := c.Yield(from, to); err != nil {
			return err
		}
	}
	return nil
}

func biconnected(c *Call) error {
	n, b, err := c.blocks()
	if err != nil {
		return err
	}
	for edge, block := range b.Of {
		if block < 0 {
			continue
		}
		from, to := n.ends(edge)
		if err := c.Yield(value.Int(int64(block)), from, to); err != nil {
			return err
		}
	}
	return nil
}

func bipartiteMatching(c *Call) error {
	n, err := c.network("")
	if err != nil {
		return err
	}
	m, err := algorithm.Matching(len(n.ids), n.edges, c.Stopped)
	if err != nil {
		return err
	}
	return c.Yield(value.Int(int64(m)))
}

// flowEnds returns the vertices of the nodes between which something is to flow.
func (c *Call) flowEnds(n *network) (from, to int32, err error) {
	from, to = n.index.find(c.id(0)), n.index.find(c.id(1))
	switch {
	case from < 0 || to < 0:
		return 0, 0, c.errorf("a node is not in the graph.")
	case from == to:
		return 0, 0, c.errorf("the two nodes must not be the same.")
	}
	return from, to, nil
}

func maxFlow(c *Call) error {
	n, err := c.network(c.string(2))
	if err != nil {
		return err
	}
	from, to, err := c.flowEnds(n)
	if err != nil {
		return err
	}
	total, err := algorithm.MaxFlow(len(n.ids), n.edges, from, to, c.Stopped)
	if err != nil {
		return err
	}
	return c.Yield(value.Float(total))
}

func maxFlowPaths(c *Call) error {
	n, err := c.loadNetwork(c.string(2), true)
	if err != nil {
		return err
	}
	from, to, err := c.flowEnds(n)
	if err != nil {
		return err
	}
	paths, err := algorithm.MaxFlowPaths(len(n.ids), n.edges, from, to, c.Stopped)
	if err != nil {
		return err
	}
	for _, p := range paths {
		way := &value.Path{Nodes: []uint64{n.ids[from]}}
		for _, edge := range p.Edges {
			way.Rels, way.Nodes = append(way.Rels, n.rels[edge]), append(way.Nodes, n.ids[n.edges.To[edge]])
		}
		if err := c.Yield(value.PathValue(way), value.Float(p.Amount)); err != nil {
			return err
		}
	}
	return nil
}

func cycles(c *Call) error {
	n, err := c.network("")
	if err != nil {
		return err
	}
	id := int64(0)
	return algorithm.UndirectedCycles(len(n.ids), n.edges, c.Stopped, func(cycle []int32) error {
		for _, v := range cycle {
			if err := c.Yield(value.Int(id), value.NodeRef(n.ids[v])); err != nil {
				return err
			}
		}
		id++
		return nil
	})
}
