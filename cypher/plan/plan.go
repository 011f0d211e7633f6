package plan

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine"
)

// Slot is the place of a variable's column in a batch.
type Slot = batch.Slot

// Plan is a query ready to be executed.
type Plan struct {
	Root     Operator
	NumSlots int
	// Columns are the result, in order; none if the query returns nothing.
	Columns []Column
	// Slots says where each variable of each expression in the plan lives,
	// including variables local to an expression (comprehensions, reduce, lambdas).
	Slots map[*ast.Variable]Slot
	// Fields are the slots that hold a field of a record: a property of such a variable is the
	// variable itself, see [Load].
	Fields map[Slot]bool
	// Types says what is known of the value in a slot; indexed by slot.
	Types []Type
	// SlotNames are the variables' names for EXPLAIN and errors; indexed by slot. What has no name in the
	// query is called anon1, anon2 ….
	SlotNames []string
	// Subplans are the plans of pattern comprehensions, pattern predicates and
	// EXISTS, COUNT and COLLECT subqueries, by their expression.
	Subplans map[ast.Expr]*Subplan
	// Writes is true if the plan changes data.
	Writes bool
	// Reads is true if the plan reads data.
	Reads bool
	// Directives.
	HopsLimit ast.Expr
	Memory    *ast.MemoryLimit
	Parallel  bool
	// PeriodicCommit commits after that many rows, nil: never.
	PeriodicCommit ast.Expr
	// Schema and Names are the generations of the database's indexes and names under which
	// the plan was made. It is stale when Schema has moved on, or when UnknownNames and Names has.
	Schema, Names uint64
	// UnknownNames is true if a label, type or property key was looked up that has never been used.
	UnknownNames  bool
	Notifications []Notification
}

// Notification is a hint to the user about the query.
type Notification struct {
	Severity, Code, Title, Description string
	Pos                                ast.Pos
}

// Column is a result column.
type Column struct {
	Name string
	Slot Slot
}

// Type is the static type of a slot.
type Type uint8

// Static types.
const (
	TypeAny Type = iota
	TypeNode
	TypeRelationship
	TypeRelationshipList
	TypePath
	TypeBool
	TypeInt
	TypeFloat
	TypeString
	TypeList
	TypeMap
)

// Subplan is a plan that an expression runs for each of its rows. Its leaf is
// an [Argument] that carries the outer row; Result holds the value of a row of
// the subplan (unused for exists and count).
type Subplan struct {
	Kind   SubplanKind
	Root   Operator
	Result Slot
	// Each: the plan is to be run for one row at a time, as [Apply.Each] has it.
	Each bool
}

// SubplanKind says what becomes of a subplan's rows.
type SubplanKind uint8

// The kinds of subplans.
const (
	SubplanExists  SubplanKind = iota // is there a row?
	SubplanCount                      // how many rows?
	SubplanCollect                    // the list of Result
	SubplanFirst                      // the first Result, or null (shortestPath as an expression)
)

// Operator is a node of the plan.
type Operator interface {
	// Common returns what all operators have.
	Common() *Base
	Inputs() []Operator
	// SetInput replaces an input, while a plan is being made.
	SetInput(i int, input Operator)
}

// Base is what all operators have.
type Base struct {
	// Live are the slots that are needed of the operator's output; every other
	// column may be dropped.
	Live []Slot
	// Rows is the estimated number of output rows per input row of the plan's
	// leaf; Cost the estimated cumulative cost.
	Rows, Cost float64
}

// Common returns the receiver.
func (b *Base) Common() *Base { return b }

// Once yields one row without columns.
type Once struct{ leaf }

// Argument yields the rows that the enclosing Apply, Optional, Merge, Foreach or
// subplan hands in.
type Argument struct{ leaf }

type leaf struct{ Base }

// Inputs returns nil.
func (*leaf) Inputs() []Operator { return nil }

// SetInput does nothing: there is no input.
func (*leaf) SetInput(int, Operator) {}

type unary struct {
	Base
	Input Operator
}

// Inputs returns the input.
func (u *unary) Inputs() []Operator { return []Operator{u.Input} }

// SetInput replaces the input.
func (u *unary) SetInput(_ int, input Operator) { u.Input = input }

type binary struct {
	Base
	Left, Right Operator
}

// Inputs returns the two inputs.
func (b *binary) Inputs() []Operator { return []Operator{b.Left, b.Right} }

// SetInput replaces the left input (0) or the right one (1).
func (b *binary) SetInput(i int, input Operator) { setOne(i, input, &b.Left, &b.Right) }

// setOne sets the i-th of the places.
func setOne(i int, input Operator, places ...*Operator) { *places[i] = input }

// LabelTest is a label expression with its names resolved where they are known.
type LabelTest struct {
	Expr ast.LabelExpr
	// All is set if the test is just "has all of these labels".
	All []engine.LabelID
	// Never is true if a label that must be there has never been used (then nothing matches
	// until the name generation changes).
	Never bool
}

// Every operator is one.
var _ = []Operator{
	&Once{}, &Argument{}, &NodeScan{}, &NodeIndexSeek{}, &PointSeek{}, &NodeByID{}, &RelationshipScan{}, &RelationshipIndexSeek{},
	&RelationshipByID{}, &Expand{}, &ExpandVar{}, &ShortestPath{}, &PathSearch{}, &Repeat{}, &NamedPath{}, &Uniqueness{}, &Filter{},
	&LabelFilter{}, &Project{}, &Aggregate{}, &Distinct{}, &Sort{}, &Skip{}, &Limit{}, &Unwind{}, &Accumulate{},
	&EmptyResult{}, &Cartesian{}, &HashJoin{}, &Apply{}, &SemiApply{}, &SemiJoin{}, &Union{}, &CountStore{}, &Load{}, &CallProcedure{},
	&Create{}, &Merge{}, &Set{}, &Remove{}, &Delete{}, &Foreach{}, &Sequence{},
}
