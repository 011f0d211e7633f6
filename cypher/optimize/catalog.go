package optimize

import (
	"memgraphd/engine"
)

// Catalog is what the planner asks of a database: *[engine.Database] is one.
type Catalog interface {
	Label(name string) engine.LabelID
	FindLabel(name string) (engine.LabelID, bool)
	Type(name string) engine.TypeID
	FindType(name string) (engine.TypeID, bool)
	FindProperty(name string) (engine.PropertyID, bool)
	PropertyName(id engine.PropertyID) string
	// LabelNames, TypeNames and PropertyNames return all names that are known.
	LabelNames() []string
	TypeNames() []string
	PropertyNames() []string
	// PlanIndexes returns the indexes that a plan may use.
	PlanIndexes() []*engine.Index
	SchemaGeneration() uint64
	NameGeneration() uint64

	Statistics
}

// Statistics are counts of a graph. They may be a little off.
type Statistics interface {
	NodeCount() int64
	RelationshipCount() int64
	LabelCount(id engine.LabelID) int64
	TypeCount(id engine.TypeID) int64
	// IndexEntries returns the number of entries of an index, and of distinct keys.
	IndexEntries(ix *engine.Index) (entries, distinct int64)
	// EstimateRange estimates the number of entries within bounds.
	EstimateRange(ix *engine.Index, b engine.Bounds) int64
}

var _ Catalog = (*engine.Database)(nil)

// names looks up names and notes whether one of them was unknown.
type names struct {
	Catalog
	unknown bool
	// missing are the labels and types that were looked up and are not known.
	missing []missingName
	// written are the labels that the query itself may give to nodes.
	written map[string]bool
	// types are the relationship types that the query itself may create.
	types map[string]bool
}

// label returns the id of a label. One that the query itself may give to a
// node before it looks for it is made known.
func (n *names) label(name string) (engine.LabelID, bool) {
	id, ok := n.FindLabel(name)
	if !ok && n.written[name] {
		return n.Label(name), true
	}
	n.note(missingLabel, name, ok)
	return id, ok
}

// typ is label for relationship types.
func (n *names) typ(name string) (engine.TypeID, bool) {
	id, ok := n.FindType(name)
	if !ok && n.types[name] {
		return n.Type(name), true
	}
	n.note(missingType, name, ok)
	return id, ok
}
