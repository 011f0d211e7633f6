package procedure

import (
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// metaProcedures count what the graph holds.
var metaProcedures = []Procedure{
	{
		Signature: "meta_util.schema(include_properties = false :: BOOLEAN) :: (nodes :: LIST OF MAP, relationships :: LIST OF MAP)",
		Doc:       "The kinds of nodes and of relationships with their numbers, as a graph of maps.",
		Virtual:   true, Run: metaSchema,
	},
	{
		Signature: "meta.stats_online(update_stats = false :: BOOLEAN) :: (" + statsResults + ")",
		Doc:       "The numbers of labels, types, keys, nodes and relationships, from the counts that the store keeps.",
		Run:       metaStats,
	},
	{
		Signature: "meta.stats_offline() :: (" + statsResults + ")",
		Doc:       "The same as meta.stats_online.",
		Run:       metaStats,
	},
	{Signature: "meta.reset() :: ()", Doc: "Forgets what meta.update has gathered: the store keeps the counts, so that nothing is to be done.", Run: nothing},
}

const statsResults = "labelCount :: INTEGER, relationshipTypeCount :: INTEGER, propertyKeyCount :: INTEGER, nodeCount :: INTEGER, relationshipCount :: INTEGER, labels :: MAP, relationshipTypes :: MAP, relationshipTypesCount :: MAP, stats :: MAP"

// metaStats yields the same numbers as fields and as one map.
func metaStats(c *Call) error {
	nodes, nodeCount, err := c.countLabels()
	if err != nil {
		return err
	}
	types, ends, relCount, err := c.countTypes()
	if err != nil {
		return err
	}
	keys := int64(len(c.Txn.Database().PropertyNames()))
	fields := []value.Entry{
		{Key: "labelCount", Value: value.Int(int64(len(nodes)))},
		{Key: "relationshipTypeCount", Value: value.Int(int64(len(types)))},
		{Key: "propertyKeyCount", Value: value.Int(keys)},
		{Key: "nodeCount", Value: value.Int(nodeCount)},
		{Key: "relationshipCount", Value: value.Int(relCount)},
		{Key: "labels", Value: countMap(nodes)},
		{Key: "relationshipTypes", Value: countMap(ends)},
		{Key: "relationshipTypesCount", Value: countMap(types)},
	}
	row := make([]value.Value, len(fields), len(fields)+1)
	for i, f := range fields {
		row[i] = f.Value
	}
	return c.Yield(append(row, value.Map(fields))...)
}

func countMap(counts map[string]int64) value.Value {
	entries := make([]value.Entry, 0, len(counts))
	for k, n := range counts {
		entries = append(entries, value.Entry{Key: k, Value: value.Int(n)})
	}
	return value.Map(entries)
}

func (c *Call) countLabels() (counts map[string]int64, total int64, err error) {
	counts = map[string]int64{}
	bySet := map[engine.LabelSet]int64{}
	var sets []engine.LabelSet
	err = c.View().Nodes(nil, func(ids []uint64) error {
		sets = append(sets[:0], make([]engine.LabelSet, len(ids))...)
		c.nodeLabels(ids, sets)
		for _, s := range sets {
			bySet[s]++
		}
		total += int64(len(ids))
		return nil
	})
	for set, n := range bySet {
		for _, name := range c.labelNames(set) {
			counts[name] += n
		}
	}
	return counts, total, err
}

// countTypes counts relationships by type, and by type with a label at one end as in (:A)-[:T]->().
func (c *Call) countTypes() (types, ends map[string]int64, total int64, err error) {
	types, ends = map[string]int64{}, map[string]int64{}
	byKind := map[relationshipKind]int64{}
	err = c.kinds(func(k relationshipKind, _ uint64) { byKind[k]++ })
	for k, n := range byKind {
		name := c.typeName(k.typ)
		total += n
		types[name] += n
		ends["()-[:"+name+"]->()"] += n
		for _, l := range c.labelNames(k.from) {
			ends["(:"+l+")-[:"+name+"]->()"] += n
		}
		for _, l := range c.labelNames(k.to) {
			ends["()-[:"+name+"]->(:"+l+")"] += n
		}
	}
	return types, ends, total, err
}

// counted is a kind of nodes or relationships with the number of each property.
type counted struct {
	number int64
	props  map[string]int64
}

func (k *counted) add(props []value.Entry) {
	k.number++
	for _, p := range props {
		k.props[p.Key]++
	}
}

func (k *counted) entry(withProperties bool) value.Entry {
	inner := []value.Entry{{Key: "count", Value: value.Int(k.number)}}
	if withProperties {
		inner = append(inner, value.Entry{Key: "properties_count", Value: countMap(k.props)})
	}
	return value.Entry{Key: "properties", Value: value.Map(inner)}
}

// countNodes counts nodes by their labels, and their properties if they are wanted.
func (c *Call) countNodes(properties bool) (map[engine.LabelSet]*counted, error) {
	kinds := map[engine.LabelSet]*counted{}
	err := c.View().Nodes(nil, func(ids []uint64) error {
		sets := make([]engine.LabelSet, len(ids))
		c.nodeLabels(ids, sets)
		for i, id := range ids {
			count(kinds, sets[i], c.propertiesIf(properties, value.NodeRef(id)))
		}
		return nil
	})
	return kinds, err
}

// countRelationships counts relationships by kind, and their properties if they are wanted.
func (c *Call) countRelationships(properties bool) (map[relationshipKind]*counted, error) {
	kinds := map[relationshipKind]*counted{}
	err := c.kinds(func(kind relationshipKind, id uint64) {
		count(kinds, kind, c.propertiesIf(properties, value.RelationshipRef(id)))
	})
	return kinds, err
}

func count[K comparable](kinds map[K]*counted, kind K, props []value.Entry) {
	k := kinds[kind]
	if k == nil {
		k = &counted{props: map[string]int64{}}
		kinds[kind] = k
	}
	k.add(props)
}

// metaSchema describes the graph as a smaller one, of kinds of nodes and relationships.
func metaSchema(c *Call) error {
	nodes, rels, err := c.schemaGraph(c.bool(0))
	if err != nil {
		return err
	}
	return c.Yield(nodes, rels)
}

// schemaGraph returns the kinds of nodes and of relationships, each as a list of maps.
func (c *Call) schemaGraph(full bool) (nodeKinds, relKinds value.Value, err error) {
	nodes, err := c.countNodes(full)
	if err != nil {
		return value.Null, value.Null, err
	}
	rels, err := c.countRelationships(full)
	if err != nil {
		return value.Null, value.Null, err
	}
	number := map[engine.LabelSet]value.Value{}
	var nodeList, relList []value.Value
	for i, set := range sortedKeys(nodes, func(s engine.LabelSet) string { return quotedLabels(c.labelNames(s)) }) {
		number[set] = value.Int(int64(i))
		nodeList = append(nodeList, value.Map([]value.Entry{
			{Key: "id", Value: number[set]},
			{Key: "labels", Value: value.Strings(c.labelNames(set))},
			nodes[set].entry(full),
			{Key: "type", Value: value.String("node")},
		}))
	}
	for i, kind := range sortedKeys(rels, c.kindText) {
		relList = append(relList, value.Map([]value.Entry{
			{Key: "id", Value: value.Int(int64(i))},
			{Key: "start", Value: number[kind.from]},
			{Key: "end", Value: number[kind.to]},
			{Key: "label", Value: value.String(c.typeName(kind.typ))},
			rels[kind].entry(full),
			{Key: "type", Value: value.String("relationship")},
		}))
	}
	return value.List(nodeList), value.List(relList), nil
}

func (c *Call) propertiesIf(wanted bool, v value.Value) []value.Entry {
	if !wanted {
		return nil
	}
	return c.propertiesOf(v)
}
