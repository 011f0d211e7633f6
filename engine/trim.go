package engine

import (
	"slices"

	"memgraphd/engine/column"
)

// trim gives back the memory that chunks hold in reserve for changes.
func (db *Database) trim() {
	for _, c := range db.nodes.all() {
		if c != nil {
			c.trimColumns()
			c.trimHops(db)
		}
	}
	for _, c := range db.rels.all() {
		if c != nil {
			c.trimColumns()
		}
	}
}

// trimHops packs the adjacency of a chunk. The ids that are entered there were handed out before.
func (c *chunk) trimHops(db *Database) {
	c.hops.Lock()
	defer c.hops.Unlock()
	l := packedLayout(db.nextNode.Load(), db.nextRel.Load())
	for _, a := range []*adjacency{&c.out, &c.in} {
		if a.doubts == 0 && a.wasteful(l) {
			a.trim(l)
		}
	}
}

func (c *chunk) trimColumns() {
	c.latch.Lock()
	defer c.latch.Unlock()
	c.pack()
}

// pack makes a chunk that is quiet as small as it can be; the latch is held exclusively.
func (c *chunk) pack() {
	if c.heads != nil {
		return
	}
	c.ends.pack()
	for _, col := range c.columns {
		col.narrow()
		col.bools = clip(col.bools)
		col.ints.pack()
		col.floats = clip(col.floats)
		col.strings.pack()
		col.values = clip(col.values)
	}
}

// clip copies a slice whose reserve is worth having back.
func clip[T any](s []T) []T {
	if cap(s)-len(s) <= cap(s)/16 {
		return s
	}
	return slices.Clip(append(make([]T, 0, len(s)), s...))
}

// narrow gives a column that holds any values its own type back, once they are
// all of one.
func (c *propColumn) narrow() {
	if c.typ != column.Any || c.n == 0 {
		return
	}
	t := storedAs(c.values[0])
	if t == column.Any {
		return
	}
	for _, v := range c.values {
		if storedAs(v) != t {
			return
		}
	}
	values := c.values
	c.typ, c.values = t, nil
	for _, v := range values {
		c.push(v)
	}
}
