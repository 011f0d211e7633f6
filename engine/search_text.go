package engine

import (
	"context"

	"memgraphd/engine/fulltext"
	"memgraphd/engine/value"
)

// texts is the content of a text index: a document for each row with a word in it.
type texts struct {
	index fulltext.Index
}

func (x *texts) grow(int) {}

func (x *texts) take(ix *Index, c *chunk, rows *[rowWords]uint64) (misfit int) {
	var props []Property
	eachRow(rows, func(row int) {
		var d *fulltext.Document
		if c.isLive(row) && ix.admits(c.class(row)) {
			props = newestProperties(c, row, props[:0])
			d = x.document(ix, props)
		}
		x.index.Put(c.base+uint64(row), d)
	})
	return -1
}

func (x *texts) size() (rows, bytes int64) { return int64(x.index.Len()), x.index.Bytes() }

// newestProperties appends the properties of the version in place; the latch is held.
func newestProperties(c *chunk, row int, dst []Property) []Property {
	for _, col := range c.columns {
		if i, ok := col.index(row); ok {
			dst = append(dst, Property{Key: col.key, Value: col.at(i)})
		}
	}
	return dst
}

// document makes a document of the properties that the index reads; nil if they have no words.
func (x *texts) document(ix *Index, props []Property) *fulltext.Document {
	var fields []fulltext.Field
	for _, p := range props {
		if !ix.reads(p.Key) {
			continue
		}
		switch p.Value.Kind() {
		case value.KindString:
			fields = append(fields, fulltext.Field{Key: uint32(p.Key), Text: p.Value.AsString()})
		case value.KindInt, value.KindFloat, value.KindBool:
			fields = append(fields, fulltext.Field{Key: uint32(p.Key), Text: value.Literal(p.Value), Number: p.Value.IsNumber()})
		}
	}
	return x.index.Document(fields)
}

// SearchText returns the visible nodes (or relationships) that match a query, best first and by id
// where two are equally good. Fields are property names. ErrMissing if the index has been dropped.
func (t *Txn) SearchText(ctx context.Context, ix *Index, q *fulltext.Query) ([]fulltext.Hit, error) {
	if _, err := ix.search.refresh(ctx, t.db, ix); err != nil {
		return nil, err
	}
	ix.search.mu.RLock()
	defer ix.search.mu.RUnlock()
	x := ix.search.content.(*texts)
	hits := x.index.Search(ctx, q, t.db.fieldNumber, t.doubtfulTexts(ctx, ix, x))
	if ix.droppedAt.Load() != 0 {
		return nil, ErrMissing // nobody has marked what is stale since
	}
	return hits, ctx.Err()
}

func (db *Database) fieldNumber(name string) (uint32, bool) {
	key, ok := db.FindProperty(name)
	return uint32(key), ok
}

// doubtfulTexts returns the documents of the rows in doubt, as the transaction sees them.
func (t *Txn) doubtfulTexts(ctx context.Context, ix *Index, x *texts) fulltext.Doubtful {
	found := fulltext.Doubtful{}
	for _, c := range t.db.table(ix).all() {
		if c == nil || ctx.Err() != nil {
			continue
		}
		c.latch.RLock()
		if rows, any := ix.search.doubtful(c); any {
			eachRow(&rows, func(row int) { found[c.base+uint64(row)] = t.visibleText(ix, x, c, row) })
		}
		c.latch.RUnlock()
	}
	return found
}

// visibleText returns the document of a row as the transaction sees it, or nil; the latch is held.
func (t *Txn) visibleText(ix *Index, x *texts, c *chunk, row int) *fulltext.Document {
	var vals valBuf
	if _, ok := t.indexed(ix, c, row, &vals); !ok {
		return nil
	}
	if c.head(row) != nil {
		return x.document(ix, t.versionedProperties(c, row, nil))
	}
	return x.document(ix, newestProperties(c, row, nil))
}
