package procedure

import (
	"fmt"
	"strings"

	"memgraphd/engine/value"
)

// promptProcedures describe the graph to language models.
var promptProcedures = []Procedure{
	{
		Signature: `llm_util.schema(output_type = "prompt_ready" :: STRING) :: (schema :: ANY)`,
		Doc:       `The labels and types with their properties, and which types lead from where to where: as text for a prompt ("prompt_ready"), or as a map ("raw").`,
		Virtual:   true, Run: promptSchema,
	},
}

func promptSchema(c *Call) error {
	form := strings.ToLower(c.string(0))
	if form != "prompt_ready" && form != "raw" {
		return c.errorf("the output type must be prompt_ready or raw, got '%s'.", c.string(0))
	}
	labels, types, err := c.describe()
	if err != nil {
		return err
	}
	links := linksOf(labels)
	if form == "raw" {
		return c.Yield(value.Map([]value.Entry{
			{Key: "node_props", Value: rawProperties(labels)},
			{Key: "rel_props", Value: rawProperties(types)},
			{Key: "relationships", Value: rawLinks(links)},
		}))
	}
	return c.Yield(value.String(promptText(labels, types, links)))
}

// link is a type of relationships between nodes with two labels.
type link struct{ from, typ, to string }

func linksOf(labels map[string]*described) []link {
	var links []link
	for _, from := range sortedNames(labels) {
		for _, typ := range sortedNames(labels[from].out) {
			for _, to := range sortedNames(labels[from].out[typ].to) {
				links = append(links, link{from, typ, to})
			}
		}
	}
	return links
}

// pythonTypes are the names that Memgraph's module, which is written in Python, has for types.
var pythonTypes = map[string]string{
	"BOOLEAN": "bool", "INTEGER": "int", "FLOAT": "float", "STRING": "str", "LIST": "list", "MAP": "dict",
	"DATE": "date", "LOCAL_TIME": "time", "LOCAL_DATE_TIME": "datetime", "DURATION": "timedelta",
}

// typedProperty is a property with the type that most of its values have.
type typedProperty struct{ name, typ string }

// typed are the properties of a label or type.
func (d *described) typed() []typedProperty {
	var list []typedProperty
	for _, name := range sortedNames(d.kinds) {
		typ, _ := d.typeOf(name)
		if short, ok := pythonTypes[typ]; ok {
			typ = short
		}
		list = append(list, typedProperty{name, strings.ToLower(typ)})
	}
	return list
}

func rawProperties(all map[string]*described) value.Value {
	var entries []value.Entry
	for _, name := range sortedNames(all) {
		var list []value.Value
		for _, p := range all[name].typed() {
			list = append(list, value.Map([]value.Entry{{Key: "property", Value: value.String(p.name)}, {Key: "type", Value: value.String(p.typ)}}))
		}
		entries = append(entries, value.Entry{Key: name, Value: value.List(list)})
	}
	return value.Map(entries)
}

func rawLinks(links []link) value.Value {
	list := make([]value.Value, len(links))
	for i, l := range links {
		list[i] = value.Map([]value.Entry{
			{Key: "start", Value: value.String(l.from)}, {Key: "type", Value: value.String(l.typ)}, {Key: "end", Value: value.String(l.to)},
		})
	}
	return value.List(list)
}

func promptText(labels, types map[string]*described, links []link) string {
	var b strings.Builder
	b.WriteString("Node properties are the following:\n")
	writeTyped(&b, "Node name", "Node properties", labels)
	b.WriteString("\nRelationship properties are the following:\n")
	writeTyped(&b, "Relationship name", "Relationship properties", types)
	b.WriteString("\nThe relationships are the following:\n")
	for _, l := range links {
		fmt.Fprintf(&b, "(:%s)-[:%s]->(:%s)\n", l.from, l.typ, l.to)
	}
	return b.String()
}

func writeTyped(b *strings.Builder, what, has string, all map[string]*described) {
	for _, name := range sortedNames(all) {
		var properties []string
		for _, p := range all[name].typed() {
			properties = append(properties, fmt.Sprintf("{'property': '%s', 'type': '%s'}", p.name, p.typ))
		}
		fmt.Fprintf(b, "%s: '%s', %s: [%s]\n", what, name, has, strings.Join(properties, ", "))
	}
}
