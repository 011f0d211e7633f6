package engine

import (
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// gatherer fills a column with the values of a property, one run of rows of the
// same chunk after the other.
type gatherer struct {
	dst *column.Column
}

// start makes the destination n nulls.
func (g gatherer) start(n int) { g.dst.Reset(column.Null, n) }

// run writes the values of the rows ids of a quiet chunk behind the first at rows.
func (g gatherer) run(col *propColumn, ids []uint64, at int) {
	if col == nil {
		g.absent(at, len(ids))
		return
	}
	if !g.accept(col.typ, at) {
		for i, id := range ids {
			g.one(at+i, col.value(int(id&rowMask)))
		}
		return
	}
	dst := g.dst
	switch col.typ {
	case column.Bool:
		gatherRun(g, col, col.bools, dst.Bools, ids, at)
	case column.Int:
		gatherInts(g, col, ids, at)
	case column.Float:
		gatherRun(g, col, col.floats, dst.Floats, ids, at)
	case column.String:
		gatherText(g, col, ids, at)
	default:
		gatherRun(g, col, col.values, dst.Values, ids, at)
	}
}

// accept makes the destination hold values of type t from row at on, and
// reports false if it holds any values and t is narrower.
func (g gatherer) accept(t column.Type, at int) bool {
	dst := g.dst
	switch {
	case dst.Type == t:
		return true
	case dst.Type == column.Null:
		dst.Reset(t, dst.N)
		if at > 0 && t != column.Any {
			dst.MakeValid()
		}
		return true
	case dst.Type != column.Any:
		dst.Widen()
		for i := at; i < dst.N; i++ {
			dst.Values[i] = value.Null
		}
	}
	return t == column.Any
}

// one writes a single value.
func (g gatherer) one(at int, v value.Value) {
	t := column.TypeOf(v.Kind())
	if t == column.Null {
		g.absent(at, 1)
		return
	}
	if t > column.String {
		t = column.Any
	}
	if !g.accept(t, at) {
		g.dst.Values[at] = v
		return
	}
	switch t {
	case column.Bool:
		g.dst.Bools[at] = v.AsBool()
	case column.Int:
		g.dst.Ints[at] = v.AsInt()
	case column.Float:
		g.dst.Floats[at] = v.AsFloat()
	case column.String:
		g.dst.Strings[at] = v.AsString()
	default:
		g.dst.Values[at] = v
		return
	}
	if g.dst.Valid != nil {
		g.dst.Valid.Set(at)
	}
}

// absent leaves n rows null.
func (g gatherer) absent(at, n int) {
	switch g.dst.Type {
	case column.Null, column.Any:
		return
	}
	g.needValid(at)
}

// needValid gives the destination a bitmap in which the rows before at are as
// they were and the others absent.
func (g gatherer) needValid(at int) {
	if g.dst.Valid == nil {
		g.dst.MakeValid()
		g.dst.Valid.Fill(at)
	}
}

// mark notes that n rows are present.
func (g gatherer) mark(at, n int) {
	if g.dst.Valid == nil || g.dst.Type == column.Any {
		return
	}
	for i := at; i < at+n; i++ {
		g.dst.Valid.Set(i)
	}
}

func gatherRun[T any](g gatherer, col *propColumn, src, dst []T, ids []uint64, at int) {
	first := int(ids[0] & rowMask)
	if col.dense && consecutive(ids) && first+len(ids) <= col.n {
		copy(dst[at:at+len(ids)], src[first:])
		g.mark(at, len(ids))
		return
	}
	for i, id := range ids {
		j, ok := col.index(int(id & rowMask))
		if !ok {
			g.absent(at+i, 1)
			continue
		}
		dst[at+i] = src[j]
		g.mark(at+i, 1)
	}
}

// gatherInts is gatherRun for integers.
func gatherInts(g gatherer, col *propColumn, ids []uint64, at int) {
	first, dst := int(ids[0]&rowMask), g.dst.Ints
	if col.dense && consecutive(ids) && first+len(ids) <= col.n {
		col.ints.copyTo(dst[at:at+len(ids)], first)
		g.mark(at, len(ids))
		return
	}
	for i, id := range ids {
		j, ok := col.index(int(id & rowMask))
		if !ok {
			g.absent(at+i, 1)
			continue
		}
		dst[at+i] = col.ints.at(j)
		g.mark(at+i, 1)
	}
}

func gatherText(g gatherer, col *propColumn, ids []uint64, at int) {
	dst := g.dst.Strings
	for i, id := range ids {
		j, ok := col.index(int(id & rowMask))
		if !ok {
			g.absent(at+i, 1)
			continue
		}
		dst[at+i] = col.strings.at(j)
		g.mark(at+i, 1)
	}
}

// consecutive reports whether ids count up by one.
func consecutive(ids []uint64) bool {
	if ids[len(ids)-1]-ids[0] != uint64(len(ids)-1) {
		return false
	}
	for i, id := range ids {
		if id != ids[0]+uint64(i) {
			return false
		}
	}
	return true
}

// sameChunk returns the end of the run of ids from i on that lie in one chunk.
func sameChunk(ids []uint64, i int) int {
	number := ids[i] >> rowBits
	for i++; i < len(ids) && ids[i]>>rowBits == number; i++ {
	}
	return i
}

// property is NodeProperty and RelationshipProperty.
func (t *Txn) property(d *directory, ids []uint64, key PropertyID, dst *column.Column) {
	g := gatherer{dst: dst}
	g.start(len(ids))
	var at reading
	defer at.done()
	for i := 0; i < len(ids); {
		end := sameChunk(ids, i)
		if end == i+1 && end < len(ids) {
			i += t.gatherScattered(g, d, ids, i, key)
			continue
		}
		if c := d.at(ids[i]); c != nil {
			c.latch.RLock()
			at.c = c
			t.gatherChunk(g, c, ids[i:end], i, key)
			at.c = nil
			c.latch.RUnlock()
		} else {
			g.absent(i, end-i)
		}
		i = end
	}
}

// gatherChunk writes the values of rows of one chunk; its latch is held.
func (t *Txn) gatherChunk(g gatherer, c *chunk, ids []uint64, at int, key PropertyID) {
	col := c.column(key)
	if c.heads == nil {
		g.run(col, ids, at)
		return
	}
	for i := 0; i < len(ids); {
		row := int(ids[i] & rowMask)
		if c.heads.has(row) {
			g.one(at+i, t.rowProperty(c, col, row, key))
			i++
			continue
		}
		quiet := i + 1
		for quiet < len(ids) && !c.heads.has(int(ids[quiet]&rowMask)) {
			quiet++
		}
		g.run(col, ids[i:quiet], at+i)
		i = quiet
	}
}

// properties appends all properties of one row.
func (t *Txn) properties(d *directory, id uint64, dst []Property) []Property {
	c := d.at(id)
	if c == nil {
		return dst
	}
	row := int(id & rowMask)
	c.latch.RLock()
	defer c.latch.RUnlock()
	if c.head(row) != nil {
		return t.versionedProperties(c, row, dst)
	}
	return newestProperties(c, row, dst)
}
