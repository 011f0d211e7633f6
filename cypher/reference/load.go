package reference

import (
	"encoding/csv"
	"encoding/json"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/engine/value"
)

// Inline is the beginning of locations that LOAD reads: behind it stands what they contain.
const Inline = "inline:"

// load runs LOAD for a row.
func (r *run) load(c *ast.Load, outer, in row) []row {
	s := scope{vars: outer.union(in)}
	text, _ := strings.CutPrefix(r.eval(c.From, s).AsString(), Inline)
	var records []value.Value
	if c.Format != ast.LoadCSV { // of a Parquet file the location has the rows, not the bytes
		for line := range strings.Lines(strings.TrimSpace(text)) {
			records = append(records, r.json(line))
		}
	} else {
		records = r.csv(c, text, s)
	}
	var out []row
	for _, each := range records {
		out = append(out, in.with(c.Variable.Name, each))
	}
	return out
}

func (r *run) json(text string) value.Value {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return r.failed(err)
	}
	return plain(v)
}

// plain turns what was decoded into a value.
func plain(v any) value.Value {
	switch v := v.(type) {
	case bool:
		return value.Bool(v)
	case string:
		return value.String(v)
	case json.Number:
		if i, err := v.Int64(); err == nil {
			return value.Int(i)
		}
		f, _ := v.Float64()
		return value.Float(f)
	case []any:
		list := make([]value.Value, len(v))
		for i, e := range v {
			list[i] = plain(e)
		}
		return value.List(list)
	case map[string]any:
		m := map[string]value.Value{}
		for k, e := range v {
			m[k] = plain(e)
		}
		return mapOf(m)
	}
	return value.Null
}

// csv reads lines as maps if there is a header, else as lists.
func (r *run) csv(c *ast.Load, text string, s scope) []value.Value {
	d := csv.NewReader(strings.NewReader(text))
	d.FieldsPerRecord = -1
	if c.Delimiter != nil {
		d.Comma = []rune(r.eval(c.Delimiter, s).AsString())[0]
	}
	lines, err := d.ReadAll()
	if err != nil {
		r.failed(err)
		return nil
	}
	var header []string
	if c.Header && len(lines) > 0 {
		header, lines = lines[0], lines[1:]
	}
	var records []value.Value
	for _, line := range lines {
		if len(line) != len(header) && c.Header {
			if !c.IgnoreBad {
				r.fail("%d fields for %d columns", len(line), len(header))
			}
			continue
		}
		cells := make([]value.Value, len(line))
		for i, text := range line {
			cells[i] = value.String(text)
			if c.NullIf != nil && text == r.eval(c.NullIf, s).AsString() {
				cells[i] = value.Null
			}
		}
		records = append(records, record(header, cells))
	}
	return records
}

func record(header []string, cells []value.Value) value.Value {
	if header == nil {
		return value.List(cells)
	}
	m := map[string]value.Value{}
	for i, name := range header {
		m[name] = cells[i]
	}
	return mapOf(m)
}
