package eval

import (
	"slices"
	"strings"

	"memgraphd/engine/value"
)

var treeFunctions = []function{
	{
		name: "convert_c.to_tree", aliases: []string{"apoc.convert.toTree"}, params: params("paths PATH|LIST", "lowerCaseRels BOOLEAN", "config MAP"), optional: 2, result: "ANY", grows: true,
		doc: "Paths as a tree of maps, nested along their relationships; a list of trees if they begin at several nodes.", call: toTree,
	},
}

func toTree(x *Context, args []value.Value) (value.Value, error) {
	lower, config := value.Bool(true), value.Map(nil)
	if len(args) > 1 {
		lower = args[1]
	}
	if len(args) > 2 {
		config = args[2]
	}
	trees, err := Trees(x, args[0], lower.AsBool(), config)
	switch {
	case err != nil:
		return value.Null, err
	case len(trees) == 0:
		return value.Map(nil), nil
	case len(trees) == 1:
		return trees[0], nil
	}
	return value.List(trees), nil
}

// Trees makes a tree of the paths that begin at each node, where those with the same first steps share
// them. A node is a map of its properties with _id, _type (its labels) and, under the type of the relationships
// that lead on, in lower case if wanted, a list of the nodes behind them; a property of the relationship stands there
// as type.property. config may have filters of properties as {nodes: {Label: [name, …]}, rels: {TYPE: ["-name", …]}},
// where * is all of them.
func Trees(x *Context, paths value.Value, lower bool, config value.Value) ([]value.Value, error) {
	list := []value.Value{paths}
	if paths.Kind() == value.KindList {
		list = paths.AsList()
	}
	t := &trees{x: x, lower: lower, nodes: filtersOf(config, "nodes"), rels: filtersOf(config, "rels")}
	for _, p := range list {
		if p.IsNull() {
			continue
		}
		if p.Kind() != value.KindPath {
			return nil, typeErrorf("'convert_c.to_tree' takes a path or a list of paths, not %s.", p.Kind().TypeWord())
		}
		if err := t.add(p.AsPath()); err != nil {
			return nil, err
		}
	}
	roots := t.top.children[""]
	out := make([]value.Value, len(roots))
	for i, root := range roots {
		out[i] = root.value()
	}
	return out, nil
}

// trees grows trees by adding paths.
type trees struct {
	x           *Context
	lower       bool
	nodes, rels map[string][]string // filters of properties
	top         treeNode            // above the roots
}

// treeNode is a node of a tree.
type treeNode struct {
	fields   []value.Entry
	types    []string // of children, in order of first appearance
	children map[string][]*treeNode
	index    map[twig]*treeNode
}

// twig tells the children of a node.
type twig struct{ node, rel value.Value }

func (t *trees) add(p *value.Path) error {
	if len(p.Rels) > value.MaxStoredNesting {
		return argumentErrorf("A path of %d relationships is too long for a tree: the limit is %d.", len(p.Rels), value.MaxStoredNesting)
	}
	at, err := t.step(&t.top, p.Node(0), value.Null)
	for i := 0; err == nil && i < len(p.Rels); i++ {
		at, err = t.step(at, p.Node(i+1), p.Rel(i))
	}
	return err
}

// step finds the node to which a relationship leads from another, or adds it.
func (t *trees) step(from *treeNode, node, rel value.Value) (*treeNode, error) {
	if b := from.index[twig{node, rel}]; b != nil {
		return b, nil
	}
	b, typ := &treeNode{}, ""
	err := t.describe(b, node)
	if err == nil && !rel.IsNull() {
		typ, err = t.describeRelationship(b, rel)
	}
	if from.index == nil {
		from.index, from.children = map[twig]*treeNode{}, map[string][]*treeNode{}
	}
	from.index[twig{node, rel}] = b
	if from.children[typ] == nil {
		from.types = append(from.types, typ)
	}
	from.children[typ] = append(from.children[typ], b)
	return b, err
}

func (t *trees) describe(b *treeNode, node value.Value) error {
	props, err := entries(t.x, node)
	if err != nil {
		return err
	}
	labels := nodeLabels(t.x, node)
	b.fields = append(treeFields(props, t.nodes, labels, ""),
		value.Entry{Key: "_id", Value: value.Int(int64(node.AsID()))},
		value.Entry{Key: "_type", Value: value.String(strings.Join(labels, ":"))})
	return nil
}

// describeRelationship adds the relationship that leads to a node, and returns the name of its type in the tree.
func (t *trees) describeRelationship(b *treeNode, rel value.Value) (string, error) {
	name, err := relationshipType(t.x, []value.Value{rel})
	if err != nil {
		return "", err
	}
	typ, shown := name.AsString(), name.AsString()
	if t.lower {
		shown = strings.ToLower(typ)
	}
	props, err := entries(t.x, rel)
	b.fields = append(b.fields, treeFields(props, t.rels, []string{typ}, shown+".")...)
	b.fields = append(b.fields, value.Entry{Key: shown + "._id", Value: value.Int(int64(rel.AsID()))})
	return shown, err
}

func (b *treeNode) value() value.Value {
	fields := b.fields
	for _, typ := range b.types {
		list := make([]value.Value, len(b.children[typ]))
		for i, child := range b.children[typ] {
			list[i] = child.value()
		}
		fields = append(fields, value.Entry{Key: typ, Value: value.List(list)})
	}
	return value.Map(fields)
}

// filtersOf reads the filters of properties by label or type.
func filtersOf(config value.Value, key string) map[string][]string {
	all, _ := config.Get(key)
	if all.Kind() != value.KindMap {
		return nil
	}
	filters := map[string][]string{}
	for _, e := range all.AsMap() {
		var names []string
		if takeNames(&names, e.Value) {
			filters[e.Key] = names
		}
	}
	return filters
}

// treeFields returns the properties that the filter of the first of the names lets pass, under names with a prefix.
// Without a filter it lets all pass.
func treeFields(props []value.Entry, filters map[string][]string, names []string, prefix string) []value.Entry {
	var filter []string
	for _, name := range names {
		if f, ok := filters[name]; ok {
			filter = f
			break
		}
	}
	kept := make([]value.Entry, 0, len(props)+3)
	for _, p := range props {
		if passes(filter, p.Key) {
			kept = append(kept, value.Entry{Key: prefix + p.Key, Value: p.Value})
		}
	}
	return kept
}

func passes(filter []string, name string) bool {
	switch {
	case len(filter) == 0 || slices.Contains(filter, "*"):
		return true
	case strings.HasPrefix(filter[0], "-"):
		return !slices.Contains(filter, "-"+name)
	}
	return slices.Contains(filter, name)
}
