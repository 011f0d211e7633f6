package ast

// Pos is a place in the text of a statement: 1-based line and column (in
// characters) and the 0-based byte offset.
type Pos struct {
	Line, Column int
	Offset       int
}

// Span is a piece of the statement's text, End exclusive, as byte offsets. It
// lets an unaliased projection be named by what the user typed.
type Span struct{ Start, End int }
