package plan

import "memgraphd/cypher/ast"

// CreateNode says how to create a node.
type CreateNode struct {
	Slot       Slot
	Pos        ast.Pos
	Labels     []ast.Label
	Properties ast.Expr // a map, nil if none
}

// CreateRelationship says how to create a relationship between two nodes that are bound or just created.
type CreateRelationship struct {
	Slot       Slot
	Pos        ast.Pos
	From, To   Slot
	Type       ast.Label
	Properties ast.Expr
}

// Create creates nodes, then relationships, for each row.
type Create struct {
	unary
	Nodes         []CreateNode
	Relationships []CreateRelationship
	// NonNull: a property that is null is an error (MERGE) rather than left out.
	NonNull bool
}

// Merge runs Match for each row in turn; if it yields nothing, it runs Create. Either yields the output rows.
// Both have an Argument leaf.
type Merge struct {
	Base
	Input         Operator
	Match, Create Operator
	// Nodes and Relationships are what Create creates; with OnCreate and OnMatch they are in Match and Create as Set operators.
}

// Inputs returns input, match and create.
func (m *Merge) Inputs() []Operator { return []Operator{m.Input, m.Match, m.Create} }

// SetInput replaces input (0), match (1) or create (2).
func (m *Merge) SetInput(i int, input Operator) { setOne(i, input, &m.Input, &m.Match, &m.Create) }

// SetItem is one assignment: see ast.SetItem.
type SetItem = ast.SetItem

// Set applies assignments in order, for each row.
type Set struct {
	unary
	Items []*ast.SetItem
}

// Remove removes properties and labels.
type Remove struct {
	unary
	Items []*ast.RemoveItem
}

// Delete deletes nodes, relationships and paths. All rows are read before the first is deleted (the planner puts Accumulate below).
type Delete struct {
	unary
	Detach bool
	Exprs  []ast.Expr
}

// Foreach runs Body (with an Argument leaf that carries the row and Slot) for each element of List, for its effects, and passes the row on.
type Foreach struct {
	unary
	Slot Slot
	List ast.Expr
	Body Operator
}

// Inputs returns input and body.
func (f *Foreach) Inputs() []Operator { return []Operator{f.Input, f.Body} }

// SetInput replaces input (0) or body (1).
func (f *Foreach) SetInput(i int, input Operator) { setOne(i, input, &f.Input, &f.Body) }
