package ast

// Statement is anything a client can send: a query or an administrative
// statement.
type Statement interface{ statement() }

// Query is a Cypher query: single queries joined by UNION.
type Query struct {
	Pos    Pos
	Parts  []*SingleQuery
	Unions []Union // between Parts[i] and Parts[i+1]
	// Directives of USING in front of the query.
	Directives []Directive
	Memory     *MemoryLimit // QUERY MEMORY LIMIT at the end
	// Uses are the databases that USE names anywhere in a whole statement.
	Uses []Use
}

// Use is USE database, in front of a single query.
type Use struct {
	Pos      Pos // of the name
	Database string
}

// Union joins two single queries.
type Union struct {
	Pos Pos
	All bool
}

// SingleQuery is a sequence of clauses.
type SingleQuery struct {
	Pos     Pos
	Clauses []Clause
}

// Explain is EXPLAIN query, or PROFILE query if Profile.
type Explain struct {
	Pos     Pos
	Profile bool
	Query   *Query
	// Text is the statement's text behind the keyword.
	Text string
}

func (*Query) statement()   {}
func (*Explain) statement() {}

// DirectiveKind tells directives apart.
type DirectiveKind uint8

// The kinds of directives.
const (
	UsingIndex DirectiveKind = iota
	HopsLimit
	PeriodicCommit
	ParallelExecution
)

// Directive is one pre-query directive.
type Directive struct {
	Pos   Pos
	Kind  DirectiveKind
	Index []IndexHint // UsingIndex
	Count Expr        // the number of HopsLimit, PeriodicCommit, ParallelExecution; may be nil
}

// IndexHint names an index that the planner should prefer.
type IndexHint struct {
	Label string
	Paths [][]string // a property each, and what is nested in it
}

// MemoryLimit is a limit in bytes; Unlimited overrides it.
type MemoryLimit struct {
	Pos       Pos
	Unlimited bool
	Amount    Expr
	Unit      int64 // bytes per Amount
}
