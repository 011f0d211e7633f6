package procedure

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"memgraphd/cypher/eval"
	"memgraphd/engine/value"
)

// graphML is a file in GraphML: what its keys mean, and its nodes and edges in the order of the file.
type graphML struct {
	keys         map[graphMLProperty]graphMLKey // by what has them, and their id
	nodes, edges []graphMLElement
}

// graphMLKey declares a property.
type graphMLKey struct {
	ID   string `xml:"id,attr"`
	For  string `xml:"for,attr"`
	Name string `xml:"attr.name,attr"`
	Type string `xml:"attr.type,attr"`
	List string `xml:"attr.list,attr"`
}

// graphMLElement is a node or an edge.
type graphMLElement struct {
	ID     string `xml:"id,attr"`
	Labels string `xml:"labels,attr"`
	Label  string `xml:"label,attr"`
	Source string `xml:"source,attr"`
	Target string `xml:"target,attr"`
	Data   []struct {
		Key  string `xml:"key,attr"`
		Text string `xml:",chardata"`
	} `xml:"data"`
}

// readGraphML reads a file.
func readGraphML(data []byte) (*graphML, error) {
	g := &graphML{keys: map[graphMLProperty]graphMLKey{}}
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return g, nil
		}
		if err != nil {
			return nil, err
		}
		if start, ok := token.(xml.StartElement); ok {
			if err := g.element(d, start); err != nil {
				return nil, err
			}
		}
	}
}

func (g *graphML) element(d *xml.Decoder, start xml.StartElement) error {
	switch start.Name.Local {
	case "graphml", "graph":
		return nil
	case "key":
		var k graphMLKey
		err := d.DecodeElement(&k, &start)
		g.keys[graphMLProperty{k.For, k.ID}] = k
		return err
	case "node", "edge":
		var e graphMLElement
		if err := d.DecodeElement(&e, &start); err != nil {
			return err
		}
		if start.Name.Local == "node" {
			g.nodes = append(g.nodes, e)
		} else {
			g.edges = append(g.edges, e)
		}
		return nil
	}
	return d.Skip()
}

// key returns what declares a property of a node or an edge; of neither, it is text.
func (g *graphML) key(of, id string) graphMLKey {
	for _, f := range []string{of, "all", ""} {
		if k, ok := g.keys[graphMLProperty{f, id}]; ok && k.Name != "" {
			return k
		}
	}
	return graphMLKey{Name: id}
}

// graphMLImport makes the graph of a file.
type graphMLImport struct {
	call              *Call
	file              *graphML
	readLabels, keeps bool
	otherwise         string            // the type of edges without one
	made              map[string]uint64 // nodes by their id in the file
}

func importGraphML(c *Call) error {
	o := c.config(1)
	m := &graphMLImport{
		call: c, made: map[string]uint64{}, readLabels: o.boolean(false, "readLabels"), keeps: o.boolean(false, "storeNodeIds"),
		otherwise: o.text("RELATED", "defaultRelationshipType"),
	}
	if err := o.done(); err != nil {
		return err
	}
	data, err := c.read(c.string(0))
	if err != nil {
		return err
	}
	if m.file, err = readGraphML(data); err != nil {
		return c.errorf("'%s' can't be read: %v.", c.string(0), err)
	}
	for _, n := range m.file.nodes {
		if err := m.node(n); err != nil {
			return err
		}
	}
	for _, e := range m.file.edges {
		if err := m.edge(e); err != nil {
			return err
		}
	}
	return c.Yield(value.String("success"))
}

func (m *graphMLImport) node(n graphMLElement) error {
	props, named, err := m.properties(n, "node", "labels")
	if err != nil {
		return err
	}
	if m.keeps {
		props = append(props, value.Entry{Key: "id", Value: value.String(n.ID)})
	}
	var labels []string
	if m.readLabels {
		if n.Labels != "" {
			named = n.Labels
		}
		labels = strings.FieldsFunc(named, func(r rune) bool { return r == ':' })
	}
	v, err := m.call.createNode(labels, props)
	m.made[n.ID] = v.AsID()
	return err
}

func (m *graphMLImport) edge(e graphMLElement) error {
	from, hasFrom := m.made[e.Source]
	to, hasTo := m.made[e.Target]
	if !hasFrom || !hasTo {
		return m.call.errorf("the edge '%s' of '%s' begins or ends at a node that is not there.", e.ID, m.call.string(0))
	}
	props, named, err := m.properties(e, "edge", "label")
	if err != nil {
		return err
	}
	for _, typ := range []string{e.Label, named, m.otherwise} {
		if typ != "" {
			_, err := m.call.createRelationship(from, to, typ, props)
			return err
		}
	}
	return m.call.errorf("the edge '%s' of '%s' has no label.", e.ID, m.call.string(0))
}

// properties returns the properties of an element, and apart from them the text of the one that is its name.
func (m *graphMLImport) properties(e graphMLElement, of, naming string) (props []value.Entry, name string, err error) {
	for _, d := range e.Data {
		if d.Key == naming {
			name = d.Text
			continue
		}
		key := m.file.key(of, d.Key)
		v, err := m.value(key, d.Text)
		if err != nil {
			return nil, "", m.call.errorf("the property '%s' of '%s' in '%s' can't be read: %v.", key.Name, e.ID, m.call.string(0), err)
		}
		props = append(props, value.Entry{Key: key.Name, Value: v})
	}
	return props, name, nil
}

func (m *graphMLImport) value(key graphMLKey, text string) (value.Value, error) {
	if key.List != "" {
		v, err := eval.Apply(m.call.Context, "convert.str2object", value.String(text))
		if err == nil && v.Kind() != value.KindList {
			err = fmt.Errorf("%q is no list", text)
		}
		return v, err
	}
	v, err := value.String(text), error(nil)
	switch key.Type {
	case "boolean":
		var b bool
		b, err = strconv.ParseBool(text)
		v = value.Bool(b)
	case "int", "long":
		var n int64
		n, err = strconv.ParseInt(text, 10, 64)
		v = value.Int(n)
	case "float", "double":
		var f float64
		f, err = strconv.ParseFloat(text, 64)
		v = value.Float(f)
	}
	if err != nil {
		return value.Null, fmt.Errorf("%q is no %s", text, key.Type)
	}
	return v, nil
}
