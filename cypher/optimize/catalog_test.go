package optimize_test

import (
	"fmt"
	"strings"

	"memgraphd/engine"
)

// fakeCatalog is a database that has names and statistics but no data.
type fakeCatalog struct {
	labels, types, properties []string
	labelCount, typeCount     map[string]int64
	nodes, rels               int64
	indexes                   []*engine.Index
	entries                   map[*engine.Index][2]int64
}

func newFakeCatalog() *fakeCatalog {
	return &fakeCatalog{
		labelCount: map[string]int64{}, typeCount: map[string]int64{}, entries: map[*engine.Index][2]int64{},
	}
}

func find(names []string, name string) (uint32, bool) {
	for i, n := range names {
		if n == name {
			return uint32(i), true
		}
	}
	return 0, false
}

func intern(names *[]string, name string) uint32 {
	if i, ok := find(*names, name); ok {
		return i
	}
	*names = append(*names, name)
	return uint32(len(*names) - 1)
}

func (c *fakeCatalog) Label(name string) engine.LabelID {
	return engine.LabelID(intern(&c.labels, name))
}

func (c *fakeCatalog) Type(name string) engine.TypeID { return engine.TypeID(intern(&c.types, name)) }

func (c *fakeCatalog) FindLabel(name string) (engine.LabelID, bool) {
	i, ok := find(c.labels, name)
	return engine.LabelID(i), ok
}

func (c *fakeCatalog) FindType(name string) (engine.TypeID, bool) {
	i, ok := find(c.types, name)
	return engine.TypeID(i), ok
}

func (c *fakeCatalog) LabelNames() []string { return c.labels }

func (c *fakeCatalog) TypeNames() []string { return c.types }

func (c *fakeCatalog) PropertyNames() []string { return c.properties }

func (c *fakeCatalog) FindProperty(name string) (engine.PropertyID, bool) {
	i, ok := find(c.properties, name)
	return engine.PropertyID(i), ok
}

func (c *fakeCatalog) PropertyName(id engine.PropertyID) string {
	if int(id) < len(c.properties) {
		return c.properties[id]
	}
	return ""
}

func (c *fakeCatalog) PlanIndexes() []*engine.Index { return c.indexes }
func (c *fakeCatalog) SchemaGeneration() uint64     { return 1 }
func (c *fakeCatalog) NameGeneration() uint64       { return 1 }
func (c *fakeCatalog) NodeCount() int64             { return c.nodes }
func (c *fakeCatalog) RelationshipCount() int64     { return c.rels }

func (c *fakeCatalog) LabelCount(id engine.LabelID) int64 { return c.labelCount[c.labels[id]] }
func (c *fakeCatalog) TypeCount(id engine.TypeID) int64   { return c.typeCount[c.types[id]] }

func (c *fakeCatalog) IndexEntries(ix *engine.Index) (entries, distinct int64) {
	e := c.entries[ix]
	return e[0], e[1]
}

func (c *fakeCatalog) EstimateRange(ix *engine.Index, _ engine.Bounds) int64 {
	return c.entries[ix][0] / 10
}

// define reads a line of a schema:
//
//	nodes 1000
//	rels 5000
//	label Person 100
//	type KNOWS 300
//	index Person(id) 100 100      entries and distinct keys
//	index :Person                 of the label alone
//	index :(id) 100 100           of all nodes
//	edge index KNOWS(since) 300 30
func (c *fakeCatalog) define(line string) error {
	var name string
	var n, distinct int64
	scan := func(format string, args ...any) bool {
		got, err := fmt.Sscanf(line, format, args...)
		return err == nil && got == len(args)
	}
	switch {
	case scan("nodes %d", &n):
		c.nodes = n
	case scan("rels %d", &n):
		c.rels = n
	case scan("label %s %d", &name, &n):
		c.Label(name)
		c.labelCount[name] = n
	case scan("type %s %d", &name, &n):
		c.Type(name)
		c.typeCount[name] = n
	case scan("edge index %s %d %d", &name, &n, &distinct):
		c.addIndex(engine.IndexTypeProp, engine.IndexRelProp, name, n, distinct)
	case scan("index %s %d %d", &name, &n, &distinct):
		c.addIndex(engine.IndexLabelProps, engine.IndexNodeProp, name, n, distinct)
	case scan("index %s", &name):
		ix := &engine.Index{Spec: engine.IndexSpec{Kind: engine.IndexLabel, Label: c.Label(strings.TrimPrefix(name, ":"))}}
		c.indexes = append(c.indexes, ix)
	default:
		return fmt.Errorf("unknown line %q", line)
	}
	return nil
}

func (c *fakeCatalog) addIndex(named, global engine.IndexKind, name string, entries, distinct int64) {
	of, properties, _ := strings.Cut(strings.TrimSuffix(name, ")"), "(")
	spec := engine.IndexSpec{Kind: named}
	switch {
	case of == ":":
		spec.Kind = global
	case named == engine.IndexTypeProp:
		spec.Type = c.Type(of)
	default:
		spec.Label = c.Label(of)
	}
	for _, p := range strings.Split(properties, ",") {
		path := strings.Split(p, ".")
		spec.Properties = append(spec.Properties, engine.PropertyID(intern(&c.properties, path[0])))
		spec.Paths = append(spec.Paths, path[1:])
	}
	if strings.Contains(properties, ".") {
		spec.Kind = engine.IndexNested
	} else {
		spec.Paths = nil
	}
	ix := &engine.Index{Spec: spec}
	c.indexes = append(c.indexes, ix)
	c.entries[ix] = [2]int64{entries, distinct}
}
