package engine

import "memgraphd/engine/value"

// CreateNodes creates n nodes with the same labels and appends their ids.
func (t *Txn) CreateNodes(n int, labels LabelSet, dst []uint64) ([]uint64, error) {
	defer doomed("writing")
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
	defer doomed("writing")
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
	defer doomed("writing")
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
