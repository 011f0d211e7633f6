package procedure

import (
	"slices"

	"memgraphd/engine/value"
)

// virtualProcedures make nodes and relationships that exist in the query alone.
var virtualProcedures = []Procedure{
	{
		Signature: "create.v_node(labels :: LIST OF STRING, properties = {} :: MAP) :: (node :: NODE)",
		Doc:       "A virtual node, which exists in the query alone.",
		Run:       createVirtualNode,
	},
	{
		Signature: "create.v_relationship(from :: ANY, type :: STRING, properties :: MAP, to :: ANY) :: (rel :: RELATIONSHIP)",
		Doc:       "A virtual relationship between two nodes, virtual or not.",
		Run:       createVirtualRelationship,
	},
}

func createVirtualNode(c *Call) error {
	var labels []string
	for _, l := range c.strings(0) {
		if !slices.Contains(labels, l) {
			labels = append(labels, l)
		}
	}
	return c.Yield(value.VirtualNodeValue(&value.VirtualNode{
		ID: value.NewVirtualID(), Labels: labels, Properties: c.Args[1].WithoutNulls(),
	}))
}

func createVirtualRelationship(c *Call) error {
	from, to := c.Args[0], c.Args[3]
	if !from.IsNode() || !to.IsNode() {
		return c.errorf("a relationship begins and ends at a node.")
	}
	if c.string(1) == "" {
		return c.errorf("a relationship type must not be empty.")
	}
	return c.Yield(value.VirtualRelationshipValue(&value.VirtualRelationship{
		ID: value.NewVirtualID(), Type: c.string(1), From: from, To: to, Properties: c.Args[2].WithoutNulls(),
	}))
}
