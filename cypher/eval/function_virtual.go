package eval

import (
	"memgraphd/engine/value"
)

// virtualFunctions make nodes and relationships that exist in the query alone.
var virtualFunctions = []function{
	{
		name: "create.v_node", aliases: []string{"apoc.create.vNode"}, params: params("labels LIST", "properties MAP"), optional: 1, result: "NODE", volatile: true,
		doc: "A virtual node, which exists in the query alone.", call: virtualNode,
	},
	{
		name: "create.v_relationship", aliases: []string{"apoc.create.vRelationship"}, params: params("from NODE", "type STRING", "properties MAP", "to NODE"), result: "RELATIONSHIP", volatile: true,
		doc: "A virtual relationship between two nodes, virtual or not.", call: virtualRelationship,
	},
}

func virtualNode(_ *Context, args []value.Value) (value.Value, error) {
	n := &value.VirtualNode{Properties: value.Map(nil)}
	if !takeNames(&n.Labels, args[0]) {
		return value.Null, typeErrorf("'create.v_node' argument at position 1 must be a list of labels, got %s.", value.Literal(args[0]))
	}
	if len(args) > 1 {
		n.Properties = args[1].WithoutNulls()
	}
	n.ID = value.NewVirtualID()
	return value.VirtualNodeValue(n), nil
}

func virtualRelationship(_ *Context, args []value.Value) (value.Value, error) {
	if args[1].AsString() == "" {
		return value.Null, argumentErrorf("The type of a relationship must not be empty.")
	}
	return value.VirtualRelationshipValue(&value.VirtualRelationship{
		ID: value.NewVirtualID(), Type: args[1].AsString(), From: args[0], To: args[3], Properties: args[2].WithoutNulls(),
	}), nil
}
