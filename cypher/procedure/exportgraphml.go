package procedure

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"memgraphd/cypher/eval"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// graphMLProcedures write graphs as GraphML (http://graphml.graphdrawing.org), as APOC and Gephi have it, and read them back.
var graphMLProcedures = []Procedure{
	{
		Signature: `export_util.graphml(path = "" :: STRING, config = {} :: MAP) :: (path :: STRING, data :: STRING)`,
		Doc:       "The graph as GraphML; options: leaveOutLabels, leaveOutProperties, stream, which must be true, for this server writes no files for clients.",
		Virtual:   true, Run: exportGraphML,
	},
	{
		Signature: "import_util.graphml(path :: STRING, config = {} :: MAP) :: (status :: STRING)",
		Doc:       "Creates the nodes and relationships of a file in GraphML, or of an address; options: readLabels (false), defaultRelationshipType (RELATED), storeNodeIds (false), which keeps the ids of the file as the property id.",
		Mode:      Writes, Run: importGraphML,
	},
}

// graphMLText is the text of a graph that is being written.
type graphMLText struct {
	call           *Call
	text           strings.Builder
	keys           map[graphMLProperty]value.Kind // of the values; null where they differ
	labels, values bool
}

// graphMLProperty is a property of nodes or of relationships.
type graphMLProperty struct{ of, name string }

func exportGraphML(c *Call) error {
	o := c.config(1)
	stream := o.boolean(false, "stream")
	g := &graphMLText{
		call: c, keys: map[graphMLProperty]value.Kind{},
		labels: !o.boolean(false, "leaveOutLabels"), values: !o.boolean(false, "leaveOutProperties"),
	}
	for _, idle := range []string{"useTypes", "format", "caption"} { // types are always told
		o.get(idle)
	}
	if err := o.done(); err != nil {
		return err
	}
	if err := c.mustStream(stream, c.string(0)); err != nil {
		return err
	}
	if err := c.View().Nodes(nil, g.nodes); err != nil {
		return err
	}
	if err := c.View().Relationships(nil, g.relationships); err != nil {
		return err
	}
	return c.Yield(value.String(""), value.String(g.head()+g.text.String()+"</graph>\n</graphml>\n"))
}

// head declares the properties, which have to come before the graph.
func (g *graphMLText) head() string {
	var b strings.Builder
	b.WriteString(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">` + "\n")
	if g.labels {
		b.WriteString(`<key id="labels" for="node" attr.name="labels" attr.type="string"/>` + "\n")
	}
	b.WriteString(`<key id="label" for="edge" attr.name="label" attr.type="string"/>` + "\n")
	keys := make([]graphMLProperty, 0, len(g.keys))
	for k := range g.keys {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b graphMLProperty) int {
		return cmp.Or(-cmp.Compare(a.of, b.of), cmp.Compare(a.name, b.name))
	})
	for _, k := range keys {
		fmt.Fprintf(&b, `<key id="%s" for="%s" attr.name="%s" %s/>`+"\n", escaped(k.name), k.of, escaped(k.name), graphMLType(g.keys[k]))
	}
	b.WriteString(`<graph id="G" edgedefault="directed">` + "\n")
	return b.String()
}

// graphMLType is what a key says of values of a kind.
func graphMLType(k value.Kind) string {
	switch k {
	case value.KindBool:
		return `attr.type="boolean"`
	case value.KindInt:
		return `attr.type="long"`
	case value.KindFloat:
		return `attr.type="double"`
	case value.KindList:
		return `attr.type="string" attr.list="string"`
	}
	return `attr.type="string"`
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a builder takes all
	return b.String()
}

func (g *graphMLText) nodes(ids []uint64) error {
	for _, id := range ids {
		before := g.text.Len()
		fmt.Fprintf(&g.text, `<node id="n%d"`, id)
		if labels := g.call.labelsOf(id); g.labels && len(labels) > 0 {
			text := escaped(":" + strings.Join(labels, ":"))
			fmt.Fprintf(&g.text, ` labels="%s"><data key="labels">%s</data>`, text, text)
		} else {
			g.text.WriteByte('>')
		}
		if err := g.properties("node", value.NodeRef(id)); err != nil {
			return err
		}
		g.text.WriteString("</node>\n")
		if err := g.charge(before); err != nil {
			return err
		}
	}
	return nil
}

func (g *graphMLText) relationships(rels *engine.Relationships) error {
	for i, id := range rels.ID {
		before := g.text.Len()
		typ := escaped(g.call.typeName(rels.Type[i]))
		fmt.Fprintf(&g.text, `<edge id="e%d" source="n%d" target="n%d" label="%s"><data key="label">%s</data>`, id, rels.From[i], rels.To[i], typ, typ)
		if err := g.properties("edge", value.RelationshipRef(id)); err != nil {
			return err
		}
		g.text.WriteString("</edge>\n")
		if err := g.charge(before); err != nil {
			return err
		}
	}
	return nil
}

func (g *graphMLText) properties(of string, v value.Value) error {
	if !g.values {
		return nil
	}
	for _, p := range g.call.propertiesOf(v) {
		key := graphMLProperty{of, p.Key}
		if kind, known := g.keys[key]; !known {
			g.keys[key] = p.Value.Kind()
		} else if kind != p.Value.Kind() {
			g.keys[key] = value.KindNull
		}
		text := p.Value
		if k := text.Kind(); k == value.KindList || k == value.KindMap {
			var err error
			if text, err = eval.Apply(g.call.Context, "convert.to_json", text); err != nil {
				return err
			}
		}
		fmt.Fprintf(&g.text, `<data key="%s">%s</data>`, escaped(p.Key), escaped(value.Format(text)))
	}
	return nil
}

// charge accounts for what was written since.
func (g *graphMLText) charge(before int) error {
	if g.text.Len() > maxDocument {
		return g.call.errorf("the text would be longer than %d bytes.", maxDocument)
	}
	return g.call.hold(int64(g.text.Len() - before))
}
