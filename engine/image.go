package engine

import (
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// ChunkRows is the number of rows of a chunk of the node and relationship
// tables. Row r of chunk c has the id c*ChunkRows+r.
const ChunkRows = 1024

// ColumnImage is one property's values in a chunk. The values of the rows in
// Present stand one behind the other, in row order, in the slice that Type
// names; strings are the bytes of Data cut at Offsets.
type ColumnImage struct {
	Key     PropertyID
	Type    column.Type // Bool, Int, Float, String or Any
	Present [ChunkRows / 64]uint64
	Bools   []bool
	Ints    []int64
	Floats  []float64
	Offsets []uint32 // one more than values
	Data    []byte
	Values  []value.Value
}

// NodeImage is a chunk of the node table as one transaction sees it. Rows that
// are not Live hold nothing.
type NodeImage struct {
	Chunk   int
	Live    [ChunkRows / 64]uint64
	Labels  []LabelSet // ChunkRows long
	Columns []ColumnImage
}

// RelationshipImage is a chunk of the relationship table as one transaction
// sees it. Rows that are not Live hold zeros.
type RelationshipImage struct {
	Chunk   int
	Live    [ChunkRows / 64]uint64
	From    []uint64 // ChunkRows long, as are To and Type
	To      []uint64
	Type    []TypeID
	Columns []ColumnImage
}

// Catalog is all that the store holds beside the tables.
type Catalog struct {
	UUID          string
	Commit        uint64      // the last commit that is included
	NextNode      uint64      // the next ids to hand out
	NextRel       uint64      //
	Labels        []string    // by LabelID
	Properties    []string    // by PropertyID
	Types         []string    // by TypeID
	LabelSets     [][]LabelID // by LabelSet; the first is empty
	Indexes       []IndexSpec
	Constraints   []ConstraintSpec
	Meta          []MetaEntry // users, settings, enums, triggers: see Database.Meta
	Nodes         uint64      // live rows, to check a file against
	Relationships uint64
}

// MetaEntry is one entry of the store's own key-value space, in which rooms
// above keep small durable state (users, settings …).
type MetaEntry struct {
	Space, Key string
	Value      []byte
}
