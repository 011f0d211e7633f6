package engine

import (
	"fmt"
	"slices"
	"sync/atomic"

	"memgraphd/engine/index"
	"memgraphd/engine/value"
)

// Index is an index of the database. It stays usable after it has been dropped,
// if slowly, for a plan that was made before.
type Index struct {
	Spec  IndexSpec
	ready atomic.Bool
	whole bool // rows that lack any of the properties have no entry: of a unique constraint
	*body
}

// body is what an index holds, and how it is kept. The ascending and the descending index over the same
// properties share one: it can be read in either direction.
type body struct {
	tree   *index.Index // nil for IndexLabel and IndexType: the zones of the chunks serve those
	search *search      // in place of the tree, for what is searched rather than sought
	filter *LabelFilter // the label sets it covers; nil if it does not ask for a label

	droppedAt atomic.Uint64 // the commit from which on it is not kept up to date; 0: it is

	// A transaction that changes what the index says counts in begun before, and
	// in settled once nobody can see what it replaced: see Txn.SeekIndex.
	begun, settled atomic.Uint64
	removed        atomic.Uint64 // entries removed, counted under the latch of the row's chunk
	inserted       atomic.Uint64 // rows entered, counted after they are found
}

func (db *Database) newIndex(spec IndexSpec) *Index {
	ix := &Index{Spec: spec.normal(), body: &body{}}
	switch {
	case spec.IsVector():
		ix.search = &search{content: &vectors{cfg: &ix.Spec.Vector}}
	case spec.IsText():
		ix.search = &search{content: &texts{}}
	case len(spec.Properties) > 0:
		ix.tree = index.New(len(spec.Properties))
	}
	switch {
	case spec.hasLabel():
		ix.filter = db.NewLabelFilter(func(labels []LabelID) bool { return slices.Contains(labels, spec.Label) })
	case len(spec.Labels) > 0:
		ix.filter = db.NewLabelFilter(ix.Spec.matches)
	}
	return ix
}

// newSibling is newIndex for an index that may share its body with one that a schema has.
func (db *Database) newSibling(s *schema, spec IndexSpec) (ix *Index, shared bool) {
	other := spec
	other.Descending = !spec.Descending
	if sibling := s.index(other); sibling != nil && spec.Properties != nil {
		return &Index{Spec: spec.normal(), body: sibling.body}, true
	}
	return db.newIndex(spec), false
}

// OnNodes reports whether the index is over nodes; otherwise it is over relationships.
func (s *IndexSpec) OnNodes() bool {
	switch s.Kind {
	case IndexType, IndexTypeProp, IndexRelProp, IndexVectorRel, IndexTextRel:
		return false
	}
	return true
}

func (s *IndexSpec) hasLabel() bool {
	switch s.Kind {
	case IndexLabel, IndexLabelProps, IndexPoint, IndexNested:
		return true
	}
	return false
}

func (s *IndexSpec) hasType() bool { return s.Kind == IndexType || s.Kind == IndexTypeProp }

// Named reports whether the index is known by its name.
func (s *IndexSpec) Named() bool { return s.Kind >= IndexVector && s.Kind <= IndexTextRel }

// IsVector reports whether the index is over vectors.
func (s *IndexSpec) IsVector() bool { return s.Kind == IndexVector || s.Kind == IndexVectorRel }

// IsText reports whether the index is over words.
func (s *IndexSpec) IsText() bool { return s.Kind == IndexText || s.Kind == IndexTextRel }

// matches reports whether an index covers nodes with some labels, which are ascending.
func (s *IndexSpec) matches(labels []LabelID) bool {
	in := func(l LabelID) bool { return slices.Contains(labels, l) }
	if s.Match == MatchAll {
		return !slices.ContainsFunc(s.Labels, func(l LabelID) bool { return !in(l) })
	}
	return slices.ContainsFunc(s.Labels, in)
}

// normal returns the specification in the form that recovery gives it, too.
func (s IndexSpec) normal() IndexSpec {
	s.Properties = append([]PropertyID(nil), s.Properties...)
	s.Labels, s.Types = append([]LabelID(nil), s.Labels...), append([]TypeID(nil), s.Types...)
	s.Paths = clonePaths(s.Paths)
	if !s.hasLabel() {
		s.Label = 0
	}
	if !s.hasType() {
		s.Type = 0
	}
	return s
}

// maxProperties is the largest number of properties of an index or constraint.
const maxProperties = 32

// check refuses specifications that make no sense.
func (s *IndexSpec) check() error {
	n := len(s.Properties)
	var ok bool
	switch s.Kind {
	case IndexLabel, IndexType:
		ok = n == 0
	case IndexLabelProps, IndexNested:
		ok = n >= 1 && n <= maxProperties
	case IndexText, IndexTextRel:
		ok = n <= maxProperties
	case IndexTypeProp, IndexNodeProp, IndexRelProp, IndexPoint, IndexVector, IndexVectorRel:
		ok = n == 1
	}
	if !ok {
		return fmt.Errorf("an index of kind %d cannot have %d properties", s.Kind, n)
	}
	if s.Descending && s.Kind != IndexLabelProps && s.Kind != IndexNested {
		return fmt.Errorf("an index of kind %d cannot be descending", s.Kind)
	}
	if s.Named() {
		if err := s.checkNamed(); err != nil {
			return err
		}
	}
	if s.Kind == IndexNested {
		return s.checkPaths()
	}
	if len(s.Paths) > 0 {
		return fmt.Errorf("an index of kind %d cannot be on nested properties", s.Kind)
	}
	return distinctProperties(s.Properties)
}

// checkNamed is check for what only indexes with names have.
func (s *IndexSpec) checkNamed() error {
	labels, types := len(s.Labels), len(s.Types)
	switch {
	case s.Name == "":
		return fmt.Errorf("an index of kind %d needs a name", s.Kind)
	case s.OnNodes() && types > 0, !s.OnNodes() && labels > 0:
		return fmt.Errorf("index %s: labels are of nodes, types of relationships", s.Name)
	case s.Match > MatchEvery, (s.Match == MatchEvery) != (labels+types == 0), s.Match == MatchAll && types > 0:
		return fmt.Errorf("index %s: way %d to match %d labels and %d types", s.Name, s.Match, labels, types)
	}
	if s.IsText() {
		return nil
	}
	if err := s.Vector.Check(); err != nil {
		return fmt.Errorf("index %s: %w", s.Name, err)
	}
	return nil
}

func distinctProperties(keys []PropertyID) error {
	for i, key := range keys {
		if slices.Contains(keys[:i], key) {
			return fmt.Errorf("property %d is named twice", key)
		}
	}
	return nil
}

// same reports whether two specifications mean the same index.
func (s *IndexSpec) same(o *IndexSpec) bool {
	if s.Named() || o.Named() {
		return s.IsVector() == o.IsVector() && s.Name == o.Name
	}
	return s.Kind == o.Kind && s.Descending == o.Descending && (!s.hasLabel() || s.Label == o.Label) && (!s.hasType() || s.Type == o.Type) &&
		slices.Equal(s.Properties, o.Properties) && slices.EqualFunc(s.Paths, o.Paths, slices.Equal[[]string])
}

// Indexes returns the indexes that are ready, in order of creation.
func (db *Database) Indexes() []*Index {
	all := db.schema.Load().indexes
	ready := make([]*Index, 0, len(all))
	for _, ix := range all {
		if ix.ready.Load() {
			ready = append(ready, ix)
		}
	}
	return ready
}

// NamedIndex finds a ready vector or text index by its name; nil if there is none.
func (db *Database) NamedIndex(kind IndexKind, name string) *Index {
	ix := db.schema.Load().index(IndexSpec{Kind: kind, Name: name})
	if ix == nil || ix.Spec.Kind != kind || !ix.ready.Load() {
		return nil
	}
	return ix
}

// PlanIndexes returns the indexes that a plan may use: those that are ready and not searched
// by name, and behind them those that unique constraints keep, save where an index over the
// same properties is there anyway.
func (db *Database) PlanIndexes() []*Index {
	s := db.schema.Load()
	usable := slices.DeleteFunc(db.Indexes(), func(ix *Index) bool { return ix.search != nil })
	for _, k := range s.constraints {
		if k.unique == nil || !k.ready.Load() {
			continue
		}
		if same := s.index(k.unique.Spec); same == nil || !same.ready.Load() {
			usable = append(usable, k.unique)
		}
	}
	return usable
}

// table returns the table that an index is over.
func (db *Database) table(ix *Index) *directory {
	if ix.Spec.OnNodes() {
		return &db.nodes
	}
	return &db.rels
}

// admits reports whether the index covers rows of a class: a label set or a relationship type.
func (ix *Index) admits(class uint32) bool {
	switch {
	case ix.filter != nil:
		return ix.filter.Matches(LabelSet(class))
	case ix.Spec.hasType():
		return ix.Spec.Type == TypeID(class)
	case len(ix.Spec.Types) > 0:
		return slices.Contains(ix.Spec.Types, TypeID(class))
	}
	return true
}

// class returns the newest label set of a node or the type of a relationship; the latch is held.
func (c *chunk) class(row int) uint32 {
	if c.labels != nil {
		return uint32(c.labels[row])
	}
	return uint32(c.ends.typeOf(row))
}

// Whole reports whether only rows that have all properties have an entry. Otherwise it takes but the
// first one, and those that are missing behind it are null.
func (ix *Index) Whole() bool { return ix.whole || len(ix.Spec.Properties) < 2 }

// takes reports whether a value may be part of a key.
func (ix *Index) takes(v value.Value) bool {
	switch ix.Spec.Kind {
	case IndexPoint:
		return v.Kind() == value.KindPoint
	case IndexVector, IndexVectorRel:
		return v.Kind() == value.KindList
	}
	return !v.IsNull()
}
