package exec

// Counters count what an execution changed.
type Counters struct {
	NodesCreated, NodesDeleted                 int64
	RelationshipsCreated, RelationshipsDeleted int64
	LabelsAdded, LabelsRemoved                 int64
	PropertiesSet                              int64
}

func (c *Counters) add(d Counters) {
	c.NodesCreated, c.NodesDeleted = c.NodesCreated+d.NodesCreated, c.NodesDeleted+d.NodesDeleted
	c.RelationshipsCreated += d.RelationshipsCreated
	c.RelationshipsDeleted += d.RelationshipsDeleted
	c.LabelsAdded, c.LabelsRemoved = c.LabelsAdded+d.LabelsAdded, c.LabelsRemoved+d.LabelsRemoved
	c.PropertiesSet += d.PropertiesSet
}

// Map returns the counters under the names of the query summary, or nil if
// nothing was changed.
func (c Counters) Map() map[string]int64 {
	if c == (Counters{}) {
		return nil
	}
	return map[string]int64{
		"nodes-created": c.NodesCreated, "nodes-deleted": c.NodesDeleted,
		"relationships-created": c.RelationshipsCreated, "relationships-deleted": c.RelationshipsDeleted,
		"labels-added": c.LabelsAdded, "labels-removed": c.LabelsRemoved,
		"properties-set": c.PropertiesSet,
	}
}
