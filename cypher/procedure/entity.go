package procedure

import (
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// labelsOf returns the names of a node's labels.
func (c *Call) labelsOf(id uint64) []string {
	var set [1]engine.LabelSet
	c.nodeLabels([]uint64{id}, set[:])
	return c.labelNames(set[0])
}

// nodeLabels looks up the label sets of nodes.
func (c *Call) nodeLabels(ids []uint64, sets []engine.LabelSet) {
	if c.virtual == nil {
		c.Txn.NodeLabels(ids, sets)
		return
	}
	for i, id := range ids {
		sets[i] = c.virtual.labelSet(id)
	}
}

func (c *Call) labelNames(set engine.LabelSet) []string {
	if c.virtual != nil {
		return c.virtual.sets[set]
	}
	db := c.Txn.Database()
	ids := db.Labels(set)
	names := make([]string, len(ids))
	for i, l := range ids {
		names[i] = db.LabelName(l)
	}
	return names
}

// propertiesOf returns the properties of a node or relationship as the entries of a map.
func (c *Call) propertiesOf(v value.Value) []value.Entry {
	if c.virtual != nil {
		return c.virtual.properties(v)
	}
	var props []engine.Property
	if v.Kind() == value.KindNode {
		props = c.Txn.NodeProperties(v.AsID(), nil)
	} else {
		props = c.Txn.RelationshipProperties(v.AsID(), nil)
	}
	entries := make([]value.Entry, len(props))
	for i, p := range props {
		entries[i] = value.Entry{Key: c.Txn.Database().PropertyName(p.Key), Value: p.Value}
	}
	return entries
}

// property returns one property of a node or relationship; null where it is absent.
func (c *Call) property(v value.Value, key string) value.Value {
	for _, e := range c.propertiesOf(v) {
		if e.Key == key {
			return e.Value
		}
	}
	return value.Null
}

// relationship is a relationship with its ends and type.
type relationship struct {
	id, from, to uint64
	typ          engine.TypeID
}

func (c *Call) relationship(id uint64) relationship {
	if c.virtual != nil {
		return c.virtual.relationship(id)
	}
	var from, to [1]uint64
	var typ [1]engine.TypeID
	c.Txn.Endpoints([]uint64{id}, from[:], to[:], typ[:])
	return relationship{id, from[0], to[0], typ[0]}
}

func (c *Call) typeName(t engine.TypeID) string {
	if c.virtual != nil {
		return c.virtual.names[t]
	}
	return c.Txn.Database().TypeName(t)
}

// findType returns the type of a name, if there is one.
func (c *Call) findType(name string) (t engine.TypeID, ok bool) {
	if c.virtual != nil {
		t, ok = c.virtual.types[name]
		return t, ok
	}
	return c.Txn.Database().FindType(name)
}

// typesOf looks up the types of relationships.
func (c *Call) typesOf(rels []uint64) []engine.TypeID {
	types := make([]engine.TypeID, len(rels))
	if c.virtual == nil {
		c.Txn.Endpoints(rels, nil, nil, types)
		return types
	}
	for i, id := range rels {
		types[i] = c.virtual.relationship(id).typ
	}
	return types
}

// hasNode reports whether an integer is the id of a node.
func (c *Call) hasNode(id int64) bool {
	if c.virtual != nil {
		return c.virtual.nodes[uint64(id)] != nil
	}
	return id >= 0 && c.Txn.NodeExists(uint64(id))
}

// createNode makes a node; null properties are left out.
func (c *Call) createNode(labels []string, props []value.Entry) (value.Value, error) {
	if err := c.account.Admit(0); err != nil {
		return value.Null, err
	}
	db := c.Txn.Database()
	set := make([]engine.LabelID, 0, len(labels))
	for _, name := range labels {
		if name == "" {
			return value.Null, c.errorf("a label must not be empty.")
		}
		if l := db.Label(name); !slices.Contains(set, l) {
			set = append(set, l)
		}
	}
	ids, err := c.Txn.CreateNodes(1, db.InternLabels(set), nil)
	if err != nil {
		return value.Null, err
	}
	c.Counters.NodesCreated++
	c.Counters.LabelsAdded += int64(len(set))
	v := value.NodeRef(ids[0])
	return v, c.setProperties(v, props)
}

// createRelationship makes a relationship; null properties are left out.
func (c *Call) createRelationship(from, to uint64, typ string, props []value.Entry) (value.Value, error) {
	if typ == "" {
		return value.Null, c.errorf("a relationship type must not be empty.")
	}
	if err := c.account.Admit(0); err != nil {
		return value.Null, err
	}
	ids, err := c.Txn.CreateRelationships([]uint64{from}, []uint64{to}, c.Txn.Database().Type(typ), nil)
	if err != nil {
		return value.Null, err
	}
	c.Counters.RelationshipsCreated++
	v := value.RelationshipRef(ids[0])
	return v, c.setProperties(v, props)
}

func (c *Call) setProperties(v value.Value, props []value.Entry) error {
	for _, p := range props {
		if p.Value.IsNull() {
			continue
		}
		if err := c.setProperty(v, p.Key, p.Value); err != nil {
			return err
		}
	}
	return nil
}

// setProperty sets a property of a node or relationship; null removes it.
func (c *Call) setProperty(v value.Value, key string, val value.Value) error {
	if err := value.CheckStorable(val); err != nil {
		return err
	}
	if err := c.account.Admit(int64(value.MemoryUsage(val))); err != nil {
		return err
	}
	c.Counters.PropertiesSet++
	id := c.Txn.Database().Property(key)
	if v.Kind() == value.KindNode {
		return c.Txn.SetNodeProperty(v.AsID(), id, val)
	}
	return c.Txn.SetRelationshipProperty(v.AsID(), id, val)
}

// changeLabels adds labels to a node and removes others.
func (c *Call) changeLabels(id uint64, add, remove []string) error {
	db := c.Txn.Database()
	var set [1]engine.LabelSet
	c.Txn.NodeLabels([]uint64{id}, set[:])
	old := db.Labels(set[0])
	now := slices.DeleteFunc(slices.Clone(old), func(l engine.LabelID) bool { return slices.Contains(remove, db.LabelName(l)) })
	c.Counters.LabelsRemoved += int64(len(old) - len(now))
	for _, name := range add {
		if l := db.Label(name); !slices.Contains(now, l) {
			now = append(now, l)
			c.Counters.LabelsAdded++
		}
	}
	if slices.Equal(old, now) {
		return nil
	}
	return c.Txn.SetNodeLabels(id, db.InternLabels(now))
}

// deleteNode deletes a node with its relationships.
func (c *Call) deleteNode(id uint64) error {
	if !c.Txn.NodeExists(id) {
		return nil
	}
	var hops engine.Hops
	if err := c.viewOf(nil).ExpandAll([]uint64{id}, engine.Both, nil, &hops); err != nil {
		return err
	}
	for _, rel := range hops.Rel {
		if err := c.deleteRelationship(rel); err != nil {
			return err
		}
	}
	if err := c.Txn.DeleteNode(id); err != nil {
		return err
	}
	c.Counters.NodesDeleted++
	return nil
}

// deleteRelationship deletes a relationship, once.
func (c *Call) deleteRelationship(id uint64) error {
	if !c.Txn.RelationshipExists(id) {
		return nil
	}
	if err := c.Txn.DeleteRelationship(id); err != nil {
		return err
	}
	c.Counters.RelationshipsDeleted++
	return nil
}

// nodeRefs and relationshipRefs make lists of references.
func nodeRefs(ids []uint64) value.Value {
	list := make([]value.Value, len(ids))
	for i, id := range ids {
		list[i] = value.NodeRef(id)
	}
	return value.List(list)
}

func relationshipRefs(ids []uint64) value.Value {
	list := make([]value.Value, len(ids))
	for i, id := range ids {
		list[i] = value.RelationshipRef(id)
	}
	return value.List(list)
}
