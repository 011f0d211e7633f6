// Package ast declares the syntax tree of a Cypher statement.
//
// The tree says what was written, not what it means: names are strings, scopes
// and types live in side tables that package semantic makes. Expression nodes
// are pointers and their identity is the key of those side tables; a node is
// never shared between two places of a tree.
package ast
