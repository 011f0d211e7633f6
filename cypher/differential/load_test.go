package differential

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go"

	"memgraphd/cypher/reference"
)

// inline opens locations that contain what LOAD is to read.
type inline struct{}

func (inline) Open(_ context.Context, location string, _ map[string]string) (io.ReadCloser, error) {
	text, ok := strings.CutPrefix(location, reference.Inline)
	if !ok {
		return nil, fmt.Errorf("nothing stands in %q", location)
	}
	if rows, isParquet := strings.CutSuffix(text, parquetEnd); isParquet {
		return parquetOf(rows)
	}
	return io.NopCloser(strings.NewReader(text)), nil
}

// parquetEnd is what ends rows that are to be a Parquet file: a blank behind the last row.
const parquetEnd = " "

// record is a row of a Parquet file.
type record struct {
	I *int64  `json:"i" parquet:"i,optional"`
	S *string `json:"s" parquet:"s,optional"`
	M []int64 `json:"m" parquet:"m,list"`
}

// parquetOf makes a Parquet file, of several groups of rows, of lines of JSON.
func parquetOf(rows string) (io.ReadCloser, error) {
	var file bytes.Buffer
	w := parquet.NewGenericWriter[record](&file, parquet.MaxRowsPerRowGroup(2))
	d := json.NewDecoder(strings.NewReader(rows))
	for d.More() {
		var r record
		if err := d.Decode(&r); err != nil {
			return nil, err
		}
		if _, err := w.Write([]record{r}); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return io.NopCloser(&file), nil
}

// load draws LOAD of a file with a number and a text in each line, and what makes variables of them.
func (g *gen) load() string {
	row := g.name("row")
	format, fields := g.csv, g.word("WITH HEADER", "NO HEADER", "WITH HEADER IGNORE BAD")
	key := func(i int) string { return fmt.Sprintf("%s.%s", row, []string{"i", "s"}[i]) }
	var text string
	switch {
	case g.chance(2):
		text = fmt.Sprintf("LOAD PARQUET FROM %s AS %s ", g.literal("'"+reference.Inline+g.records()+"'"), row)
	case g.chance(3):
		text = fmt.Sprintf("LOAD JSONL FROM %s AS %s ", g.literal("'"+reference.Inline+g.json()+"'"), row)
	case fields == "NO HEADER":
		key = func(i int) string { return fmt.Sprintf("%s[%d]", row, i) }
		fallthrough
	default:
		comma := g.word(",", ";")
		content := format(comma, fields)
		text = fmt.Sprintf("LOAD CSV FROM %s %s DELIMITER '%s'%s AS %s ", g.literal("'"+reference.Inline+content+"'"), fields, comma, g.word("", " NULLIF ''"), row)
	}
	g.rows *= 3
	number, word := variable{g.name("x"), anInt}, variable{g.name("x"), aText}
	g.vars = append(g.vars, number, word)
	return text + fmt.Sprintf("WITH toInteger(%s) AS %s, %s AS %s%s ", key(0), number.name, key(1), word.name, g.word("", " WHERE "+number.name+" IS NOT NULL"))
}

// csv draws lines of which some have too many fields where those are to be left out.
func (g *gen) csv(comma, fields string) string {
	text := ""
	if strings.Contains(fields, "WITH") {
		text = "i" + comma + `s\n`
	}
	for range g.pick(6) {
		text += g.word("1", "2", "3", "", "x") + comma + g.word("a", "b", "ab", "", `"a"`, `"a`+comma+`b"`)
		if strings.Contains(fields, "BAD") && g.chance(2) {
			text += comma + "more"
		}
		text += `\n`
	}
	return text
}

func (g *gen) json() string {
	text := ""
	for range 1 + g.pick(5) {
		text += fmt.Sprintf(`{"i": %s, "s": %s, "m": %s}\n`, g.word("1", "2", "null", "3"), g.word(`"a"`, `"b"`, "null"), g.word("[1, 2.5]", `{"k": true}`, "1e3"))
	}
	return text
}

// records draws the rows of a Parquet file.
func (g *gen) records() string {
	text := ""
	for range g.pick(5) {
		text += fmt.Sprintf(`{"i": %s, "s": %s, "m": %s}\n`, g.word("1", "2", "null", "3"), g.word(`"a"`, `"b"`, "null"), g.word("[1, 2]", "[]"))
	}
	return text + parquetEnd
}
