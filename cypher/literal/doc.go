// Package literal decodes the literals and quoted names of Cypher: what a
// number, a string or a backticked name in the text of a statement stands for.
//
// The functions take one whole token, as the lexer delimits it, and refuse with
// an [*Error] what the lexer lets through but means nothing.
package literal

// Error says which literal is wrong and where in it.
type Error struct {
	Offset int // bytes from the token's beginning
	Msg    string
}

// Error returns what is wrong.
func (e *Error) Error() string { return e.Msg }
