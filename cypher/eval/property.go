package eval

import (
	"slices"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// property compiles target.key.
func (c *compiler) property(e *ast.Property) (Kernel, error) {
	x, err := c.expr(e.Target)
	if err != nil {
		return nil, err
	}
	if v, ok := e.Target.(*ast.Variable); ok && c.env.Plan.Fields[c.env.Plan.Slots[v]] {
		return x, nil // it stands for the field
	}
	return &property{x: x, key: e.Key}, nil
}

// property reads a property of nodes and relationships by the batch, and a field of anything else by the row.
type property struct {
	x   Kernel
	key string

	db    *engine.Database
	id    engine.PropertyID
	known bool // id is the key's in db

	ids []uint64
	got column.Column
	out column.Column

	fields writer // of what is neither a node nor a relationship
	place  int    // of the key in the map that was looked at last: most maps are like the one before
}

func (k *property) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	in, err := k.x.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	switch in.Type {
	case column.Null:
		return in, nil
	case column.Node, column.Relationship:
		return k.gather(x, in, b.N, sel)
	}
	if in.Type == column.Any && k.alike(in, sel) {
		return &k.out, nil
	}
	k.fields.begin(b.N)
	for _, i := range sel {
		v, err := k.field(x, in.Value(int(i)))
		if err != nil {
			return nil, err
		}
		k.fields.put(i, v)
	}
	return k.fields.end(sel), nil
}

// alike reads the field of maps that are alike: all have it at the place where the last one
// had it, and all hold strings there or all hold integers.
func (k *property) alike(in *column.Column, sel []int32) bool {
	first, ok := k.atPlace(in.Values[sel[0]])
	if !ok {
		return false
	}
	switch first.Kind() {
	case value.KindString:
		k.out.Reset(column.String, in.N)
		for _, i := range sel {
			v, ok := k.atPlace(in.Values[i])
			if !ok || v.Kind() != value.KindString {
				return false
			}
			k.out.Strings[i] = v.AsString()
		}
	case value.KindInt:
		k.out.Reset(column.Int, in.N)
		for _, i := range sel {
			v, ok := k.atPlace(in.Values[i])
			if !ok || v.Kind() != value.KindInt {
				return false
			}
			k.out.Ints[i] = v.AsInt()
		}
	default:
		return false
	}
	return true
}

// atPlace returns the field of a map if it is at the place where the last one was.
func (k *property) atPlace(v value.Value) (value.Value, bool) {
	if v.Kind() != value.KindMap {
		return value.Null, false
	}
	entries := v.AsMap()
	if k.place >= len(entries) || entries[k.place].Key != k.key {
		return value.Null, false
	}
	return entries[k.place].Value, true
}

// find looks the key up; a key that was never used is no property's.
func (k *property) find(x *Context) bool {
	if db := x.Txn.Database(); !k.known || k.db != db {
		k.db = db
		k.id, k.known = db.FindProperty(k.key)
	}
	return k.known
}

// gather reads the property of the entities in the rows of sel.
func (k *property) gather(x *Context, in *column.Column, n int, sel []int32) (*column.Column, error) {
	if !k.find(x) {
		k.out.Reset(column.Null, n)
		return &k.out, k.missing(x, in, sel)
	}
	if x.Past != nil {
		return k.rowByRow(x, in, n, sel)
	}
	read := x.Txn.NodeProperty
	if in.Type == column.Relationship {
		read = x.Txn.RelationshipProperty
	}
	if len(sel) == n && in.Valid == nil {
		read(in.IDs[:n], k.id, &k.out)
		return &k.out, k.missing(x, in, sel)
	}
	k.ids = k.ids[:0]
	for _, i := range sel {
		if in.Valid == nil || in.Valid.Has(int(i)) {
			k.ids = append(k.ids, in.IDs[i])
		}
	}
	read(k.ids, k.id, &k.got)
	scatter(&k.out, &k.got, in, n, sel)
	return &k.out, k.missing(x, in, sel)
}

// rowByRow is gather where some of the entities may have been deleted, but are remembered.
func (k *property) rowByRow(x *Context, in *column.Column, n int, sel []int32) (*column.Column, error) {
	k.out.Reset(column.Any, n)
	for _, i := range sel {
		if in.IsNull(int(i)) {
			continue
		}
		v, err := k.one(x, in.Value(int(i)))
		if err != nil {
			return nil, err
		}
		k.out.Values[i] = v
	}
	return &k.out, nil
}

// missing is an error if a property is null because its owner was deleted.
func (k *property) missing(x *Context, in *column.Column, sel []int32) error {
	if !k.out.HasNulls() || !x.Txn.Changed() {
		return nil
	}
	for _, i := range sel {
		if k.out.IsNull(int(i)) {
			if err := x.visible(in.Value(int(i))); err != nil {
				return err
			}
		}
	}
	return nil
}

// scatter spreads the rows of got, which belong to the rows of sel that in has, over n rows.
func scatter(out, got, in *column.Column, n int, sel []int32) {
	out.Reset(got.Type, n)
	if got.Type == column.Null {
		return
	}
	if got.Type != column.Any {
		out.MakeValid()
	}
	j := 0
	for _, i := range sel {
		if in.Valid != nil && !in.Valid.Has(int(i)) {
			continue
		}
		if !got.IsNull(j) {
			copyRow(out, int(i), got, j)
		}
		j++
	}
}

// field reads the field of one value.
func (k *property) field(x *Context, v value.Value) (value.Value, error) {
	switch kind := v.Kind(); {
	case kind == value.KindNull:
		return value.Null, nil
	case kind == value.KindMap:
		return k.entry(v.AsMap()), nil
	case kind == value.KindNode || kind == value.KindRelationship:
		return k.one(x, v)
	case kind == value.KindPoint:
		return value.PointField(v.AsPoint(), k.key)
	case v.IsVirtual():
		return k.entry(v.VirtualProperties().AsMap()), nil
	case kind == value.KindGraph || kind == value.KindVirtualGraph:
		return graphField(v, k.key)
	case kind.IsTemporal():
		return value.TemporalField(v, k.key)
	}
	return value.Null, typeErrorf("Only nodes, edges, maps, temporal types, points and graphs have properties to be looked up, not %s: .%s", v.Kind().TypeWord(), k.key)
}

// entry reads the key of a map; null if it is not there.
func (k *property) entry(entries []value.Entry) value.Value {
	if k.place < len(entries) && entries[k.place].Key == k.key {
		return entries[k.place].Value
	}
	at, ok := slices.BinarySearchFunc(entries, k.key, func(e value.Entry, key string) int { return strings.Compare(e.Key, key) })
	if !ok {
		return value.Null
	}
	k.place = at
	return entries[at].Value
}

// one reads the property of one entity.
func (k *property) one(x *Context, v value.Value) (value.Value, error) {
	if !k.find(x) {
		return value.Null, x.alive(v)
	}
	k.ids = append(k.ids[:0], v.AsID())
	if v.Kind() == value.KindNode {
		x.txnOf(v).NodeProperty(k.ids, k.id, &k.got)
	} else {
		x.txnOf(v).RelationshipProperty(k.ids, k.id, &k.got)
	}
	if k.got.IsNull(0) {
		return value.Null, x.alive(v)
	}
	return k.got.Value(0), nil
}

// graphField returns the nodes or the edges of a graph.
func graphField(v value.Value, name string) (value.Value, error) {
	virtual := v.Kind() == value.KindVirtualGraph
	switch {
	case name == "nodes" && virtual:
		return value.List(v.AsVirtualGraph().Nodes), nil
	case name == "edges" && virtual:
		return value.List(v.AsVirtualGraph().Rels), nil
	case name == "nodes":
		return references(v.AsGraph().Nodes, value.NodeRef), nil
	case name == "edges":
		return references(v.AsGraph().Rels, value.RelationshipRef), nil
	}
	return value.Null, argumentErrorf("Invalid property name %s for Graph", name)
}
