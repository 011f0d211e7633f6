package procedure

import (
	"context"
	"errors"
	"slices"
	"strings"

	"memgraphd/cypher/schema"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// wanted is an index or constraint that schema.assert is asked for.
type wanted struct {
	label string
	keys  []string
}

func (w wanted) text() string { return w.label + "\x00" + strings.Join(w.keys, "\x00") }

// keysOf reads {Label: [key, [key, …], …]}, in the order of labels.
func (c *Call) keysOf(arg int) ([]wanted, error) {
	var list []wanted
	for _, e := range c.Args[arg].AsMap() {
		if e.Value.Kind() != value.KindList {
			return nil, c.errorf("the keys of label '%s' must be a list.", e.Key)
		}
		for _, k := range e.Value.AsList() {
			keys := stringsOf(k)
			if len(keys) == 0 {
				return nil, c.errorf("a key of label '%s' must be a string or a list of strings, got %s.", e.Key, value.Literal(k))
			}
			list = append(list, wanted{e.Key, keys})
		}
	}
	return list, nil
}

// assertSchema makes the schema what it is asked for.
func assertSchema(c *Call) error {
	if c.Host != nil {
		if err := c.Host.Implicit("Schema-related procedures call"); err != nil {
			return err
		}
	}
	if err := c.assertIndexes(); err != nil {
		return err
	}
	if err := c.assertConstraints(1, engine.ConstraintUnique); err != nil {
		return err
	}
	return c.assertConstraints(2, engine.ConstraintExists)
}

// act drops what is there and not wanted, creates what is wanted and not there, and yields a row for each.
func (c *Call) act(want []wanted, have []wanted, unique bool, create, drop func(context.Context, wanted) error) error {
	row := func(w wanted, action string) error {
		return c.Yield(value.String(w.label), value.String(w.keys[0]), value.Strings(w.keys), value.Bool(unique), value.String(action))
	}
	same := func(list []wanted, w wanted) bool {
		return slices.ContainsFunc(list, func(o wanted) bool { return o.text() == w.text() })
	}
	for _, h := range have {
		if same(want, h) || !c.bool(3) {
			continue
		}
		if err := drop(c.Ctx, h); err != nil && !errors.Is(err, engine.ErrMissing) {
			return err
		}
		if err := row(h, "Dropped"); err != nil {
			return err
		}
	}
	for _, w := range want {
		action := "Kept"
		if !same(have, w) {
			action = "Created"
			if err := create(c.Ctx, w); err != nil && !errors.Is(err, engine.ErrExists) {
				return err
			}
		}
		if err := row(w, action); err != nil {
			return err
		}
	}
	return nil
}

func (c *Call) assertIndexes() error {
	want, err := c.keysOf(0)
	if err != nil {
		return err
	}
	db := c.Txn.Database()
	var have []wanted
	specs := map[string]engine.IndexSpec{} // of those that are there
	for _, ix := range db.Indexes() {
		w := wanted{label: db.LabelName(ix.Spec.Label), keys: []string{""}}
		switch ix.Spec.Kind {
		case engine.IndexLabelProps, engine.IndexNested:
			w.keys = schema.Paths(db, &ix.Spec)
		case engine.IndexLabel:
		default:
			continue
		}
		if _, both := specs[w.text()]; !both {
			have, specs[w.text()] = append(have, w), ix.Spec
		}
	}
	spec := func(w wanted) engine.IndexSpec {
		if spec, ok := specs[w.text()]; ok {
			return spec
		}
		return c.wantedIndex(w)
	}
	drop := func(ctx context.Context, w wanted) error {
		s := spec(w)
		other := s
		other.Descending = !s.Descending
		if err := schema.DropIndex(ctx, db, other); err != nil && !errors.Is(err, engine.ErrMissing) {
			return err
		}
		return schema.DropIndex(ctx, db, s)
	}
	return c.act(want, have, false, func(ctx context.Context, w wanted) error { return db.CreateIndex(ctx, spec(w)) }, drop)
}

// wantedIndex returns what makes an index on a label, if the key is empty, or its properties; those with dots are nested.
func (c *Call) wantedIndex(w wanted) engine.IndexSpec {
	db := c.Txn.Database()
	spec := engine.IndexSpec{Kind: engine.IndexLabel, Label: db.Label(w.label)}
	if w.keys[0] == "" {
		return spec
	}
	spec.Kind = engine.IndexLabelProps
	for _, key := range w.keys {
		path := schema.ParsePath(key)
		spec.Properties, spec.Paths = append(spec.Properties, db.Property(path[0])), append(spec.Paths, path[1:])
		if len(path) > 1 {
			spec.Kind = engine.IndexNested
		}
	}
	if spec.Kind == engine.IndexLabelProps {
		spec.Paths = nil
	}
	return spec
}

func (c *Call) assertConstraints(arg int, kind engine.ConstraintKind) error {
	want, err := c.keysOf(arg)
	if err != nil {
		return err
	}
	db := c.Txn.Database()
	var have []wanted
	for _, spec := range db.Constraints() {
		if spec.Kind == kind {
			have = append(have, wanted{db.LabelName(spec.Label), c.propertyNames(spec.Properties)})
		}
	}
	spec := func(w wanted) engine.ConstraintSpec {
		return engine.ConstraintSpec{Kind: kind, Label: db.Label(w.label), Properties: c.propertyIDs(w.keys)}
	}
	return c.act(want, have, kind == engine.ConstraintUnique,
		func(ctx context.Context, w wanted) error { return db.CreateConstraint(ctx, spec(w)) },
		func(ctx context.Context, w wanted) error { return schema.DropConstraint(ctx, db, spec(w)) })
}

func (c *Call) propertyNames(ids []engine.PropertyID) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = c.Txn.Database().PropertyName(id)
	}
	return names
}

func (c *Call) propertyIDs(names []string) []engine.PropertyID {
	ids := make([]engine.PropertyID, len(names))
	for i, n := range names {
		ids[i] = c.Txn.Database().Property(n)
	}
	return ids
}
