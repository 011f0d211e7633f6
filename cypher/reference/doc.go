// Package reference evaluates queries in the plainest way that can be: it is what
// tests compare the engine with, and must not be linked into the server.
//
//	transaction ─ Load ─▶ *Graph ─ Run(tree) ─▶ *Result, and the graph as the query leaves it
//
// A [Graph] is maps of nodes and relationships. [Graph.Run] walks the syntax
// tree clause by clause and row by row: a row is a map from names to values, a
// pattern is matched by trying every relationship everywhere, an aggregation
// keeps its values in a list. There are no plans, no batches, no indexes and no
// side tables, and nothing is shared with what it is compared with but the tree
// and the values.
//
// It takes queries that make sense: the checker's refusals are not repeated.
// Rows come in the order in which this evaluator finds them; unless a query
// asks for an order, that means nothing.
package reference
