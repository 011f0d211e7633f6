package engine

// CreateRelationships creates a relationship from[i] → to[i] for each i and
// appends their ids. ErrNotFound if an end is not visible, ErrConflict if an end was deleted by a concurrent transaction.
func (t *Txn) CreateRelationships(from, to []uint64, typ TypeID, dst []uint64) ([]uint64, error) {
	defer doomed("writing")
	if len(from) == 0 {
		return dst, nil
	}
	if err := t.write(); err != nil {
		return dst, err
	}
	n := uint64(len(from))
	first := t.db.nextRel.Add(n) - n
	if err := t.createRelationships(first, from, to, typ); err != nil {
		return dst, t.fail(err)
	}
	t.redo.createRelationships(t.db, first, from, to, typ)
	for i := range n {
		dst = append(dst, first+i)
	}
	return dst, nil
}

// createRelationships fills the rows from first on and makes them known at both
// ends. Readers that meet an entry check its row, which is there before.
func (t *Txn) createRelationships(first uint64, from, to []uint64, typ TypeID) error {
	t.fillRelationships(first, from, to, typ)
	if err := t.connectBoth(from, to, typ, first); err != nil {
		return err
	}
	t.delta.rels += int64(len(from))
	t.delta.types.add(uint32(typ), int64(len(from)))
	return nil
}

func (t *Txn) fillRelationships(first uint64, from, to []uint64, typ TypeID) {
	for i := 0; i < len(from); {
		id := first + uint64(i)
		c := t.db.rels.ensure(id>>rowBits, newRelationshipChunk)
		row := int(id & rowMask)
		k := min(len(from)-i, ChunkRows-row)
		c.latch.Lock()
		for r := range k {
			c.ends.set(row+r, from[i+r], to[i+r], typ)
			c.setLive(row + r)
		}
		c.zone.add(uint32(typ), k)
		t.recordCreated(&t.created[1], c, row, k)
		c.latch.Unlock()
		i += k
	}
}

// DeleteRelationship deletes a relationship. Deleting twice is harmless.
func (t *Txn) DeleteRelationship(id uint64) error {
	defer doomed("writing")
	if err := t.write(); err != nil {
		return err
	}
	c := t.db.rels.at(id)
	if c == nil {
		return ErrNotFound
	}
	row := int(id & rowMask)
	c.latch.Lock()
	h := c.head(row)
	own := h != nil && h.by == t.stamp && h.kind == undoCreated
	ends, typ := c.endsOf(row), c.ends.typeOf(row)
	done, err := t.deleteRow(c, row)
	c.latch.Unlock()
	if done || err != nil {
		return err
	}
	t.delta.rels--
	t.delta.types.add(uint32(typ), -1)
	t.redo.deleteRelationship(id)
	switch {
	case t.direct:
		t.db.sweepLater = append(t.db.sweepLater, ends[:]...)
	case !own: // the entries of relationships that t created are marked already
		t.doubt(ends[0].node, Out)
		t.doubt(ends[1].node, In)
	}
	return nil
}

// doubt marks the adjacency of a node, so that readers look at each
// relationship itself.
func (t *Txn) doubt(node uint64, dir Direction) {
	c := t.db.nodes.at(node)
	c.hops.Lock()
	c.adjacency(dir).doubt(int(node&rowMask), 1)
	c.hops.Unlock()
}
