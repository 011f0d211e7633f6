package engine

import (
	"sync"
)

// chunk is ChunkRows rows of the node or of the relationship table.
//
// latch guards everything in it except adjacency, whose changes are serialised
// by hops and whose reads take no latch at all (see adjacency).
type chunk struct {
	latch     sync.RWMutex
	base      uint64           // id of row 0
	live      [rowWords]uint64 // rows whose newest version exists
	heads     *heads           // newest undo record of each row; nil while the chunk is quiet
	versioned int              // rows that have an undo record
	columns   []*propColumn    // ascending by key
	zone      zone             // label sets, or relationship types, of all versions of all rows

	labels []LabelSet // node table only
	ends   endpoints  // relationship table only

	hops sync.Mutex // taken before latch; node table only
	out  adjacency
	in   adjacency
}

func newNodeChunk(number uint64) *chunk {
	return &chunk{base: number << rowBits, labels: make([]LabelSet, ChunkRows)}
}

func newRelationshipChunk(number uint64) *chunk {
	c := &chunk{base: number << rowBits}
	c.ends.init()
	return c
}

func (c *chunk) isLive(row int) bool { return c.live[row>>6]&(1<<(row&63)) != 0 }
func (c *chunk) setLive(row int)     { c.live[row>>6] |= 1 << (row & 63) }
func (c *chunk) setDead(row int)     { c.live[row>>6] &^= 1 << (row & 63) }

// head returns the newest undo record of a row, or nil.
func (c *chunk) head(row int) *undo {
	if c.heads == nil {
		return nil
	}
	return c.heads.at(row)
}

// push makes u the newest undo record of a row.
func (c *chunk) push(row int, u *undo) {
	c.makeHeads()
	if !c.heads.has(row) {
		c.versioned++
	}
	c.heads.set(row, u)
}

// pushRun makes u the newest undo record of n rows.
func (c *chunk) pushRun(row, n int, u *undo) {
	c.makeHeads()
	c.versioned += c.heads.setRun(row, n, u)
}

func (c *chunk) makeHeads() {
	if c.heads == nil {
		c.heads = headPool.Get().(*heads)
	}
}

// cut removes the newest undo record of a row and all that are older.
func (c *chunk) cut(row int) { c.setHead(row, nil) }

// setHead replaces the newest undo record of a row that has one.
func (c *chunk) setHead(row int, u *undo) {
	c.heads.set(row, u)
	if u != nil {
		return
	}
	if c.versioned--; c.versioned == 0 {
		c.heads.release()
		c.heads = nil
	}
}

// column returns the column of a property, or nil.
func (c *chunk) column(key PropertyID) *propColumn {
	if i, ok := c.findColumn(key); ok {
		return c.columns[i]
	}
	return nil
}

// clearRow forgets what a row held, once no transaction can see it any more.
func (c *chunk) clearRow(row int) {
	for i := 0; i < len(c.columns); i++ {
		if c.columns[i].remove(row) && c.dropEmpty(i) {
			i--
		}
	}
	if c.labels != nil {
		c.zone.remove(uint32(c.labels[row]))
		c.labels[row] = 0
	} else {
		c.zone.remove(uint32(c.ends.typeOf(row)))
	}
}
