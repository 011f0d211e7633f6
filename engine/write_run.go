package engine

import (
	"math/bits"

	"memgraphd/engine/column"
)

// appendRun gives consecutive rows that t has created itself a property that no
// row behind them has: the batch is copied behind the column. No index over the property has
// an entry for them yet. It reports false, having done nothing, if that is not what is asked for.
func (t *Txn) appendRun(c *chunk, ids []uint64, key PropertyID, vals *column.Column, at int) bool {
	if len(ids) < 2 || vals.Valid != nil || vals.Type == column.Null || vals.Type > column.String {
		return false
	}
	first := int(ids[0] & rowMask)
	col := c.column(key)
	switch {
	case col != nil && (col.typ != vals.Type || col.end() > first):
		return false
	case !consecutive(ids) || !t.createdAll(c, first, len(ids)):
		return false
	case t.db.entered(c, first, key):
		return false
	case vals.Type == column.String && !short(vals.Strings[at:at+len(ids)]):
		return false
	}
	if col == nil {
		col = c.addColumn(key, vals.Type)
	}
	col.appendRun(vals, at, first, len(ids))
	return true
}

// entered reports whether an index may have entries for the rows from first on in which a property is
// missing: those of a composite index whose first property they have.
func (db *Database) entered(c *chunk, first int, key PropertyID) bool {
	for _, ix := range db.covering(c).of(key) {
		if ix.Whole() {
			continue
		}
		if lead := c.column(ix.Spec.Properties[0]); lead != nil && lead.end() > first {
			return true
		}
	}
	return false
}

// createdAll reports whether t may write some rows because it created them; the latch is held.
func (t *Txn) createdAll(c *chunk, row, n int) bool {
	if t.direct || c.heads == nil {
		return false
	}
	for r := row; r < row+n; r++ {
		if h := c.heads.at(r); h == nil || h.by != t.stamp || h.kind != undoCreated || !c.isLive(r) {
			return false
		}
	}
	return true
}

// short reports whether all strings may lie in a column's data.
func short(texts []string) bool {
	for _, s := range texts {
		if len(s) > longestInline {
			return false
		}
	}
	return true
}

// end returns the row behind the last one that has a value.
func (c *propColumn) end() int {
	for w := rowWords - 1; w >= 0; w-- {
		if c.present[w] != 0 {
			return w<<6 + bits.Len64(c.present[w])
		}
	}
	return 0
}

// appendRun gives the rows first … first+n-1, behind those that have one, values of a batch.
func (c *propColumn) appendRun(vals *column.Column, at, first, n int) {
	switch c.typ {
	case column.Bool:
		c.bools = append(c.bools, vals.Bools[at:at+n]...)
	case column.Int:
		c.ints.append(vals.Ints[at : at+n])
	case column.Float:
		c.floats = append(c.floats, vals.Floats[at:at+n]...)
	case column.String:
		c.strings.append(vals.Strings[at : at+n])
	}
	for row := first; row < first+n; row++ {
		c.present[row>>6] |= 1 << (row & 63)
	}
	c.n += n
	c.recount(first >> 6)
}
