package engine

import (
	"bytes"
	"math/bits"
	"slices"

	"memgraphd/engine/column"
)

// Snapshot is a frozen view of the whole database for a snapshot file. Its
// methods may be called from several goroutines.
type Snapshot struct {
	txn     *Txn
	catalog *Catalog
}

// Snapshot pins the newest commit; Release must be called.
func (db *Database) Snapshot() *Snapshot {
	db.publishMu.Lock() // no commit becomes visible between view and catalog
	defer db.publishMu.Unlock()
	s := &Snapshot{txn: db.Begin(TxnOptions{ReadOnly: true})}
	s.catalog = db.catalog(s.txn.start)
	return s
}

// catalog describes the database as of its newest commit; publishMu is held. Names and label
// sets may be added meanwhile: sets are read before the labels that they are of.
func (db *Database) catalog(commit uint64) *Catalog {
	sets := db.labelSets.all()
	c := &Catalog{
		UUID: db.uuid, Commit: commit,
		NextNode: db.nextNode.Load(), NextRel: db.nextRel.Load(),
		Labels: slices.Clone(db.labels.all()), Properties: slices.Clone(db.props.all()), Types: slices.Clone(db.types.all()),
		Nodes: uint64(db.counts.nodes), Relationships: uint64(db.counts.rels),
	}
	c.Indexes, c.Constraints = db.schema.Load().specs()
	for _, set := range sets {
		c.LabelSets = append(c.LabelSets, slices.Clone(set.labels))
	}
	for _, e := range db.meta.entries() {
		c.Meta = append(c.Meta, MetaEntry{Space: e.Space, Key: e.Key, Value: bytes.Clone(e.Value)})
	}
	return c
}

// Release unpins the view; it may be called more than once.
func (s *Snapshot) Release() { s.txn.Abort() }

// Catalog returns the catalog as of the snapshot.
func (s *Snapshot) Catalog() *Catalog { return s.catalog }

// Txn returns the transaction that the view reads in; its end is the view's.
func (s *Snapshot) Txn() *Txn { return s.txn }

// NodeChunks returns the number of node chunks.
func (s *Snapshot) NodeChunks() int { return chunksFor(s.catalog.NextNode) }

// RelationshipChunks returns the number of relationship chunks.
func (s *Snapshot) RelationshipChunks() int { return chunksFor(s.catalog.NextRel) }

func chunksFor(next uint64) int { return int((next + rowMask) >> rowBits) }

// NodeChunk fills img with a chunk, reusing its memory; false if no row is live.
func (s *Snapshot) NodeChunk(i int, img *NodeImage) bool {
	c := s.txn.db.nodes.chunkAt(i)
	if c == nil {
		return false
	}
	c.latch.RLock()
	defer c.latch.RUnlock()
	img.Chunk = i
	img.Labels = resized(img.Labels)
	if img.Live = s.visible(c); img.Live == [rowWords]uint64{} {
		return false
	}
	eachRow(&img.Live, func(row int) { img.Labels[row], _ = s.txn.rowLabels(c, row) })
	img.Columns = s.columns(c, &img.Live, img.Columns)
	return true
}

// RelationshipChunk fills img with a chunk, reusing its memory; false if no row is live.
func (s *Snapshot) RelationshipChunk(i int, img *RelationshipImage) bool {
	c := s.txn.db.rels.chunkAt(i)
	if c == nil {
		return false
	}
	c.latch.RLock()
	defer c.latch.RUnlock()
	img.Chunk = i
	img.From, img.To, img.Type = resized(img.From), resized(img.To), resized(img.Type)
	if img.Live = s.visible(c); img.Live == [rowWords]uint64{} {
		return false
	}
	c.ends.copyTo(img)
	img.Columns = s.columns(c, &img.Live, img.Columns)
	return true
}

func resized[T any](s []T) []T {
	s = slices.Grow(s[:0], ChunkRows)[:ChunkRows]
	clear(s)
	return s
}

func eachRow(rows *[rowWords]uint64, do func(row int)) {
	for i, word := range rows {
		for ; word != 0; word &= word - 1 {
			do(i<<6 + bits.TrailingZeros64(word))
		}
	}
}

// visible returns the rows that the snapshot sees; the latch is held.
func (s *Snapshot) visible(c *chunk) [rowWords]uint64 {
	live := c.live
	if c.heads != nil {
		for i := range live {
			live[i] = s.txn.visibleWord(c, i)
		}
	}
	return live
}

// columns fills images with the properties of the rows of a chunk, reusing their memory; the latch is held.
func (s *Snapshot) columns(c *chunk, live *[rowWords]uint64, images []ColumnImage) []ColumnImage {
	if c.heads == nil {
		return copyColumns(c, images)
	}
	var ids [ChunkRows]uint64
	rows := appendRows(ids[:0:ChunkRows], c.base, live)
	var vals column.Column
	n := 0
	for _, key := range s.keys(c) {
		g := gatherer{dst: &vals}
		g.start(len(rows))
		s.txn.gatherChunk(g, c, rows, 0, key)
		if n == len(images) {
			images = append(images, ColumnImage{})
		}
		if images[n].fill(key, rows, &vals) {
			n++
		}
	}
	return images[:n]
}

// copyColumns is columns for a quiet chunk.
func copyColumns(c *chunk, images []ColumnImage) []ColumnImage {
	for len(images) < len(c.columns) {
		images = append(images, ColumnImage{})
	}
	for i, col := range c.columns {
		images[i].copy(col)
	}
	return images[:len(c.columns)]
}

// copy makes img the values of a column.
func (img *ColumnImage) copy(c *propColumn) {
	img.Key, img.Type, img.Present = c.key, c.typ, c.present
	img.Bools, img.Floats, img.Values = append(img.Bools[:0], c.bools...), append(img.Floats[:0], c.floats...), append(img.Values[:0], c.values...)
	img.Ints = slices.Grow(img.Ints[:0], c.ints.len())[:c.ints.len()]
	c.ints.copyTo(img.Ints, 0)
	img.Offsets, img.Data = img.Offsets[:0], img.Data[:0]
	if c.typ == column.String {
		c.strings.copyTo(img)
	}
}

// keys returns the keys that rows of a chunk have in any version, ascending.
func (s *Snapshot) keys(c *chunk) []PropertyID {
	keys := make([]PropertyID, 0, len(c.columns))
	for _, col := range c.columns {
		keys = append(keys, col.key)
	}
	if c.heads == nil {
		return keys
	}
	for row := range ChunkRows {
		for u := c.heads.at(row); u != nil && !s.txn.sees(u.by); u = u.next {
			if u.kind == undoProperty {
				keys = append(keys, PropertyID(u.key))
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// fill makes img the values of a property, and reports whether there are any.
func (img *ColumnImage) fill(key PropertyID, rows []uint64, vals *column.Column) bool {
	if vals.Type == column.String && !short(vals.Strings[:vals.N]) {
		vals.Widen() // as a column in place is
	}
	img.Key, img.Type = key, vals.Type
	img.Present = [rowWords]uint64{}
	img.Bools, img.Ints, img.Floats = img.Bools[:0], img.Ints[:0], img.Floats[:0]
	img.Offsets, img.Data, img.Values = img.Offsets[:0], img.Data[:0], img.Values[:0]
	if vals.Type == column.String {
		img.Offsets = append(img.Offsets, 0)
	}
	n := 0
	for i, id := range rows {
		if vals.IsNull(i) {
			continue
		}
		row := id & rowMask
		img.Present[row>>6] |= 1 << (row & 63)
		img.push(vals, i)
		n++
	}
	return n > 0
}

func (img *ColumnImage) push(vals *column.Column, i int) {
	switch vals.Type {
	case column.Bool:
		img.Bools = append(img.Bools, vals.Bools[i])
	case column.Int:
		img.Ints = append(img.Ints, vals.Ints[i])
	case column.Float:
		img.Floats = append(img.Floats, vals.Floats[i])
	case column.String:
		img.Data = append(img.Data, vals.Strings[i]...)
		img.Offsets = append(img.Offsets, uint32(len(img.Data)))
	default:
		img.Values = append(img.Values, vals.Values[i])
	}
}
