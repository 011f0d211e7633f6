package engine

import "slices"

// schema is the indexes and constraints that there are. A published schema never
// changes: whoever creates or drops one publishes another, under Database.schemaMu.
type schema struct {
	indexes     []*Index      // in order of creation, as are constraints
	constraints []*constraint // all of them are enforced, ready or not
	nodes, rels covering
	typed       [][]*constraint // ConstraintType, by PropertyID
}

// covering finds the indexes of a table that a write must keep up to date, those
// of unique constraints included.
type covering struct {
	all      []*Index
	byKey    [][]*Index // by PropertyID
	searches []*Index   // those that writes only mark rows for: see search.go
}

// of returns the indexes over a property.
func (c *covering) of(key PropertyID) []*Index {
	if int(key) < len(c.byKey) {
		return c.byKey[key]
	}
	return nil
}

// Leads reports whether a composite index over nodes begins with a property. What is given that property
// before the others is entered again with each of these.
func (db *Database) Leads(key PropertyID) bool {
	for _, ix := range db.schema.Load().nodes.of(key) {
		if !ix.Whole() && ix.Spec.Properties[0] == key {
			return true
		}
	}
	return false
}

func (c *covering) add(ix *Index) {
	if ix.search != nil {
		c.searches = append(c.searches, ix)
	}
	if ix.tree == nil || shared(c.all, ix.body) {
		return
	}
	c.all = append(c.all, ix)
	for i, key := range ix.Spec.Properties {
		if !slices.Contains(ix.Spec.Properties[:i], key) { // under two paths
			c.byKey = appendAt(c.byKey, int(key), ix)
		}
	}
}

func appendAt[T any](lists [][]T, i int, v T) [][]T {
	for len(lists) <= i {
		lists = append(lists, nil)
	}
	lists[i] = append(lists[i], v)
	return lists
}

func newSchema(indexes []*Index, constraints []*constraint) *schema {
	s := &schema{indexes: indexes, constraints: constraints}
	for _, ix := range indexes {
		if ix.Spec.OnNodes() {
			s.nodes.add(ix)
		} else {
			s.rels.add(ix)
		}
	}
	for _, k := range constraints {
		switch k.spec.Kind {
		case ConstraintUnique:
			s.nodes.add(k.unique)
		case ConstraintType:
			s.typed = appendAt(s.typed, int(k.spec.Properties[0]), k)
		}
	}
	return s
}

// shared reports whether one of some indexes has a body.
func shared(indexes []*Index, b *body) bool {
	return slices.ContainsFunc(indexes, func(ix *Index) bool { return ix.body == b })
}

// covering returns the indexes over the table that a chunk belongs to.
func (db *Database) covering(c *chunk) *covering {
	s := db.schema.Load()
	if c.labels != nil {
		return &s.nodes
	}
	return &s.rels
}

func (s *schema) index(spec IndexSpec) *Index {
	i := slices.IndexFunc(s.indexes, func(ix *Index) bool { return ix.Spec.same(&spec) })
	if i < 0 {
		return nil
	}
	return s.indexes[i]
}

func (s *schema) constraint(spec ConstraintSpec) *constraint {
	i := slices.IndexFunc(s.constraints, func(k *constraint) bool { return k.spec.same(&spec) })
	if i < 0 {
		return nil
	}
	return s.constraints[i]
}

// The following four publish a changed schema; schemaMu is held.

func (db *Database) addIndex(ix *Index) {
	s := db.schema.Load()
	db.schema.Store(newSchema(append(slices.Clone(s.indexes), ix), s.constraints))
}

func (db *Database) removeIndex(ix *Index) {
	s := db.schema.Load()
	rest := slices.DeleteFunc(slices.Clone(s.indexes), func(x *Index) bool { return x == ix })
	db.schema.Store(newSchema(rest, s.constraints))
}

func (db *Database) addConstraint(k *constraint) {
	s := db.schema.Load()
	db.schema.Store(newSchema(s.indexes, append(slices.Clone(s.constraints), k)))
}

func (db *Database) removeConstraint(k *constraint) {
	s := db.schema.Load()
	rest := slices.DeleteFunc(slices.Clone(s.constraints), func(x *constraint) bool { return x == k })
	db.schema.Store(newSchema(s.indexes, rest))
}

// registerIndex makes an index known during recovery; BuildIndexes builds it.
func (db *Database) registerIndex(spec IndexSpec) error {
	if err := spec.check(); err != nil {
		return err
	}
	db.schemaMu.Lock()
	defer db.schemaMu.Unlock()
	if db.schema.Load().index(spec) != nil {
		return ErrExists
	}
	ix, _ := db.newSibling(db.schema.Load(), spec)
	db.addIndex(ix)
	db.schemaGeneration.Add(1)
	return nil
}

func (db *Database) unregisterIndex(spec IndexSpec) error {
	db.schemaMu.Lock()
	defer db.schemaMu.Unlock()
	ix := db.schema.Load().index(spec)
	if ix == nil {
		return ErrMissing
	}
	db.removeIndex(ix)
	db.schemaGeneration.Add(1)
	return nil
}

func (db *Database) registerConstraint(spec ConstraintSpec) error {
	if err := spec.check(); err != nil {
		return err
	}
	db.schemaMu.Lock()
	defer db.schemaMu.Unlock()
	if db.schema.Load().constraint(spec) != nil {
		return ErrExists
	}
	db.addConstraint(db.newConstraint(spec))
	db.schemaGeneration.Add(1)
	return nil
}

func (db *Database) unregisterConstraint(spec ConstraintSpec) error {
	db.schemaMu.Lock()
	defer db.schemaMu.Unlock()
	k := db.schema.Load().constraint(spec)
	if k == nil {
		return ErrMissing
	}
	db.removeConstraint(k)
	db.schemaGeneration.Add(1)
	return nil
}

// specs returns what the catalog holds; recovering says that nothing is ready yet.
func (s *schema) specs() (indexes []IndexSpec, constraints []ConstraintSpec) {
	for _, ix := range s.indexes {
		if ix.ready.Load() {
			indexes = append(indexes, ix.Spec)
		}
	}
	for _, k := range s.constraints {
		if k.ready.Load() {
			constraints = append(constraints, k.spec)
		}
	}
	return indexes, constraints
}

// SchemaGeneration changes whenever an index or constraint comes or goes.
func (db *Database) SchemaGeneration() uint64 { return db.schemaGeneration.Load() }
