package engine

import (
	"math/bits"
	"unsafe"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// propColumn holds one property of the rows of a chunk that have it, one value
// behind the other in row order, in the slice that typ names.
type propColumn struct {
	key     PropertyID
	typ     column.Type
	dense   bool // the present rows are 0 … n-1, so that a row is its own index
	n       int
	present [rowWords]uint64
	rank    [rowWords]uint16 // present rows before each word

	bools   []bool
	ints    integers
	floats  []float64
	strings stringRun
	values  []value.Value
}

// longestInline is the longest string that goes into a column of strings; a
// column with a longer one holds its strings one by one.
const longestInline = 64 << 10

// index returns where the value of row is, and whether there is one.
func (c *propColumn) index(row int) (int, bool) {
	if c.dense {
		return row, row < c.n
	}
	word, bit := c.present[row>>6], uint64(1)<<(row&63)
	return int(c.rank[row>>6]) + bits.OnesCount64(word&(bit-1)), word&bit != 0
}

// value returns the value of a row, null if it has none.
func (c *propColumn) value(row int) value.Value {
	i, ok := c.index(row)
	if !ok {
		return value.Null
	}
	return c.at(i)
}

// at returns the value at an index.
func (c *propColumn) at(i int) value.Value {
	switch c.typ {
	case column.Bool:
		return value.Bool(c.bools[i])
	case column.Int:
		return value.Int(c.ints.at(i))
	case column.Float:
		return value.Float(c.floats[i])
	case column.String:
		return value.String(c.strings.at(i))
	}
	return c.values[i]
}

// recount brings rank and dense up to date with present from word w on.
func (c *propColumn) recount(w int) {
	n := 0
	if w > 0 {
		n = int(c.rank[w-1]) + bits.OnesCount64(c.present[w-1])
	}
	for ; w < rowWords; w++ {
		c.rank[w] = uint16(n)
		n += bits.OnesCount64(c.present[w])
	}
	c.dense = true
	for w, left := 0, c.n; w < rowWords; w, left = w+1, left-64 {
		if c.present[w] != prefix(left) {
			c.dense = false
			return
		}
	}
}

// prefix returns a word with the first n bits set.
func prefix(n int) uint64 {
	switch {
	case n >= 64:
		return ^uint64(0)
	case n <= 0:
		return 0
	}
	return 1<<n - 1
}

// bytes returns the memory that the column holds.
func (c *propColumn) bytes() int {
	return int(unsafe.Sizeof(*c)) + cap(c.bools) + c.ints.memory() + 8*cap(c.floats) + c.strings.memory() +
		int(unsafe.Sizeof(value.Value{}))*cap(c.values)
}

// stored returns how many values the column holds.
func (c *propColumn) stored() int {
	switch c.typ {
	case column.Bool:
		return len(c.bools)
	case column.Int:
		return c.ints.len()
	case column.Float:
		return len(c.floats)
	case column.String:
		return c.strings.len()
	}
	return len(c.values)
}
