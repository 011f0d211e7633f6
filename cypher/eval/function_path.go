package eval

import (
	"slices"

	"memgraphd/engine/value"
)

var pathFunctions = []function{
	{
		name: "path.elements", aliases: []string{"apoc.path.elements"}, params: params("path PATH"), result: "LIST",
		doc: "The nodes and relationships of a path, in turn.", call: sure(pathElements),
	},
	{
		name: "path.combine", aliases: []string{"apoc.path.combine"}, params: params("first PATH", "second PATH"), result: "PATH",
		doc: "A path and another that begins where it ends.", call: combinePaths,
	},
	{
		name: "path.slice", aliases: []string{"apoc.path.slice"}, params: params("path PATH", "offset NATURAL", "length INTEGER"), optional: 2, result: "PATH",
		doc: "So many relationships of a path from a place on; all if it is negative.", call: slicePath,
	},
}

func pathElements(v value.Value) value.Value {
	p := v.AsPath()
	list := make([]value.Value, 0, len(p.Nodes)+len(p.Rels))
	for i := range p.Nodes {
		list = append(list, p.Node(i))
		if i < len(p.Rels) {
			list = append(list, p.Rel(i))
		}
	}
	return value.List(list)
}

func combinePaths(_ *Context, args []value.Value) (value.Value, error) {
	a, b := args[0].AsPath(), args[1].AsPath()
	if a.Nodes[len(a.Nodes)-1] != b.Nodes[0] {
		return value.Null, argumentErrorf("The second path does not begin where the first one ends.")
	}
	p := &value.Path{Nodes: slices.Concat(a.Nodes, b.Nodes[1:]), Rels: slices.Concat(a.Rels, b.Rels)}
	if v, w := a.Virtual, b.Virtual; v != nil && w != nil {
		p.Virtual = &value.VirtualPath{Nodes: slices.Concat(v.Nodes, w.Nodes[1:]), Rels: slices.Concat(v.Rels, w.Rels)}
	}
	return value.PathValue(p), nil
}

func slicePath(_ *Context, args []value.Value) (value.Value, error) {
	p := args[0].AsPath()
	n := int64(len(p.Rels))
	from, to := int64(0), n
	if v := optional(args, 1); !v.IsNull() {
		from = min(v.AsInt(), n)
	}
	if v := optional(args, 2); !v.IsNull() && v.AsInt() >= 0 && v.AsInt() < n-from {
		to = from + v.AsInt()
	}
	return value.PathValue(p.Slice(int(from), int(to))), nil
}
