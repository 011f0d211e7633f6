package procedure

import (
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// nodeProcedures ask which relationships nodes have, and link or delete nodes.
var nodeProcedures = []Procedure{
	{
		Signature: "node.relationship_types(node :: NODE, types = [] :: LIST OF STRING) :: (relationship_types :: LIST OF STRING)",
		Doc:       "The types of the relationships at a node, among those of a filter such as [\"TYPE>\", \"<TYPE\"].",
		Virtual:   true, Run: nodeRelationshipTypes,
	},
	{
		Signature: "node.relationship_exists(node :: NODE, pattern = [] :: LIST OF STRING) :: (result :: BOOLEAN)",
		Doc:       "Whether a node has a relationship that passes a filter.",
		Virtual:   true, Run: nodeRelationshipExists,
	},
	{
		Signature: "node.relationships_exist(node :: NODE, relationships :: LIST OF STRING) :: (result :: MAP)",
		Doc:       "For each part of a filter whether a node has such a relationship.",
		Virtual:   true, Run: nodeRelationshipsExist,
	},
	{
		Signature: "nodes.relationship_types(nodes :: ANY, types = [] :: LIST OF STRING) :: (relationship_types :: LIST OF MAP)",
		Doc:       "node.relationship_types for a node, an id, or a list of these, as [{node, types}].",
		Virtual:   true, Run: nodesRelationshipTypes,
	},
	{
		Signature: "nodes.relationships_exist(nodes :: ANY, relationships :: LIST OF STRING) :: (result :: MAP)",
		Doc:       "node.relationships_exist for a node, an id, or a list of these, a row for each.",
		Virtual:   true, Run: nodesRelationshipsExist,
	},
	{
		Signature: "nodes.link(nodes :: LIST OF NODE, type :: STRING) :: ()",
		Doc:       "Links each node with the next one by a new relationship.",
		Mode:      Writes, Run: func(c *Call) error { _, err := c.chain(c.list(0), c.string(1)); return err },
	},
	{
		Signature: "nodes.delete(nodes :: ANY) :: ()",
		Doc:       "Deletes a node, an id, or a list of these, with their relationships.",
		Mode:      Writes, Run: deleteNodes,
	},
}

// typesAt returns the names of the types of the relationships at a node that pass a filter.
func (c *Call) typesAt(node uint64, f hopFilter) ([]string, error) {
	var hops engine.Hops
	if err := f.expand(c.View(), []uint64{node}, &hops); err != nil {
		return nil, err
	}
	types := c.typesOf(hops.Rel)
	slices.Sort(types)
	types = slices.Compact(types)
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = c.typeName(t)
	}
	slices.Sort(names)
	return names, nil
}

func nodeRelationshipTypes(c *Call) error {
	names, err := c.typesAt(c.id(0), c.hopFilter(c.Args[1]))
	if err != nil {
		return err
	}
	return c.Yield(value.Strings(names))
}

func nodesRelationshipTypes(c *Call) error {
	ids, err := c.startNodes(c.Args[0])
	if err != nil {
		return err
	}
	f := c.hopFilter(c.Args[1])
	list := make([]value.Value, len(ids))
	for i, id := range ids {
		names, err := c.typesAt(id, f)
		if err != nil {
			return err
		}
		list[i] = value.Map([]value.Entry{{Key: "node", Value: value.NodeRef(id)}, {Key: "types", Value: value.Strings(names)}})
	}
	return c.Yield(value.List(list))
}

func nodeRelationshipExists(c *Call) error {
	names, err := c.typesAt(c.id(0), c.hopFilter(c.Args[1]))
	if err != nil {
		return err
	}
	return c.Yield(value.Bool(len(names) > 0))
}

// existing answers for each part of a filter.
func (c *Call) existing(node uint64, parts value.Value) (value.Value, error) {
	var entries []value.Entry
	for _, part := range stringsOf(parts) {
		names, err := c.typesAt(node, c.hopFilter(value.String(part)))
		if err != nil {
			return value.Null, err
		}
		entries = append(entries, value.Entry{Key: part, Value: value.Bool(len(names) > 0)})
	}
	return value.Map(entries), nil
}

func nodeRelationshipsExist(c *Call) error {
	m, err := c.existing(c.id(0), c.Args[1])
	if err != nil {
		return err
	}
	return c.Yield(m)
}

func nodesRelationshipsExist(c *Call) error {
	ids, err := c.startNodes(c.Args[0])
	if err != nil {
		return err
	}
	for _, id := range ids {
		m, err := c.existing(id, c.Args[1])
		if err != nil {
			return err
		}
		row := value.Map([]value.Entry{{Key: "Node", Value: value.NodeRef(id)}, {Key: "Relationships_exist_status", Value: m}})
		if err := c.Yield(row); err != nil {
			return err
		}
	}
	return nil
}

// chain links each node with the next one.
func (c *Call) chain(nodes []value.Value, typ string) ([]value.Value, error) {
	var made []value.Value
	for i := 1; i < len(nodes); i++ {
		if err := c.Stopped(); err != nil {
			return nil, err
		}
		r, err := c.createRelationship(nodes[i-1].AsID(), nodes[i].AsID(), typ, nil)
		if err != nil {
			return nil, err
		}
		made = append(made, r)
	}
	return made, nil
}

func deleteNodes(c *Call) error {
	ids, err := c.startNodes(c.Args[0])
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := c.deleteNode(id); err != nil {
			return err
		}
	}
	return nil
}
