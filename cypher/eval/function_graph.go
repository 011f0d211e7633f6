package eval

import (
	"slices"
	"strconv"

	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

var graphFunctions = []function{
	{
		name: "id", params: params("entity NODE|RELATIONSHIP"), result: "INTEGER",
		doc: "The internal id.", call: id, column: idColumn,
	},
	{
		name: "elementId", params: params("entity NODE|RELATIONSHIP"), result: "STRING",
		doc: "The internal id as a string.", call: elementID,
	},
	{
		name: "labels", params: params("node NODE"), result: "LIST OF STRING",
		doc: "The labels of a node.", kernel: newLabels,
	},
	{
		name: "type", params: params("relationship RELATIONSHIP"), result: "STRING",
		doc: "The type of a relationship.", call: relationshipType, column: typeColumn,
	},
	{
		name: "properties", params: params("entity NODE|RELATIONSHIP|MAP"), result: "MAP",
		doc: "All properties as a map.", call: properties,
	},
	{
		name: "keys", params: params("entity NODE|RELATIONSHIP|MAP"), result: "LIST OF STRING",
		doc: "The keys of all properties.", call: keys,
	},
	{
		name: "values", params: params("entity NODE|RELATIONSHIP|MAP"), result: "LIST",
		doc: "The values of all properties.", call: values,
	},
	{
		name: "nodes", params: params("path PATH"), result: "LIST OF NODE",
		doc: "The nodes of a path, in order.", call: pathNodes,
	},
	{
		name: "relationships", params: params("path PATH"), result: "LIST OF RELATIONSHIP",
		doc: "The relationships of a path, in order.", call: pathRelationships,
	},
	{
		name: "startNode", params: params("relationship RELATIONSHIP"), result: "NODE",
		doc: "The node at which a relationship begins.", call: endpoint(startOf), column: endpointColumn(startOf),
	},
	{
		name: "endNode", params: params("relationship RELATIONSHIP"), result: "NODE",
		doc: "The node at which a relationship ends.", call: endpoint(endOf), column: endpointColumn(endOf),
	},
	{
		name: "degree", params: params("node STORED NODE"), result: "INTEGER",
		doc: "The number of relationships at a node.", call: degree(engine.Out, engine.In),
	},
	{
		name: "inDegree", params: params("node STORED NODE"), result: "INTEGER",
		doc: "The number of relationships that end at a node.", call: degree(engine.In), column: degreeColumn(engine.In),
	},
	{
		name: "outDegree", params: params("node STORED NODE"), result: "INTEGER",
		doc: "The number of relationships that begin at a node.", call: degree(engine.Out), column: degreeColumn(engine.Out),
	},
	{
		name: "exists", params: params("value"), result: "BOOLEAN", nulls: true,
		doc: "Whether a value, such as a property, is there.", call: exists,
	},
	{
		name: "propertySize", params: params("entity NODE|RELATIONSHIP", "key STRING"), result: "INTEGER",
		doc: "The bytes that a property takes up when it is stored; 0 if there is none.", call: propertySize,
	},
	{
		name: "label.exists", aliases: []string{"apoc.label.exists"}, params: params("entity NODE|RELATIONSHIP", "label STRING"), result: "BOOLEAN",
		doc: "Whether a node has a label, or a relationship a type.", call: labelExists,
	},
	{
		name: "node.degree_in", aliases: []string{"apoc.node.degree.in"}, params: params("node STORED NODE", "type STRING"), optional: 1, result: "INTEGER",
		doc: "The number of relationships, of a type, that end at a node.", call: degreeOfType(engine.In),
	},
	{
		name: "node.degree_out", aliases: []string{"apoc.node.degree.out"}, params: params("node STORED NODE", "type STRING"), optional: 1, result: "INTEGER",
		doc: "The number of relationships, of a type, that begin at a node.", call: degreeOfType(engine.Out),
	},
}

func id(_ *Context, args []value.Value) (value.Value, error) {
	return value.Int(int64(args[0].AsID())), nil
}

func idColumn(_ *Context, in *column.Column, sel []int32, dst *column.Column) (bool, error) {
	if in.Type != column.Node && in.Type != column.Relationship {
		return false, nil
	}
	dst.Reset(column.Int, in.N)
	for _, i := range sel {
		dst.Ints[i] = int64(in.IDs[i])
	}
	sameValid(dst, in)
	return true, nil
}

func elementID(_ *Context, args []value.Value) (value.Value, error) {
	return value.String(strconv.FormatInt(int64(args[0].AsID()), 10)), nil
}

func relationshipType(x *Context, args []value.Value) (value.Value, error) {
	if args[0].IsVirtual() {
		return value.String(args[0].AsVirtualRelationship().Type), nil
	}
	var typ [1]engine.TypeID
	x.Txn.Endpoints([]uint64{args[0].AsID()}, nil, nil, typ[:])
	return value.String(x.Txn.Database().TypeName(typ[0])), nil
}

func typeColumn(x *Context, in *column.Column, sel []int32, dst *column.Column) (bool, error) {
	if in.Type != column.Relationship || in.Valid != nil {
		return false, nil
	}
	ids, types := selected(in.IDs, sel), make([]engine.TypeID, len(sel))
	x.Txn.Endpoints(ids, nil, nil, types)
	names := x.Txn.Database().TypeNames()
	dst.Reset(column.String, in.N)
	for j, i := range sel {
		dst.Strings[i] = names[types[j]]
	}
	return true, nil
}

// selected returns the elements of sel.
func selected(ids []uint64, sel []int32) []uint64 {
	if len(sel) == len(ids) {
		return ids
	}
	out := make([]uint64, len(sel))
	for j, i := range sel {
		out[j] = ids[i]
	}
	return out
}

// entity returns the properties of a node or relationship.
func entity(x *Context, v value.Value) ([]engine.Property, error) {
	if err := x.alive(v); err != nil {
		return nil, err
	}
	if v.Kind() == value.KindNode {
		return x.txnOf(v).NodeProperties(v.AsID(), nil), nil
	}
	return x.txnOf(v).RelationshipProperties(v.AsID(), nil), nil
}

func properties(x *Context, args []value.Value) (value.Value, error) {
	switch args[0].Kind() {
	case value.KindMap:
		return args[0], nil
	case value.KindVirtualNode, value.KindVirtualRelationship:
		return args[0].VirtualProperties(), nil
	}
	props, err := entity(x, args[0])
	entries := make([]value.Entry, len(props))
	for i, p := range props {
		entries[i] = value.Entry{Key: x.Txn.Database().PropertyName(p.Key), Value: p.Value}
	}
	return value.Map(entries), err
}

// entries returns the keys and values of a node, a relationship or a map.
func entries(x *Context, v value.Value) ([]value.Entry, error) {
	all, err := properties(x, []value.Value{v})
	if err != nil {
		return nil, err
	}
	return all.AsMap(), nil
}

func keys(x *Context, args []value.Value) (value.Value, error) {
	all, err := entries(x, args[0])
	list := make([]value.Value, len(all))
	for i, e := range all {
		list[i] = value.String(e.Key)
	}
	return value.List(list), err
}

func values(x *Context, args []value.Value) (value.Value, error) {
	all, err := entries(x, args[0])
	list := make([]value.Value, len(all))
	for i, e := range all {
		list[i] = e.Value
	}
	return value.List(list), err
}

func pathNodes(_ *Context, args []value.Value) (value.Value, error) {
	p := args[0].AsPath()
	if p.Virtual != nil {
		return value.List(p.Virtual.Nodes), nil
	}
	return references(p.Nodes, value.NodeRef), nil
}

func pathRelationships(_ *Context, args []value.Value) (value.Value, error) {
	p := args[0].AsPath()
	if p.Virtual != nil {
		return value.List(p.Virtual.Rels), nil
	}
	return references(p.Rels, value.RelationshipRef), nil
}

func references(ids []uint64, ref func(uint64) value.Value) value.Value {
	list := make([]value.Value, len(ids))
	for i, id := range ids {
		list[i] = ref(id)
	}
	return value.List(list)
}

// end is one end of a relationship.
type end bool

const (
	startOf end = false
	endOf   end = true
)

// of fills dst with the nodes at this end of relationships.
func (e end) of(x *Context, ids, dst []uint64) {
	if e == startOf {
		x.Txn.Endpoints(ids, dst, nil, nil)
	} else {
		x.Txn.Endpoints(ids, nil, dst, nil)
	}
}

// ofVirtual returns the node at this end of a virtual relationship.
func (e end) ofVirtual(r *value.VirtualRelationship) value.Value {
	if e == startOf {
		return r.From
	}
	return r.To
}

func endpoint(e end) rowFunc {
	return func(x *Context, args []value.Value) (value.Value, error) {
		if args[0].IsVirtual() {
			return e.ofVirtual(args[0].AsVirtualRelationship()), nil
		}
		var node [1]uint64
		e.of(x, []uint64{args[0].AsID()}, node[:])
		return value.NodeRef(node[0]), nil
	}
}

func endpointColumn(e end) func(x *Context, in *column.Column, sel []int32, dst *column.Column) (bool, error) {
	return func(x *Context, in *column.Column, sel []int32, dst *column.Column) (bool, error) {
		if in.Type != column.Relationship || in.Valid != nil || len(sel) != in.N {
			return false, nil
		}
		dst.Reset(column.Node, in.N)
		e.of(x, in.IDs, dst.IDs)
		return true, nil
	}
}

// degree counts the relationships at a node; of both directions it is their sum, so that a loop
// counts twice.
func degree(dirs ...engine.Direction) rowFunc {
	return func(x *Context, args []value.Value) (value.Value, error) {
		sum := int64(0)
		for _, dir := range dirs {
			var n [1]int64
			x.Txn.Degrees([]uint64{args[0].AsID()}, dir, nil, n[:])
			sum += n[0]
		}
		return value.Int(sum), nil
	}
}

func degreeColumn(dir engine.Direction) func(x *Context, in *column.Column, sel []int32, dst *column.Column) (bool, error) {
	return func(x *Context, in *column.Column, sel []int32, dst *column.Column) (bool, error) {
		if in.Type != column.Node || in.Valid != nil || len(sel) != in.N {
			return false, nil
		}
		dst.Reset(column.Int, in.N)
		x.Txn.Degrees(in.IDs, dir, nil, dst.Ints)
		return true, nil
	}
}

func exists(_ *Context, args []value.Value) (value.Value, error) {
	return value.Bool(!args[0].IsNull()), nil
}

func propertySize(x *Context, args []value.Value) (value.Value, error) {
	v, err := (&property{key: args[1].AsString()}).field(x, args[0])
	if err != nil || v.IsNull() {
		return value.Int(0), err
	}
	stored, err := value.AppendBinary(nil, v)
	return value.Int(int64(len(stored))), err
}

func labelExists(x *Context, args []value.Value) (value.Value, error) {
	label := args[1].AsString()
	if args[0].IsRelationship() {
		typ, err := relationshipType(x, args)
		return value.Bool(typ.AsString() == label), err
	}
	return value.Bool(slices.Contains(nodeLabels(x, args[0]), label)), nil
}

// nodeLabels returns the names of the labels of a node.
func nodeLabels(x *Context, node value.Value) []string {
	if node.IsVirtual() {
		return node.AsVirtualNode().Labels
	}
	var set [1]engine.LabelSet
	x.txnOf(node).NodeLabels([]uint64{node.AsID()}, set[:])
	db := x.Txn.Database()
	return labelNames(db, db.Labels(set[0]))
}

// degreeOfType counts relationships of a type, or of any if it is empty.
func degreeOfType(dir engine.Direction) rowFunc {
	return func(x *Context, args []value.Value) (value.Value, error) {
		var types []engine.TypeID
		if name := optional(args, 1); !name.IsNull() && name.AsString() != "" {
			typ, ok := x.Txn.Database().FindType(name.AsString())
			if !ok {
				return value.Int(0), nil
			}
			types = []engine.TypeID{typ}
		}
		var n [1]int64
		x.Txn.Degrees([]uint64{args[0].AsID()}, dir, types, n[:])
		return value.Int(n[0]), nil
	}
}
