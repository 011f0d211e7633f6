package engine

import "unsafe"

// Info is what SHOW STORAGE INFO shows of the store.
type Info struct {
	Nodes, Relationships int64
	UnreleasedUndo       int64 // undo records not yet collected
	MemoryBytes          int64 // estimate of the bytes that tables, adjacency and indexes hold
	ActiveTransactions   int64
	OldestStart          uint64 // start timestamp of the oldest active transaction
}

// Info returns figures on the store.
func (db *Database) Info() Info {
	undo := db.garbage.records.Load()
	return Info{
		Nodes: db.NodeCount(), Relationships: db.RelationshipCount(),
		UnreleasedUndo:     undo,
		MemoryBytes:        db.tableBytes() + db.indexBytes() + undo*undoBytes,
		ActiveTransactions: db.active.count(),
		OldestStart:        db.active.oldest(db.lastCommit.Load()),
	}
}

func (db *Database) tableBytes() int64 {
	n := 0
	for _, d := range []*directory{&db.nodes, &db.rels} {
		for _, c := range d.all() {
			if c != nil {
				n += c.bytes()
			}
		}
	}
	return int64(n)
}

// bytes returns the memory that a chunk holds.
func (c *chunk) bytes() int {
	c.latch.RLock()
	n := int(unsafe.Sizeof(*c)) + 4*len(c.labels) + c.ends.bytes()
	if c.heads != nil {
		n += c.heads.bytes()
	}
	for _, col := range c.columns {
		n += col.bytes()
	}
	c.latch.RUnlock()
	c.hops.Lock()
	n += c.out.bytes() + c.in.bytes()
	c.hops.Unlock()
	return n
}
