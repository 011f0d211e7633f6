package engine

import (
	"math/bits"
	"slices"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// NodeChunks returns the number of chunks that a scan of all nodes visits.
func (t *Txn) NodeChunks() int { return len(t.db.nodes.all()) }

// RelationshipChunks returns the number of chunks that a scan of all relationships visits.
func (t *Txn) RelationshipChunks() int { return len(t.db.rels.all()) }

// chunkAt returns chunk i of a table, or nil.
func (d *directory) chunkAt(i int) *chunk { return d.at(uint64(i) << rowBits) }

// ScanNodes appends the ids of the visible nodes of a chunk that filter (nil: all) lets pass, ascending.
func (t *Txn) ScanNodes(chunk int, filter *LabelFilter, dst []uint64) []uint64 {
	c := t.db.nodes.chunkAt(chunk)
	if c == nil {
		return dst
	}
	c.latch.RLock()
	defer c.latch.RUnlock()
	cover := coversAll
	if filter != nil {
		cover = c.zone.coverage(func(set uint32) bool { return filter.Matches(LabelSet(set)) })
	}
	switch {
	case cover == coversNone:
		return dst
	case c.heads != nil:
		return t.scanVersioned(c, filter, dst)
	case cover == coversAll:
		return appendRows(dst, c.base, &c.live)
	}
	return scanLabels(c, filter, dst)
}

// appendRows appends the ids of the rows of a bitmap.
func appendRows(dst []uint64, base uint64, rows *[rowWords]uint64) []uint64 {
	dst = slices.Grow(dst, ChunkRows)
	n := len(dst)
	dst = dst[:n+ChunkRows]
	for i, word := range rows {
		first := base + uint64(i)<<6
		if word == ^uint64(0) {
			for j := range uint64(64) {
				dst[n+int(j)] = first + j
			}
			n += 64
			continue
		}
		for ; word != 0; word &= word - 1 {
			dst[n] = first + uint64(bits.TrailingZeros64(word))
			n++
		}
	}
	return dst[:n]
}

// scanLabels appends the live nodes that filter lets pass, of a quiet chunk.
func scanLabels(c *chunk, filter *LabelFilter, dst []uint64) []uint64 {
	last, pass := c.labels[0], filter.Matches(c.labels[0])
	for i, word := range c.live {
		for ; word != 0; word &= word - 1 {
			row := i<<6 + bits.TrailingZeros64(word)
			if set := c.labels[row]; set != last {
				last, pass = set, filter.Matches(set)
			}
			if pass {
				dst = append(dst, c.base+uint64(row))
			}
		}
	}
	return dst
}

// scanVersioned appends the visible nodes that filter lets pass, of a chunk that is not quiet.
func (t *Txn) scanVersioned(c *chunk, filter *LabelFilter, dst []uint64) []uint64 {
	for row := range ChunkRows {
		set, ok := c.labels[row], c.isLive(row)
		if c.heads.has(row) {
			set, ok = t.rowLabels(c, row)
		}
		if ok && (filter == nil || filter.Matches(set)) {
			dst = append(dst, c.base+uint64(row))
		}
	}
	return dst
}

// ScanRelationships appends the visible relationships of a chunk that have one of types (nil: any).
func (t *Txn) ScanRelationships(chunk int, types []TypeID, dst *Relationships) {
	c := t.db.rels.chunkAt(chunk)
	if c == nil {
		return
	}
	c.latch.RLock()
	defer c.latch.RUnlock()
	n := len(dst.ID)
	dst.ID = t.scanRelationships(c, types, dst.ID)
	c.ends.appendTo(dst, dst.ID[n:])
}

// ScanRelationshipIDs is ScanRelationships for who does not want to know the ends and types.
func (t *Txn) ScanRelationshipIDs(chunk int, types []TypeID, dst []uint64) []uint64 {
	c := t.db.rels.chunkAt(chunk)
	if c == nil {
		return dst
	}
	c.latch.RLock()
	defer c.latch.RUnlock()
	return t.scanRelationships(c, types, dst)
}

// scanRelationships appends the ids of a chunk's relationships of the types. The latch is held.
func (t *Txn) scanRelationships(c *chunk, types []TypeID, dst []uint64) []uint64 {
	cover := coversAll
	if types != nil {
		cover = c.zone.coverage(func(typ uint32) bool { return slices.Contains(types, TypeID(typ)) })
	}
	if cover == coversNone {
		return dst
	}
	live := c.live
	if c.heads != nil {
		for i := range live {
			live[i] = t.visibleWord(c, i)
		}
	}
	if cover == coversAll {
		types = nil
	}
	n := len(dst)
	dst = appendRows(dst, c.base, &live)
	return dst[:n+c.ends.keepTypes(dst[n:], types)]
}

// visibleWord returns word i of the bitmap of the rows that t sees, of a chunk that is not quiet.
func (t *Txn) visibleWord(c *chunk, i int) uint64 {
	word := c.live[i]
	for j := range 64 {
		row := i<<6 + j
		if !c.heads.has(row) {
			continue
		}
		if t.rowExists(c, row) {
			word |= 1 << j
		} else {
			word &^= 1 << j
		}
	}
	return word
}

// exists reports whether t sees a row of a table.
func (t *Txn) exists(d *directory, id uint64) bool {
	c := d.at(id)
	if c == nil {
		return false
	}
	c.latch.RLock()
	defer c.latch.RUnlock()
	return t.rowExists(c, int(id&rowMask))
}

// NodeExists reports whether the node is visible.
func (t *Txn) NodeExists(id uint64) bool { return t.exists(&t.db.nodes, id) }

// RelationshipExists reports whether the relationship is visible.
func (t *Txn) RelationshipExists(id uint64) bool { return t.exists(&t.db.rels, id) }

// NodeLabels writes the label set of each node to dst (as long as ids); of an invisible node the empty set.
func (t *Txn) NodeLabels(ids []uint64, dst []LabelSet) {
	var at reading
	defer at.done()
	for i := 0; i < len(ids); {
		end := sameChunk(ids, i)
		c := t.db.nodes.at(ids[i])
		if c == nil {
			clear(dst[i:end])
			i = end
			continue
		}
		c.latch.RLock()
		at.c = c
		for ; i < end; i++ {
			row := int(ids[i] & rowMask)
			set, ok := t.rowLabels(c, row)
			if !ok {
				set = 0
			}
			dst[i] = set
		}
		at.c = nil
		c.latch.RUnlock()
	}
}

// NodeProperty makes dst the values of a property of the nodes ids; null where absent.
// It takes each chunk's latch once per run of ids of the same chunk.
func (t *Txn) NodeProperty(ids []uint64, key PropertyID, dst *column.Column) {
	t.property(&t.db.nodes, ids, key, dst)
}

// RelationshipProperty is NodeProperty for relationships.
func (t *Txn) RelationshipProperty(ids []uint64, key PropertyID, dst *column.Column) {
	t.property(&t.db.rels, ids, key, dst)
}

// NodeProperties appends all properties of a node, ascending by key.
func (t *Txn) NodeProperties(id uint64, dst []Property) []Property {
	return t.properties(&t.db.nodes, id, dst)
}

// RelationshipProperties is NodeProperties for relationships.
func (t *Txn) RelationshipProperties(id uint64, dst []Property) []Property {
	return t.properties(&t.db.rels, id, dst)
}

// Endpoints fills from, to and typ (each nil or as long as ids) for relationships; it works on deleted ones of the own transaction too.
func (t *Txn) Endpoints(ids []uint64, from, to []uint64, typ []TypeID) {
	var at reading
	defer at.done()
	for i := 0; i < len(ids); {
		end := sameChunk(ids, i)
		c := t.db.rels.at(ids[i])
		if c == nil {
			i = end
			continue
		}
		c.latch.RLock()
		at.c = c
		if from != nil {
			c.ends.from.gather(from[i:end], ids[i:end])
		}
		if to != nil {
			c.ends.to.gather(to[i:end], ids[i:end])
		}
		if typ != nil {
			for k, id := range ids[i:end] {
				typ[i+k] = c.ends.typeOf(int(id & rowMask))
			}
		}
		at.c = nil
		c.latch.RUnlock()
		i = end
	}
}

// Property is a property key with its value.
type Property struct {
	Key   PropertyID
	Value value.Value
}

// Relationships is a batch of relationships as parallel slices.
type Relationships struct {
	ID   []uint64
	From []uint64
	To   []uint64
	Type []TypeID
}
