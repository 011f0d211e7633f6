package engine

import (
	"fmt"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// CreateNodes creates n nodes with the same labels and appends their ids.
func (t *Txn) CreateNodes(n int, labels LabelSet, dst []uint64) ([]uint64, error) {
	if n <= 0 {
		return dst, nil
	}
	if err := t.write(); err != nil {
		return dst, err
	}
	first := t.db.nextNode.Add(uint64(n)) - uint64(n)
	t.createNodes(first, n, labels)
	t.redo.createNodes(t.db, first, n, labels)
	for i := range n {
		dst = append(dst, first+uint64(i))
	}
	return dst, nil
}

// createNodes fills the rows first … first+n-1.
func (t *Txn) createNodes(first uint64, n int, labels LabelSet) {
	t.delta.nodes += int64(n)
	t.delta.labelSets.add(uint32(labels), int64(n))
	for n > 0 {
		c := t.db.nodes.ensure(first>>rowBits, newNodeChunk)
		row := int(first & rowMask)
		k := min(n, ChunkRows-row)
		c.latch.Lock()
		for r := row; r < row+k; r++ {
			c.setLive(r)
			c.labels[r] = labels
		}
		c.zone.add(uint32(labels), k)
		t.recordCreated(&t.created[0], c, row, k)
		c.latch.Unlock()
		first, n = first+uint64(k), n-k
	}
}

// SetNodeLabels replaces the label set of a node.
func (t *Txn) SetNodeLabels(id uint64, labels LabelSet) error {
	if err := t.write(); err != nil {
		return err
	}
	c := t.db.nodes.at(id)
	if c == nil {
		return ErrNotFound
	}
	row := int(id & rowMask)
	c.latch.Lock()
	defer c.latch.Unlock()
	keep, err := t.claim(c, row)
	if err != nil {
		return err
	}
	old := c.labels[row]
	if old == labels {
		return nil
	}
	if err := t.checkLabels(c, row, labels); err != nil {
		return err
	}
	var left departures
	if keep && !t.recordedLabels(c, row) {
		t.record(c, row, undoLabels, uint32(old), value.Null) // the zone counts old until the record is released
	} else {
		left.overwritten(t, t.db.covering(c).all, c, row)
		c.zone.remove(uint32(old))
	}
	c.zone.add(uint32(labels), 1)
	c.labels[row] = labels
	left.retire(c, row)
	t.relabelled(c, row, old, labels)
	t.delta.labelSets.add(uint32(old), -1)
	t.delta.labelSets.add(uint32(labels), 1)
	t.redo.setNodeLabels(t.db, id, labels)
	return nil
}

// DeleteNode deletes a node; ErrHasRelationships if any visible relationship is left. Deleting twice is harmless.
func (t *Txn) DeleteNode(id uint64) error {
	if err := t.write(); err != nil {
		return err
	}
	c := t.db.nodes.at(id)
	if c == nil {
		return ErrNotFound
	}
	row := int(id & rowMask)
	c.hops.Lock() // no relationship can appear before the node is marked as deleted
	defer c.hops.Unlock()
	if !t.direct {
		if err := t.mayLoseNode(c, row); err != nil {
			return err
		}
	}
	c.latch.Lock()
	defer c.latch.Unlock()
	labels := c.labels[row]
	if done, err := t.deleteRow(c, row); done || err != nil {
		return err
	}
	t.delta.nodes--
	t.delta.labelSets.add(uint32(labels), -1)
	t.redo.deleteNode(id)
	return nil
}

// deleteRow marks a row as deleted, or reports that t did so before; its
// chunk's latch is held exclusively.
func (t *Txn) deleteRow(c *chunk, row int) (done bool, err error) {
	keep, err := t.claim(c, row)
	switch {
	case err == ErrNotFound && t.deletedByMe(c, row):
		return true, nil
	case err != nil:
		return false, err
	case keep:
		t.record(c, row, undoDeleted, 0, value.Null)
	}
	c.setDead(row)
	t.unlisted(c, row)
	if t.direct {
		c.clearRow(row)
	}
	return false, nil
}

// deletedByMe reports whether t has deleted the row.
func (t *Txn) deletedByMe(c *chunk, row int) bool {
	h := c.head(row)
	return h != nil && h.by == t.stamp && !c.isLive(row)
}

// SetNodeProperty sets a property of one node; null removes it.
func (t *Txn) SetNodeProperty(id uint64, key PropertyID, v value.Value) error {
	return t.setProperty(&t.db.nodes, id, key, v)
}

// SetNodeColumn sets a property of many nodes: row i of vals for ids[i]. Later rows win.
func (t *Txn) SetNodeColumn(ids []uint64, key PropertyID, vals *column.Column) error {
	return t.setColumn(&t.db.nodes, ids, key, vals)
}

// SetRelationshipProperty is SetNodeProperty for relationships.
func (t *Txn) SetRelationshipProperty(id uint64, key PropertyID, v value.Value) error {
	return t.setProperty(&t.db.rels, id, key, v)
}

// SetRelationshipColumn is SetNodeColumn for relationships.
func (t *Txn) SetRelationshipColumn(ids []uint64, key PropertyID, vals *column.Column) error {
	return t.setColumn(&t.db.rels, ids, key, vals)
}

func (t *Txn) setProperty(d *directory, id uint64, key PropertyID, v value.Value) error {
	if err := t.write(); err != nil {
		return err
	}
	if err := storable(v.Kind()); err != nil {
		return err
	}
	c := d.at(id)
	if c == nil {
		return ErrNotFound
	}
	if d == &t.db.nodes {
		if err := t.checkType(id, key, v); err != nil {
			return err
		}
	}
	c.latch.Lock()
	err := t.setRow(c, int(id&rowMask), key, v)
	c.latch.Unlock()
	if err != nil {
		return err
	}
	ids := [1]uint64{id}
	t.enterRows(c, ids[:], key)
	return t.redo.setProperty(t.db, d == &t.db.nodes, id, key, v)
}

// setRow changes a property in place and keeps the old value; the latch is held exclusively.
func (t *Txn) setRow(c *chunk, row int, key PropertyID, v value.Value) error {
	keep, err := t.claim(c, row)
	if err != nil {
		return err
	}
	var left departures
	if keep && !t.recorded(c, row, key) {
		t.record(c, row, undoProperty, uint32(key), c.newest(row, key))
	} else {
		left.overwritten(t, t.db.covering(c).of(key), c, row)
	}
	c.setProperty(row, key, v)
	left.retire(c, row)
	return nil
}

func (t *Txn) setColumn(d *directory, ids []uint64, key PropertyID, vals *column.Column) error {
	if err := t.write(); err != nil {
		return err
	}
	if err := storableColumn(vals); err != nil {
		return err
	}
	if d == &t.db.nodes {
		if err := t.checkTypes(ids, key, vals); err != nil {
			return err
		}
	}
	for i := 0; i < len(ids); {
		end := sameChunk(ids, i)
		c := d.at(ids[i])
		if c == nil {
			return t.fail(ErrNotFound)
		}
		c.latch.Lock()
		err := t.setRows(c, ids[i:end], key, vals, i)
		c.latch.Unlock()
		if err != nil {
			return t.fail(err)
		}
		t.enterRows(c, ids[i:end], key)
		i = end
	}
	return t.redo.setColumn(t.db, d == &t.db.nodes, ids, key, vals)
}

// setRows changes a property of rows of one chunk; the latch is held exclusively.
func (t *Txn) setRows(c *chunk, ids []uint64, key PropertyID, vals *column.Column, at int) error {
	for i, id := range ids {
		if err := t.setRow(c, int(id&rowMask), key, vals.Value(at+i)); err != nil {
			return err
		}
	}
	return nil
}

// storable refuses kinds that cannot be properties.
func storable(k value.Kind) error {
	if k.Storable() {
		return nil
	}
	return fmt.Errorf("a value of type %s cannot be stored as a property", k)
}

func storableColumn(vals *column.Column) error {
	switch vals.Type {
	case column.Node:
		return storable(value.KindNode)
	case column.Relationship:
		return storable(value.KindRelationship)
	case column.Any:
		for _, v := range vals.Values {
			if err := storable(v.Kind()); err != nil {
				return err
			}
		}
	}
	return nil
}
