package exec

import (
	"fmt"
	"slices"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/eval"
	"memgraphd/engine/value"
)

// setNested is n.a.b = value: it changes a map that is the property a. With
// merge it is n.a.b += value, where b may be missing; without a value it is
// REMOVE n.a.b.
type setNested struct {
	path  []string
	value eval.Kernel // nil removes
	merge bool
}

func (s *setNested) apply(x *Execution, b *batch.Batch, t *targets) error {
	key := x.ctx.Txn.Database().Property(s.path[0])
	vals := make([]value.Value, len(t.rows))
	if s.value != nil {
		c, err := s.value.Eval(&x.ctx, b, t.rows)
		if err != nil {
			return err
		}
		for i, r := range t.rows {
			vals[i] = c.Value(int(r))
		}
	}
	for i, id := range t.ids {
		old := value.Null
		x.props = t.entity.properties(x, id, x.props[:0])
		for _, p := range x.props {
			if p.Key == key {
				old = p.Value
			}
		}
		changed, err := s.change(x, old, s.path[1:], s.path[0], vals[i])
		if err != nil {
			return err
		}
		if err := t.setOne(x, id, key, changed); err != nil {
			return err
		}
	}
	return nil
}

// change returns old, which is called name, with the value at path changed.
func (s *setNested) change(x *Execution, old value.Value, path []string, name string, v value.Value) (value.Value, error) {
	if len(path) == 0 {
		if !s.merge {
			return v, nil
		}
		return s.mergeInto(x, old, name, v)
	}
	if old.IsNull() && s.value != nil {
		old = value.Map(nil)
	}
	if old.Kind() != value.KindMap {
		return value.Null, s.notMap(old, name, path[0])
	}
	inner, ok := old.Get(path[0])
	if s.value == nil {
		if !ok {
			return value.Null, nonexistent(path[0])
		}
		if len(path) == 1 {
			return without(old, path[0]), nil
		}
	}
	inner, err := s.change(x, inner, path[1:], path[0], v)
	if err != nil {
		return value.Null, err
	}
	return with(old, value.Entry{Key: path[0], Value: inner}), nil
}

func (s *setNested) notMap(old value.Value, name, key string) error {
	if s.value == nil && old.IsNull() {
		return nonexistent(name)
	}
	return &value.Error{
		Class: value.TypeError,
		Msg:   fmt.Sprintf("Nested property '%s' can't be changed: '%s' is not a map but %s.", key, name, old.Kind().TypeWord()),
	}
}

func nonexistent(key string) error {
	return &value.Error{Class: value.ArgumentError, Msg: fmt.Sprintf("Nested property '%s' is nonexistent!", key)}
}

// mergeInto returns old with the entries of v added.
func (s *setNested) mergeInto(x *Execution, old value.Value, name string, v value.Value) (value.Value, error) {
	entries, err := x.source(v)
	if err != nil {
		return value.Null, err
	}
	switch old.Kind() {
	case value.KindNull:
		return value.Map(slices.Clone(entries)), nil
	case value.KindMap:
		return with(old, entries...), nil
	}
	return value.Null, s.notMap(old, name, name)
}

// with returns a map with some entries added or replaced.
func with(m value.Value, entries ...value.Entry) value.Value {
	return value.Map(append(slices.Clone(m.AsMap()), entries...))
}

// without returns a map without a key.
func without(m value.Value, key string) value.Value {
	return value.Map(slices.DeleteFunc(slices.Clone(m.AsMap()), func(e value.Entry) bool { return e.Key == key }))
}
