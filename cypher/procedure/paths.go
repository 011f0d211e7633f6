package procedure

import (
	"math"
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// pathProcedures walk from nodes along relationships.
var pathProcedures = []Procedure{
	{
		Signature: "path.create(start_node :: NODE, relationships :: MAP) :: (path :: PATH)",
		Doc:       "The path from a node along the relationships of {rel: [...]}, up to the first null.",
		Virtual:   true, Run: createPath,
	},
	{
		Signature: "path.expand(start :: ANY, relationships :: LIST OF STRING, labels :: LIST OF STRING, min_hops :: INTEGER, max_hops :: INTEGER) :: (result :: PATH)",
		Doc:       "The paths from a node, several nodes or their ids that use no relationship twice; filters as [\"TYPE>\", \"<TYPE\"] and [\"+Over\", \"-Never\", \">End\", \"/Stop\"].",
		Virtual:   true, Lazy: true, Run: expandPaths,
	},
	{
		Signature: "path.expand_config(start :: ANY, config :: MAP) :: (result :: PATH)",
		Doc:       "path.expand with options: minHops, maxHops, relationshipFilter, labelFilter, filterStartNode, uniqueness, bfs, limit, endNodes, terminatorNodes, allowlistNodes, denylistNodes.",
		Virtual:   true, Lazy: true, Run: expandConfig,
	},
	{
		Signature: "path.subgraph_nodes(start :: ANY, config :: MAP) :: (nodes :: NODE)",
		Doc:       "The nodes that can be reached; options as path.expand_config has them.",
		Virtual:   true, Lazy: true, Run: subgraphNodes,
	},
	{
		Signature: "path.subgraph_all(start :: ANY, config :: MAP) :: (nodes :: LIST OF NODE, rels :: LIST OF RELATIONSHIP)",
		Doc:       "The nodes that can be reached, and the relationships between them that pass the filter.",
		Virtual:   true, Run: subgraphAll,
	},
}

// createPath follows relationships in the direction in which they fit.
func createPath(c *Call) error {
	o := c.config(1)
	list := o.get("rel")
	if err := o.done(); err != nil {
		return err
	}
	p := &value.Path{Nodes: []uint64{c.id(0)}}
	if !list.IsNull() && list.Kind() != value.KindList {
		return c.errorf("the option 'rel' must be a list of relationships.")
	}
	if list.IsNull() {
		return c.Yield(value.PathValue(p))
	}
	for _, v := range list.AsList() {
		if v.IsNull() {
			break
		}
		if v.Kind() != value.KindRelationship {
			return c.errorf("the option 'rel' must be a list of relationships.")
		}
		r := c.relationship(v.AsID())
		next := r.to
		switch p.Nodes[len(p.Nodes)-1] {
		case r.from:
		case r.to:
			next = r.from
		default:
			return c.errorf("relationship %d does not lead on from node %d.", r.id, p.Nodes[len(p.Nodes)-1])
		}
		p.Nodes, p.Rels = append(p.Nodes, next), append(p.Rels, r.id)
	}
	return c.Yield(value.PathValue(p))
}

// startNodes reads a node, an id, or a list of such.
func (c *Call) startNodes(v value.Value) ([]uint64, error) {
	list := []value.Value{v}
	if v.Kind() == value.KindList {
		list = v.AsList()
	}
	var ids []uint64
	for _, e := range list {
		switch {
		case e.Kind() == value.KindNode:
			ids = append(ids, e.AsID())
		case e.Kind() == value.KindInt && c.hasNode(e.AsInt()):
			ids = append(ids, uint64(e.AsInt()))
		case e.Kind() == value.KindInt:
			return nil, c.errorf("there is no node with the id %d.", e.AsInt())
		case !e.IsNull():
			return nil, c.errorf("the start must be a node, the id of one, or a list of these, got %s.", value.Literal(e))
		}
	}
	return ids, nil
}

func expandPaths(c *Call) error {
	starts, err := c.startNodes(c.Args[0])
	if err != nil {
		return err
	}
	t := c.traversal(func(p *value.Path) error { return c.Yield(value.PathValue(p)) })
	t.hops, t.labels = c.hopFilter(c.Args[1]), c.judge(c.Args[2])
	t.bounds(c.int(3), c.int(4))
	for _, id := range starts {
		if err := t.depthFirst(id); err != nil {
			return err
		}
	}
	return nil
}

// options reads what the procedures with a configuration have in common.
func (t *traversal) options(o *config) {
	t.hops, t.labels = t.call.hopFilter(o.get("relationshipFilter")), t.call.judge(o.get("labelFilter"))
	t.bounds(o.integer(0, "minHops", "minLevel"), o.integer(-1, "maxHops", "maxLevel"))
	t.filterStart = o.boolean(t.filterStart, "filterStartNode")
	t.limit = o.integer(-1, "limit")
	t.endings, t.stops = o.nodes("endNodes"), o.nodes("terminatorNodes")
	t.allowed, t.denied = o.nodes("allowlistNodes", "whitelistNodes"), o.nodes("denylistNodes", "blacklistNodes")
}

func expandConfig(c *Call) error {
	starts, err := c.startNodes(c.Args[0])
	if err != nil {
		return err
	}
	t := c.traversal(func(p *value.Path) error { return c.Yield(value.PathValue(p)) })
	o := c.config(1)
	t.options(o)
	name := o.text("RELATIONSHIP_PATH", "uniqueness")
	u, ok := uniqueNames[name]
	if !ok {
		return c.errorf("uniqueness must be RELATIONSHIP_PATH, NODE_PATH, RELATIONSHIP_GLOBAL or NODE_GLOBAL, got '%s'.", name)
	}
	t.unique = u
	walk := t.depthFirst
	if o.boolean(true, "bfs") {
		walk = t.breadthFirst
	}
	if err := o.done(); err != nil {
		return err
	}
	for _, id := range starts {
		if err := walk(id); err != nil {
			return err
		}
	}
	return nil
}

// reachable hands on every node that can be reached, once.
func (c *Call) reachable(emit func(id uint64) error) (hopFilter, error) {
	starts, err := c.startNodes(c.Args[0])
	if err != nil {
		return hopFilter{}, err
	}
	t := c.traversal(func(p *value.Path) error { return emit(p.Nodes[len(p.Nodes)-1]) })
	t.unique, t.filterStart = nodesAtAll, true
	o := c.config(1)
	t.options(o)
	o.boolean(true, "bfs") // any order reaches the same nodes, but only this one by shortest paths
	if err := o.done(); err != nil {
		return hopFilter{}, err
	}
	for _, id := range starts {
		if err := t.breadthFirst(id); err != nil {
			return hopFilter{}, err
		}
	}
	return t.hops, nil
}

func subgraphNodes(c *Call) error {
	_, err := c.reachable(func(id uint64) error { return c.Yield(value.NodeRef(id)) })
	return err
}

func subgraphAll(c *Call) error {
	g := &value.Graph{}
	hops, err := c.reachable(func(id uint64) error { g.Nodes = append(g.Nodes, id); return nil })
	if err != nil {
		return err
	}
	if g.Rels, err = c.between(g.Nodes, hops); err != nil {
		return err
	}
	return c.Yield(nodeRefs(g.Nodes), relationshipRefs(g.Rels))
}

// between returns the relationships between nodes that a filter lets pass, ascending.
func (c *Call) between(nodes []uint64, f hopFilter) ([]uint64, error) {
	within := make(map[uint64]struct{}, len(nodes))
	for _, id := range nodes {
		within[id] = struct{}{}
	}
	var rels []uint64
	var hops engine.Hops
	for chunk := range slices.Chunk(nodes, engine.ChunkRows) {
		if err := f.expand(c.View(), chunk, &hops); err != nil {
			return nil, err
		}
		for i, to := range hops.To {
			if _, ok := within[to]; ok {
				rels = append(rels, hops.Rel[i])
			}
		}
		if err := c.hold(int64(len(chunk))*48 + int64(len(hops.To))*8); err != nil {
			return nil, err
		}
	}
	slices.Sort(rels)
	return slices.Compact(rels), nil
}

// hopLimit is a number of hops as an int; negative ones are no limit.
func hopLimit(n int64) int {
	if n < 0 || n > math.MaxInt32 {
		return math.MaxInt32
	}
	return int(n)
}
