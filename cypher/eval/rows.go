package eval

import "memgraphd/engine/column"

// copyRow copies row j of src, which is present, to row i of dst, which is of the same type.
func copyRow(dst *column.Column, i int, src *column.Column, j int) {
	switch dst.Type {
	case column.Bool:
		dst.Bools[i] = src.Bools[j]
	case column.Int:
		dst.Ints[i] = src.Ints[j]
	case column.Float:
		dst.Floats[i] = src.Floats[j]
	case column.String:
		dst.Strings[i] = src.Strings[j]
	case column.Node, column.Relationship:
		dst.IDs[i] = src.IDs[j]
	case column.Any:
		dst.Values[i] = src.Values[j]
		return
	}
	if dst.Valid != nil {
		dst.Valid.Set(i)
	}
}

// copyRows makes dst the given rows of src, at the same places.
func copyRows(dst, src *column.Column, n int, rows []int32) {
	dst.Reset(src.Type, n)
	copyColumnAt(dst, src, rows)
	if src.Valid == nil {
		return
	}
	dst.MakeValid()
	for _, i := range rows {
		if src.Valid.Has(int(i)) {
			dst.Valid.Set(int(i))
		}
	}
}

// copyColumnAt copies the given rows of a column of the same type.
func copyColumnAt(dst, src *column.Column, rows []int32) {
	switch src.Type {
	case column.Bool:
		copyAt(dst.Bools, src.Bools, rows)
	case column.Int:
		copyAt(dst.Ints, src.Ints, rows)
	case column.Float:
		copyAt(dst.Floats, src.Floats, rows)
	case column.String:
		copyAt(dst.Strings, src.Strings, rows)
	case column.Node, column.Relationship:
		copyAt(dst.IDs, src.IDs, rows)
	case column.Any:
		copyAt(dst.Values, src.Values, rows)
	}
}

func copyAt[T any](dst, src []T, rows []int32) {
	for _, i := range rows {
		dst[i] = src[i]
	}
}
