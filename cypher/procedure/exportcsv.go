package procedure

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// tableProcedures write graphs as tables:
//
//	_id,_labels,name,_start,_end,_type,since
//	0,:Person,Ann,,,,
//	,,,0,1,KNOWS,1999
var tableProcedures = []Procedure{
	{
		Signature: `export_util.csv_graph(nodes_list :: LIST OF NODE, relationships_list :: LIST OF RELATIONSHIP, path = "" :: STRING, config = {} :: MAP) :: (path :: STRING, data :: STRING)`,
		Doc:       `Nodes, and those of some relationships that are between them, as CSV with a column for each property; options: delimiter, quote ("always", "ifNeeded" or "none"), separateHeader, stream, which must be true, for this server writes no files for clients.`,
		Run:       func(c *Call) error { c.narrow(0, 1); return exportTable(c) },
	},
}

// table is the text of a graph that is being written.
type table struct {
	call      *Call
	text      strings.Builder
	delimiter string
	quote     string
	nodeKeys  []string
	relKeys   []string
}

func exportTable(c *Call) error {
	o := c.config(3)
	t := &table{call: c, delimiter: o.text(",", "delimiter"), quote: o.text("always", "quote")}
	stream, apart := o.boolean(false, "stream"), o.boolean(false, "separateHeader")
	if err := o.done(); err != nil {
		return err
	}
	switch {
	case utf8.RuneCountInString(t.delimiter) != 1:
		return c.errorf("the delimiter must be one character, got '%s'.", t.delimiter)
	case !slices.Contains([]string{"always", "ifNeeded", "none"}, t.quote):
		return c.errorf("the option 'quote' must be always, ifNeeded or none, got '%s'.", t.quote)
	}
	if err := c.mustStream(stream, c.string(2)); err != nil {
		return err
	}
	if err := t.collectKeys(); err != nil {
		return err
	}
	head := slices.Concat([]string{"_id", "_labels"}, t.nodeKeys, []string{"_start", "_end", "_type"}, t.relKeys)
	if err := t.write(head); err != nil {
		return err
	}
	if apart {
		if err := c.Yield(value.String(""), value.String(t.text.String())); err != nil {
			return err
		}
		t.text.Reset()
	}
	if err := c.View().Nodes(nil, t.nodes); err != nil {
		return err
	}
	if err := c.View().Relationships(nil, t.relationships); err != nil {
		return err
	}
	return c.Yield(value.String(""), value.String(t.text.String()))
}

// collectKeys finds the properties that there are.
func (t *table) collectKeys() error {
	note := func(seen map[string]bool, v value.Value) {
		for _, p := range t.call.propertiesOf(v) {
			seen[p.Key] = true
		}
	}
	nodes, rels := map[string]bool{}, map[string]bool{}
	err := t.call.View().Nodes(nil, func(ids []uint64) error {
		for _, id := range ids {
			note(nodes, value.NodeRef(id))
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = t.call.View().Relationships(nil, func(list *engine.Relationships) error {
		for _, id := range list.ID {
			note(rels, value.RelationshipRef(id))
		}
		return nil
	})
	t.nodeKeys, t.relKeys = sortedNames(nodes), sortedNames(rels)
	return err
}

func (t *table) nodes(ids []uint64) error {
	for _, id := range ids {
		labels := strings.Join(t.call.labelsOf(id), ":")
		if labels != "" {
			labels = ":" + labels
		}
		row := append([]string{strconv.FormatUint(id, 10), labels}, t.values(value.NodeRef(id), t.nodeKeys)...)
		if err := t.write(append(row, make([]string, 3+len(t.relKeys))...)); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) relationships(list *engine.Relationships) error {
	for i, id := range list.ID {
		row := append(make([]string, 2+len(t.nodeKeys)), strconv.FormatUint(list.From[i], 10), strconv.FormatUint(list.To[i], 10), t.call.typeName(list.Type[i]))
		if err := t.write(append(row, t.values(value.RelationshipRef(id), t.relKeys)...)); err != nil {
			return err
		}
	}
	return nil
}

// values are the texts of properties, in the order of keys; empty where one is absent.
func (t *table) values(v value.Value, keys []string) []string {
	texts := make([]string, len(keys))
	for _, p := range t.call.propertiesOf(v) {
		if i, ok := slices.BinarySearch(keys, p.Key); ok {
			texts[i] = csvText(p.Value)
		}
	}
	return texts
}

func (t *table) write(row []string) error {
	before := t.text.Len()
	for i, text := range row {
		if i > 0 {
			t.text.WriteString(t.delimiter)
		}
		if t.quote == "always" || t.quote == "ifNeeded" && strings.ContainsAny(text, t.delimiter+"\"\r\n") {
			text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		}
		t.text.WriteString(text)
	}
	t.text.WriteByte('\n')
	if t.text.Len() > maxDocument {
		return t.call.errorf("the text would be longer than %d bytes.", maxDocument)
	}
	return t.call.hold(int64(t.text.Len() - before))
}
