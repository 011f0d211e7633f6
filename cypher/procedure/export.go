package procedure

import (
	"encoding/csv"
	"io"
	"strings"

	"memgraphd/cypher/eval"
	"memgraphd/engine/value"
)

// exportProcedures turn data into text and text into data.
var exportProcedures = []Procedure{
	{
		Signature: `export_util.cypher_all(path = "" :: STRING, config = {} :: MAP) :: (path :: STRING, data :: STRING)`,
		Doc:       "The database as statements that make it again; option: stream, which must be true, for this server writes no files for clients.",
		Run:       exportCypher,
	},
	{
		Signature: `export_util.csv_query(query :: STRING, file_path = "" :: STRING, stream = false :: BOOLEAN) :: (file_path :: STRING, data :: STRING)`,
		Doc:       "The rows of a query as CSV with a header; stream must be true, for this server writes no files for clients.",
		Run:       exportCSV,
	},
	{
		Signature: "json_util.load_from_str(json_str :: STRING) :: (objects :: LIST OF NULLABLE ANY)",
		Doc:       "The values of a JSON text: those of a list, or the one value.",
		Run:       parseJSON,
	},
	{
		Signature: "json_util.load_from_path(path :: STRING) :: (objects :: LIST OF NULLABLE ANY)",
		Doc:       "The values of a JSON file that the server may read.",
		Run:       loadJSON,
	},
	{
		Signature: "json_util.load_from_url(url :: STRING) :: (objects :: LIST OF NULLABLE ANY)",
		Doc:       "The values of a JSON document that the server may fetch.",
		Run:       loadJSON,
	},
}

// maxDocument bounds what is loaded or exported in one piece, in bytes.
const maxDocument = 256 << 20

func (c *Call) mustStream(stream bool, path string) error {
	if stream && path == "" {
		return nil
	}
	return c.errorf("this server writes no files for clients: leave the path empty and set stream to true.")
}

func exportCypher(c *Call) error {
	o := c.config(1)
	stream := o.boolean(false, "stream")
	if err := o.done(); err != nil {
		return err
	}
	if err := c.mustStream(stream, c.string(0)); err != nil {
		return err
	}
	host, err := c.host()
	if err != nil {
		return err
	}
	var text strings.Builder
	err = host.Apart(c.Ctx, "DUMP DATABASE", value.Null, func(_ []string, row []value.Value) error {
		text.WriteString(row[0].AsString())
		text.WriteByte('\n')
		if text.Len() > maxDocument {
			return c.errorf("the text would be longer than %d bytes; use DUMP DATABASE.", maxDocument)
		}
		return c.hold(int64(len(row[0].AsString())))
	})
	if err != nil {
		return err
	}
	return c.Yield(value.String(""), value.String(text.String()))
}

func exportCSV(c *Call) error {
	if err := c.mustStream(c.bool(2), c.string(1)); err != nil {
		return err
	}
	host, err := c.host()
	if err != nil {
		return err
	}
	var text strings.Builder
	out := csv.NewWriter(&text)
	var record []string
	head := true
	err = host.Read(c.Ctx, c.string(0), value.Null, func(columns []string, row []value.Value) error {
		if head {
			head = false
			if err := out.Write(columns); err != nil {
				return err
			}
		}
		record = record[:0]
		for _, v := range row {
			record = append(record, csvText(v))
		}
		return out.Write(record)
	})
	if err != nil {
		return err
	}
	out.Flush()
	return c.Yield(value.String(""), value.String(text.String()))
}

func csvText(v value.Value) string {
	if v.IsNull() {
		return ""
	}
	return value.Format(v)
}

// read reads a file or document that the server may read.
func (c *Call) read(location string) ([]byte, error) {
	host, err := c.host()
	if err != nil {
		return nil, err
	}
	f, err := host.Open(c.Ctx, location)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxDocument+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxDocument {
		return nil, c.errorf("'%s' is larger than %d bytes.", location, maxDocument)
	}
	return data, c.hold(int64(len(data)))
}

// readJSON reads the value of a file or document that the server may read.
func (c *Call) readJSON(location string) (value.Value, error) {
	data, err := c.read(location)
	if err != nil {
		return value.Null, err
	}
	return eval.Apply(c.Context, "convert.str2object", value.String(string(data)))
}

func loadJSON(c *Call) error {
	v, err := c.readJSON(c.string(0))
	if err != nil {
		return err
	}
	return c.yieldList(v)
}

// yieldList yields a list, or what is none as the only element of one.
func (c *Call) yieldList(v value.Value) error {
	if v.Kind() != value.KindList {
		v = value.List([]value.Value{v})
	}
	return c.Yield(v)
}

func parseJSON(c *Call) error {
	v, err := eval.Apply(c.Context, "convert.str2object", c.Args[0])
	if err != nil {
		return err
	}
	return c.yieldList(v)
}
