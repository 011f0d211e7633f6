package semantic

import (
	"memgraphd/cypher/ast"
)

// Symbol is a variable: what a name means within its scope, or a node,
// relationship or intermediate value that has no name.
type Symbol struct {
	// ID numbers the symbols of a query from 0.
	ID   int
	Name string // empty if it has none
	Type Type
	// Plain is true if it never holds a node, relationship or path, however deep: see [Info.Plain].
	Plain bool
	// Decl is where it is declared, nil for aliases and for what has no name.
	Decl *ast.Variable
	// Pattern is where a pattern first names it after it was bound.
	Pattern ast.Pos
}

// Info is what is known of the parts of a query.
type Info struct {
	// Symbols are all symbols, by ID.
	Symbols []*Symbol
	// Uses resolves each variable, where it is declared and where it is used.
	Uses map[*ast.Variable]*Symbol
	// Refs are the expressions that stand for something computed before: an
	// aggregation, a grouping key, or a projected column in ORDER BY and WHERE.
	Refs map[ast.Expr]*Symbol
	// Nodes and Rels are the symbols of patterns, named or not.
	Nodes map[*ast.NodePattern]*Symbol
	Rels  map[*ast.RelPattern]*Symbol
	// Edges are the variables that stand for a single relationship of a pattern
	// of many: what its properties and its WHERE are tested on.
	Edges map[*ast.RelPattern]*Symbol
	// Groups are the variables of quantified groups.
	Groups      map[*ast.GroupPattern][]GroupVariable
	Projections map[*ast.Projection]*Projection
	Procedures  map[*ast.CallProcedure]*Call
	Subqueries  map[*ast.CallSubquery]*Subquery
	// Queries are the results of all queries, subqueries included.
	Queries map[*ast.Query]*Result
	// entities are the parameters that may hold nodes, relationships or paths.
	entities map[string]bool
}

// GroupVariable is a variable of a quantified group: Inner within a
// repetition, Outer the list of all.
type GroupVariable struct{ Inner, Outer *Symbol }

// Result is what a query returns.
type Result struct {
	// Columns are the symbols of the result; none if it returns nothing.
	Columns []Column
	// Branches are the columns of the parts of a UNION; nil without one.
	Branches [][]Column
}

// Column is a column of a result or projection.
type Column struct {
	Name string
	Sym  *Symbol
	// Expr is what it is computed from; nil if Sym is just passed through.
	Expr ast.Expr
	// Aggregates is true if Expr contains an aggregation.
	Aggregates bool
}

// Projection is a WITH or RETURN.
type Projection struct {
	Columns []Column
	// Grouped is true if there is an aggregation: the columns that don't
	// aggregate are then the grouping keys.
	Grouped bool
	Calls   []Aggregation
	// Keys are further grouping keys: parts of a CASE that do not aggregate beside others that do.
	Keys []Column
}

// Aggregation is a call of an aggregating function.
type Aggregation struct {
	Sym  *Symbol
	Expr ast.Expr // *ast.Call or *ast.CountStar
}

// Call is a call of a procedure with what it yields.
type Call struct {
	Procedure *Procedure
	Yield     []Yield
	// Args are the arguments: those written, or the parameters of an implicit call.
	Args []ast.Expr
}

// Yield is a result field and the variable it is bound to.
type Yield struct {
	Field string
	Sym   *Symbol
}

// Subquery is a CALL {}: the columns that it adds to the row.
type Subquery struct {
	Returns []Column
	// Correlated is true if the body may read variables of the row.
	Correlated bool
}

func newInfo() *Info {
	return &Info{
		Uses:        map[*ast.Variable]*Symbol{},
		Refs:        map[ast.Expr]*Symbol{},
		Nodes:       map[*ast.NodePattern]*Symbol{},
		Rels:        map[*ast.RelPattern]*Symbol{},
		Edges:       map[*ast.RelPattern]*Symbol{},
		Groups:      map[*ast.GroupPattern][]GroupVariable{},
		Projections: map[*ast.Projection]*Projection{},
		Procedures:  map[*ast.CallProcedure]*Call{},
		Subqueries:  map[*ast.CallSubquery]*Subquery{},
		Queries:     map[*ast.Query]*Result{},
		entities:    map[string]bool{},
	}
}

// NewSymbol adds a symbol. The planner makes its own with it.
func (in *Info) NewSymbol(name string, t Type) *Symbol {
	s := &Symbol{ID: len(in.Symbols), Name: name, Type: t}
	in.Symbols = append(in.Symbols, s)
	return s
}

// NewValue adds a symbol for the value of an expression.
func (in *Info) NewValue(e ast.Expr) *Symbol {
	s := in.NewSymbol("", AnyType)
	s.Plain = in.Plain(e)
	return s
}

// Variable returns a new expression that stands for s.
func (in *Info) Variable(s *Symbol, pos ast.Pos) *ast.Variable {
	v := &ast.Variable{Name: s.Name}
	v.Pos = pos
	in.Uses[v] = s
	return v
}
