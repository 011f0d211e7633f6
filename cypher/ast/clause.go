package ast

// Clause is one clause of a single query.
type Clause interface {
	clause()
	Position() Pos
}

// Match is [OPTIONAL] MATCH.
type Match struct {
	Pos      Pos
	Optional bool
	Pattern  []*PatternPart
	Hints    []IndexHint // USING INDEX behind the pattern
	Where    Expr        // nil if absent
}

// Unwind is UNWIND list AS variable.
type Unwind struct {
	Pos      Pos
	List     Expr
	Variable *Variable
}

// Projection is the shared body of WITH and RETURN.
type Projection struct {
	Pos      Pos
	Distinct bool
	Star     bool // *, before any items
	Items    []*ProjectionItem
	OrderBy  []*SortItem
	Skip     Expr // nil if absent
	Limit    Expr // nil if absent
}

// Sliced reports whether there is ORDER BY, SKIP or LIMIT.
func (p *Projection) Sliced() bool { return len(p.OrderBy) > 0 || p.Skip != nil || p.Limit != nil }

// ProjectionItem is one expression of a projection.
type ProjectionItem struct {
	Pos   Pos
	Expr  Expr
	Alias string // empty if none was given
	// Text is the source text of Expr: the column's name if there is no alias.
	Text string
}

// SortItem is one key of ORDER BY.
type SortItem struct {
	Expr       Expr
	Descending bool
}

// With is WITH projection [WHERE expr].
type With struct {
	Pos Pos
	Projection
	Where Expr
}

// Return is RETURN projection.
type Return struct {
	Pos Pos
	Projection
}

// Finish is FINISH: the query returns nothing.
type Finish struct{ Pos Pos }

// Create is CREATE pattern.
type Create struct {
	Pos     Pos
	Pattern []*PatternPart
}

// Merge is MERGE part with its actions.
type Merge struct {
	Pos      Pos
	Part     *PatternPart
	OnCreate []*SetItem
	OnMatch  []*SetItem
}

// SetKind tells the forms of SET items apart.
type SetKind uint8

// The forms of a SET item.
const (
	SetProperty   SetKind = iota // target.key = value, target.a.b = value
	SetAll                       // variable = value
	SetMerge                     // variable += value, target.key += value
	SetLabels                    // variable:Label:Label
	SetDynamicKey                // target[key] = value
)

// SetItem is one assignment of SET.
type SetItem struct {
	Pos    Pos
	Kind   SetKind
	Target Expr     // the entity: usually *Variable; for SetProperty what the keys hang off
	Keys   []string // SetProperty, and SetMerge on a property: the property path, at least one
	Key    Expr     // SetDynamicKey
	Value  Expr
	Labels []Label
}

// Set is SET items.
type Set struct {
	Pos   Pos
	Items []*SetItem
}

// RemoveItem is one item of REMOVE: labels if there are any, else a property.
type RemoveItem struct {
	Pos    Pos
	Target Expr
	Keys   []string
	Key    Expr // target[key]
	Labels []Label
}

// Remove is REMOVE items.
type Remove struct {
	Pos   Pos
	Items []*RemoveItem
}

// Delete is [DETACH] DELETE exprs.
type Delete struct {
	Pos    Pos
	Detach bool
	Exprs  []Expr
}

// Foreach is FOREACH (variable IN list | clauses).
type Foreach struct {
	Pos      Pos
	Variable *Variable
	List     Expr
	Body     []Clause
}

// YieldItem is one result field that CALL takes over.
type YieldItem struct {
	Pos   Pos
	Field string
	Alias string // empty if none
}

// CallProcedure is CALL name(args) YIELD ….
type CallProcedure struct {
	Pos      Pos
	Name     string
	Args     []Expr
	Implicit bool // no parentheses: arguments are taken from the parameters
	Optional bool
	HasYield bool
	Star     bool // YIELD *
	Yield    []*YieldItem
	Where    Expr
	Memory   *MemoryLimit
}

// OnError says what CALL {} IN TRANSACTIONS does where its query fails.
type OnError uint8

// What can be done about an error.
const (
	FailOnError     OnError = iota // ends the whole query with it
	ContinueOnError                // takes the transaction back and goes on with the next one
	BreakOnError                   // takes the transaction back and runs no other
)

// CallSubquery is CALL (imports) { query } [IN TRANSACTIONS OF n ROWS ON ERROR … REPORT STATUS AS …].
type CallSubquery struct {
	Pos        Pos
	Optional   bool
	HasScope   bool        // CALL (…) rather than CALL {
	ImportAll  bool        // CALL (*)
	Imports    []*Variable // CALL (a, b)
	Query      *Query
	InTx       bool
	RowsPerTxn Expr // nil means the default
	Concurrent bool // IN n CONCURRENT TRANSACTIONS
	Workers    Expr // the n; nil means the default
	OnError    OnError
	Status     *Variable // REPORT STATUS AS; nil if absent
}

// LoadFormat is what LOAD reads.
type LoadFormat uint8

// The formats of LOAD.
const (
	LoadCSV LoadFormat = iota
	LoadJSONL
	LoadParquet
)

// Load is LOAD CSV, LOAD JSONL or LOAD PARQUET.
type Load struct {
	Pos       Pos
	Format    LoadFormat
	From      Expr
	Config    *MapLit // WITH CONFIG
	Header    bool
	IgnoreBad bool
	Delimiter Expr
	Quote     Expr
	NullIf    Expr
	Variable  *Variable
}

func (*Match) clause()         {}
func (*Unwind) clause()        {}
func (*With) clause()          {}
func (*Return) clause()        {}
func (*Finish) clause()        {}
func (*Create) clause()        {}
func (*Merge) clause()         {}
func (*Set) clause()           {}
func (*Remove) clause()        {}
func (*Delete) clause()        {}
func (*Foreach) clause()       {}
func (*CallProcedure) clause() {}
func (*CallSubquery) clause()  {}
func (*Load) clause()          {}

// Position returns where the clause begins.
func (c *Match) Position() Pos { return c.Pos }

// Position returns where the clause begins.
func (c *Unwind) Position() Pos { return c.Pos }

// Position returns where the clause begins.
func (c *With) Position() Pos { return c.Pos }

// Position returns where the clause begins.
func (c *Return) Position() Pos { return c.Pos }

// Position returns where the clause begins.
func (c *Finish) Position() Pos { return c.Pos }

// Position returns where the clause begins.
func (c *Create) Position() Pos { return c.Pos }

// Position returns where the clause begins.
func (c *Merge) Position() Pos { return c.Pos }

// Position returns where the clause begins.
func (c *Set) Position() Pos { return c.Pos }

// Position returns where the clause begins.
func (c *Remove) Position() Pos { return c.Pos }

// Position returns where the clause begins.
func (c *Delete) Position() Pos { return c.Pos }

// Position returns where the clause begins.
func (c *Foreach) Position() Pos { return c.Pos }

// Position returns where the clause begins.
func (c *CallProcedure) Position() Pos { return c.Pos }

// Position returns where the clause begins.
func (c *CallSubquery) Position() Pos { return c.Pos }

// Position returns where the clause begins.
func (c *Load) Position() Pos { return c.Pos }
