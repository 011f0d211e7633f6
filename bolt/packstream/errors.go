package packstream

import "fmt"

// SyntaxError says that bytes are not PackStream, or not what the message needs
// at that place. Nothing behind it can be read.
type SyntaxError struct {
	Offset int // in the message
	Msg    string
}

// Error returns the message with the place.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("invalid message at byte %d: %s", e.Offset, e.Msg)
}

// UnsupportedError says that a well-formed value cannot be used. What follows it
// can be read. Msg is a sentence for the user.
type UnsupportedError struct{ Msg string }

// Error returns the message.
func (e *UnsupportedError) Error() string { return e.Msg }

// The sentences of values that cannot be used.
const (
	msgBytes   = "Byte arrays are not supported as parameters. Send a list of integers or a string instead."
	msgGraph   = "Nodes, relationships and paths cannot be sent as parameters. Send their ids or properties instead."
	msgUTF8    = "A string that is not valid UTF-8 was sent. Send valid UTF-8."
	msgTooDeep = "value is nested deeper than %d levels"
)
