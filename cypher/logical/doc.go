// Package logical says what a query asks for, freed from how it was written:
// steps over rows, in which patterns are graphs of nodes and links and
// conditions are single predicates.
//
//	*semantic.Query ─ Build ─▶ *Query: branches ▶ steps ▶ graphs and predicates
//
// Consecutive MATCH clauses become one graph, so that the order in which it is
// matched is free. Labels, property maps and inline conditions become predicates
// like those of WHERE.
package logical
