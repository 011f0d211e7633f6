package procedure

import (
	"cmp"
	"slices"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// schemaProcedures describe what the graph holds, and make its indexes and constraints.
var schemaProcedures = []Procedure{
	{
		Signature: "schema.node_type_properties(config = {} :: MAP) :: (nodeType :: STRING, nodeLabels :: LIST OF STRING, propertyName :: STRING, propertyTypes :: LIST OF STRING, mandatory :: BOOLEAN, propertyObservations :: INTEGER, totalObservations :: INTEGER)",
		Doc:       "The properties of nodes by labels, with their types and how often they occur; options: includeLabels, excludeLabels.",
		Virtual:   true, Run: nodeTypeProperties,
	},
	{
		Signature: "schema.rel_type_properties(config = {} :: MAP) :: (relType :: STRING, sourceNodeLabels :: LIST OF STRING, targetNodeLabels :: LIST OF STRING, propertyName :: STRING, propertyTypes :: LIST OF STRING, mandatory :: BOOLEAN, propertyObservations :: INTEGER, totalObservations :: INTEGER)",
		Doc:       "The properties of relationships by type and labels of their ends; options: includeRels, excludeRels.",
		Virtual:   true, Run: relationshipTypeProperties,
	},
	{
		Signature: "schema.assert(indices :: MAP, unique_constraints :: MAP, existence_constraints = {} :: MAP, drop_existing = true :: BOOLEAN) :: (label :: STRING, key :: STRING, keys :: LIST OF STRING, unique :: BOOLEAN, action :: STRING)",
		Doc:       "Makes the indexes and constraints be those given, as {Label: [key, …]} and for unique constraints {Label: [[key, …], …]}; the key \"\" is the index on the label. Others are dropped, unless drop_existing is false.",
		Run:       assertSchema,
	},
	{
		Signature: "db.schema.visualization() :: (nodes :: LIST OF MAP, relationships :: LIST OF MAP)",
		Doc:       "The labels, and the types of relationships between them, as maps.",
		Run:       visualizeSchema,
	},
}

// observed counts the properties of entities that are alike.
type observed struct {
	total int64
	names []string
	props map[string]*observedProperty
}

type observedProperty struct {
	count int64
	types []string
}

func (o *observed) add(props []value.Entry) {
	o.total++
	if o.props == nil {
		o.props = map[string]*observedProperty{}
	}
	for _, e := range props {
		p, ok := o.props[e.Key]
		if !ok {
			p = &observedProperty{}
			o.props[e.Key] = p
			o.names = append(o.names, e.Key)
		}
		p.count++
		if t := observedType(e.Value); !slices.Contains(p.types, t) {
			p.types = append(p.types, t)
		}
	}
}

var observedTypes = map[value.Kind]string{
	value.KindBool: "Bool", value.KindInt: "Int", value.KindFloat: "Float", value.KindString: "String",
	value.KindList: "List", value.KindMap: "Map", value.KindDate: "Date", value.KindLocalTime: "LocalTime",
	value.KindTime: "ZonedTime", value.KindLocalDateTime: "LocalDateTime", value.KindDateTime: "ZonedDateTime",
	value.KindDuration: "Duration", value.KindPoint: "Point", value.KindEnum: "Enum",
}

func observedType(v value.Value) string { return observedTypes[v.Kind()] }

// yield adds a row for each property, or one without for entities that have none.
func (o *observed) yield(c *Call, head ...value.Value) error {
	row := func(name string, p observedProperty) error {
		slices.Sort(p.types)
		return c.Yield(append(slices.Clone(head), value.String(name), value.Strings(p.types),
			value.Bool(p.count == o.total && name != ""), value.Int(p.count), value.Int(o.total))...)
	}
	if len(o.names) == 0 {
		return row("", observedProperty{})
	}
	slices.Sort(o.names)
	for _, name := range o.names {
		if err := row(name, *o.props[name]); err != nil {
			return err
		}
	}
	return nil
}

// chosen reports whether names pass lists of what to include and to exclude.
func chosen(names, include, exclude []string) bool {
	return (len(include) == 0 || anyLabel(names, include)) && !anyLabel(names, exclude)
}

// quotedLabels is :`A`:`B`.
func quotedLabels(names []string) string {
	text := ""
	for _, n := range names {
		text += ":" + string(value.AppendName(nil, n))
	}
	return text
}

func nodeTypeProperties(c *Call) error {
	o := c.config(0)
	include, exclude := stringsOf(o.get("includeLabels")), stringsOf(o.get("excludeLabels"))
	if err := o.done(); err != nil {
		return err
	}
	bySet := map[engine.LabelSet]*observed{}
	var sets []engine.LabelSet
	err := c.View().Nodes(nil, func(ids []uint64) error {
		sets = slices.Grow(sets[:0], len(ids))[:len(ids)]
		c.nodeLabels(ids, sets)
		for i, id := range ids {
			if bySet[sets[i]] == nil {
				bySet[sets[i]] = &observed{}
			}
			bySet[sets[i]].add(c.propertiesOf(value.NodeRef(id)))
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, set := range sortedKeys(bySet, func(s engine.LabelSet) string { return quotedLabels(c.labelNames(s)) }) {
		labels := c.labelNames(set)
		if !chosen(labels, include, exclude) {
			continue
		}
		if err := bySet[set].yield(c, value.String(quotedLabels(labels)), value.Strings(labels)); err != nil {
			return err
		}
	}
	return nil
}

// sortedKeys returns the keys of a map in the order of their texts.
func sortedKeys[K comparable, V any](m map[K]V, text func(K) string) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b K) int { return cmp.Compare(text(a), text(b)) })
	return keys
}

// relationshipKind tells relationships by their type and the labels of their ends.
type relationshipKind struct {
	typ      engine.TypeID
	from, to engine.LabelSet
}

func (c *Call) kindText(k relationshipKind) string {
	return c.typeName(k.typ) + quotedLabels(c.labelNames(k.from)) + " " + quotedLabels(c.labelNames(k.to))
}

// kinds hands the relationships of the view to visit, each with its kind.
func (c *Call) kinds(visit func(k relationshipKind, id uint64)) error {
	var from, to []engine.LabelSet
	return c.View().Relationships(nil, func(rels *engine.Relationships) error {
		n := len(rels.ID)
		from, to = slices.Grow(from[:0], n)[:n], slices.Grow(to[:0], n)[:n]
		c.nodeLabels(rels.From, from)
		c.nodeLabels(rels.To, to)
		for i, id := range rels.ID {
			visit(relationshipKind{rels.Type[i], from[i], to[i]}, id)
		}
		return nil
	})
}

func relationshipTypeProperties(c *Call) error {
	o := c.config(0)
	include, exclude := stringsOf(o.get("includeRels")), stringsOf(o.get("excludeRels"))
	if err := o.done(); err != nil {
		return err
	}
	byKind := map[relationshipKind]*observed{}
	err := c.kinds(func(k relationshipKind, id uint64) {
		if byKind[k] == nil {
			byKind[k] = &observed{}
		}
		byKind[k].add(c.propertiesOf(value.RelationshipRef(id)))
	})
	if err != nil {
		return err
	}
	for _, k := range sortedKeys(byKind, c.kindText) {
		name := c.typeName(k.typ)
		if !chosen([]string{name}, include, exclude) {
			continue
		}
		err := byKind[k].yield(c, value.String(quotedLabels([]string{name})),
			value.Strings(c.labelNames(k.from)), value.Strings(c.labelNames(k.to)))
		if err != nil {
			return err
		}
	}
	return nil
}

// visualizeSchema describes labels and the types between them.
func visualizeSchema(c *Call) error {
	type link struct{ typ, from, to string }
	links := map[link]struct{}{}
	err := c.kinds(func(k relationshipKind, _ uint64) {
		for _, from := range c.labelNames(k.from) {
			for _, to := range c.labelNames(k.to) {
				links[link{c.typeName(k.typ), from, to}] = struct{}{}
			}
		}
	})
	if err != nil {
		return err
	}
	var nodes, rels []value.Value
	for i, name := range c.Txn.Database().LabelNames() {
		if c.Txn.LabelCount(engine.LabelID(i)) > 0 {
			nodes = append(nodes, value.Map([]value.Entry{{Key: "name", Value: value.String(name)}}))
		}
	}
	for _, l := range sortedKeys(links, func(l link) string { return l.typ + "\x00" + l.from + "\x00" + l.to }) {
		rels = append(rels, value.Map([]value.Entry{
			{Key: "type", Value: value.String(l.typ)}, {Key: "from", Value: value.String(l.from)}, {Key: "to", Value: value.String(l.to)},
		}))
	}
	return c.Yield(value.List(nodes), value.List(rels))
}
