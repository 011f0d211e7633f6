package group

import "memgraphd/engine/column"

const (
	directMin = 256     // length of the array to begin with
	directMax = 1 << 16 // up to which it may grow in any case
	directPer = 8       // beyond that, entries per group
)

// directly reports whether keys of a type may index an array.
func directly(t column.Type) bool {
	return t == column.Int || t == column.Node || t == column.Relationship
}

// assignDirect assigns groups by indexing the array, and reports false if a key
// does not lend itself to it; then nothing has been assigned.
func (t *Table) assignDirect(c *column.Column, sel []int32, out []uint32) bool {
	if c.Type == column.Null && t.n > 0 || c.Type == t.kind {
		if c.Type == column.Int {
			return assignDirectly(t, c, c.Ints, sel, out)
		}
		return assignDirectly(t, c, c.IDs, sel, out)
	}
	return false
}

func assignDirectly[T int64 | uint64](t *Table, c *column.Column, keys []T, sel []int32, out []uint32) bool {
	if c.Type != column.Null && !reach(t, c, keys, sel) {
		return false
	}
	for i, r := range sel {
		if c.Type == column.Null || c.Valid != nil && !c.Valid.Has(int(r)) {
			if t.null == 0 {
				t.null = t.add(r) + 1
			}
			out[i] = t.null - 1
			continue
		}
		g := t.direct[keys[r]]
		if g == 0 {
			g = t.add(r) + 1
			t.direct[keys[r]] = g
		}
		out[i] = g - 1
	}
	return true
}

// reach makes the array long enough for the keys of a batch, if it may be.
func reach[T int64 | uint64](t *Table, c *column.Column, keys []T, sel []int32) bool {
	highest := uint64(0)
	for _, r := range sel {
		if c.Valid == nil || c.Valid.Has(int(r)) {
			highest = max(highest, uint64(keys[r])) // negative numbers are very high
		}
	}
	if highest < uint64(len(t.direct)) {
		return true
	}
	if highest >= uint64(max(directMax, directPer*(t.n+len(sel)))) {
		return false
	}
	size := len(t.direct)
	for uint64(size) <= highest {
		size *= 2
	}
	longer := make([]uint32, size)
	copy(longer, t.direct)
	t.direct = longer
	return true
}

// leaveDirect goes over to hashing.
func (t *Table) leaveDirect() {
	if t.direct == nil {
		return
	}
	t.direct, t.null = nil, 0
	t.rehash()
}

// rehash enters all groups of former batches into the index.
func (t *Table) rehash() {
	t.hashes = t.hashes[:0]
	clear(t.index)
	if t.n == 0 {
		return
	}
	t.grow(t.n)
	cols := make([]*column.Column, len(t.keys))
	for i := range cols {
		cols[i] = &t.keys[i]
	}
	all := make([]int32, t.n)
	for i := range all {
		all[i] = int32(i)
	}
	t.hashRows(cols, all)
	t.hashes = append(t.hashes, t.hash[:t.n]...)
	for g, h := range t.hashes {
		t.place(uint32(g), h)
	}
}
