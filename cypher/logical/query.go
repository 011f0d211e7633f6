package logical

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/semantic"
)

// Query is a union of branches, usually of one.
type Query struct {
	Branches []*Branch
	// Distinct is true for UNION without ALL.
	Distinct bool
	// Columns are the result; with several branches they have symbols of their own.
	Columns []semantic.Column
}

// Branch is a sequence of steps, each working on the rows of the one before.
type Branch struct {
	Steps []Step
	// Columns are the result; none if nothing is returned.
	Columns []semantic.Column
}

// Step is a piece of a branch.
type Step interface{ step() }

type (
	// Match extends each row by the embeddings of a graph. If Optional, a row
	// without any is kept once with the graph's new variables null.
	Match struct {
		Optional bool
		Graph    *Graph
	}

	// Filter keeps the rows for which all predicates hold.
	Filter struct{ Predicates []ast.Expr }

	// Unwind makes a row of each element of a list.
	Unwind struct {
		List ast.Expr
		Sym  *semantic.Symbol
	}

	// Project computes columns, after which only they are left.
	Project struct {
		// Group comes first; nil if nothing is aggregated.
		Group *Group
		Items []Item
		// Columns are all columns, those that are passed through as well.
		Columns     []semantic.Column
		Distinct    bool
		OrderBy     []SortKey
		Skip, Limit ast.Expr
		Where       []ast.Expr
		// Return is true for RETURN.
		Return bool
	}

	// Selected extends each row by the paths along a chain that are chosen. The links of the graph
	// are in the order of the chain; its only path, if it has a name, is the chain.
	Selected struct {
		Graph  *Graph
		Choose *Choose // Length is not set
	}

	// Choose keeps of the rows, which come in the order of Length, the first K with the
	// same ends; if Groups, those of the first K lengths. No K is one.
	Choose struct {
		From, To, Length *semantic.Symbol
		K                ast.Expr
		Groups           bool
	}

	// Create creates nodes, then relationships.
	Create struct {
		Nodes []NewNode
		Rels  []NewRel
		Paths []*Path
	}

	// Merge finds the embeddings of a graph or else creates it.
	Merge struct {
		// Before are values to be computed before it, because both sides use them.
		Before   []Item
		Graph    *Graph
		Creates  []*Create
		OnCreate []*ast.SetItem
		OnMatch  []*ast.SetItem
	}

	// Set is SET.
	Set struct{ Items []*ast.SetItem }
	// Remove is REMOVE.
	Remove struct{ Items []*ast.RemoveItem }
	// Delete is DELETE, or DETACH DELETE.
	Delete struct {
		Detach bool
		Exprs  []ast.Expr
	}

	// Foreach runs Body for each element of a list, for its effects.
	Foreach struct {
		Sym  *semantic.Symbol
		List ast.Expr
		Body []Step
	}

	// Procedure is CALL of a procedure.
	Procedure struct {
		Clause *ast.CallProcedure
		Call   *semantic.Call
	}

	// Subquery is CALL {}.
	Subquery struct {
		Clause     *ast.CallSubquery
		Query      *Query
		Correlated bool
	}

	// Load is LOAD CSV and its kin.
	Load struct {
		Clause *ast.Load
		Sym    *semantic.Symbol
	}
)

// Item is a value that is computed into a variable.
type Item struct {
	Sym  *semantic.Symbol
	Expr ast.Expr
}

// Group groups rows by Keys and aggregates each group.
type Group struct {
	Keys  []Item
	Calls []semantic.Aggregation
}

// SortKey is a key of ORDER BY.
type SortKey struct {
	Expr       ast.Expr
	Descending bool
}

// NewNode is a node to be created.
type NewNode struct {
	Sym        *semantic.Symbol
	Pos        ast.Pos
	Labels     []ast.Label
	Properties ast.Expr // nil if none
}

// NewRel is a relationship to be created.
type NewRel struct {
	Sym, From, To *semantic.Symbol
	Pos           ast.Pos
	Type          ast.Label
	Properties    ast.Expr // nil if none
}

func (*Match) step()     {}
func (*Filter) step()    {}
func (*Unwind) step()    {}
func (*Project) step()   {}
func (*Choose) step()    {}
func (*Selected) step()  {}
func (*Create) step()    {}
func (*Merge) step()     {}
func (*Set) step()       {}
func (*Remove) step()    {}
func (*Delete) step()    {}
func (*Foreach) step()   {}
func (*Procedure) step() {}
func (*Subquery) step()  {}
func (*Load) step()      {}
