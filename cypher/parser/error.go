package parser

import (
	"fmt"

	"memgraphd/cypher/ast"
)

// Error is a statement that can't be parsed: where and why.
type Error struct {
	Pos ast.Pos
	Msg string
	// Placed is true if Msg tells the place, in the words that clients know.
	Placed bool
}

// Error returns the text that a client is shown: the message with the place.
func (e *Error) Error() string {
	if e.Placed {
		return e.Msg
	}
	return fmt.Sprintf("%s (line %d, column %d)", e.Msg, e.Pos.Line, e.Pos.Column)
}
