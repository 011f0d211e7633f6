package procedure

import (
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// mergeProcedures are MERGE with labels, types and keys that are only known when
// the query runs.
var mergeProcedures = []Procedure{
	{
		Signature: "merge.node(labels :: LIST OF STRING, identProps :: MAP, createProps :: MAP, matchProps :: MAP) :: (node :: NODE)",
		Doc:       "The nodes with the labels and properties identProps, after matchProps are set; or a new one with identProps and createProps.",
		Mode:      Writes, Run: mergeNode,
	},
	{
		Signature: "merge.relationship(startNode :: NODE, relationshipType :: STRING, identProps :: MAP, createProps :: MAP, endNode :: NODE, matchProps :: MAP) :: (rel :: RELATIONSHIP)",
		Doc:       "The relationships from one node to another with a type and properties identProps, after matchProps are set; or a new one.",
		Mode:      Writes, Run: mergeRelationship,
	},
}

// has reports whether an entity has all of the properties.
func (c *Call) has(v value.Value, want []value.Entry) bool {
	have := value.Map(c.propertiesOf(v))
	for _, w := range want {
		got, _ := have.Get(w.Key)
		if eq := value.Equal(got, w.Value); eq.IsNull() || !eq.AsBool() {
			return false
		}
	}
	return true
}

// setFound sets properties of what was found and yields it.
func (c *Call) setFound(found []value.Value, props []value.Entry) error {
	return c.onEach(found, func(c *Call, v value.Value) error {
		for _, p := range props {
			if err := c.setProperty(v, p.Key, p.Value); err != nil {
				return err
			}
		}
		return nil
	})
}

func mergeNode(c *Call) error {
	labels, ident := c.strings(0), c.Args[1].AsMap()
	found, err := c.nodesLike(labels, ident)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return c.setFound(found, c.Args[3].AsMap())
	}
	v, err := c.createNode(labels, append(append([]value.Entry{}, ident...), c.Args[2].AsMap()...))
	if err != nil {
		return err
	}
	return c.Yield(v)
}

// nodesLike finds the nodes with labels and properties, through an index where there is one.
func (c *Call) nodesLike(labels []string, props []value.Entry) ([]value.Value, error) {
	var found []value.Value
	take := func(ids []uint64) error {
		for _, id := range ids {
			if v := value.NodeRef(id); c.has(v, props) {
				found = append(found, v)
			}
		}
		return nil
	}
	wanted := make([]engine.LabelID, len(labels))
	for i, name := range labels {
		id, ok := c.Txn.Database().FindLabel(name)
		if !ok {
			return nil, nil
		}
		wanted[i] = id
	}
	filter := c.Txn.Database().NewLabelFilter(func(have []engine.LabelID) bool { return containsAll(have, wanted) })
	view := c.View()
	if ids, ok := c.seek(wanted, props); ok {
		view = c.viewOf(&value.Graph{Nodes: ids})
	}
	err := view.Nodes(filter, take)
	return found, err
}

func containsAll(have, wanted []engine.LabelID) bool {
	for _, w := range wanted {
		found := false
		for _, h := range have {
			found = found || h == w
		}
		if !found {
			return false
		}
	}
	return true
}

// seek finds candidates by an index on one of the labels and one of the properties.
func (c *Call) seek(labels []engine.LabelID, props []value.Entry) (ids []uint64, ok bool) {
	db := c.Txn.Database()
	for _, ix := range db.PlanIndexes() {
		if ix.Spec.Kind != engine.IndexLabelProps || len(ix.Spec.Properties) != 1 || !containsAll(labels, []engine.LabelID{ix.Spec.Label}) {
			continue
		}
		v, given := value.Map(append([]value.Entry{}, props...)).Get(db.PropertyName(ix.Spec.Properties[0]))
		if !given || v.IsNull() {
			continue
		}
		var cur engine.IndexCursor
		for done := false; !done; {
			ids, done = c.Txn.SeekIndex(ix, engine.Bounds{Equal: []value.Value{v}}, &cur, 1024, ids)
		}
		return ids, true
	}
	return nil, false
}

func mergeRelationship(c *Call) error {
	from, to, ident := c.id(0), c.id(4), c.Args[2].AsMap()
	var found []value.Value
	if t, ok := c.Txn.Database().FindType(c.string(1)); ok {
		var hops engine.Hops
		c.Txn.ExpandInto([]uint64{from}, []uint64{to}, engine.Out, []engine.TypeID{t}, &hops)
		for _, id := range hops.Rel {
			if v := value.RelationshipRef(id); c.has(v, ident) {
				found = append(found, v)
			}
		}
	}
	if len(found) > 0 {
		return c.setFound(found, c.Args[5].AsMap())
	}
	v, err := c.createRelationship(from, to, c.string(1), append(append([]value.Entry{}, ident...), c.Args[3].AsMap()...))
	if err != nil {
		return err
	}
	return c.Yield(v)
}
