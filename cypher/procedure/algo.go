package procedure

import (
	"memgraphd/engine/value"
)

// algoProcedures search for paths.
var algoProcedures = []Procedure{
	{
		Signature: "algo.astar(start :: NODE, target :: NODE, config :: MAP) :: (path :: PATH, weight :: FLOAT)",
		Doc:       "The path of least weight, by A*; options: distance_prop, unweighted, heuristic_name (a property of nodes) or latitude_name and longitude_name, epsilon, relationships_filter, whitelisted_labels, blacklisted_labels.",
		Virtual:   true, Run: aStar,
	},
	{
		Signature: "algo.all_simple_paths(start_node :: NODE, end_node :: NODE, relationship_types :: LIST OF STRING, max_length :: INTEGER) :: (path :: PATH)",
		Doc:       "The paths from one node to another that come by no node twice.",
		Virtual:   true, Lazy: true, Run: allSimplePaths,
	},
	{
		Signature: "algo.cover(nodes :: LIST OF NODE) :: (rel :: RELATIONSHIP)",
		Doc:       "The relationships between the nodes of a list.",
		Virtual:   true, Run: cover,
	},
}

func cover(c *Call) error {
	rels, err := c.between(distinctIDs(c.list(0)), hopFilter{out: typeSet{any: true}})
	if err != nil {
		return err
	}
	for _, id := range rels {
		if err := c.Yield(value.RelationshipRef(id)); err != nil {
			return err
		}
	}
	return nil
}

func allSimplePaths(c *Call) error {
	t := c.traversal(func(p *value.Path) error { return c.Yield(value.PathValue(p)) })
	t.hops, t.labels = c.hopFilter(c.Args[2]), c.judge(value.Null)
	t.unique = nodesOfPath
	t.bounds(1, c.int(3))
	t.stops = map[uint64]struct{}{c.id(1): {}}
	return t.depthFirst(c.id(0))
}
