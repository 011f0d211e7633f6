package ast

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Pos is a place in the text of a statement: 1-based line and column (in
// characters) and the 0-based byte offset.
type Pos struct {
	Line, Column int
	Offset       int
}

// Span is a piece of the statement's text, End exclusive, as byte offsets. It
// lets an unaliased projection be named by what the user typed.
type Span struct{ Start, End int }

// PosAt returns the place of a byte offset in a text.
func PosAt(text string, offset int) Pos {
	before := text[:offset]
	start := strings.LastIndexByte(before, '\n') + 1
	return Pos{
		Line:   strings.Count(before, "\n") + 1,
		Column: utf8.RuneCountInString(before[start:]) + 1,
		Offset: offset,
	}
}

// Mark adds the place to what is wrong there. A place that is not known adds nothing.
func (p Pos) Mark(msg string) string {
	if p.Line == 0 {
		return msg
	}
	return fmt.Sprintf("%s (line %d, column %d)", msg, p.Line, p.Column)
}
