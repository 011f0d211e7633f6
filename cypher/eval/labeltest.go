package eval

import (
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// hasLabels compiles x:Label.
func (c *compiler) hasLabels(e *ast.HasLabels) (Kernel, error) {
	x, err := c.expr(e.X)
	if err != nil {
		return nil, err
	}
	k := &hasLabels{x: x, test: e.Labels}
	return k, c.dynamicLabels(e.Labels, k)
}

// dynamicLabels compiles the labels of a test that expressions name.
func (c *compiler) dynamicLabels(e ast.LabelExpr, k *hasLabels) error {
	switch e := e.(type) {
	case *ast.LabelName:
		if e.Label.Dynamic == nil {
			return nil
		}
		name, err := c.expr(e.Label.Dynamic)
		k.dynamic = append(k.dynamic, dynamicLabel{label: e, name: newOperand(name)})
		return err
	case *ast.LabelAnd:
		return c.dynamicParts(e.Parts, k)
	case *ast.LabelOr:
		return c.dynamicParts(e.Parts, k)
	case *ast.LabelNot:
		return c.dynamicLabels(e.Part, k)
	}
	return nil
}

func (c *compiler) dynamicParts(parts []ast.LabelExpr, k *hasLabels) error {
	for _, p := range parts {
		if err := c.dynamicLabels(p, k); err != nil {
			return err
		}
	}
	return nil
}

// hasLabels tests the labels of nodes and the types of relationships.
type hasLabels struct {
	x       Kernel
	test    ast.LabelExpr
	dynamic []dynamicLabel
	sets    nodeSets
	out     writer

	db     *engine.Database
	filter *engine.LabelFilter // decides a set of labels once; of a test without dynamic labels
}

// dynamicLabel is a label that an expression names.
type dynamicLabel struct {
	label *ast.LabelName
	name  operand
	names []string // in the current row
}

func (k *hasLabels) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	in, err := k.x.Eval(x, b, sel)
	if err != nil {
		return nil, err
	}
	for i := range k.dynamic {
		if err := k.dynamic[i].name.eval(x, b, sel); err != nil {
			return nil, err
		}
	}
	k.out.begin(b.N)
	k.sets.read(x, in, sel)
	for j, i := range k.sets.rows {
		ok, err := k.matches(x, k.sets.sets[j], i)
		if err != nil {
			return nil, err
		}
		k.out.put(i, value.Bool(ok))
	}
	if len(k.sets.rows) < len(sel) {
		if err := k.others(x, in, sel); err != nil {
			return nil, err
		}
	}
	return k.out.end(sel), nil
}

// matches tests a set of labels.
func (k *hasLabels) matches(x *Context, set engine.LabelSet, row int32) (bool, error) {
	db := x.Txn.Database()
	if len(k.dynamic) > 0 {
		return k.holds(row, labelNames(db, db.Labels(set)))
	}
	if k.filter == nil || k.db != db {
		k.db = db
		k.filter = db.NewLabelFilter(func(labels []engine.LabelID) bool {
			return k.part(k.test, labelNames(db, labels))
		})
	}
	return k.filter.Matches(set), nil
}

func labelNames(db *engine.Database, ids []engine.LabelID) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = db.LabelName(id)
	}
	return names
}

// others tests the rows that are not nodes.
func (k *hasLabels) others(x *Context, in *column.Column, sel []int32) error {
	for _, i := range sel {
		switch v := in.Value(int(i)); v.Kind() {
		case value.KindNull, value.KindNode:
		case value.KindRelationship, value.KindVirtualNode, value.KindVirtualRelationship:
			names, err := labelsOrType(x, v)
			if err != nil {
				return err
			}
			ok, err := k.holds(i, names)
			if err != nil {
				return err
			}
			k.out.put(i, value.Bool(ok))
		default:
			return typeErrorf("Only nodes have labels and edges types to be tested, not %s.", v.Kind().TypeWord())
		}
	}
	return nil
}

// labelsOrType returns the labels of a node, or the type of a relationship.
func labelsOrType(x *Context, v value.Value) ([]string, error) {
	if v.IsNode() {
		return nodeLabels(x, v), nil
	}
	name, err := relationshipType(x, []value.Value{v})
	return []string{name.AsString()}, err
}

// holds decides the test for a row with these labels.
func (k *hasLabels) holds(row int32, labels []string) (bool, error) {
	for i := range k.dynamic {
		d := &k.dynamic[i]
		var err error
		if d.names, err = ComputedLabels(d.name.at(row)); err != nil {
			return false, Locate(d.label.Label.Pos, err)
		}
	}
	return k.part(k.test, labels), nil
}

// part decides a part of the test.
func (k *hasLabels) part(e ast.LabelExpr, labels []string) bool {
	holds := func(p ast.LabelExpr) bool { return k.part(p, labels) }
	switch e := e.(type) {
	case *ast.LabelName:
		return k.named(e, labels)
	case *ast.LabelAnd:
		return !slices.ContainsFunc(e.Parts, func(p ast.LabelExpr) bool { return !holds(p) })
	case *ast.LabelOr:
		return slices.ContainsFunc(e.Parts, holds)
	case *ast.LabelNot:
		return !holds(e.Part)
	}
	return len(labels) > 0 // ast.LabelAny
}

func (k *hasLabels) named(e *ast.LabelName, labels []string) bool {
	has := func(name string) bool { return slices.Contains(labels, name) }
	if e.Label.Dynamic == nil {
		return has(e.Label.Name)
	}
	i := slices.IndexFunc(k.dynamic, func(d dynamicLabel) bool { return d.label == e })
	if e.Label.Any {
		return slices.ContainsFunc(k.dynamic[i].names, has)
	}
	return !slices.ContainsFunc(k.dynamic[i].names, func(name string) bool { return !has(name) })
}

// ComputedLabels returns the labels, or types, that the value of a computed label names. Empty names are refused.
func ComputedLabels(v value.Value) ([]string, error) {
	list := []value.Value{v}
	if v.Kind() == value.KindList {
		list = v.AsList()
	}
	names := make([]string, len(list))
	for i, e := range list {
		if e.Kind() != value.KindString {
			return nil, typeErrorf("Labels and types must be strings or lists of strings, got %s.", e.Kind().TypeWord())
		}
		if names[i] = e.AsString(); names[i] == "" {
			return nil, argumentErrorf("Labels and types must not be empty strings.")
		}
	}
	return names, nil
}
