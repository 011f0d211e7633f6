package ast

import "memgraphd/engine/value"

// Expr is an expression. Implementations are pointers.
type Expr interface {
	expr()
	Position() Pos
}

// Node is embedded in every expression: where it begins and its text.
type Node struct {
	Pos  Pos
	Span Span
}

func (*Node) expr() {}

// Position returns where the expression begins.
func (n *Node) Position() Pos { return n.Pos }

type (
	// Literal is a constant.
	Literal struct {
		Node
		Value value.Value
	}

	// Parameter is $name. Lifted is true if normalisation made it of a literal,
	// whose kind Kind then is: the same in all statements that share the tree.
	Parameter struct {
		Node
		Name   string
		Lifted bool
		Kind   value.Kind
	}

	// Variable is a name, used or declared.
	Variable struct {
		Node
		Name string
	}

	// Property is target.key.
	Property struct {
		Node
		Target Expr
		Key    string
	}

	// Index is target[index].
	Index struct {
		Node
		Target, Index Expr
	}

	// Slice is target[from..to]; a missing bound is nil.
	Slice struct {
		Node
		Target, From, To Expr
	}

	// ListLit is [a, b].
	ListLit struct {
		Node
		Items []Expr
	}

	// MapLit is {key: value}. Keys are in the order written.
	MapLit struct {
		Node
		Keys   []string
		Values []Expr
	}

	// MapProjection is variable {.key, .*, variable, key: expr}.
	MapProjection struct {
		Node
		Target Expr
		Items  []MapProjectionItem
	}

	// Unary is op x.
	Unary struct {
		Node
		Op UnaryOp
		X  Expr
	}

	// Binary is x op y.
	Binary struct {
		Node
		Op   BinaryOp
		X, Y Expr
	}

	// Comparison is a chain: Operands[0] Ops[0] Operands[1] Ops[1] ….
	Comparison struct {
		Node
		Operands []Expr
		Ops      []BinaryOp // Eq, Ne, Lt, Le, Gt, Ge
	}

	// IsNull is x IS NULL, or IS NOT NULL if Not.
	IsNull struct {
		Node
		X   Expr
		Not bool
	}

	// IsType is x IS :: TYPE, or IS NOT :: if Not. Type is upper-case as written.
	IsType struct {
		Node
		X    Expr
		Type string
		Not  bool
	}

	// HasLabels is x:Label…, in an expression.
	HasLabels struct {
		Node
		X      Expr
		Labels LabelExpr
	}

	// Case is CASE [subject] WHEN … THEN … ELSE … END.
	Case struct {
		Node
		Subject Expr // nil for the searched form
		Whens   []When
		Else    Expr // nil if absent
	}

	// CaseSubject stands for the subject of CASE in a test that begins with an operator.
	CaseSubject struct{ Node }

	// Call is name([DISTINCT] args): a function or an aggregation. coalesce is one.
	Call struct {
		Node
		Name     string // as written, with dots
		Distinct bool
		Args     []Expr
	}

	// CountStar is count(*).
	CountStar struct{ Node }

	// ListComprehension is [v IN list WHERE p | e]; Where and Map may be nil.
	ListComprehension struct {
		Node
		Variable   *Variable
		List       Expr
		Where, Map Expr
		// Extract is set for the form extract(v IN list | e).
		Extract bool
	}

	// PatternComprehension is [p = pattern WHERE c | e].
	PatternComprehension struct {
		Node
		Part  *PatternPart // its Variable is p
		Where Expr
		Map   Expr
	}

	// Quantifier is all/any/none/single(v IN list WHERE p).
	Quantifier struct {
		Node
		Kind     QuantifierKind
		Variable *Variable
		List     Expr
		Where    Expr
	}

	// Reduce is reduce(acc = init, v IN list | e).
	Reduce struct {
		Node
		Acc      *Variable
		Init     Expr
		Variable *Variable
		List     Expr
		Body     Expr
	}

	// PatternExpr is a pattern used as a predicate, or exists(pattern).
	PatternExpr struct {
		Node
		Part *PatternPart
	}

	// Subquery is EXISTS { }, COUNT { } or COLLECT { }. A body that is only a
	// pattern is wrapped into a query of one MATCH.
	Subquery struct {
		Node
		Kind  SubqueryKind
		Query *Query
	}

	// EnumLit is Type::Value.
	EnumLit struct {
		Node
		Type, Value string
	}

	// ShortestPathExpr is shortestPath(…) or allShortestPaths(…) used as an expression.
	ShortestPathExpr struct {
		Node
		Part *PatternPart
	}
)

// MapProjectionItem is one item of a map projection: key: Value, .key (Value
// nil), or .* (All).
type MapProjectionItem struct {
	Key   string
	Value Expr
	All   bool
}

// When is one branch of CASE. The simple form may have several tests, each a value
// to compare the subject with or a condition on it ([OnSubject]).
type When struct {
	Tests []Expr
	Then  Expr
}

// OnSubject reports whether a test of CASE is a condition on its subject.
func OnSubject(test Expr) bool {
	first := test
	EachChild(test, func(x Expr) {
		if first == test {
			first = x
		}
	})
	_, ok := first.(*CaseSubject)
	return ok
}

// UnaryOp is a prefix operator.
type UnaryOp uint8

// The prefix operators.
const (
	Not UnaryOp = iota
	Minus
	Plus
)

// BinaryOp is an infix operator.
type BinaryOp uint8

// The infix operators.
const (
	Or BinaryOp = iota
	Xor
	And
	Eq
	Ne
	Lt
	Le
	Gt
	Ge
	Add
	Sub
	Mul
	Div
	Mod
	Pow
	In
	StartsWith
	EndsWith
	Contains
	RegexMatch
	Concat // ||
)

var binaryOpText = [...]string{
	Or: "OR", Xor: "XOR", And: "AND", Eq: "=", Ne: "<>", Lt: "<", Le: "<=", Gt: ">", Ge: ">=",
	Add: "+", Sub: "-", Mul: "*", Div: "/", Mod: "%", Pow: "^", In: "IN", StartsWith: "STARTS WITH",
	EndsWith: "ENDS WITH", Contains: "CONTAINS", RegexMatch: "=~", Concat: "||",
}

// String returns the operator as it is written.
func (op BinaryOp) String() string { return binaryOpText[op] }

// QuantifierKind tells quantifiers apart.
type QuantifierKind uint8

// The quantifiers.
const (
	All QuantifierKind = iota
	Any
	None
	Single
)

// SubqueryKind tells subquery expressions apart.
type SubqueryKind uint8

// The subquery expressions.
const (
	Exists SubqueryKind = iota
	Count
	Collect
)
