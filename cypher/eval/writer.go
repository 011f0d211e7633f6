package eval

import (
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// writer fills a column with values row by row and finds the narrowest type
// that holds them all, so that what reads the column can use typed loops.
type writer struct {
	col   column.Column
	set   int  // rows that are present
	mixed bool // the last column needed type Any, and so will the next
}

// begin starts a column of n nulls.
func (w *writer) begin(n int) {
	w.set = 0
	if w.mixed {
		w.col.Reset(column.Any, n)
		return
	}
	w.col.Reset(column.Null, n)
}

// put writes v to row i, which was not written before.
func (w *writer) put(i int32, v value.Value) {
	if v.IsNull() {
		return
	}
	if t := column.TypeOf(v.Kind()); t != w.col.Type {
		w.admit(t)
	}
	switch w.col.Type {
	case column.Bool:
		w.col.Bools[i] = v.AsBool()
	case column.Int:
		w.col.Ints[i] = v.AsInt()
	case column.Float:
		w.col.Floats[i] = v.AsFloat()
	case column.String:
		w.col.Strings[i] = v.AsString()
	case column.Node, column.Relationship:
		w.col.IDs[i] = v.AsID()
	default:
		w.col.Values[i] = v
		return
	}
	w.col.Valid.Set(int(i))
	w.set++
}

// putRows writes rows of a column, at the same places.
func (w *writer) putRows(c *column.Column, rows []int32) {
	if w.col.Type == column.Null && c.Type != column.Null {
		w.admit(c.Type)
	}
	if c.Type != w.col.Type || c.Valid != nil {
		for _, i := range rows {
			w.put(i, c.Value(int(i)))
		}
		return
	}
	copyColumnAt(&w.col, c, rows)
	if w.col.Valid != nil {
		w.set += len(rows)
		for _, i := range rows {
			w.col.Valid.Set(int(i))
		}
	}
}

// admit makes room for a value of another type than those before.
func (w *writer) admit(t column.Type) {
	switch {
	case w.col.Type == column.Any:
	case w.col.Type == column.Null:
		w.col.Reset(t, w.col.N)
		if t != column.Any {
			w.col.MakeValid()
		}
	default:
		w.col.Widen()
		w.mixed = true
	}
}

// end returns the column, of which the rows of sel were written.
func (w *writer) end(sel []int32) *column.Column {
	if w.set == len(sel) {
		w.col.Valid = nil // no row that counts is null
	}
	return &w.col
}
