package exec

import (
	"fmt"
	"slices"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// setProperty is n.key = value.
type setProperty struct {
	key     string
	value   eval.Kernel
	written bool // the value is written down as a list
	vals    column.Column
}

func (s *setProperty) apply(x *Execution, b *batch.Batch, t *targets) error {
	c, err := s.value.Eval(&x.ctx, b, t.rows)
	if err != nil {
		return err
	}
	if s.written && len(t.rows) > 0 && holdsMap(c.Value(int(t.rows[0]))) {
		return errListOfMaps
	}
	return t.set(x, x.ctx.Txn.Database().Property(s.key), rowsOf(&s.vals, c, t.rows))
}

// setDynamic is n[key] = value, or REMOVE n[key] without a value.
type setDynamic struct {
	key   eval.Kernel
	value eval.Kernel // nil removes
}

func (b *builder) dynamicKey(key, val ast.Expr) (*setDynamic, error) {
	s := &setDynamic{}
	var err error
	if s.key, err = b.kernel(key); err != nil || val == nil {
		return s, err
	}
	s.value, err = b.kernel(val)
	return s, err
}

func (s *setDynamic) apply(x *Execution, b *batch.Batch, t *targets) error {
	keys, err := s.key.Eval(&x.ctx, b, t.rows)
	if err != nil {
		return err
	}
	var vals *column.Column
	if s.value != nil {
		if vals, err = s.value.Eval(&x.ctx, b, t.rows); err != nil {
			return err
		}
	}
	for i, r := range t.rows {
		key := keys.Value(int(r))
		if key.Kind() != value.KindString {
			return &value.Error{
				Class: value.TypeError,
				Msg:   fmt.Sprintf("A property key must be a string, got %s.", key.Kind().TypeWord()),
			}
		}
		v := value.Null
		if vals != nil {
			v = vals.Value(int(r))
		}
		if err := t.setOne(x, t.ids[i], x.ctx.Txn.Database().Property(key.AsString()), v); err != nil {
			return err
		}
	}
	return nil
}

// setAll is n = value or, without replace, n += value. Where all targets are different
// it sets one property of all of them after the other.
type setAll struct {
	value   eval.Kernel
	replace bool
	maps    mapColumns
	some    []uint64
}

func (s *setAll) apply(x *Execution, b *batch.Batch, t *targets) error {
	c, err := s.value.Eval(&x.ctx, b, t.rows)
	if err != nil {
		return err
	}
	if len(t.ids) > 1 && !t.repeated() {
		return s.together(x, c, t)
	}
	db := x.ctx.Txn.Database()
	for i, r := range t.rows {
		entries, err := x.source(c.Value(int(r)))
		if err != nil {
			return err
		}
		if s.replace {
			if err := t.removeOthers(x, t.ids[i], entries); err != nil {
				return err
			}
		}
		for _, e := range entries {
			if e.Value.IsNull() && s.replace {
				continue
			}
			if err := t.setOne(x, t.ids[i], db.Property(e.Key), e.Value); err != nil {
				return err
			}
		}
	}
	return nil
}

// together is apply for different targets.
func (s *setAll) together(x *Execution, c *column.Column, t *targets) error {
	s.maps.begin()
	for i, r := range t.rows {
		entries, err := x.source(c.Value(int(r)))
		if err != nil {
			return err
		}
		if s.replace {
			if err := t.removeOthers(x, t.ids[i], entries); err != nil {
				return err
			}
			entries = present(entries)
		}
		s.maps.add(entries)
	}
	for _, k := range s.maps.cols {
		some := targets{entity: t.entity, ids: k.pick(t.ids, &s.some)}
		if err := some.set(x, x.ctx.Txn.Database().Property(k.key), &k.col); err != nil {
			return err
		}
	}
	return nil
}

// present returns the entries that are not null.
func present(entries []value.Entry) []value.Entry {
	null := func(e value.Entry) bool { return e.Value.IsNull() }
	if !slices.ContainsFunc(entries, null) {
		return entries
	}
	return slices.DeleteFunc(slices.Clone(entries), null)
}

// source returns the properties that a value on the right side of = stands for.
func (x *Execution) source(v value.Value) ([]value.Entry, error) {
	switch v.Kind() {
	case value.KindMap:
		return v.AsMap(), nil
	case value.KindVirtualNode, value.KindVirtualRelationship:
		return v.VirtualProperties().AsMap(), nil
	case value.KindNode:
		return x.entries(entity{}, v.AsID()), nil
	case value.KindRelationship:
		return x.entries(entity{relationship: true}, v.AsID()), nil
	}
	return nil, &value.Error{
		Class: value.TypeError,
		Msg:   "Right-hand side in SET expression must be a node, an edge or a map.",
	}
}

// removeOthers removes the properties that entries do not set.
func (t *targets) removeOthers(x *Execution, id uint64, entries []value.Entry) error {
	set := value.Map(entries)
	for _, old := range x.entries(t.entity, id) {
		if v, ok := set.Get(old.Key); ok && !v.IsNull() {
			continue
		}
		if err := t.setOne(x, id, x.ctx.Txn.Database().Property(old.Key), value.Null); err != nil {
			return err
		}
	}
	return nil
}

// removeProperty is REMOVE n.key.
type removeProperty struct {
	key  string
	vals column.Column
}

func (s *removeProperty) apply(x *Execution, _ *batch.Batch, t *targets) error {
	key, ok := x.ctx.Txn.Database().FindProperty(s.key)
	if !ok {
		return nil
	}
	s.vals.Reset(column.Null, len(t.ids))
	return t.set(x, key, &s.vals)
}
