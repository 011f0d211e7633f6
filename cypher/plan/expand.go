package plan

import (
	"memgraphd/cypher/ast"
	"memgraphd/engine"
)

// Expand follows relationships from From one hop. If Into, To is bound already
// and must be reached. Rel may be None where nobody needs it.
type Expand struct {
	unary
	Pos           ast.Pos // of an end that may be no node
	From, Rel, To Slot
	Into          bool
	Direction     engine.Direction
	Types         []engine.TypeID // nil: any
	TypeNames     []string
	// NoTypes is true if types were asked for and none of them has ever been used.
	NoTypes bool
	// ToLabels filters the node that is reached, nil: any. (Pushed down.)
	ToLabels *LabelTest
	// Distinct lists relationship slots (single or list) bound in the same MATCH that Rel must differ from.
	Distinct []Slot
	// Optional: a row without a match is kept once with Rel and To null (only for a lone hop).
	Optional bool
}

// ExpandVar follows relationships from From several hops: variable-length
// (depth first, edge-unique paths), BFS and the shortest-path forms. It binds
// Rels to the list of relationships of the path in the direction From → To.
type ExpandVar struct {
	unary
	Pos            ast.Pos           // of an end that may be no node
	Kind           ast.ExpansionKind // VarLength, BFS, WShortest, AllShortest, KShortest
	From, Rels, To Slot
	Into           bool
	// Reverse: the pattern was written from To to From, so the list is to be reversed.
	Reverse   bool
	Direction engine.Direction
	Types     []engine.TypeID
	TypeNames []string
	NoTypes   bool
	Min, Max  ast.Expr // nil: 1 and unbounded
	Limit     ast.Expr // KShortest | k
	ToLabels  *LabelTest
	Distinct  []Slot
	// Predicate must hold for each relationship of the path (its inline properties); EdgeVar is the
	// slot it reads it from.
	Predicate ast.Expr
	EdgeVar   Slot
	Weight    *Lambda
	Total     Slot // None if not wanted
	Filter    *Lambda
	// Endpoints: nobody needs Rels nor the number of paths, only the distinct To (see Prune).
	Prune bool
}

// Lambda is a weight or filter lambda with its slots; Path and Acc may be None.
type Lambda struct {
	Rel, Node, Path, Weight Slot
	Body                    ast.Expr
}

// ShortestPath finds the shortest path(s) between two bound nodes for shortestPath() and its kin.
type ShortestPath struct {
	unary
	From, To, Path, Rels Slot
	Selector             ast.PathSelector
	K                    ast.Expr
	Direction            engine.Direction
	Types                []engine.TypeID
	TypeNames            []string
	NoTypes              bool
	Min, Max             ast.Expr
	Predicate            ast.Expr // must hold for each relationship, read from EdgeVar
	EdgeVar              Slot
	PathPredicate        ast.Expr // must hold for the path (WHERE on it), nil if none
}

// Repeat repeats Body (a plan from Inner.From to Inner.To with an Argument leaf) for a quantified path pattern.
type Repeat struct {
	unary
	Body     Operator
	From, To Slot // outer ends
	Into     bool
	// BodyFrom and BodyTo are the ends of one repetition.
	BodyFrom, BodyTo Slot
	Min              int64
	Max              int64 // -1: unbounded
	// Groups maps each variable of the body to the outer list variable.
	Groups []Group
	// BodyRels are the relationship slots of one repetition (single or list) in path order; AllRels
	// collects all of them as one list, for uniqueness and named paths.
	BodyRels []Slot
	AllRels  Slot
	// Distinct lists relationship slots (single or list) of the same MATCH that no relationship of the
	// repetitions may be in.
	Distinct []Slot
}

// Inputs returns input and body.
func (r *Repeat) Inputs() []Operator { return []Operator{r.Input, r.Body} }

// SetInput replaces input (0) or body (1).
func (r *Repeat) SetInput(i int, input Operator) { setOne(i, input, &r.Input, &r.Body) }

// Group is a variable of a quantified group: Inner within a repetition, Outer the list of all.
type Group struct{ Inner, Outer Slot }

// PathStep is a piece of a named path: a node slot, or a relationship slot (single or list).
type PathStep struct {
	Slot Slot
	Node bool
}

// NamedPath builds a path of bound nodes and relationships. Null if any piece is.
type NamedPath struct {
	unary
	Path  Slot
	Steps []PathStep
}

// Uniqueness keeps the rows in which no relationship occurs twice among Rels (single or list slots).
type Uniqueness struct {
	unary
	Rels []Slot
}
