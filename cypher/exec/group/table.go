// Package group finds the rows of columns that are alike, as DISTINCT, grouping
// and hash joins need it: values that are [value.Equivalent] are one.
package group

import (
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// None is the group of a row that has none.
const None = ^uint32(0)

// Table numbers the distinct rows of some key columns in the order in which they
// come. Its zero value has no groups.
//
// Keys are hashed a column at a time and looked up in a table of open
// addressing; a single column of small integers or ids indexes an array instead.
type Table struct {
	n      int
	keys   []column.Column // by group
	size   int64           // of keys, in bytes
	hashes []uint64        // by group, while hashed
	index  []uint32        // group+1 by hash, a power of two long
	mask   uint64

	started bool
	direct  []uint32 // group+1 by key
	null    uint32   // group+1 of null, while direct
	kind    column.Type

	hash  []uint64 // scratch: of the rows of a batch
	fresh []int32  // rows of the batch that began a group
	base  int      // the first group of the batch
}

// Reset forgets all groups and keeps the memory.
func (t *Table) Reset() {
	t.n, t.size, t.started, t.null = 0, 0, false, 0
	for i := range t.keys {
		t.keys[i].Reset(column.Null, 0)
	}
	clear(t.index)
	clear(t.direct)
	t.hashes = t.hashes[:0]
}

// Free forgets all groups and the memory.
func (t *Table) Free() { *t = Table{} }

// Len returns the number of groups.
func (t *Table) Len() int { return t.n }

// Key returns the key columns' values by group; it is good until the next Assign.
func (t *Table) Key(i int) *column.Column { return &t.keys[i] }

// MemoryUsage estimates the bytes that the table holds.
func (t *Table) MemoryUsage() int64 {
	return int64(4*(len(t.index)+len(t.direct))+8*len(t.hashes)) + t.size
}

// Assign writes the group of each row sel[i] of the key columns to out[i]. Keys
// not seen before begin a group; it returns the rows that did, ascending in sel,
// valid until the next call.
func (t *Table) Assign(cols []*column.Column, sel []int32, out []uint32) (fresh []int32) {
	t.begin(cols)
	if t.direct == nil || !t.assignDirect(cols[0], sel, out) {
		t.assignHashed(cols, sel, out)
	}
	for i, c := range cols {
		t.keys[i].AppendRows(c, t.fresh)
		t.size += RowsSize(c, t.fresh)
	}
	return t.fresh
}

// Find writes the group of each row sel[i] to out[i], None if there is none.
func (t *Table) Find(cols []*column.Column, sel []int32, out []uint32) {
	if t.n == 0 {
		for i := range sel {
			out[i] = None
		}
		return
	}
	t.fresh, t.base = t.fresh[:0], t.n
	t.leaveDirect()
	t.hashRows(cols, sel)
	for i, r := range sel {
		_, out[i] = t.probe(cols, r, t.hash[i])
	}
}

// begin prepares for a batch; the first decides how keys are looked up.
func (t *Table) begin(cols []*column.Column) {
	t.fresh, t.base = t.fresh[:0], t.n
	if t.started {
		return
	}
	t.started = true
	if len(t.keys) != len(cols) {
		t.keys = make([]column.Column, len(cols))
	}
	if len(cols) == 1 && directly(cols[0].Type) {
		t.kind = cols[0].Type
		if t.direct == nil {
			t.direct = make([]uint32, directMin)
		}
		return
	}
	t.direct = nil
}

func (t *Table) assignHashed(cols []*column.Column, sel []int32, out []uint32) {
	t.leaveDirect()
	t.grow(t.n + len(sel))
	t.hashRows(cols, sel)
	for i, r := range sel {
		at, g := t.probe(cols, r, t.hash[i])
		if g == None {
			g = t.add(r)
			t.index[at] = g + 1
			t.hashes = append(t.hashes, t.hash[i])
		}
		out[i] = g
	}
}

// add begins a group with a row of the batch.
func (t *Table) add(row int32) uint32 {
	g := uint32(t.n)
	t.n++
	t.fresh = append(t.fresh, row)
	return g
}

// probe returns the group of a row, or None and the place in the index for it.
func (t *Table) probe(cols []*column.Column, row int32, hash uint64) (at uint64, g uint32) {
	for at = hash & t.mask; t.index[at] != 0; at = (at + 1) & t.mask {
		g = t.index[at] - 1
		if t.hashes[g] == hash && t.same(cols, row, int(g)) {
			return at, g
		}
	}
	return at, None
}

// same compares a row with the key of a group.
func (t *Table) same(cols []*column.Column, row int32, g int) bool {
	if g >= t.base { // its key is still in the batch
		for _, c := range cols {
			if !sameValue(c, int(row), c, int(t.fresh[g-t.base])) {
				return false
			}
		}
		return true
	}
	for i, c := range cols {
		if !sameValue(c, int(row), &t.keys[i], g) {
			return false
		}
	}
	return true
}

func sameValue(a *column.Column, i int, b *column.Column, j int) bool {
	if a.Type == b.Type && a.Valid == nil && b.Valid == nil {
		switch a.Type {
		case column.Int:
			return a.Ints[i] == b.Ints[j]
		case column.String:
			return a.Strings[i] == b.Strings[j]
		case column.Node, column.Relationship:
			return a.IDs[i] == b.IDs[j]
		case column.Bool:
			return a.Bools[i] == b.Bools[j]
		}
	}
	return value.Equivalent(a.Value(i), b.Value(j))
}

// grow makes the index large enough for n groups.
func (t *Table) grow(n int) {
	size := max(64, len(t.index))
	for size < 2*n {
		size *= 2
	}
	if size == len(t.index) {
		return
	}
	t.index = make([]uint32, size)
	t.mask = uint64(size - 1)
	for g, h := range t.hashes {
		t.place(uint32(g), h)
	}
}

func (t *Table) place(g uint32, hash uint64) {
	at := hash & t.mask
	for t.index[at] != 0 {
		at = (at + 1) & t.mask
	}
	t.index[at] = g + 1
}
