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
