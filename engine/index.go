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
	Spec IndexSpec

	tree   *index.Index // nil for IndexLabel and IndexType: the zones of the chunks serve those
	filter *LabelFilter // the label sets it covers; nil if it does not ask for a label
	ready  atomic.Bool

	droppedAt atomic.Uint64 // the commit from which on it is not kept up to date; 0: it is

	// A transaction that changes what the index says counts in begun before, and
	// in settled once nobody can see what it replaced: see Txn.SeekIndex.
	begun, settled atomic.Uint64
	removed        atomic.Uint64 // entries removed, counted under the latch of the row's chunk
	inserted       atomic.Uint64 // rows entered, counted after they are found
}

func (db *Database) newIndex(spec IndexSpec) *Index {
	ix := &Index{Spec: spec.normal()}
	if len(spec.Properties) > 0 {
		ix.tree = index.New(len(spec.Properties))
	}
	if spec.hasLabel() {
		ix.filter = db.NewLabelFilter(func(labels []LabelID) bool { return slices.Contains(labels, spec.Label) })
	}
	return ix
}

// OnNodes reports whether the index is over nodes; otherwise it is over relationships.
func (s *IndexSpec) OnNodes() bool {
	return s.Kind != IndexType && s.Kind != IndexTypeProp && s.Kind != IndexRelProp
}

func (s *IndexSpec) hasLabel() bool {
	return s.Kind == IndexLabel || s.Kind == IndexLabelProps || s.Kind == IndexPoint
}

func (s *IndexSpec) hasType() bool { return s.Kind == IndexType || s.Kind == IndexTypeProp }

// normal returns the specification in the form that recovery gives it, too.
func (s IndexSpec) normal() IndexSpec {
	s.Properties = append([]PropertyID(nil), s.Properties...)
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
	case IndexLabelProps:
		ok = n >= 1 && n <= maxProperties
	case IndexTypeProp, IndexNodeProp, IndexRelProp, IndexPoint:
		ok = n == 1
	}
	if !ok {
		return fmt.Errorf("an index of kind %d cannot have %d properties", s.Kind, n)
	}
	return distinctProperties(s.Properties)
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
	return s.Kind == o.Kind && (!s.hasLabel() || s.Label == o.Label) && (!s.hasType() || s.Type == o.Type) &&
		slices.Equal(s.Properties, o.Properties)
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

// PlanIndexes returns the indexes that a plan may use: those that are ready, and
// behind them those that unique constraints keep, save where an index over the
// same properties is there anyway.
func (db *Database) PlanIndexes() []*Index {
	s := db.schema.Load()
	usable := db.Indexes()
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

// takes reports whether a value may be part of a key.
func (ix *Index) takes(v value.Value) bool {
	if ix.Spec.Kind == IndexPoint {
		return v.Kind() == value.KindPoint
	}
	return !v.IsNull()
}
