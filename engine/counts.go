package engine

import (
	"cmp"
	"slices"
)

// tally counts by class, ascending by class.
type tally []struct {
	class uint32
	n     int64
}

func (t *tally) add(class uint32, n int64) {
	i, ok := slices.BinarySearchFunc(*t, class, func(e struct {
		class uint32
		n     int64
	}, c uint32,
	) int {
		return cmp.Compare(e.class, c)
	})
	if !ok {
		*t = slices.Insert(*t, i, struct {
			class uint32
			n     int64
		}{class: class})
	}
	(*t)[i].n += n
}

// delta is how a transaction changes the counts.
type delta struct {
	nodes, rels int64
	labelSets   tally
	types       tally
}

// counts are the numbers of visible rows, guarded by Database.publishMu.
type counts struct {
	nodes, rels int64
	labels      []int64 // by LabelID
	types       []int64 // by TypeID
}

func (c *counts) apply(db *Database, d *delta) {
	c.nodes += d.nodes
	c.rels += d.rels
	for _, e := range d.labelSets {
		for _, label := range db.Labels(LabelSet(e.class)) {
			c.labels = addAt(c.labels, uint32(label), e.n)
		}
	}
	for _, e := range d.types {
		c.types = addAt(c.types, e.class, e.n)
	}
}

func addAt(s []int64, i uint32, n int64) []int64 {
	for uint32(len(s)) <= i {
		s = append(s, 0)
	}
	s[i] += n
	return s
}

// NodeCount returns the number of nodes.
func (db *Database) NodeCount() int64 {
	db.publishMu.Lock()
	defer db.publishMu.Unlock()
	return db.counts.nodes
}

// RelationshipCount returns the number of relationships.
func (db *Database) RelationshipCount() int64 {
	db.publishMu.Lock()
	defer db.publishMu.Unlock()
	return db.counts.rels
}

// LabelCount returns the number of nodes with a label.
func (db *Database) LabelCount(id LabelID) int64 {
	db.publishMu.Lock()
	defer db.publishMu.Unlock()
	if int(id) >= len(db.counts.labels) {
		return 0
	}
	return db.counts.labels[id]
}

// TypeCount returns the number of relationships of a type.
func (db *Database) TypeCount(id TypeID) int64 {
	db.publishMu.Lock()
	defer db.publishMu.Unlock()
	if int(id) >= len(db.counts.types) {
		return 0
	}
	return db.counts.types[id]
}

// LabelCount returns the number of nodes with a label: of all that are committed, and of those that t made or changed.
func (t *Txn) LabelCount(id LabelID) int64 {
	n := t.db.LabelCount(id)
	for _, e := range t.delta.labelSets {
		if slices.Contains(t.db.Labels(LabelSet(e.class)), id) {
			n += e.n
		}
	}
	return n
}

// TypeCount returns the number of relationships of a type: of all that are committed, and of those that t made or deleted.
func (t *Txn) TypeCount(id TypeID) int64 {
	n := t.db.TypeCount(id)
	for _, e := range t.delta.types {
		if e.class == uint32(id) {
			n += e.n
		}
	}
	return n
}

// ExactCounts reports whether NodeCount, RelationshipCount, LabelCount and
// TypeCount, if they were read before this call, equal what t sees (none newer
// than t, none by t), so that count(*) may be answered from them.
func (t *Txn) ExactCounts() bool {
	return !t.Changed() && !t.opts.ReadUncommitted &&
		t.db.publishing.Load() == t.start && t.db.lastCommit.Load() == t.start
}
