package procedure

import (
	"memgraphd/cypher/procedure/algorithm"
	"memgraphd/engine/value"
)

// communityProcedures divide the graph into parts.
var communityProcedures = []Procedure{
	{
		Signature: "weakly_connected_components.get() :: (node :: NODE, component_id :: INTEGER)",
		Doc:       "The component of each node: two nodes are in one if relationships, whatever their direction, lead from one to the other.",
		Virtual:   true, Lazy: true, Run: weakComponents,
	},
	{
		Signature: "wcc.get_components(vertices :: LIST OF NODE, edges :: LIST OF RELATIONSHIP) :: (n_components :: INTEGER, components :: LIST OF LIST OF NODE)",
		Doc:       "The weakly connected components of a subgraph, as lists of nodes.",
		Run:       listComponents,
	},
	{
		Signature: `community_detection.get(weight = "weight" :: STRING, coloring = false :: BOOLEAN, min_graph_shrink = 100000 :: INTEGER, community_alg_threshold = 0.000001 :: FLOAT, coloring_alg_threshold = 0.01 :: FLOAT, num_of_threads = 1 :: INTEGER) :: (node :: NODE, community_id :: INTEGER)`,
		Doc:       "Communities by the Louvain method, whatever the direction of relationships; weight names the property that weighs them.",
		Virtual:   true, Lazy: true, Run: func(c *Call) error { return communities(c, c.string(0), c.float(3)) },
	},
	{
		Signature: `community_detection.get_subgraph(subgraph_nodes :: LIST OF NODE, subgraph_relationships :: LIST OF RELATIONSHIP, weight = "weight" :: STRING, coloring = false :: BOOLEAN, min_graph_shrink = 100000 :: INTEGER, community_alg_threshold = 0.000001 :: FLOAT, coloring_alg_threshold = 0.01 :: FLOAT, num_of_threads = 1 :: INTEGER) :: (node :: NODE, community_id :: INTEGER)`,
		Doc:       "community_detection.get on a subgraph.",
		Lazy:      true, Run: func(c *Call) error { c.narrow(0, 1); return communities(c, c.string(2), c.float(5)) },
	},
}

func weakComponents(c *Call) error {
	n, err := c.network("")
	if err != nil {
		return err
	}
	component, _ := algorithm.Components(len(n.ids), n.edges.From, n.edges.To)
	return c.yieldNodes(n, func(v int) value.Value { return value.Int(int64(component[v])) })
}

func listComponents(c *Call) error {
	c.narrow(0, 1)
	n, err := c.network("")
	if err != nil {
		return err
	}
	component, count := algorithm.Components(len(n.ids), n.edges.From, n.edges.To)
	members := make([][]uint64, count)
	for v, id := range n.ids {
		members[component[v]] = append(members[component[v]], id)
	}
	lists := make([]value.Value, count)
	for i, ids := range members {
		lists[i] = nodeRefs(ids)
	}
	return c.Yield(value.Int(int64(count)), value.List(lists))
}

// communities numbers communities from 1, as Memgraph does.
func communities(c *Call, weight string, threshold float64) error {
	if !(threshold >= 0) {
		return c.errorf("community_alg_threshold must not be negative, got %v.", threshold)
	}
	n, err := c.network(weight)
	if err != nil {
		return err
	}
	community, err := algorithm.Louvain(algorithm.Undirected(len(n.ids), n.edges), threshold, c.Stopped)
	if err != nil {
		return err
	}
	return c.yieldNodes(n, func(v int) value.Value { return value.Int(int64(community[v]) + 1) })
}
