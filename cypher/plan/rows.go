package plan

import "memgraphd/cypher/ast"

// Filter keeps the rows for which all predicates are true, tried in order.
type Filter struct {
	unary
	Predicates []ast.Expr
}

// LabelFilter keeps the rows whose node passes the test; null passes none. It is an error
// if there is something else than a node.
type LabelFilter struct {
	unary
	Pos    ast.Pos // of a variable that may hold no node
	Node   Slot
	Labels *LabelTest // nil takes any node
}

// Assignment computes Expr into Slot.
type Assignment struct {
	Slot Slot
	Expr ast.Expr
	Name string // for EXPLAIN
}

// Project computes expressions. Produce is true for the RETURN at the end (EXPLAIN calls it Produce);
// if Extend, the input's columns stay (all Live), else only the assigned slots remain.
type Project struct {
	unary
	Items   []Assignment
	Produce bool
	Extend  bool
}

// AggregateCall is one aggregation: its function in lower case ("count", "sum", "collect", …), its
// arguments (none for count(*)), and the slot of its result.
type AggregateCall struct {
	Func     string
	Pos      ast.Pos
	Args     []ast.Expr
	Distinct bool
	Slot     Slot
	Name     string
}

// Aggregate groups rows by Keys and computes Calls per group. Without keys there is always one row.
// Its output has exactly the slots of Keys and Calls.
type Aggregate struct {
	unary
	Keys  []Assignment
	Calls []AggregateCall
}

// Distinct keeps one row of those that are equal in Slots.
type Distinct struct {
	unary
	Slots []Slot
}

// Choose keeps of the rows with the same From and To the first K, or if Groups those of the
// first K values of Length, in the order of which they come. A nil K is one.
type Choose struct {
	unary
	From, To, Length Slot
	K                ast.Expr
	Groups           bool
}

// SortKey orders by an expression.
type SortKey struct {
	Expr       ast.Expr
	Descending bool
}

// Sort orders its rows; with Limit it keeps the first only (Skip+Limit, evaluated at start; nil: all).
type Sort struct {
	unary
	Keys  []SortKey
	Limit []ast.Expr // summed
}

// Skip drops the first rows.
type Skip struct {
	unary
	Count ast.Expr
}

// Limit passes on the first rows only. If the input writes, it is run to its end nevertheless.
type Limit struct {
	unary
	Count ast.Expr
	// Exhaust: the input writes and must be run to its end.
	Exhaust bool
}

// Unwind yields a row for each element of a list. Null yields none.
type Unwind struct {
	unary
	List ast.Expr
	Slot Slot
}

// Accumulate takes in all of its input before it yields the first row, so that what follows sees the
// effects of all of it, and it none of theirs. (Eager)
type Accumulate struct {
	unary
}

// EmptyResult runs its input to the end and yields nothing.
type EmptyResult struct {
	unary
}

// Cartesian yields every pair of a row of Left and a row of Right. Both are independent; their leaves are Once,
// or Argument of the same enclosing operator.
type Cartesian struct {
	binary
}

// HashJoin yields the pairs that agree in Keys (slots computed on both sides: LeftKeys[i] = RightKeys[i], null never).
type HashJoin struct {
	binary
	LeftKeys, RightKeys []ast.Expr
	// Optional: a row of Left without a mate is kept once, and what Right binds is null.
	Optional bool
}

// Apply runs Right for the rows of Left, handing them in at Right's Argument. Its output are Right's rows with
// the columns of the row of Left they come from.
type Apply struct {
	binary
	// Optional keeps a row of Left without any row of Right once, with Nulls null.
	Optional bool
	Nulls    []Slot
	// Unit: Right returns no columns and is run for its effects: each row of Left is passed on once.
	Unit bool
	// Each: Right is to be run for one row at a time, in order (it writes, or its result depends on the number of
	// rows it is given: aggregation, LIMIT, ORDER BY, DISTINCT … at its top level).
	Each bool
	// InTransactions commits after so many rows of Left (CALL {} IN TRANSACTIONS); nil: no.
	InTransactions ast.Expr
	// Concurrent runs as many of these transactions at once as Workers says, nil: as many as there are cores. The
	// rows then come in any order.
	Concurrent bool
	Workers    ast.Expr
	// OnError is what happens where Right, or a commit, fails; other than FailOnError only with InTransactions.
	OnError ast.OnError
	// Reports: Status is a map of what became of the row's transaction.
	Reports bool
	Status  Slot
}

// SemiJoin keeps the rows of Left whose node Key is among those that Right, which is run once by itself, finds for Key or,
// if Anti, the others. Null is among none.
type SemiJoin struct {
	binary
	Key  Slot
	Anti bool
}

// SemiApply keeps the rows of Left for which Right yields a row (or none, if Anti).
type SemiApply struct {
	binary
	Anti bool
}

// Union yields the rows of all inputs one after the other; Columns[i] lists the slots of input i, which become Out.
type Union struct {
	Base
	Branches []Operator
	Columns  [][]Slot
	Out      []Slot
}

// Inputs returns the branches.
func (u *Union) Inputs() []Operator { return u.Branches }

// SetInput replaces a branch.
func (u *Union) SetInput(i int, input Operator) { u.Branches[i] = input }

// CountStore yields one row with the number of nodes with a label, or of relationships of a type, from the store's counts.
// Where the counts are not exact for the transaction it counts.
type CountStore struct {
	leaf
	Slot          Slot
	Relationships bool
	Label         string // empty: all
	Type          string // empty: all
}

// Load yields a row for each record of a file.
type Load struct {
	unary
	Format    ast.LoadFormat
	From      ast.Expr
	Config    ast.Expr // nil or map
	Header    bool
	IgnoreBad bool
	Delimiter ast.Expr
	Quote     ast.Expr
	NullIf    ast.Expr
	Slot      Slot
	// Fields are read instead of whole records, if there are any.
	Fields []Field
}

// Field is a field of a record, or null, and where it goes.
type Field struct {
	Key  string
	Slot Slot
}

// CallProcedure yields the rows of a procedure for each input row.
type CallProcedure struct {
	unary
	Name     string
	Pos      ast.Pos
	Args     []ast.Expr
	Yield    []YieldColumn
	Void     bool // each input row is passed on once
	Optional bool
	Writes   bool // it changes data
	Memory   *ast.MemoryLimit
}

// YieldColumn is a result field that is taken over.
type YieldColumn struct {
	Field string
	Slot  Slot
}
