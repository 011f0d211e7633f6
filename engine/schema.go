package engine

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
)

// IndexSpec describes an index.
type IndexSpec struct {
	Kind       IndexKind
	Label      LabelID
	Type       TypeID
	Properties []PropertyID
}

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
