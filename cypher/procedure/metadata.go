package procedure

import (
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// metadataProcedures describe the graph by label and by type, in the shapes of Neo4j's APOC library, which
// tools that write queries for language models read.
var metadataProcedures = []Procedure{
	{
		Signature: "apoc.meta.data(config = {} :: MAP) :: (label :: STRING, property :: STRING, count :: INTEGER, unique :: BOOLEAN, index :: BOOLEAN, existence :: BOOLEAN, type :: STRING, array :: BOOLEAN, sample :: NULLABLE LIST OF ANY, left :: INTEGER, right :: INTEGER, other :: LIST OF STRING, otherLabels :: LIST OF STRING, elementType :: STRING)",
		Doc:       "The properties of each label and type, and the types of relationships that go out of each label. Everything is looked at; options of samples mean nothing.",
		Virtual:   true, Run: metaData,
	},
	{
		Signature: "apoc.meta.schema(config = {} :: MAP|BOOLEAN) :: (nodes :: LIST OF MAP, relationships :: LIST OF MAP, value :: MAP)",
		Doc:       "What meta_util.schema yields (config true: with properties), and the same by label and type as a map.",
		Virtual:   true, Run: metaSchemaMap,
	},
}

// described is what the nodes of a label, or the relationships of a type, have.
type described struct {
	name     string
	node     bool
	count    int64
	kinds    map[string]map[string]int64 // of values, by property
	out, in  map[string]*described       // of a label: the relationships by type
	from, to map[string]int64            // of relationships: the labels of their ends
}

func newDescribed(name string, node bool) *described {
	return &described{
		name: name, node: node, kinds: map[string]map[string]int64{}, out: map[string]*described{}, in: map[string]*described{},
		from: map[string]int64{}, to: map[string]int64{},
	}
}

// entryOf returns the entry of a map, which is made where it is missing.
func entryOf(m map[string]*described, name string, node bool) *described {
	d := m[name]
	if d == nil {
		d = newDescribed(name, node)
		m[name] = d
	}
	return d
}

func (d *described) add(props []value.Entry) {
	d.count++
	for _, p := range props {
		if d.kinds[p.Key] == nil {
			d.kinds[p.Key] = map[string]int64{}
		}
		d.kinds[p.Key][metaType(p.Value.Kind())]++
	}
}

// link notes a relationship between nodes with these labels.
func (d *described) link(from, to []string, props []value.Entry) {
	d.add(props)
	for _, l := range from {
		d.from[l]++
	}
	for _, l := range to {
		d.to[l]++
	}
}

// metaType is the name of a type as APOC has it.
func metaType(k value.Kind) string {
	switch k {
	case value.KindDateTime:
		return "DATE_TIME"
	case value.KindTime:
		return "TIME"
	}
	return k.String()
}

// typeOf returns the type that most values of a property have, and how many values there are.
func (d *described) typeOf(property string) (typ string, values int64) {
	most := int64(0)
	for _, name := range sortedNames(d.kinds[property]) {
		n := d.kinds[property][name]
		values += n
		if n > most {
			typ, most = name, n
		}
	}
	return typ, values
}

func sortedNames[V any](m map[string]V) []string {
	return sortedKeys(m, func(s string) string { return s })
}

// describe looks at the whole graph.
func (c *Call) describe() (labels, types map[string]*described, err error) {
	labels, types = map[string]*described{}, map[string]*described{}
	var sets []engine.LabelSet
	err = c.View().Nodes(nil, func(ids []uint64) error {
		sets = slices.Grow(sets[:0], len(ids))[:len(ids)]
		c.nodeLabels(ids, sets)
		for i, id := range ids {
			props := c.propertiesOf(value.NodeRef(id))
			for _, l := range c.labelNames(sets[i]) {
				entryOf(labels, l, true).add(props)
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	return labels, types, c.kinds(func(k relationshipKind, id uint64) {
		props, name := c.propertiesOf(value.RelationshipRef(id)), c.typeName(k.typ)
		from, to := c.labelNames(k.from), c.labelNames(k.to)
		entryOf(types, name, false).link(from, to, props)
		for _, l := range from {
			entryOf(entryOf(labels, l, true).out, name, false).link(from, to, props)
		}
		for _, l := range to {
			entryOf(entryOf(labels, l, true).in, name, false).link(from, to, props)
		}
	})
}

// schemaFacts are the properties with indexes and constraints, as "label\x00property".
type schemaFacts struct{ indexed, unique, exists map[string]bool }

func (c *Call) schemaFacts() schemaFacts {
	f := schemaFacts{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	db := c.Txn.Database()
	for _, ix := range db.Indexes() {
		if ix.Spec.Kind == engine.IndexLabelProps {
			f.indexed[db.LabelName(ix.Spec.Label)+"\x00"+db.PropertyName(ix.Spec.Properties[0])] = true
		}
	}
	for _, spec := range db.Constraints() {
		for _, p := range spec.Properties {
			key := db.LabelName(spec.Label) + "\x00" + db.PropertyName(p)
			switch {
			case spec.Kind == engine.ConstraintExists:
				f.exists[key] = true
			case spec.Kind == engine.ConstraintUnique && len(spec.Properties) == 1:
				f.unique[key] = true
			}
		}
	}
	return f
}

func metaData(c *Call) error {
	labels, types, err := c.describe()
	if err != nil {
		return err
	}
	facts := c.schemaFacts()
	for _, name := range sortedNames(labels) {
		if err := c.yieldProperties(labels[name], facts); err != nil {
			return err
		}
		for _, typ := range sortedNames(labels[name].out) {
			if err := c.yieldLinks(labels[name], labels[name].out[typ], labels); err != nil {
				return err
			}
		}
	}
	for _, name := range sortedNames(types) {
		if err := c.yieldProperties(types[name], schemaFacts{}); err != nil {
			return err
		}
	}
	return nil
}

// yieldProperties yields a row for each property of a label or type.
func (c *Call) yieldProperties(d *described, facts schemaFacts) error {
	element := "relationship"
	if d.node {
		element = "node"
	}
	none, zero := value.Strings(nil), value.Int(0)
	for _, name := range sortedNames(d.kinds) {
		typ, values := d.typeOf(name)
		key := d.name + "\x00" + name
		err := c.Yield(value.String(d.name), value.String(name), value.Int(values), value.Bool(facts.unique[key]), value.Bool(facts.indexed[key]),
			value.Bool(facts.exists[key]), value.String(typ), value.Bool(typ == "LIST"), value.Null, zero, zero, none, none, value.String(element))
		if err != nil {
			return err
		}
	}
	return nil
}

// yieldLinks yields a row for the relationships of a type that go out of a label: how many there are, how many that
// is for a node at either end, rounded down, and where they lead.
func (c *Call) yieldLinks(from, rels *described, labels map[string]*described) error {
	others := sortedNames(rels.to)
	nodes := int64(0)
	for _, l := range others {
		nodes += labels[l].count
	}
	no := value.Bool(false)
	return c.Yield(value.String(from.name), value.String(rels.name), value.Int(rels.count), no, no, no, value.String("RELATIONSHIP"), no, value.Null,
		value.Int(rels.count/max(1, from.count)), value.Int(rels.count/max(1, nodes)), value.Strings(others), value.Strings(nil), value.String("node"))
}

func metaSchemaMap(c *Call) error {
	nodes, rels, err := c.schemaGraph(c.Args[0].Kind() == value.KindBool && c.bool(0))
	if err != nil {
		return err
	}
	labels, types, err := c.describe()
	if err != nil {
		return err
	}
	facts := c.schemaFacts()
	var entries []value.Entry
	for _, name := range sortedNames(types) {
		entries = append(entries, value.Entry{Key: name, Value: value.Map([]value.Entry{
			{Key: "type", Value: value.String("relationship")},
			{Key: "count", Value: value.Int(types[name].count)},
			{Key: "properties", Value: types[name].propertyMap(schemaFacts{})},
		})})
	}
	for _, name := range sortedNames(labels) { // a label hides a type of the same name
		entries = append(entries, value.Entry{Key: name, Value: labels[name].labelMap(facts)})
	}
	return c.Yield(nodes, rels, value.Map(entries))
}

// propertyMap describes the properties by name.
func (d *described) propertyMap(facts schemaFacts) value.Value {
	var entries []value.Entry
	for name := range d.kinds {
		typ, _ := d.typeOf(name)
		key := d.name + "\x00" + name
		inner := []value.Entry{{Key: "type", Value: value.String(typ)}, {Key: "existence", Value: value.Bool(facts.exists[key])}}
		if d.node {
			inner = append(inner, value.Entry{Key: "indexed", Value: value.Bool(facts.indexed[key])}, value.Entry{Key: "unique", Value: value.Bool(facts.unique[key])})
		} else {
			inner = append(inner, value.Entry{Key: "array", Value: value.Bool(typ == "LIST")})
		}
		entries = append(entries, value.Entry{Key: name, Value: value.Map(inner)})
	}
	return value.Map(entries)
}

// labelMap describes a label with the types of relationships at its nodes. A type that goes both ways is
// described as it goes out.
func (d *described) labelMap(facts schemaFacts) value.Value {
	var rels []value.Entry
	add := func(list map[string]*described, direction string, other func(*described) map[string]int64) {
		for typ, r := range list {
			rels = append(rels, value.Entry{Key: typ, Value: value.Map([]value.Entry{
				{Key: "direction", Value: value.String(direction)},
				{Key: "count", Value: value.Int(r.count)},
				{Key: "labels", Value: value.Strings(sortedNames(other(r)))},
				{Key: "properties", Value: r.propertyMap(schemaFacts{})},
			})})
		}
	}
	add(d.in, "in", func(r *described) map[string]int64 { return r.from })
	add(d.out, "out", func(r *described) map[string]int64 { return r.to })
	return value.Map([]value.Entry{
		{Key: "type", Value: value.String("node")},
		{Key: "count", Value: value.Int(d.count)},
		{Key: "labels", Value: value.Strings(nil)},
		{Key: "properties", Value: d.propertyMap(facts)},
		{Key: "relationships", Value: value.Map(rels)},
	})
}
