package load

import (
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// Batch is records as a query reads them: whole, or only some of their fields. Its zero value is
// empty, and its memory is used again.
type Batch struct {
	N int
	// Records are the whole records; none where fields are read.
	Records column.Column
	// Fields are a column each, null where a record does not have the field.
	Fields []column.Column
}

// Source reads batches of records.
type Source interface {
	// Read makes b the next records, at most limit of them. It makes it empty at the end.
	Read(b *Batch, limit int) error
}

// Whole returns a source of whole records.
func Whole(r Reader) Source { return whole{r} }

type whole struct{ from Reader }

func (w whole) Read(b *Batch, limit int) (err error) {
	b.Records.Reset(column.Any, 0)
	b.Records.Values, err = w.from.Next(b.Records.Values, limit)
	b.N = len(b.Records.Values)
	b.Records.N = b.N
	return err
}

// Fields returns a source of the fields of records under some keys.
func Fields(r Reader, keys []string) Source {
	if c, ok := r.(*CSVReader); ok {
		return c.fieldsOf(keys)
	}
	return &fields{from: r, keys: keys}
}

// fields picks the fields of records that are maps.
type fields struct {
	from    Reader
	keys    []string
	records []value.Value
}

func (f *fields) Read(b *Batch, limit int) (err error) {
	f.records, err = f.from.Next(f.records[:0], limit)
	b.begin(len(f.keys))
	b.N = len(f.records)
	for i, key := range f.keys {
		for _, record := range f.records {
			v, _ := record.Get(key)
			b.Fields[i].Append(v)
		}
	}
	clear(f.records)
	return err
}

// begin makes b n empty columns of fields.
func (b *Batch) begin(n int) {
	if b.N = 0; len(b.Fields) != n {
		b.Fields = make([]column.Column, n)
	}
	for i := range b.Fields {
		b.Fields[i].Reset(column.Null, 0)
	}
}
