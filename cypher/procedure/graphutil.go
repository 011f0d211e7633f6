package procedure

import (
	"memgraphd/cypher/procedure/algorithm"
	"memgraphd/engine/value"
)

// graphUtilProcedures follow the direction of relationships, and link lists of nodes.
var graphUtilProcedures = []Procedure{
	{
		Signature: "graph_util.ancestors(node :: NODE) :: (ancestors :: LIST OF NODE)",
		Doc:       "The nodes from which relationships lead to a node.",
		Virtual:   true, Run: func(c *Call) error { return closure(c, hopFilter{in: typeSet{any: true}}) },
	},
	{
		Signature: "graph_util.descendants(node :: NODE) :: (descendants :: LIST OF NODE)",
		Doc:       "The nodes to which relationships lead from a node.",
		Virtual:   true, Run: func(c *Call) error { return closure(c, hopFilter{out: typeSet{any: true}}) },
	},
	{
		Signature: "graph_util.topological_sort() :: (sorted_nodes :: LIST OF NODE)",
		Doc:       "All nodes in an order in which relationships only lead on; an error if they go in a circle.",
		Virtual:   true, Run: topologicalSort,
	},
	{
		Signature: "graph_util.connect_nodes(nodes :: LIST OF NODE) :: (connections :: LIST OF RELATIONSHIP)",
		Doc:       "The relationships between the nodes of a list.",
		Virtual:   true, Run: connectNodes,
	},
	{
		Signature: "graph_util.chain_nodes(nodes :: LIST OF NODE, edge_type :: STRING) :: (connections :: LIST OF RELATIONSHIP)",
		Doc:       "Links each node of a list with the next one by a new relationship.",
		Mode:      Writes, Run: chainNodes,
	},
}

// closure yields all nodes that can be reached.
func closure(c *Call, f hopFilter) error {
	r := c.ring(c.id(0), f)
	var all []uint64
	for {
		more, err := r.grow()
		if err != nil {
			return err
		}
		if !more {
			return c.Yield(nodeRefs(all))
		}
		all = append(all, r.last...)
	}
}

func topologicalSort(c *Call) error {
	n, err := c.network("")
	if err != nil {
		return err
	}
	return c.yieldOrder(n)
}

// yieldOrder yields the nodes in the order of the edges.
func (c *Call) yieldOrder(n *network) error {
	order := algorithm.TopologicalOrder(algorithm.Directed(len(n.ids), n.edges))
	if len(order) < len(n.ids) {
		return c.errorf("the relationships go in a circle: %d of %d nodes cannot be sorted.", len(n.ids)-len(order), len(n.ids))
	}
	return c.Yield(n.nodeList(order))
}

func connectNodes(c *Call) error {
	rels, err := c.between(distinctIDs(c.list(0)), hopFilter{out: typeSet{any: true}})
	if err != nil {
		return err
	}
	return c.Yield(relationshipRefs(rels))
}

func chainNodes(c *Call) error {
	made, err := c.chain(c.list(0), c.string(1))
	if err != nil {
		return err
	}
	return c.Yield(value.List(made))
}
