package procedure

import (
	"memgraphd/cypher/procedure/algorithm"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// networkxProcedures go by the names of the NetworkX and igraph libraries, whose wrappers Memgraph has, and do with what
// other modules have, too.
var networkxProcedures = []Procedure{
	{
		Signature: "nxalg.topological_sort() :: (nodes :: LIST OF NODE)",
		Doc:       "graph_util.topological_sort.", Virtual: true, Run: topologicalSort,
	},
	{
		Signature: `igraphalg.topological_sort(mode = "out" :: STRING) :: (nodes :: LIST OF NODE)`,
		Doc:       `graph_util.topological_sort; mode "in" turns it around.`, Virtual: true, Run: orderOfNodes,
	},
	{
		Signature: "nxalg.strongly_connected_components() :: (components :: LIST OF LIST OF NODE)",
		Doc:       "The components in which each node leads to each other.", Virtual: true, Run: strongComponents,
	},
	{
		Signature: "nxalg.biconnected_components() :: (components :: LIST OF LIST OF NODE)",
		Doc:       "The components that no node alone holds together, whatever the direction of relationships.", Virtual: true, Run: biconnectedNodes,
	},
	{
		Signature: "nxalg.bridges(root = null :: NULLABLE NODE) :: (bridges :: LIST OF RELATIONSHIP)",
		Doc:       "The relationships without which a component would fall apart, whatever their direction; with a root those of its component.", Virtual: true, Run: bridgeRelationships,
	},
	{
		Signature: "nxalg.simple_cycles() :: (cycles :: LIST OF LIST OF NODE)",
		Doc:       "The cycles along relationships that come by no node twice. There may be very many.", Virtual: true, Run: simpleCycles,
	},
	{
		Signature: `nxalg.greedy_color(strategy = "largest_first" :: STRING, interchange = false :: BOOLEAN) :: (node :: NODE, color :: INTEGER)`,
		Doc:       "graph_coloring.color_graph; the options mean nothing.", Virtual: true, Run: colorGraph,
	},
	{
		Signature: "nxalg.core_number() :: (node :: NODE, core :: INTEGER)",
		Doc:       "The largest k so that a node is part of a subgraph in which each has k neighbors.", Virtual: true, Lazy: true, Run: coreNumbers,
	},
	{
		Signature: "nxalg.is_bipartite() :: (is_bipartite :: BOOLEAN)",
		Doc:       "Whether the nodes fall into two sets with all relationships between them.", Virtual: true, Run: isA((*analysis).isBipartite),
	},
	{
		Signature: "nxalg.is_eulerian() :: (is_eulerian :: BOOLEAN)",
		Doc:       "Whether a walk follows every relationship once and comes back.", Virtual: true, Run: isA((*analysis).isEulerian),
	},
	{
		Signature: "nxalg.is_forest() :: (is_forest :: BOOLEAN)",
		Doc:       "Whether there are no cycles, whatever the direction of relationships.", Virtual: true, Run: isA((*analysis).isForest),
	},
	{
		Signature: "nxalg.is_tree() :: (is_tree :: BOOLEAN)",
		Doc:       "Whether it is a forest of one component.", Virtual: true, Run: isA((*analysis).isTree),
	},
	{
		Signature: "nxalg.has_path(source :: NODE, target :: NODE) :: (has_path :: BOOLEAN)",
		Doc:       "Whether relationships lead from one node to another.", Virtual: true, Run: hasPath,
	},
	{
		Signature: "nxalg.isolates() :: (isolates :: LIST OF NODE)",
		Doc:       "The nodes without relationships.", Virtual: true, Run: isolates,
	},
	{
		Signature: "nxalg.is_isolate(n :: NODE) :: (is_isolate :: BOOLEAN)",
		Doc:       "Whether a node has no relationships.", Virtual: true, Run: isIsolate,
	},
}

// isA yields whether something holds of the graph.
func isA(holds func(a *analysis) (bool, error)) func(c *Call) error {
	return func(c *Call) error {
		n, err := c.network("")
		if err != nil {
			return err
		}
		yes, err := holds(&analysis{call: c, net: n})
		if err != nil {
			return err
		}
		return c.Yield(value.Bool(yes))
	}
}

func orderOfNodes(c *Call) error {
	n, err := c.network("")
	if err != nil {
		return err
	}
	switch mode := c.string(0); mode {
	case "out":
	case "in":
		n.edges.From, n.edges.To = n.edges.To, n.edges.From
	default:
		return c.errorf("the mode must be out or in, got '%s'.", mode)
	}
	return c.yieldOrder(n)
}

// nodeList is the value of vertices.
func (n *network) nodeList(vertices []int32) value.Value {
	ids := make([]uint64, len(vertices))
	for i, v := range vertices {
		ids[i] = n.ids[v]
	}
	return nodeRefs(ids)
}

// nodeLists is the value of lists of vertices.
func (n *network) nodeLists(lists [][]int32) value.Value {
	all := make([]value.Value, len(lists))
	for i, l := range lists {
		all[i] = n.nodeList(l)
	}
	return value.List(all)
}

func strongComponents(c *Call) error {
	n, err := c.network("")
	if err != nil {
		return err
	}
	component, count, err := algorithm.StrongComponents(algorithm.Directed(len(n.ids), n.edges), c.Stopped)
	if err != nil {
		return err
	}
	lists := make([][]int32, count)
	for v, k := range component {
		lists[k] = append(lists[k], int32(v))
	}
	return c.Yield(n.nodeLists(lists))
}

func biconnectedNodes(c *Call) error {
	n, b, err := c.blocks()
	if err != nil {
		return err
	}
	lists := make([][]int32, b.Count)
	seen := map[[2]int32]struct{}{} // component and vertex
	for edge, block := range b.Of {
		if block < 0 {
			continue
		}
		for _, v := range [2]int32{n.edges.From[edge], n.edges.To[edge]} {
			if _, known := seen[[2]int32{block, v}]; !known {
				seen[[2]int32{block, v}] = struct{}{}
				lists[block] = append(lists[block], v)
			}
		}
	}
	return c.Yield(n.nodeLists(lists))
}

func bridgeRelationships(c *Call) error {
	n, err := c.loadNetwork("", true)
	if err != nil {
		return err
	}
	b, err := algorithm.FindBlocks(len(n.ids), n.edges, c.Stopped)
	if err != nil {
		return err
	}
	component, _ := algorithm.Components(len(n.ids), n.edges.From, n.edges.To)
	root := int32(-1)
	if !c.Args[0].IsNull() {
		v := n.index.find(c.id(0))
		if v < 0 {
			return c.errorf("the root is not in the graph.")
		}
		root = component[v]
	}
	var rels []uint64
	for _, edge := range b.Bridges {
		if root < 0 || component[n.edges.From[edge]] == root {
			rels = append(rels, n.rels[edge])
		}
	}
	return c.Yield(relationshipRefs(rels))
}

func simpleCycles(c *Call) error {
	n, err := c.network("")
	if err != nil {
		return err
	}
	var all []value.Value
	err = algorithm.Cycles(len(n.ids), n.edges, c.Stopped, func(cycle []int32) error {
		list := n.nodeList(cycle)
		all = append(all, list)
		return c.hold(int64(value.MemoryUsage(list)))
	})
	if err != nil {
		return err
	}
	return c.Yield(value.List(all))
}

func coreNumbers(c *Call) error {
	n, err := c.network("")
	if err != nil {
		return err
	}
	cores := algorithm.Cores(algorithm.Undirected(len(n.ids), n.edges))
	return c.yieldNodes(n, func(v int) value.Value { return value.Int(int64(cores[v])) })
}

func hasPath(c *Call) error {
	r := c.ring(c.id(0), hopFilter{out: typeSet{any: true}})
	target := c.id(1)
	found := c.id(0) == target
	for !found {
		more, err := r.grow()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		for _, id := range r.last {
			found = found || id == target
		}
	}
	return c.Yield(value.Bool(found))
}

func isolates(c *Call) error {
	n, err := c.network("")
	if err != nil {
		return err
	}
	var alone []int32
	for v, degree := range n.degrees(true, true) {
		if degree == 0 {
			alone = append(alone, int32(v))
		}
	}
	return c.Yield(n.nodeList(alone))
}

func isIsolate(c *Call) error {
	var hops engine.Hops
	if err := c.View().ExpandAll([]uint64{c.id(0)}, engine.Both, nil, &hops); err != nil {
		return err
	}
	return c.Yield(value.Bool(len(hops.Rel) == 0))
}
