package engine

import "memgraphd/engine/value"

// Changes is what a transaction has done so far, with one entry for each thing that is
// now another than before. What it created and changed afterwards is only created, what it
// changed and deleted is only deleted, and what it created and deleted is not there.
type Changes struct {
	CreatedNodes, CreatedRelationships []uint64
	DeletedNodes, DeletedRelationships []uint64
	Properties                         []PropertyChange
	Labels                             []LabelChange
}

// PropertyChange is a property of a node, or else of a relationship, that was set or
// removed: then New is null.
type PropertyChange struct {
	Node     bool
	ID       uint64
	Key      PropertyID
	Old, New value.Value
}

// LabelChange says which labels a node had and has.
type LabelChange struct {
	ID       uint64
	Old, New LabelSet
}

// Changes returns what the transaction has done so far. It must not write meanwhile.
func (t *Txn) Changes() *Changes {
	ch := &Changes{}
	for _, slab := range t.undo.slabs {
		for i := range slab {
			ch.add(&slab[i])
		}
	}
	return ch
}

// add notes what an undo record is about.
func (ch *Changes) add(u *undo) {
	c, row := u.chunk, int(u.row)
	c.latch.RLock()
	defer c.latch.RUnlock()
	id, node := c.base+uint64(row), c.labels != nil
	switch {
	case u.kind == undoCreated:
		ch.created(u)
	case u.kind == undoDeleted && node:
		ch.DeletedNodes = append(ch.DeletedNodes, id)
	case u.kind == undoDeleted:
		ch.DeletedRelationships = append(ch.DeletedRelationships, id)
	case !c.isLive(row):
	case u.kind == undoProperty:
		p := PropertyChange{Node: node, ID: id, Key: PropertyID(u.key), Old: u.old}
		if col := c.column(p.Key); col != nil {
			p.New = col.value(row)
		}
		if p.Old.Kind() != p.New.Kind() || !value.Equivalent(p.Old, p.New) {
			ch.Properties = append(ch.Properties, p)
		}
	case u.kind == undoLabels && LabelSet(u.key) != c.labels[row]:
		ch.Labels = append(ch.Labels, LabelChange{ID: id, Old: LabelSet(u.key), New: c.labels[row]})
	}
}

// created notes the rows of a record that are still there.
func (ch *Changes) created(u *undo) {
	dst := &ch.CreatedNodes
	if u.chunk.labels == nil {
		dst = &ch.CreatedRelationships
	}
	for row := int(u.row); row < int(u.row)+int(u.n); row++ {
		if u.chunk.isLive(row) {
			*dst = append(*dst, u.chunk.base+uint64(row))
		}
	}
}
