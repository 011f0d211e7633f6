package semantic

import "memgraphd/cypher/ast"

// The time and memory that planning and running take grow with the square of what
// a query is made of. These bounds are far above what people write, and keep a
// statement of a megabyte from holding up the server.
const (
	// maxPattern bounds the nodes and relationships that are matched together: those
	// of a MATCH and the ones right behind it.
	maxPattern = 2048
	// maxExtent bounds the number of clauses times that of variables, named or not.
	maxExtent = 16 << 20
)

// size counts what a query is made of.
type size struct {
	clauses int
	matched int // nodes and relationships of the MATCHes up to the current clause
}

// measure counts a clause and refuses it if the query becomes too large.
func (c *checker) measure(clause ast.Clause) {
	c.size.clauses++
	m, ok := clause.(*ast.Match)
	if !ok || m.Optional {
		c.size.matched = 0
	}
	if ok {
		for _, part := range m.Pattern {
			c.size.matched += len(part.Nodes) + len(part.Links)
		}
	}
	switch {
	case c.size.matched > maxPattern:
		c.fail(clause.Position(), UnexpectedSyntax,
			"The pattern is too large: more than %d nodes and relationships are matched together. Put WITH between parts of it.", maxPattern)
	case c.size.clauses*len(c.info.Symbols) > maxExtent:
		c.fail(clause.Position(), UnexpectedSyntax,
			"The query is too large: it has %d clauses and %d variables up to here. Divide it, or put the data into a parameter and UNWIND that.",
			c.size.clauses, len(c.info.Symbols))
	}
}
