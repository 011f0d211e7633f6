package engine

import (
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// Type constraints are checked by the write itself, as Memgraph does, and once
// more by the commit, in case they were created in between.

// typesOf returns the type constraints on a property.
func (t *Txn) typesOf(key PropertyID) []*constraint {
	if t.direct {
		return nil
	}
	if s := t.db.schema.Load(); int(key) < len(s.typed) {
		return s.typed[key]
	}
	return nil
}

// checkTypes refuses values of the wrong type for nodes with certain labels.
func (t *Txn) checkTypes(ids []uint64, key PropertyID, vals *column.Column) error {
	rules := t.typesOf(key)
	if len(rules) == 0 {
		return nil
	}
	sets := make([]LabelSet, len(ids))
	t.NodeLabels(ids, sets)
	for i, set := range sets {
		for _, k := range rules {
			if !k.allows(set, vals.Value(i)) {
				return k.violated(t.db)
			}
		}
	}
	return nil
}

// checkType is checkTypes for one node.
func (t *Txn) checkType(id uint64, key PropertyID, v value.Value) error {
	rules := t.typesOf(key)
	if len(rules) == 0 {
		return nil
	}
	var set [1]LabelSet
	t.NodeLabels([]uint64{id}, set[:])
	for _, k := range rules {
		if !k.allows(set[0], v) {
			return k.violated(t.db)
		}
	}
	return nil
}

// checkLabels refuses labels that the values of a node do not go with; the
// latch is held and t has claimed the row.
func (t *Txn) checkLabels(c *chunk, row int, labels LabelSet) error {
	if t.direct {
		return nil
	}
	for _, rules := range t.db.schema.Load().typed {
		for _, k := range rules {
			if col := c.column(k.spec.Properties[0]); col != nil && !k.allows(labels, col.value(row)) {
				return k.violated(t.db)
			}
		}
	}
	return t.checkVectorLabels(c, row, labels)
}
