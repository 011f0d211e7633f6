package engine

import "memgraphd/engine/vector"

// IndexKind tells what an index covers.
type IndexKind uint8

// The kinds of indexes. Their numbers are written to files: they never change.
const (
	IndexLabel      IndexKind = 0 // nodes with a label
	IndexLabelProps IndexKind = 1 // nodes with a label, by one or more properties
	IndexType       IndexKind = 2 // relationships of a type
	IndexTypeProp   IndexKind = 3 // relationships of a type, by a property
	IndexNodeProp   IndexKind = 4 // all nodes by a property
	IndexRelProp    IndexKind = 5 // all relationships by a property
	IndexPoint      IndexKind = 6 // nodes with a label by a point property
	IndexVector     IndexKind = 7 // nodes by a vector property
	IndexVectorRel  IndexKind = 8 // relationships by a vector property
	IndexText       IndexKind = 9 // nodes by the words in some or all of their properties
	IndexTextRel    IndexKind = 10
	IndexNested     IndexKind = 11 // nodes with a label, by one or more properties or what lies in them
)

// descendingBit is added to the kind of a descending index in files.
const descendingBit = 0x80

// Code returns the number that stands in files for the kind of an index and its direction.
func (s *IndexSpec) Code() byte {
	if s.Descending {
		return byte(s.Kind) | descendingBit
	}
	return byte(s.Kind)
}

// SetCode sets the kind and the direction that a number in a file stands for.
func (s *IndexSpec) SetCode(code byte) {
	s.Kind, s.Descending = IndexKind(code&^descendingBit), code&descendingBit != 0
}

// IndexSpec describes an index.
type IndexSpec struct {
	Kind       IndexKind
	Label      LabelID // of kinds without a name, as is Type
	Type       TypeID
	Properties []PropertyID

	// Paths are what IndexNested has: for each property the keys that lead into the map that it
	// holds; none for the property itself. The same property may occur with different paths.
	Paths [][]string

	// Descending says that an index of kind IndexLabelProps or IndexNested is read from the end unless
	// something else is asked for. There may be one for each direction over the same properties.
	Descending bool

	// The following are what vector and text indexes have. Those of a sort are told apart
	// by their names alone.
	Name   string
	Labels []LabelID // IndexVector, IndexText
	Types  []TypeID  // IndexVectorRel, IndexTextRel
	Match  Match     // what Labels and Types ask for
	Vector vector.Config
}

// Match says which of several labels or types an index asks for.
type Match uint8

// The ways to match. Their numbers are written to files: they never change.
const (
	MatchAny   Match = 0 // one of them at least
	MatchAll   Match = 1 // all of them
	MatchEvery Match = 2 // none: everything is covered
)

// ConstraintKind tells what a constraint demands.
type ConstraintKind uint8

// The kinds of constraints. Their numbers are written to files: they never change.
const (
	ConstraintExists ConstraintKind = 0
	ConstraintUnique ConstraintKind = 1
	ConstraintType   ConstraintKind = 2
)

// ConstraintSpec describes a constraint on the nodes with a label.
type ConstraintSpec struct {
	Kind       ConstraintKind
	Label      LabelID
	Properties []PropertyID
	DataType   string // ConstraintType: "STRING", "INTEGER" … as SHOW CONSTRAINT INFO shows it
}
