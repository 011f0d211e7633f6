package engine

import (
	"fmt"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

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
	defer doomed("writing")
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
	if len(t.searches(d)) > 0 {
		if err := t.checkVectors(d, []uint64{id}, key, func(int) value.Value { return v }); err != nil {
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
	if err := t.redo.setProperty(t.db, d == &t.db.nodes, id, key, v); err != nil {
		return t.fail(err)
	}
	return nil
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
	defer doomed("writing")
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
	if len(t.searches(d)) > 0 {
		if err := t.checkVectors(d, ids, key, vals.Value); err != nil {
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
	if err := t.redo.setColumn(t.db, d == &t.db.nodes, ids, key, vals); err != nil {
		return t.fail(err)
	}
	return nil
}

// setRows changes a property of rows of one chunk; the latch is held exclusively.
func (t *Txn) setRows(c *chunk, ids []uint64, key PropertyID, vals *column.Column, at int) error {
	if t.appendRun(c, ids, key, vals, at) {
		return nil
	}
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
