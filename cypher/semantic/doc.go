// Package semantic finds out what the names of a query mean.
//
//	*ast.Query ─ Check(environment) ─▶ *Query: the tree, and in [Info] what is known of its parts
//
// Check declares and resolves variables, infers types as far as they are
// certain, decides what groups and what aggregates, and refuses what makes no
// sense. The tree is left as it was written; results live in side tables keyed
// by its nodes.
package semantic
