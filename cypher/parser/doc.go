// Package parser turns the text of a statement into its syntax tree.
//
//	text ─ lexer, token filter ─▶ tokens ─ SLL ─▶ ANTLR tree ─ converter ─▶ ast
//	                                        └ failed ─ LL, own caches ─▶ *Error
//
// The grammar is grammar/Cypher.g4; internal/grammar is generated from it by
// generate.sh. Nothing outside this package sees ANTLR.
//
// The grammar accepts a little more than the language. What the tree alone can
// tell is refused here, in the converter; names, types and the order of clauses
// are package semantic's. Parsing is safe for concurrent use.
package parser

//go:generate ./generate.sh
