package engine

import "slices"

// versionedProperties appends the properties of a row that has undo records, as
// t sees them; the latch is held.
func (t *Txn) versionedProperties(c *chunk, row int, dst []Property) []Property {
	if !t.rowExists(c, row) {
		return dst
	}
	keys := t.keysOf(c, row)
	for _, key := range keys {
		if v := t.rowProperty(c, c.column(key), row, key); !v.IsNull() {
			dst = append(dst, Property{Key: key, Value: v})
		}
	}
	return dst
}

// keysOf returns the keys that any version of a row may have, ascending.
func (t *Txn) keysOf(c *chunk, row int) []PropertyID {
	var keys []PropertyID
	for _, col := range c.columns {
		if _, ok := col.index(row); ok {
			keys = append(keys, col.key)
		}
	}
	for u := c.head(row); u != nil && !t.sees(u.by); u = u.next {
		if u.kind == undoProperty {
			keys = append(keys, PropertyID(u.key))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
