package parser

import "memgraphd/cypher/ast"

// Error is a statement that can't be parsed: where and why. Msg is the whole
// text that a client is shown.
type Error struct {
	Pos ast.Pos
	Msg string
}

// Error returns the message.
func (e *Error) Error() string { return e.Msg }
