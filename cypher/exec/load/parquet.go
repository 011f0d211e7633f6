package load

import (
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"

	"memgraphd/engine/value"
)

// ParquetReader reads the rows of a Parquet file as maps.
type ParquetReader struct {
	file  *parquet.File
	group int // of rows, that is read next
	rows  parquet.Rows
	buf   []parquet.Row
	shape assembler
}

// Parquet opens a file of a given size.
func Parquet(r io.ReaderAt, size int64) (p *ParquetReader, err error) {
	defer guard(&err)
	file, err := parquet.OpenFile(r, size)
	if err != nil {
		return nil, fmt.Errorf("Parquet reader: %w", err)
	}
	p = &ParquetReader{file: file, buf: make([]parquet.Row, 64)}
	p.shape = assembler{columns: make([][]parquet.Value, len(file.Schema().Columns()))}
	return p, nil
}

// guard turns a panic of the decoder on a damaged file into an error.
func guard(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("Parquet reader: the file is damaged: %v", p)
	}
}

// Next implements [Reader].
func (p *ParquetReader) Next(dst []value.Value, limit int) (_ []value.Value, err error) {
	defer guard(&err)
	for len(dst) < limit {
		if p.rows == nil {
			if p.group == len(p.file.RowGroups()) {
				return dst, nil
			}
			group := p.file.RowGroups()[p.group]
			p.group++
			if group.NumRows() == 0 { // such a group has no pages to seek
				continue
			}
			p.rows = group.Rows()
		}
		n, err := p.rows.ReadRows(p.buf[:min(len(p.buf), limit-len(dst))])
		for _, row := range p.buf[:n] {
			v, err := p.shape.row(p.file.Schema(), row)
			if err != nil {
				return dst, fmt.Errorf("Parquet reader: %w", err)
			}
			dst = append(dst, v)
		}
		if err == io.EOF {
			err = p.Close()
		}
		if err != nil {
			return dst, fmt.Errorf("Parquet reader: %w", err)
		}
	}
	return dst, nil
}

// Close gives up what is being read.
func (p *ParquetReader) Close() error {
	if p.rows == nil {
		return nil
	}
	rows := p.rows
	p.rows = nil
	return rows.Close()
}

// assembler puts records together from the values of their columns, which say at
// which level of the schema they repeat and down to which they are defined
// (Melnik et al.: Dremel, VLDB 2010).
type assembler struct {
	columns [][]parquet.Value // what is left of the current row, by column
}

// levels are the definition and the repetition level of a node.
type levels struct{ defined, repeated int }

func (a *assembler) row(schema *parquet.Schema, row parquet.Row) (value.Value, error) {
	for i := range a.columns {
		a.columns[i] = a.columns[i][:0]
	}
	for _, v := range row {
		if c := v.Column(); c >= 0 && c < len(a.columns) {
			a.columns[c] = append(a.columns[c], v)
		}
	}
	v, _, err := a.group(schema, 0, levels{})
	return v, err
}

// node reads a value of a node whose first leaf is column col, and returns the
// column behind its last.
func (a *assembler) node(n parquet.Node, col int, l levels) (value.Value, int, error) {
	switch {
	case n.Optional():
		l.defined++
		if !a.defined(col, l) {
			return value.Null, a.skip(n, col), nil
		}
	case n.Repeated():
		l.defined++
		l.repeated++
		return a.list(n, col, l)
	}
	return a.required(n, col, l)
}

// list reads the elements of a repeated node.
func (a *assembler) list(n parquet.Node, col int, l levels) (value.Value, int, error) {
	if !a.defined(col, l) {
		return value.List(nil), a.skip(n, col), nil
	}
	var list []value.Value
	for {
		v, end, err := a.required(n, col, l)
		if err != nil {
			return value.Null, end, err
		}
		list = append(list, v)
		if len(a.columns[col]) == 0 || a.columns[col][0].RepetitionLevel() < l.repeated {
			return value.List(list), end, nil
		}
	}
}

// defined reports whether the next value of a column is defined down to a level.
func (a *assembler) defined(col int, l levels) bool {
	return len(a.columns[col]) > 0 && a.columns[col][0].DefinitionLevel() >= l.defined
}

// required reads a node that is there.
func (a *assembler) required(n parquet.Node, col int, l levels) (value.Value, int, error) {
	if !n.Leaf() {
		return a.group(n, col, l)
	}
	if len(a.columns[col]) == 0 {
		return value.Null, col, fmt.Errorf("column %d has too few values", col)
	}
	v := a.columns[col][0]
	a.columns[col] = a.columns[col][1:]
	out, err := leaf(n.Type(), v)
	return out, col + 1, err
}

// skip passes over the null that a missing node has in each of its columns.
func (a *assembler) skip(n parquet.Node, col int) int {
	if n.Leaf() {
		if len(a.columns[col]) > 0 {
			a.columns[col] = a.columns[col][1:]
		}
		return col + 1
	}
	for _, f := range n.Fields() {
		col = a.skip(f, col)
	}
	return col
}

// group reads the fields of a group: a map, or what the group stands for.
func (a *assembler) group(n parquet.Node, col int, l levels) (value.Value, int, error) {
	fields := n.Fields()
	entries := make([]value.Entry, 0, len(fields))
	for _, f := range fields {
		v, end, err := a.node(f, col, l)
		if err != nil {
			return value.Null, end, err
		}
		entries = append(entries, value.Entry{Key: f.Name(), Value: v})
		col = end
	}
	if len(fields) == 1 && fields[0].Repeated() && entries[0].Value.Kind() == value.KindList {
		switch list := entries[0].Value; {
		case isPair(fields[0]):
			return pairs(list), col, nil
		case isElement(fields[0]):
			return unwrap(list), col, nil
		}
	}
	return value.Map(entries), col, nil
}

// isPair reports whether a repeated node is the body of a MAP.
func isPair(n parquet.Node) bool {
	f := n.Fields()
	return len(f) == 2 && f[0].Name() == "key" && f[1].Name() == "value"
}

// isElement reports whether a repeated node is the body of a LIST.
func isElement(n parquet.Node) bool {
	f := n.Fields()
	return len(f) == 1 && (f[0].Name() == "element" || f[0].Name() == "item" || f[0].Name() == "array_element")
}

// pairs makes a map of a list of {key, value}.
func pairs(list value.Value) value.Value {
	var entries []value.Entry
	for _, pair := range list.AsList() {
		k, _ := pair.Get("key")
		v, _ := pair.Get("value")
		name := value.Format(k)
		if k.Kind() == value.KindString {
			name = k.AsString()
		}
		entries = append(entries, value.Entry{Key: name, Value: v})
	}
	return value.Map(entries)
}

// unwrap makes a list of a list of maps with one entry.
func unwrap(list value.Value) value.Value {
	out := make([]value.Value, 0, len(list.AsList()))
	for _, e := range list.AsList() {
		out = append(out, e.AsMap()[0].Value)
	}
	return value.List(out)
}
