package engine

import (
	"encoding/binary"
	"slices"
	"sync"
	"sync/atomic"
)

// labelSets interns sequences of distinct labels. Two nodes that got the same
// labels in another order have different sets, so that labels() can keep the
// order; predicates see them sorted.
type labelSets struct {
	ids  sync.Map // encoded labels → LabelSet
	sets atomic.Pointer[[]labelSet]
	mu   sync.Mutex // serialises adding
}

type labelSet struct {
	labels []LabelID // in the order in which they were added
	sorted []LabelID
}

func (l *labelSets) init() {
	sets := []labelSet{{}}
	l.sets.Store(&sets)
	l.ids.Store("", LabelSet(0))
}

func (l *labelSets) all() []labelSet { return *l.sets.Load() }

func (l *labelSets) intern(labels []LabelID) LabelSet {
	var buf [64]byte
	key := buf[:0]
	distinct := make([]LabelID, 0, len(labels))
	for _, label := range labels {
		if !slices.Contains(distinct, label) {
			distinct = append(distinct, label)
			key = binary.AppendUvarint(key, uint64(label))
		}
	}
	if id, ok := l.ids.Load(string(key)); ok {
		return id.(LabelSet)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if id, ok := l.ids.Load(string(key)); ok {
		return id.(LabelSet)
	}
	sorted := slices.Clone(distinct)
	slices.Sort(sorted)
	sets := append(l.all(), labelSet{labels: distinct, sorted: sorted})
	l.sets.Store(&sets)
	id := LabelSet(len(sets) - 1)
	l.ids.Store(string(key), id)
	return id
}

// InternLabels returns the set of these labels (any order, duplicates allowed).
// Sets that differ only in order are different: the order is the one in which
// labels() lists them.
func (db *Database) InternLabels(labels []LabelID) LabelSet { return db.labelSets.intern(labels) }

// Labels returns the labels of a set in the order in which they were given to
// InternLabels; callers must not change it.
func (db *Database) Labels(set LabelSet) []LabelID {
	if sets := db.labelSets.all(); int(set) < len(sets) {
		return sets[set].labels
	}
	return nil
}

// LabelSets returns how many sets exist; ids are below it.
func (db *Database) LabelSets() int { return len(db.labelSets.all()) }

// LabelFilter decides which label sets a scan lets pass. The decision for each
// set is made once. It is safe for concurrent use.
type LabelFilter struct {
	db   *Database
	keep func(labels []LabelID) bool
	mu   sync.Mutex
	pass atomic.Pointer[[]bool] // by LabelSet
}

// NewLabelFilter returns a filter that lets pass the sets for which keep holds; labels are ascending by id.
func (db *Database) NewLabelFilter(keep func(labels []LabelID) bool) *LabelFilter {
	f := &LabelFilter{db: db, keep: keep}
	f.decide()
	return f
}

// Matches reports whether the filter lets a set pass.
func (f *LabelFilter) Matches(set LabelSet) bool {
	pass := *f.pass.Load()
	if int(set) >= len(pass) {
		pass = f.decide()
	}
	return pass[set]
}

// decide extends the decisions to all sets that exist.
func (f *LabelFilter) decide() []bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	var pass []bool
	if p := f.pass.Load(); p != nil {
		pass = slices.Clone(*p)
	}
	for _, set := range f.db.labelSets.all()[len(pass):] {
		pass = append(pass, f.keep(set.sorted))
	}
	f.pass.Store(&pass)
	return pass
}
