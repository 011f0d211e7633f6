package engine

// latched holds at most one chunk's latch, exclusively, and moves from chunk to chunk.
type latched struct{ c *chunk }

func (l *latched) move(c *chunk) {
	if l.c == c {
		return
	}
	l.release()
	l.c = c
	c.latch.Lock()
}

func (l *latched) release() {
	if l.c != nil {
		l.c.latch.Unlock()
		l.c = nil
	}
}

// rollback puts everything that t changed back as it was, newest change first.
func (t *Txn) rollback() {
	defer doomed("rolling back")
	var at latched
	var dead, undone []hopEnd
	var left departures
	for s := len(t.undo.slabs) - 1; s >= 0; s-- {
		slab := t.undo.slabs[s]
		for i := len(slab) - 1; i >= 0; i-- {
			u := &slab[i]
			at.move(u.chunk)
			left.undone(t.db, u)
			switch {
			case u.kind == undoCreated:
				dead = t.db.uncreate(u, &left, dead)
			case u.kind == undoDeleted && u.chunk.labels == nil:
				ends := u.chunk.endsOf(int(u.row))
				undone = append(undone, ends[:]...)
			}
			u.restore()
			left.retire(u.chunk, int(u.row))
			if u.kind != undoCreated {
				t.db.staleRow(u.chunk, int(u.row))
			}
		}
	}
	at.release()
	t.db.believeEnds(undone)
	t.db.dropEnds(dead, true)
}

// restore puts the old version of a row back; the latch is held exclusively.
func (u *undo) restore() {
	c, row := u.chunk, int(u.row)
	switch u.kind {
	case undoCreated:
		return
	case undoDeleted:
		c.setLive(row)
	case undoProperty:
		c.setProperty(row, PropertyID(u.key), u.old)
	case undoLabels:
		c.zone.remove(uint32(c.labels[row]))
		c.labels[row] = LabelSet(u.key)
	}
	c.setHead(row, u.next)
}

// uncreate clears the rows that a record covers, and appends the ends of
// relationships to dead; left is memory.
func (db *Database) uncreate(u *undo, left *departures, dead []hopEnd) []hopEnd {
	c := u.chunk
	indexes := db.covering(c).all
	for row := int(u.row); row < int(u.row)+int(u.n); row++ {
		if c.labels == nil {
			ends := c.endsOf(row)
			dead = append(dead, ends[:]...)
		}
		left.newest(indexes, c, row)
		c.setDead(row)
		c.clearRow(row)
		c.cut(row)
		left.retire(c, row)
		db.staleRow(c, row)
	}
	return dead
}
