package group

import (
	"unsafe"

	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// hashRows computes the hash of each row sel[i] into t.hash[i], the same as
// [value.Hash] chained over the columns.
func (t *Table) hashRows(cols []*column.Column, sel []int32) {
	if cap(t.hash) < len(sel) {
		t.hash = make([]uint64, len(sel), max(len(sel), column.BatchSize))
	}
	t.hash = t.hash[:len(sel)]
	clear(t.hash)
	for _, c := range cols {
		hashColumn(t.hash, c, sel)
	}
}

func hashColumn(hash []uint64, c *column.Column, sel []int32) {
	if c.Valid != nil {
		hashValues(hash, c, sel)
		return
	}
	switch c.Type {
	case column.Int:
		for i, r := range sel {
			hash[i] = value.HashInt(hash[i], c.Ints[r])
		}
	case column.Float:
		for i, r := range sel {
			hash[i] = value.HashFloat(hash[i], c.Floats[r])
		}
	case column.String:
		for i, r := range sel {
			hash[i] = value.HashString(hash[i], c.Strings[r])
		}
	default:
		hashValues(hash, c, sel)
	}
}

func hashValues(hash []uint64, c *column.Column, sel []int32) {
	for i, r := range sel {
		hash[i] = value.Hash(hash[i], c.Value(int(r)))
	}
}

// RowsSize estimates the bytes that some rows of a column take up.
func RowsSize(c *column.Column, rows []int32) int64 {
	switch c.Type {
	case column.Null:
		return 0
	case column.Bool:
		return int64(len(rows))
	case column.String:
		size := len(rows) * int(unsafe.Sizeof(""))
		for _, r := range rows {
			size += len(c.Strings[r])
		}
		return int64(size)
	case column.Any:
		size := 0
		for _, r := range rows {
			size += value.MemoryUsage(c.Values[r])
		}
		return int64(size)
	}
	return 8 * int64(len(rows))
}
