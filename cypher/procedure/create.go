package procedure

import (
	"memgraphd/engine/value"
)

// createProcedures make and change nodes and relationships whose labels, types and
// keys are only known when the query runs.
var createProcedures = []Procedure{
	{
		Signature: "create.node(labels :: LIST OF STRING, properties :: MAP) :: (node :: NODE)",
		Doc:       "Creates a node.",
		Mode:      Writes, Run: createNode,
	},
	{
		Signature: "create.nodes(labels :: LIST OF STRING, properties :: LIST OF MAP) :: (node :: NODE)",
		Doc:       "Creates a node for each map of properties.",
		Mode:      Writes, Run: createNodes,
	},
	{
		Signature: "create.relationship(from :: NODE, relationshipType :: STRING, properties :: MAP, to :: NODE) :: (relationship :: RELATIONSHIP)",
		Doc:       "Creates a relationship.",
		Mode:      Writes, Run: createRelationship,
	},
	{
		Signature: "create.set_property(nodes :: ANY, key :: STRING, value :: NULLABLE ANY) :: (node :: NODE)",
		Doc:       "Sets a property of a node, an id, or a list of these; null removes it.",
		Mode:      Writes, Run: onNodes(setOne),
	},
	{
		Signature: "create.set_properties(nodes :: ANY, keys :: LIST OF STRING, values :: LIST OF NULLABLE ANY) :: (node :: NODE)",
		Doc:       "Sets properties of a node, an id, or a list of these.",
		Mode:      Writes, Run: onNodes(setMany),
	},
	{
		Signature: "create.remove_properties(nodes :: ANY, keys :: LIST OF STRING) :: (node :: NODE)",
		Doc:       "Removes properties of a node, an id, or a list of these.",
		Mode:      Writes, Run: onNodes(removeMany),
	},
	{
		Signature: "create.remove_labels(nodes :: ANY, labels :: LIST OF STRING) :: (node :: NODE)",
		Doc:       "Removes labels of a node, an id, or a list of these.",
		Mode:      Writes, Run: onNodes(func(c *Call, v value.Value) error { return c.changeLabels(v.AsID(), nil, c.strings(1)) }),
	},
	{
		Signature: "create.set_rel_property(relationships :: ANY, key :: STRING, value :: NULLABLE ANY) :: (relationship :: RELATIONSHIP)",
		Doc:       "Sets a property of a relationship, an id, or a list of these; null removes it.",
		Mode:      Writes, Run: onRelationships(setOne),
	},
	{
		Signature: "create.set_rel_properties(relationships :: ANY, keys :: LIST OF STRING, values :: LIST OF NULLABLE ANY) :: (relationship :: RELATIONSHIP)",
		Doc:       "Sets properties of a relationship, an id, or a list of these.",
		Mode:      Writes, Run: onRelationships(setMany),
	},
	{
		Signature: "create.remove_rel_properties(relationships :: ANY, keys :: LIST OF STRING) :: (relationship :: RELATIONSHIP)",
		Doc:       "Removes properties of a relationship, an id, or a list of these.",
		Mode:      Writes, Run: onRelationships(removeMany),
	},
}

func createNode(c *Call) error {
	v, err := c.createNode(c.strings(0), c.Args[1].AsMap())
	if err != nil {
		return err
	}
	return c.Yield(v)
}

func createNodes(c *Call) error {
	for _, props := range c.list(1) {
		v, err := c.createNode(c.strings(0), props.AsMap())
		if err != nil {
			return err
		}
		if err := c.Yield(v); err != nil {
			return err
		}
	}
	return nil
}

func createRelationship(c *Call) error {
	v, err := c.createRelationship(c.id(0), c.id(3), c.string(1), c.Args[2].AsMap())
	if err != nil {
		return err
	}
	return c.Yield(v)
}

// onNodes applies a change to the nodes of the first argument and yields each.
func onNodes(change func(*Call, value.Value) error) func(*Call) error {
	return func(c *Call) error {
		ids, err := c.startNodes(c.Args[0])
		if err != nil {
			return err
		}
		return c.onEach(nodeRefs(ids).AsList(), change)
	}
}

// onRelationships is onNodes for relationships.
func onRelationships(change func(*Call, value.Value) error) func(*Call) error {
	return func(c *Call) error {
		list, err := c.relationships(c.Args[0])
		if err != nil {
			return err
		}
		return c.onEach(list, change)
	}
}

func (c *Call) onEach(list []value.Value, change func(*Call, value.Value) error) error {
	for _, v := range list {
		if err := change(c, v); err != nil {
			return err
		}
		if err := c.Yield(v); err != nil {
			return err
		}
	}
	return nil
}

// relationships reads a relationship, an id, or a list of such.
func (c *Call) relationships(v value.Value) ([]value.Value, error) {
	list := []value.Value{v}
	if v.Kind() == value.KindList {
		list = v.AsList()
	}
	var rels []value.Value
	for _, e := range list {
		switch {
		case e.Kind() == value.KindRelationship:
			rels = append(rels, e)
		case e.Kind() == value.KindInt && e.AsInt() >= 0 && c.Txn.RelationshipExists(uint64(e.AsInt())):
			rels = append(rels, value.RelationshipRef(uint64(e.AsInt())))
		case e.Kind() == value.KindInt:
			return nil, c.errorf("there is no relationship with the id %d.", e.AsInt())
		case !e.IsNull():
			return nil, c.errorf("it takes a relationship, the id of one, or a list of these, got %s.", value.Literal(e))
		}
	}
	return rels, nil
}

func setOne(c *Call, v value.Value) error { return c.setProperty(v, c.string(1), c.Args[2]) }

func setMany(c *Call, v value.Value) error {
	keys, values := c.strings(1), c.list(2)
	if len(keys) != len(values) {
		return c.errorf("there are %d keys but %d values.", len(keys), len(values))
	}
	for i, key := range keys {
		if err := c.setProperty(v, key, values[i]); err != nil {
			return err
		}
	}
	return nil
}

func removeMany(c *Call, v value.Value) error {
	for _, key := range c.strings(1) {
		if err := c.setProperty(v, key, value.Null); err != nil {
			return err
		}
	}
	return nil
}
