package column

import "memgraphd/engine/value"

// Append adds v behind the last row, and turns c into a column of type Any if
// v does not fit its type.
func (c *Column) Append(v value.Value) {
	t := TypeOf(v.Kind())
	switch {
	case t == c.Type:
	case t == Null:
		c.appendNull()
		return
	case c.Type == Null:
		c.retype(t)
	case c.Type != Any:
		c.Widen()
	}
	c.push(v)
}

func (c *Column) push(v value.Value) {
	switch c.Type {
	case Null:
	case Bool:
		c.Bools = append(c.Bools, v.AsBool())
	case Int:
		c.Ints = append(c.Ints, v.AsInt())
	case Float:
		c.Floats = append(c.Floats, v.AsFloat())
	case String:
		c.Strings = append(c.Strings, v.AsString())
	case Node, Relationship:
		c.IDs = append(c.IDs, v.AsID())
	case Any:
		c.Values = append(c.Values, v)
	}
	c.N++
	c.growValid(true)
}

func (c *Column) appendNull() {
	if c.Type == Null || c.Type == Any {
		c.push(value.Null)
		return
	}
	if c.Valid == nil {
		c.MakeValid()
		c.Valid.Fill(c.N)
	}
	switch c.Type {
	case Bool:
		c.Bools = append(c.Bools, false)
	case Int:
		c.Ints = append(c.Ints, 0)
	case Float:
		c.Floats = append(c.Floats, 0)
	case String:
		c.Strings = append(c.Strings, "")
	case Node, Relationship:
		c.IDs = append(c.IDs, 0)
	}
	c.N++
	c.growValid(false)
}

// growValid gives the row that was just added its bit, where there are bits.
func (c *Column) growValid(present bool) {
	if c.Valid == nil {
		return
	}
	if words := (c.N + 63) >> 6; words > len(c.Valid) {
		c.validBuf = append(c.Valid, 0)
		c.Valid = c.validBuf
	}
	if present {
		c.Valid.Set(c.N - 1)
	} else {
		c.Valid.Clear(c.N - 1)
	}
}

// retype turns a column of nulls into one of type t.
func (c *Column) retype(t Type) {
	n := c.N
	c.Reset(t, n)
	if n > 0 && t != Any {
		c.MakeValid()
	}
}

// Widen turns c into a column of type Any with the same values.
func (c *Column) Widen() {
	if c.Type == Any {
		return
	}
	vals := make([]value.Value, c.N, max(c.N, min(2*c.N, BatchSize)))
	for i := range vals {
		vals[i] = c.Value(i)
	}
	c.Type, c.Valid, c.Values = Any, nil, vals
}

// Gather makes dst the rows of src that sel names, in that order.
func Gather(dst, src *Column, sel []int32) {
	dst.Reset(src.Type, len(sel))
	switch src.Type {
	case Bool:
		gather(dst.Bools, src.Bools, sel)
	case Int:
		gather(dst.Ints, src.Ints, sel)
	case Float:
		gather(dst.Floats, src.Floats, sel)
	case String:
		gather(dst.Strings, src.Strings, sel)
	case Node, Relationship:
		gather(dst.IDs, src.IDs, sel)
	case Any:
		gather(dst.Values, src.Values, sel)
	}
	if src.Valid == nil {
		return
	}
	dst.MakeValid()
	for i, r := range sel {
		if src.Valid.Has(int(r)) {
			dst.Valid.Set(i)
		}
	}
}

func gather[T any](dst, src []T, sel []int32) {
	for i, r := range sel {
		dst[i] = src[r]
	}
}
