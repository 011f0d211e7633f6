package column

import "memgraphd/engine/value"

// AppendRows adds the rows of src that rows names behind the last row, in that
// order. Where the types differ, c becomes a column of type Any.
func (c *Column) AppendRows(src *Column, rows []int32) {
	switch {
	case c.N == 0:
		Gather(c, src, rows)
		return
	case src.Type == Null:
		c.AppendNulls(len(rows))
		return
	case c.Type == Null:
		c.retype(src.Type)
	case c.Type != src.Type:
		c.Widen()
		c.appendValues(src, rows)
		return
	}
	switch c.Type {
	case Bool:
		c.Bools = appendRows(c.Bools, src.Bools, rows)
	case Int:
		c.Ints = appendRows(c.Ints, src.Ints, rows)
	case Float:
		c.Floats = appendRows(c.Floats, src.Floats, rows)
	case String:
		c.Strings = appendRows(c.Strings, src.Strings, rows)
	case Node, Relationship:
		c.IDs = appendRows(c.IDs, src.IDs, rows)
	case Any:
		c.Values = appendRows(c.Values, src.Values, rows)
	}
	c.appendValid(src, rows)
}

// appendValid adds the bits of the rows that were just added.
func (c *Column) appendValid(src *Column, rows []int32) {
	at := c.N
	c.N += len(rows)
	if c.Type == Any || c.Valid == nil && src.Valid == nil {
		return
	}
	if c.Valid == nil {
		n := c.N
		c.N = at
		c.MakeValid()
		c.Valid.Fill(at)
		c.N = n
	}
	for words := (c.N + 63) >> 6; len(c.Valid) < words; {
		c.validBuf = append(c.Valid, 0)
		c.Valid = c.validBuf
	}
	for i, r := range rows {
		if src.Valid == nil || src.Valid.Has(int(r)) {
			c.Valid.Set(at + i)
		} else {
			c.Valid.Clear(at + i)
		}
	}
}

func (c *Column) appendValues(src *Column, rows []int32) {
	for _, r := range rows {
		c.Values = append(c.Values, src.Value(int(r)))
	}
	c.N += len(rows)
}

func appendRows[T any](dst, src []T, rows []int32) []T {
	for _, r := range rows {
		dst = append(dst, src[r])
	}
	return dst
}

// AppendNulls adds n nulls behind the last row.
func (c *Column) AppendNulls(n int) {
	switch c.Type {
	case Null:
		c.N += n
	case Any:
		for range n {
			c.Values = append(c.Values, value.Null)
		}
		c.N += n
	default:
		for range n {
			c.appendNull()
		}
	}
}

// View makes c the rows from ≤ i < to of src without copying them. From must be
// a multiple of 64. C shares src's memory and must not be reset or changed: it
// is good for further views only.
func (c *Column) View(src *Column, from, to int) {
	*c = Column{Type: src.Type, N: to - from}
	switch src.Type {
	case Bool:
		c.Bools = src.Bools[from:to:to]
	case Int:
		c.Ints = src.Ints[from:to:to]
	case Float:
		c.Floats = src.Floats[from:to:to]
	case String:
		c.Strings = src.Strings[from:to:to]
	case Node, Relationship:
		c.IDs = src.IDs[from:to:to]
	case Any:
		c.Values = src.Values[from:to:to]
	}
	if src.Valid != nil {
		c.Valid = src.Valid[from>>6 : (to+63)>>6]
	}
}
