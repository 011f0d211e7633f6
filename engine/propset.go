package engine

import (
	"math/bits"
	"slices"
	"strings"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// storedAs returns the type of column in which v is at home.
func storedAs(v value.Value) column.Type {
	switch t := column.TypeOf(v.Kind()); {
	case t == column.String && len(v.AsString()) > longestInline:
		return column.Any
	case t > column.String:
		return column.Any
	default:
		return t
	}
}

// setProperty stores v, null to remove, in place; the latch is held exclusively.
func (c *chunk) setProperty(row int, key PropertyID, v value.Value) {
	i, ok := c.findColumn(key)
	switch {
	case v.IsNull() && !ok:
	case v.IsNull():
		if c.columns[i].remove(row) {
			c.dropEmpty(i)
		}
	case ok:
		c.columns[i].set(row, v)
	default:
		c.addColumn(key, storedAs(v)).set(row, v)
	}
}

// findColumn returns where the column of a property is, or belongs.
func (c *chunk) findColumn(key PropertyID) (i int, ok bool) {
	for i, col := range c.columns {
		if col.key >= key {
			return i, col.key == key
		}
	}
	return len(c.columns), false
}

// addColumn adds an empty column.
func (c *chunk) addColumn(key PropertyID, typ column.Type) *propColumn {
	i, _ := c.findColumn(key)
	col := &propColumn{key: key, typ: typ, dense: true}
	c.columns = slices.Insert(c.columns, i, col)
	return col
}

// dropEmpty removes column i if it holds nothing, and reports whether it did.
func (c *chunk) dropEmpty(i int) bool {
	if c.columns[i].n > 0 {
		return false
	}
	c.columns = slices.Delete(c.columns, i, i+1)
	return true
}

// set stores v, which is not null, as the value of row.
func (c *propColumn) set(row int, v value.Value) {
	if c.typ != column.Any && c.typ != storedAs(v) {
		c.widen()
	}
	i, ok := c.index(row)
	if !ok {
		i = c.occupy(row)
	}
	c.put(i, ok, v)
}

// push adds v behind the last value.
func (c *propColumn) push(v value.Value) { c.put(c.stored(), false, v) }

// put stores v at an index; there tells whether to overwrite or to insert.
func (c *propColumn) put(i int, there bool, v value.Value) {
	switch c.typ {
	case column.Bool:
		c.bools = place(c.bools, i, there, v.AsBool())
	case column.Int:
		c.ints.put(i, there, v.AsInt())
	case column.Float:
		c.floats = place(c.floats, i, there, v.AsFloat())
	case column.String:
		c.strings.put(i, there, v.AsString())
	default:
		if v.Kind() == value.KindString {
			v = value.String(strings.Clone(v.AsString()))
		}
		c.values = place(c.values, i, there, v)
	}
}

// place overwrites s[i] if it is there, and inserts v before it otherwise.
func place[T any](s []T, i int, there bool, v T) []T {
	switch {
	case there:
		s[i] = v
	case i == len(s):
		s = append(s, v)
	default:
		s = slices.Insert(s, i, v)
	}
	return s
}

// occupy marks row as present and returns its index.
func (c *propColumn) occupy(row int) int {
	w, bit := row>>6, uint64(1)<<(row&63)
	c.present[w] |= bit
	c.n++
	if c.dense && row == c.n-1 {
		for w++; w < rowWords; w++ {
			c.rank[w]++
		}
		return row
	}
	c.recount(w)
	return int(c.rank[w]) + bits.OnesCount64(c.present[w]&(bit-1))
}

// remove forgets the value of row and reports whether there was one.
func (c *propColumn) remove(row int) bool {
	i, ok := c.index(row)
	if !ok {
		return false
	}
	c.present[row>>6] &^= 1 << (row & 63)
	c.n--
	c.recount(row >> 6)
	switch c.typ {
	case column.Bool:
		c.bools = slices.Delete(c.bools, i, i+1)
	case column.Int:
		c.ints.remove(i)
	case column.Float:
		c.floats = slices.Delete(c.floats, i, i+1)
	case column.String:
		c.strings.remove(i)
	default:
		c.values = slices.Delete(c.values, i, i+1)
	}
	return true
}

// widen turns the column into one that holds any values.
func (c *propColumn) widen() {
	values := make([]value.Value, c.n, c.n+1)
	for i := range values {
		values[i] = c.at(i)
	}
	c.typ, c.values = column.Any, values
	c.bools, c.ints, c.floats, c.strings = nil, integers{}, nil, stringRun{}
}
