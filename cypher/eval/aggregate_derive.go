package eval

import (
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// derive is derive(path, {options}): a virtual graph in which each path is one relationship between
// its ends.
type derive struct {
	groups  []derived
	options deriveOptions
	last    value.Value // what options were read from
	kept    charge
}

// derived is the virtual graph of a group.
type derived struct {
	nodes map[value.Value]*derivedNode // by the node that they stand for
	graph value.VirtualGraph
}

// derivedNode is a virtual node with the ends of paths that it has been so far.
type derivedNode struct {
	*value.VirtualNode
	value  value.Value
	source bool
	target bool
}

func (a *derive) Reset() {
	clear(a.groups)
	a.groups = a.groups[:0]
	a.last = value.Null
	a.kept.release()
}

func (a *derive) Add(x *Context, groups []uint32, args []*column.Column, sel []int32) error {
	a.groups = groupsOf(a.groups, groups[:len(sel)])
	added := 0
	for i, row := range sel {
		path := args[0].Value(int(row))
		if path.IsNull() {
			continue
		}
		if path.Kind() != value.KindPath {
			return typeErrorf("Only paths allowed in DERIVE aggregations, not %s.", path.Kind().TypeWord())
		}
		if err := a.read(args[1].Value(int(row))); err != nil {
			return err
		}
		n, err := a.groups[groups[i]].take(x, path.AsPath(), &a.options)
		if err != nil {
			return err
		}
		added += n
	}
	return a.kept.add(x.Memory, int64(added))
}

// read reads the options of a row. Where they are the same for all rows they are read once.
func (a *derive) read(v value.Value) error {
	if v == a.last && !v.IsNull() {
		return nil
	}
	options, err := readDeriveOptions(v)
	a.options, a.last = options, v
	return err
}

// take adds what a path is collapsed to, and says how many bytes that takes. Of a path without
// relationships there is only its node.
func (d *derived) take(x *Context, p *value.Path, o *deriveOptions) (int, error) {
	from, n, err := d.node(x, p.Node(0), &o.source, false)
	if err != nil || len(p.Rels) == 0 {
		return n, err
	}
	to, m, err := d.node(x, p.Node(len(p.Rels)), &o.target, true)
	if err != nil {
		return 0, err
	}
	n += m + d.connect(from, to, o)
	if o.isUndirected() && from != to {
		n += d.connect(to, from, o)
	}
	return n, nil
}

func (d *derived) connect(from, to value.Value, o *deriveOptions) int {
	v := value.VirtualRelationshipValue(&value.VirtualRelationship{
		ID: value.NewVirtualID(), Type: o.edgeType, From: from, To: to, Properties: o.properties,
	})
	d.graph.Rels = append(d.graph.Rels, v)
	return value.MemoryUsage(v)
}

// node returns the virtual node that stands for a node, which is made when the node first is an end
// of a path. A node that begins some paths and ends others has the labels and properties of both ends.
func (d *derived) node(x *Context, of value.Value, end *deriveEnd, target bool) (v value.Value, bytes int, err error) {
	n := d.nodes[of]
	if n != nil && (n.target && target || n.source && !target) {
		return n.value, 0, nil
	}
	labels, props, err := end.of(x, of)
	if err != nil {
		return value.Null, 0, err
	}
	if n == nil {
		n = &derivedNode{VirtualNode: &value.VirtualNode{ID: value.NewVirtualID(), Labels: labels, Properties: props}}
		n.value = value.VirtualNodeValue(n.VirtualNode)
		if d.nodes == nil {
			d.nodes = make(map[value.Value]*derivedNode)
		}
		d.nodes[of] = n
		d.graph.Nodes = append(d.graph.Nodes, n.value)
	} else {
		n.Labels = appendMissing(n.Labels, labels)
		n.Properties = value.Map(append(append([]value.Entry{}, props.AsMap()...), n.Properties.AsMap()...))
	}
	n.source, n.target = n.source || !target, n.target || target
	const entry = 64 // of the map
	return n.value, value.MemoryUsage(n.value) + entry, nil
}

// of returns the labels and properties of the virtual node that stands for a node: those that the
// options name, otherwise its own.
func (e *deriveEnd) of(x *Context, node value.Value) (labels []string, props value.Value, err error) {
	labels, props = e.labels, e.properties
	if !e.ownLabels {
		labels = nodeLabels(x, node)
	}
	if !e.ownProperties {
		props, err = properties(x, []value.Value{node})
	}
	return labels, props, err
}

// appendMissing returns a new list with the labels of both.
func appendMissing(labels, more []string) []string {
	all := append([]string{}, labels...)
	for _, l := range more {
		all = appendNew(all, l)
	}
	return all
}

func (a *derive) Result(_ *Context, from, to int, dst *column.Column) error {
	return results(dst, from, to, func(g int) (value.Value, error) {
		s := stateOf(a.groups, g)
		s.graph.ID = value.NewVirtualID()
		return value.VirtualGraphValue(&s.graph), nil
	})
}
