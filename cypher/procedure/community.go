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
	{
		Signature: `leiden_community_detection.get(weight_property = "weight" :: STRING, gamma = 1.0 :: FLOAT, theta = 0.01 :: FLOAT, resolution_parameter = 0.01 :: FLOAT, max_iterations = 1000 :: INTEGER) :: (node :: NODE, community_id :: INTEGER, communities :: LIST OF INTEGER)`,
		Doc:       "Communities by the Leiden method, whatever the direction of relationships; the larger gamma, the smaller they are. communities has those of each round. theta and resolution_parameter are taken and mean nothing: there is no chance in it.",
		Virtual:   true, Lazy: true, Run: func(c *Call) error { return leiden(c, 0) },
	},
	{
		Signature: `leiden_community_detection.get_subgraph(subgraph_nodes :: LIST OF NODE, subgraph_relationships :: LIST OF RELATIONSHIP, weight_property = "weight" :: STRING, gamma = 1.0 :: FLOAT, theta = 0.01 :: FLOAT, resolution_parameter = 0.01 :: FLOAT, max_iterations = 1000 :: INTEGER) :: (node :: NODE, community_id :: INTEGER, communities :: LIST OF INTEGER)`,
		Doc:       "leiden_community_detection.get on a subgraph.",
		Lazy:      true, Run: func(c *Call) error { c.narrow(0, 1); return leiden(c, 2) },
	},
	{
		Signature: `union_find.connected(nodes1 :: ANY, nodes2 :: ANY, mode = "pairwise" :: STRING, update = true :: BOOLEAN) :: (node1 :: NODE, node2 :: NODE, connected :: BOOLEAN)`,
		Doc:       "Whether nodes, or the nodes of two lists, are in one component: the first of both, the second of both and so on, or each with each (mode \"cartesian\"). It looks at the graph as it is, so update means nothing.",
		Virtual:   true, Run: connected,
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

// leiden yields communities; its options begin at an argument.
func leiden(c *Call, first int) error {
	gamma, rounds := c.float(first+1), c.int(first+4)
	if !(gamma >= 0) || rounds < 1 {
		return c.errorf("gamma must not be negative, and max_iterations must be positive.")
	}
	n, err := c.network(c.string(first))
	if err != nil {
		return err
	}
	levels, err := algorithm.Leiden(algorithm.Undirected(len(n.ids), n.edges), gamma, int(min(rounds, 1<<20)), c.Stopped)
	if err != nil {
		return err
	}
	for v, id := range n.ids {
		all := make([]value.Value, len(levels))
		for i, level := range levels {
			all[i] = value.Int(int64(level[v]) + 1)
		}
		if err := c.Yield(value.NodeRef(id), all[len(all)-1], value.List(all)); err != nil {
			return err
		}
	}
	return nil
}

// connected compares nodes by their components.
func connected(c *Call) error {
	first, second := elements(c.Args[0]), elements(c.Args[1])
	n, err := c.network("")
	if err != nil {
		return err
	}
	component, _ := algorithm.Components(len(n.ids), n.edges.From, n.edges.To)
	compare := func(x, y value.Value) error {
		a, b, err := n.pair(c, x, y)
		if err != nil {
			return err
		}
		return c.Yield(x, y, value.Bool(component[a] == component[b]))
	}
	switch mode := c.string(2); {
	case mode == "cartesian" || mode == "c":
		for _, x := range first {
			for _, y := range second {
				if err := compare(x, y); err != nil {
					return err
				}
			}
		}
	case mode != "pairwise" && mode != "p":
		return c.errorf("the mode must be pairwise or cartesian, got '%s'.", mode)
	case len(first) != len(second):
		return c.errorf("the lists of nodes must have the same length, not %d and %d.", len(first), len(second))
	default:
		for i, x := range first {
			if err := compare(x, second[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// pair returns the vertices of two nodes.
func (n *network) pair(c *Call, x, y value.Value) (a, b int32, err error) {
	if !isNode(x) || !isNode(y) {
		return 0, 0, c.errorf("it compares nodes, not %s and %s.", value.Literal(x), value.Literal(y))
	}
	a, b = n.index.find(x.AsID()), n.index.find(y.AsID())
	if a < 0 || b < 0 {
		return 0, 0, c.errorf("a node is not in the graph.")
	}
	return a, b, nil
}

func isNode(v value.Value) bool {
	return v.Kind() == value.KindNode || v.Kind() == value.KindVirtualNode
}

// elements are those of a list, or what is none itself.
func elements(v value.Value) []value.Value {
	if v.Kind() == value.KindList {
		return v.AsList()
	}
	return []value.Value{v}
}
