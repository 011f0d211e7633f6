package engine

// IndexEntries returns the number of entries of an index, and an estimate of its
// distinct keys. Entries of versions that only older transactions see are counted too.
func (db *Database) IndexEntries(ix *Index) (entries, distinct int64) {
	switch {
	case ix.search != nil:
		rows := ix.search.rows(db, ix)
		return rows, rows
	case ix.tree != nil:
		e, d := ix.tree.Stats()
		return int64(e), int64(d)
	case ix.Spec.Kind == IndexLabel:
		entries = db.LabelCount(ix.Spec.Label)
	default:
		entries = db.TypeCount(ix.Spec.Type)
	}
	return entries, min(entries, 1)
}

// EstimateRange estimates the number of entries within bounds. It is exact while
// the index is settled, and costs two descents.
func (db *Database) EstimateRange(ix *Index, b Bounds) int64 {
	if ix.tree == nil {
		entries, _ := db.IndexEntries(ix)
		return entries
	}
	return int64(ix.tree.Estimate(&b))
}

// indexBytes returns the memory that indexes and unique constraints hold.
func (db *Database) indexBytes() int64 {
	s := db.schema.Load()
	n := int64(0)
	for _, c := range []*covering{&s.nodes, &s.rels} {
		for _, ix := range c.all {
			n += ix.tree.MemoryUsage()
		}
		for _, ix := range c.searches {
			n += ix.search.memory()
		}
	}
	return n
}

// VectorBytes returns the memory that vector indexes hold.
func (db *Database) VectorBytes() int64 {
	n := int64(0)
	for _, ix := range db.schema.Load().indexes {
		if ix.Spec.IsVector() {
			n += ix.search.memory()
		}
	}
	return n
}
