package logical

import (
	"memgraphd/cypher/ast"
	"memgraphd/cypher/semantic"
)

// Graph is a pattern: what is to be found, in no particular order.
type Graph struct {
	// Nodes are the node variables, each once. Some may be bound before.
	Nodes []*semantic.Symbol
	Links []*Link
	Paths []*Path
	// Predicates must all hold.
	Predicates []ast.Expr
	// matches counts the MATCH clauses that went into the graph.
	matches int
	known   map[*semantic.Symbol]bool // the nodes
}

// LinkKind tells links apart.
type LinkKind uint8

// The kinds of links.
const (
	Hop      LinkKind = iota // one relationship
	Walk                     // several: variable length, BFS and the weighted forms
	Repeat                   // a quantified group
	Shortest                 // shortestPath() and the path selectors
)

// Link connects two nodes of a graph.
type Link struct {
	Kind LinkKind
	// Sym is the relationship, or the list of relationships.
	Sym         *semantic.Symbol
	Left, Right *semantic.Symbol
	Direction   ast.Direction
	// Types are the alternatives; nil if any will do.
	Types []string
	// Clause numbers the MATCH clause: within one, no relationship is used twice.
	Clause int

	// Of Walk and Shortest: Edge is the variable of a single relationship that
	// Predicates are about; nil if there are none.
	Edge       *semantic.Symbol
	Predicates []ast.Expr
	Min, Max   ast.Expr
	Expansion  ast.ExpansionKind
	Limit      ast.Expr
	Weight     *ast.Lambda
	Filter     *ast.Lambda
	Total      *semantic.Symbol // nil if not named
	Selector   ast.PathSelector // of Shortest
	K          ast.Expr
	Path       *semantic.Symbol
	Group      *GroupBody // of Repeat
}

// GroupBody is what a quantified group repeats.
type GroupBody struct {
	Graph    *Graph
	From, To *semantic.Symbol
	// Rels are the relationship variables in the order of the path.
	Rels      []*semantic.Symbol
	Variables []semantic.GroupVariable
	Min, Max  ast.Expr
}

// Path is a named path.
type Path struct {
	Sym   *semantic.Symbol
	Steps []PathStep
}

// PathStep is a node, or a relationship or list of relationships, of a named path.
type PathStep struct {
	Sym  *semantic.Symbol
	Node bool
}

// addNode adds a node variable unless it is there.
func (g *Graph) addNode(sym *semantic.Symbol) {
	if g.known[sym] {
		return
	}
	if g.known == nil {
		g.known = map[*semantic.Symbol]bool{}
	}
	g.known[sym] = true
	g.Nodes = append(g.Nodes, sym)
}

// Symbols returns all variables that the graph may bind.
func (g *Graph) Symbols() []*semantic.Symbol {
	all := append([]*semantic.Symbol(nil), g.Nodes...)
	for _, l := range g.Links {
		all = append(all, l.Symbols()...)
	}
	for _, p := range g.Paths {
		all = append(all, p.Sym)
	}
	return all
}

// Symbols returns the variables that a link binds besides its ends.
func (l *Link) Symbols() []*semantic.Symbol {
	var all []*semantic.Symbol
	for _, sym := range []*semantic.Symbol{l.Sym, l.Total, l.Path} {
		if sym != nil {
			all = append(all, sym)
		}
	}
	if l.Group != nil {
		for _, v := range l.Group.Variables {
			all = append(all, v.Outer)
		}
	}
	return all
}
