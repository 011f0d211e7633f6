package procedure

import (
	"strconv"
	"strings"

	"memgraphd/cypher/eval"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// jsonProcedures write graphs as JSON and read them back:
//
//	[{"id": 0, "labels": ["A"], "properties": {…}, "type": "node"},
//	 {"id": 0, "label": "R", "properties": {…}, "start": 0, "end": 1, "type": "relationship"}, …]
var jsonProcedures = []Procedure{
	{
		Signature: `export_util.json(path = "" :: STRING, config = {} :: MAP) :: (path :: STRING, data :: STRING)`,
		Doc:       "The graph as a JSON list of its nodes and relationships; option: stream, which must be true, for this server writes no files for clients.",
		Virtual:   true, Run: func(c *Call) error { return exportJSON(c, 0) },
	},
	{
		Signature: `export_util.json_graph(nodes :: LIST OF NODE, relationships :: LIST OF RELATIONSHIP, path = "" :: STRING, config = {} :: MAP) :: (path :: STRING, data :: STRING)`,
		Doc:       "export_util.json for some nodes, and those of some relationships that are between them.",
		Run:       func(c *Call) error { c.narrow(0, 1); return exportJSON(c, 2) },
	},
	{
		Signature: "import_util.json(path :: STRING) :: ()",
		Doc:       "Creates the nodes and relationships of a file, or of an address, as export_util.json writes them.",
		Mode:      Writes, Run: importJSON,
	},
	{
		Signature: "apoc.load.json(urlOrBinary :: STRING, path = \"\" :: STRING, config = {} :: MAP) :: (value :: ANY)",
		Doc:       "The values of a JSON file or document, or of what is at a path in it such as $.items: a row for each element of a list.",
		Run:       loadValues,
	},
}

// jsonDocument is the text of a graph that is being written.
type jsonDocument struct {
	call *Call
	text strings.Builder
	any  bool
}

// add appends an object.
func (d *jsonDocument) add(entries ...value.Entry) error {
	v, err := eval.Apply(d.call.Context, "convert.to_json", value.Map(entries))
	if err != nil {
		return err
	}
	if d.any {
		d.text.WriteString(",\n ")
	}
	d.any = true
	d.text.WriteString(v.AsString())
	if d.text.Len() > maxDocument {
		return d.call.errorf("the text would be longer than %d bytes.", maxDocument)
	}
	return d.call.hold(int64(len(v.AsString())))
}

func (d *jsonDocument) nodes(ids []uint64) error {
	for _, id := range ids {
		err := d.add(
			value.Entry{Key: "id", Value: value.Int(int64(id))},
			value.Entry{Key: "labels", Value: value.Strings(d.call.labelsOf(id))},
			value.Entry{Key: "properties", Value: value.Map(d.call.propertiesOf(value.NodeRef(id)))},
			value.Entry{Key: "type", Value: value.String("node")},
		)
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *jsonDocument) relationships(rels *engine.Relationships) error {
	for i, id := range rels.ID {
		err := d.add(
			value.Entry{Key: "id", Value: value.Int(int64(id))},
			value.Entry{Key: "label", Value: value.String(d.call.typeName(rels.Type[i]))},
			value.Entry{Key: "properties", Value: value.Map(d.call.propertiesOf(value.RelationshipRef(id)))},
			value.Entry{Key: "start", Value: value.Int(int64(rels.From[i]))},
			value.Entry{Key: "end", Value: value.Int(int64(rels.To[i]))},
			value.Entry{Key: "type", Value: value.String("relationship")},
		)
		if err != nil {
			return err
		}
	}
	return nil
}

// exportJSON writes the view; the path and the options are the arguments from first on.
func exportJSON(c *Call, first int) error {
	o := c.config(first + 1)
	stream := o.boolean(false, "stream")
	if err := o.done(); err != nil {
		return err
	}
	if err := c.mustStream(stream, c.string(first)); err != nil {
		return err
	}
	d := &jsonDocument{call: c}
	d.text.WriteByte('[')
	if err := c.View().Nodes(nil, d.nodes); err != nil {
		return err
	}
	if err := c.View().Relationships(nil, d.relationships); err != nil {
		return err
	}
	d.text.WriteByte(']')
	return c.Yield(value.String(""), value.String(d.text.String()))
}

func importJSON(c *Call) error {
	objects, err := c.readJSON(c.string(0))
	if err != nil {
		return err
	}
	if objects.Kind() != value.KindList {
		return c.errorf("'%s' has no list of nodes and relationships.", c.string(0))
	}
	made := map[string]uint64{} // by id in the file
	for i, o := range objects.AsList() {
		if kind := textOf(memberOf(o, "type")); kind == "node" {
			id, err := c.importNode(o)
			if err != nil {
				return err
			}
			made[key(o, "id")] = id
		} else if kind != "relationship" {
			return c.errorf("element %d of '%s' is neither a node nor a relationship.", i, c.string(0))
		}
	}
	for i, o := range objects.AsList() {
		if textOf(memberOf(o, "type")) != "relationship" {
			continue
		}
		from, hasFrom := made[key(o, "start")]
		to, hasTo := made[key(o, "end")]
		if !hasFrom || !hasTo {
			return c.errorf("the relationship that is element %d of '%s' begins or ends at a node that is not there.", i, c.string(0))
		}
		if _, err := c.createRelationship(from, to, textOf(memberOf(o, "label")), propertiesIn(o)); err != nil {
			return err
		}
	}
	return nil
}

func (c *Call) importNode(o value.Value) (uint64, error) {
	v, err := c.createNode(stringsOf(memberOf(o, "labels")), propertiesIn(o))
	return v.AsID(), err
}

// propertiesIn returns what stands under "properties".
func propertiesIn(o value.Value) []value.Entry {
	if p := memberOf(o, "properties"); p.Kind() == value.KindMap {
		return p.AsMap()
	}
	return nil
}

// key is an id in a file: a number, or text.
func key(o value.Value, name string) string {
	v := memberOf(o, name)
	if v.Kind() == value.KindInt {
		return strconv.FormatInt(v.AsInt(), 10)
	}
	return textOf(v)
}

// memberOf is an entry of a map; null of what is none.
func memberOf(o value.Value, name string) value.Value {
	if o.Kind() != value.KindMap {
		return value.Null
	}
	v, _ := o.Get(name)
	return v
}

func textOf(v value.Value) string {
	if v.Kind() == value.KindString {
		return v.AsString()
	}
	return ""
}

func loadValues(c *Call) error {
	v, err := c.readJSON(c.string(0))
	if err != nil {
		return err
	}
	if path := c.string(1); path != "" {
		if v, err = eval.Apply(c.Context, "convert.to_json", v, value.String(path)); err == nil {
			v, err = eval.Apply(c.Context, "convert.str2object", v)
		}
		if err != nil {
			return err
		}
	}
	if v.Kind() != value.KindList {
		return c.Yield(v)
	}
	for _, e := range v.AsList() {
		if err := c.Yield(e); err != nil {
			return err
		}
	}
	return nil
}
