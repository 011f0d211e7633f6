package load

import (
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// csvFields reads fields of rows by the column: of a row only what is asked for is kept.
type csvFields struct {
	from   *CSVReader
	places []int // of the fields in a row; -1: the file has no such column
}

// fieldsOf returns a source of the columns with some names, of which the last one counts if a
// name is there twice, as in the map that a row makes.
func (c *CSVReader) fieldsOf(keys []string) *csvFields {
	f := &csvFields{from: c}
	for _, key := range keys {
		place := len(c.header) - 1
		for place >= 0 && c.header[place] != key {
			place--
		}
		f.places = append(f.places, place)
	}
	return f
}

// Read implements [Source].
func (f *csvFields) Read(b *Batch, limit int) error {
	b.begin(len(f.places))
	for i, place := range f.places {
		if place >= 0 {
			b.Fields[i].Reset(column.String, 0)
		}
	}
	for b.N < limit {
		ok, err := f.from.next()
		if err != nil || !ok {
			return err
		}
		for i, place := range f.places {
			f.from.appendField(&b.Fields[i], place)
		}
		b.N++
	}
	return nil
}

// appendField appends the field at a place of the row that was read last.
func (c *CSVReader) appendField(to *column.Column, place int) {
	switch {
	case place < 0 || c.opts.HasNullIf && c.fields[place] == c.opts.NullIf:
		to.Append(value.Null)
	case to.Valid != nil:
		to.Append(value.String(c.fields[place]))
	default:
		to.Strings = append(to.Strings, c.fields[place])
		to.N++
	}
}
