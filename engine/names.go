package engine

// LabelID identifies a label. Ids are dense, handed out in order, never reused.
type LabelID uint32

// PropertyID identifies a property key.
type PropertyID uint32

// TypeID identifies a relationship type.
type TypeID uint32

// LabelSet identifies an interned set of labels; 0 is the empty set.
type LabelSet uint32
