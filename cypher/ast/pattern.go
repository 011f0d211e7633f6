package ast

// PathSelector restricts which of the matching paths a pattern part yields.
type PathSelector uint8

// The path selectors.
const (
	AllPaths         PathSelector = iota
	ShortestPath                  // shortestPath(…): one
	AllShortestPaths              // allShortestPaths(…)
	ShortestK                     // SHORTEST k, ANY SHORTEST
	ShortestKGroups               // SHORTEST k GROUPS; ALL SHORTEST
	AnyPath                       // ANY k
)

// PatternPart is one comma-separated part of a pattern: nodes and
// relationships in alternation, beginning and ending with a node, except that a
// quantified group may stand where a relationship does.
type PatternPart struct {
	Pos      Pos
	Variable *Variable // the path's name, nil if none
	Selector PathSelector
	K        Expr // ShortestK, ShortestKGroups, AnyPath; nil is 1
	Nodes    []*NodePattern
	// Filtered is set if the condition of the last node is that of the whole path.
	Filtered bool
	// Links[i] joins Nodes[i] and Nodes[i+1].
	Links []Link
}

// Link joins two node patterns: a *RelPattern or a *GroupPattern.
type Link interface{ link() }

// NodePattern is (variable:Labels {properties} WHERE …).
type NodePattern struct {
	Pos        Pos
	Variable   *Variable // nil if anonymous
	Labels     LabelExpr // nil if none
	Properties Expr      // *MapLit or *Parameter, nil if none
	Where      Expr
}

// Direction is the direction of a relationship pattern as it is written.
type Direction uint8

// The directions.
const (
	Both     Direction = iota // --
	Outgoing                  // -->
	Incoming                  // <--
)

// ExpansionKind tells how a relationship pattern is expanded.
type ExpansionKind uint8

// The kinds of expansion.
const (
	SingleHop   ExpansionKind = iota
	VarLength                 // *n..m, or a quantifier {n,m}, +, * on the relationship
	BFS                       // *BFS
	WShortest                 // *WSHORTEST
	AllShortest               // *ALLSHORTEST
	KShortest                 // *KSHORTEST
)

// RelPattern is -[variable:TYPE|TYPE *… {properties} (lambdas)]-.
type RelPattern struct {
	Pos        Pos
	Variable   *Variable
	Types      LabelExpr // nil if any
	Direction  Direction
	Properties Expr
	Where      Expr
	Expansion  ExpansionKind
	Min, Max   Expr // bounds, nil if absent
	Limit      Expr // KSHORTEST | k
	Weight     *Lambda
	Total      *Variable // the variable of the total weight
	Filter     *Lambda
}

// Lambda is (relationship, node[, path[, weight]] | expr).
type Lambda struct {
	Pos    Pos
	Rel    *Variable
	Node   *Variable
	Path   *Variable // nil if absent
	Weight *Variable // nil if absent
	Body   Expr
}

// GroupPattern is a quantified path pattern ((a)-->(b) WHERE …){n,m}.
type GroupPattern struct {
	Pos      Pos
	Part     *PatternPart
	Where    Expr
	Min, Max Expr // nil: 0 and unbounded
}

func (*RelPattern) link()   {}
func (*GroupPattern) link() {}

// Label is a label or type in a position where it is written, not tested: a
// plain name, or an expression that yields a string or list of strings.
type Label struct {
	Pos     Pos
	Name    string
	Dynamic Expr // nil for a plain name
	// Any is set for $any(…): one of the labels that Dynamic yields, not all.
	Any bool
}

// LabelExpr is a test on labels or on a relationship's type.
type LabelExpr interface{ labelExpr() }

// LabelName tests for one label; Dynamic for those an expression yields.
type LabelName struct{ Label Label }

// LabelAnd holds if all its parts hold (a:A:B, a:A&B).
type LabelAnd struct{ Parts []LabelExpr }

// LabelOr holds if one of its parts holds (a:A|B).
type LabelOr struct{ Parts []LabelExpr }

// LabelNot holds if its part does not.
type LabelNot struct{ Part LabelExpr }

// LabelAny is %: at least one label.
type LabelAny struct{ Pos Pos }

func (*LabelName) labelExpr() {}
func (*LabelAnd) labelExpr()  {}
func (*LabelOr) labelExpr()   {}
func (*LabelNot) labelExpr()  {}
func (*LabelAny) labelExpr()  {}
