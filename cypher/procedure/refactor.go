package procedure

import (
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// refactorProcedures change the shape of a graph that is there.
var refactorProcedures = []Procedure{
	{
		Signature: "refactor.from(relationship :: RELATIONSHIP, new_from :: NODE) :: (relationship :: RELATIONSHIP)",
		Doc:       "Makes a relationship start at another node.",
		Mode:      Writes, Run: func(c *Call) error { return c.redirect(c.id(1), c.relationship(c.id(0)).to) },
	},
	{
		Signature: "refactor.to(relationship :: RELATIONSHIP, new_to :: NODE) :: (relationship :: RELATIONSHIP)",
		Doc:       "Makes a relationship end at another node.",
		Mode:      Writes, Run: func(c *Call) error { return c.redirect(c.relationship(c.id(0)).from, c.id(1)) },
	},
	{
		Signature: "refactor.invert(relationship :: RELATIONSHIP) :: (id :: INTEGER, relationship :: RELATIONSHIP, error :: NULLABLE STRING)",
		Doc:       "Turns a relationship around; id is that of the one that it replaces.",
		Mode:      Writes, Run: invert,
	},
	{
		Signature: "refactor.rename_label(old_label :: STRING, new_label :: STRING, nodes :: LIST OF NODE) :: (nodes_changed :: INTEGER)",
		Doc:       "Replaces a label of nodes.",
		Mode:      Writes, Run: renameLabel,
	},
	{
		Signature: "refactor.rename_node_property(old_property :: STRING, new_property :: STRING, nodes :: LIST OF NODE) :: (nodes_changed :: INTEGER)",
		Doc:       "Moves a property of nodes to another key.",
		Mode:      Writes, Run: renameProperty,
	},
	{
		Signature: "refactor.rename_type(old_type :: STRING, new_type :: STRING, rels :: LIST OF RELATIONSHIP) :: (relationships_changed :: INTEGER)",
		Doc:       "Replaces relationships of a type by ones of another type.",
		Mode:      Writes, Run: renameType,
	},
	{
		Signature: "refactor.rename_type_property(old_property :: STRING, new_property :: STRING, rels :: LIST OF RELATIONSHIP) :: (relationships_changed :: INTEGER)",
		Doc:       "Moves a property of relationships to another key.",
		Mode:      Writes, Run: renameProperty,
	},
	{
		Signature: "refactor.normalize_as_boolean(entity :: NODE|RELATIONSHIP, property_key :: STRING, true_values :: LIST OF ANY, false_values :: LIST OF ANY) :: ()",
		Doc:       "Makes a property true or false by lists of values; any other value is removed.",
		Mode:      Writes, Run: normalizeAsBoolean,
	},
	{
		Signature: "refactor.categorize(original_prop_key :: STRING, rel_type :: STRING, is_outgoing :: BOOLEAN, new_label :: STRING, new_prop_name_key :: STRING, copy_props_list = [] :: LIST OF STRING) :: (status :: STRING)",
		Doc:       "Makes a node of each value of a property and links the nodes that had it.",
		Mode:      Writes, Run: categorize,
	},
	{
		Signature: "refactor.extract_node(relationships :: ANY, labels :: LIST OF STRING, outType :: STRING, inType :: STRING) :: (input :: INTEGER, output :: NODE, error :: NULLABLE STRING)",
		Doc:       "Makes a node of each relationship: (start)-[inType]->(node)-[outType]->(end).",
		Mode:      Writes, Run: extractNode,
	},
	{
		Signature: "refactor.collapse_node(nodes :: ANY, type :: STRING) :: (id_collapsed :: INTEGER, new_relationship :: RELATIONSHIP)",
		Doc:       "Makes a relationship of each node that has one relationship in and one out.",
		Mode:      Writes, Run: collapseNode,
	},
}

// replaceRelationship makes a relationship anew with other ends or another type, for
// these never change.
func (c *Call) replaceRelationship(id, from, to uint64, typ string) (value.Value, error) {
	props := c.propertiesOf(value.RelationshipRef(id))
	if err := c.deleteRelationship(id); err != nil {
		return value.Null, err
	}
	return c.createRelationship(from, to, typ, props)
}

// redirect gives the relationship of the first argument other ends.
func (c *Call) redirect(from, to uint64) error {
	r := c.relationship(c.id(0))
	v, err := c.replaceRelationship(r.id, from, to, c.typeName(r.typ))
	if err != nil {
		return err
	}
	return c.Yield(v)
}

func invert(c *Call) error {
	r := c.relationship(c.id(0))
	v, err := c.replaceRelationship(r.id, r.to, r.from, c.typeName(r.typ))
	if err != nil {
		return err
	}
	return c.Yield(value.Int(int64(r.id)), v, value.Null)
}

// changed yields the number of elements that change reports to have changed.
func (c *Call) changed(list []value.Value, change func(v value.Value) (bool, error)) error {
	n := int64(0)
	for _, v := range list {
		if err := c.Stopped(); err != nil {
			return err
		}
		done, err := change(v)
		if err != nil {
			return err
		}
		if done {
			n++
		}
	}
	return c.Yield(value.Int(n))
}

func renameLabel(c *Call) error {
	before, after := c.string(0), c.string(1)
	return c.changed(c.list(2), func(v value.Value) (bool, error) {
		if !slices.Contains(c.labelsOf(v.AsID()), before) {
			return false, nil
		}
		return true, c.changeLabels(v.AsID(), []string{after}, []string{before})
	})
}

func renameProperty(c *Call) error {
	before, after := c.string(0), c.string(1)
	return c.changed(c.list(2), func(v value.Value) (bool, error) {
		val := c.property(v, before)
		if val.IsNull() || before == after {
			return false, nil
		}
		if err := c.setProperty(v, after, val); err != nil {
			return false, err
		}
		return true, c.setProperty(v, before, value.Null)
	})
}

func renameType(c *Call) error {
	before, after := c.string(0), c.string(1)
	return c.changed(c.list(2), func(v value.Value) (bool, error) {
		r := c.relationship(v.AsID())
		if c.typeName(r.typ) != before {
			return false, nil
		}
		_, err := c.replaceRelationship(r.id, r.from, r.to, after)
		return true, err
	})
}

func normalizeAsBoolean(c *Call) error {
	val := c.property(c.Args[0], c.string(1))
	if val.IsNull() {
		return nil
	}
	isIn := func(list []value.Value) bool { v := value.In(val, list); return !v.IsNull() && v.AsBool() }
	yes, no := isIn(c.list(2)), isIn(c.list(3))
	switch {
	case yes && no:
		return c.errorf("%s is in both lists.", value.Literal(val))
	case yes || no:
		return c.setProperty(c.Args[0], c.string(1), value.Bool(yes))
	}
	return c.setProperty(c.Args[0], c.string(1), value.Null)
}

// owner is a node with a value that is to become a category.
type owner struct {
	id  uint64
	val value.Value
}

// owners finds the nodes with a property.
func (c *Call) owners(key string) ([]owner, error) {
	var list []owner
	err := c.View().Nodes(nil, func(ids []uint64) error {
		for _, id := range ids {
			if v := c.property(value.NodeRef(id), key); !v.IsNull() {
				list = append(list, owner{id, v})
			}
		}
		return c.hold(int64(len(ids)) * 32)
	})
	return list, err
}

// categorize makes a node of each value of a property.
func categorize(c *Call) error {
	owners, err := c.owners(c.string(0))
	if err != nil {
		return err
	}
	made := map[string]uint64{} // by the literal of the value
	for _, o := range owners {
		if err := c.Stopped(); err != nil {
			return err
		}
		lit := value.Literal(o.val)
		category, ok := made[lit]
		if !ok {
			if category, err = c.category(o.id, c.string(3), o.val); err != nil {
				return err
			}
			made[lit] = category
		}
		if err := c.putInto(o.id, category); err != nil {
			return err
		}
	}
	return c.Yield(value.String("success"))
}

// putInto links a node with its category and takes away the properties that went over.
func (c *Call) putInto(node, category uint64) error {
	from, to := node, category
	if !c.bool(2) {
		from, to = to, from
	}
	if _, err := c.createRelationship(from, to, c.string(1), nil); err != nil {
		return err
	}
	for _, k := range append([]string{c.string(0)}, c.strings(5)...) {
		if err := c.setProperty(value.NodeRef(node), k, value.Null); err != nil {
			return err
		}
	}
	return nil
}

// category makes the node of a value, with the properties of its first owner that are to be copied.
func (c *Call) category(first uint64, label string, val value.Value) (uint64, error) {
	props := []value.Entry{{Key: c.string(4), Value: val}}
	for _, k := range c.strings(5) {
		props = append(props, value.Entry{Key: k, Value: c.property(value.NodeRef(first), k)})
	}
	v, err := c.createNode([]string{label}, props)
	if err != nil {
		return 0, err
	}
	return v.AsID(), nil
}

func extractNode(c *Call) error {
	rels, err := c.relationships(c.Args[0])
	if err != nil {
		return err
	}
	for _, v := range rels {
		r := c.relationship(v.AsID())
		node, err := c.createNode(c.strings(1), c.propertiesOf(v))
		if err != nil {
			return err
		}
		if _, err = c.createRelationship(r.from, node.AsID(), c.string(3), nil); err != nil {
			return err
		}
		if _, err = c.createRelationship(node.AsID(), r.to, c.string(2), nil); err != nil {
			return err
		}
		if err := c.deleteRelationship(r.id); err != nil {
			return err
		}
		if err := c.Yield(value.Int(int64(r.id)), node, value.Null); err != nil {
			return err
		}
	}
	return nil
}

func collapseNode(c *Call) error {
	ids, err := c.startNodes(c.Args[0])
	if err != nil {
		return err
	}
	for _, id := range ids {
		var in, out engine.Hops
		if err := c.View().ExpandAll([]uint64{id}, engine.In, nil, &in); err != nil {
			return err
		}
		if err := c.View().ExpandAll([]uint64{id}, engine.Out, nil, &out); err != nil {
			return err
		}
		if len(in.To) != 1 || len(out.To) != 1 {
			return c.errorf("node %d has %d incoming and %d outgoing relationships; it must have one of each.", id, len(in.To), len(out.To))
		}
		rel, err := c.createRelationship(in.To[0], out.To[0], c.string(1), c.propertiesOf(value.NodeRef(id)))
		if err != nil {
			return err
		}
		if err := c.deleteNode(id); err != nil {
			return err
		}
		if err := c.Yield(value.Int(int64(id)), rel); err != nil {
			return err
		}
	}
	return nil
}
