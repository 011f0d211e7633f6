package value

import (
	"fmt"
	"slices"
)

// ErrorClass sorts the errors of this package the way clients see them.
type ErrorClass uint8

// The classes of errors.
const (
	TypeError       ErrorClass = iota // an operand or an argument has the wrong type
	ArithmeticError                   // overflow, division by zero
	ArgumentError                     // the right type but a value out of range or malformed
)

// Error says why values could not be combined, built or decoded. Msg is the
// whole text that a client sees.
type Error struct {
	Class ErrorClass
	Msg   string
	// Word is a name that is not known, if that is what is wrong, and Known are those that are in its place.
	Word  string
	Known []string
}

// Error returns the message.
func (e *Error) Error() string { return e.Msg }

func argumentError(format string, args ...any) error {
	return &Error{Class: ArgumentError, Msg: fmt.Sprintf(format, args...)}
}

// unknownError is the error of a name that is none of those known.
func unknownError(word string, known []string, format string, args ...any) error {
	slices.Sort(known)
	return &Error{Class: ArgumentError, Msg: fmt.Sprintf(format, args...), Word: word, Known: known}
}

func typeError(format string, args ...any) error {
	return &Error{Class: TypeError, Msg: fmt.Sprintf(format, args...)}
}

func arithmeticError(format string, args ...any) error {
	return &Error{Class: ArithmeticError, Msg: fmt.Sprintf(format, args...)}
}

var typeWords = [...]string{
	KindNull: "null", KindBool: "bool", KindInt: "int", KindFloat: "double",
	KindString: "string", KindList: "list", KindMap: "map", KindDate: "date",
	KindLocalTime: "local_time", KindTime: "zoned_time", KindLocalDateTime: "local_date_time",
	KindDateTime: "zoned_date_time", KindDuration: "duration", KindPoint: "point",
	KindEnum: "enum", KindNode: "vertex", KindRelationship: "edge", KindPath: "path",
	KindGraph: "graph", KindVirtualNode: "VIRTUAL_NODE", KindVirtualRelationship: "VIRTUAL_RELATIONSHIP",
	KindVirtualGraph: "VIRTUAL_GRAPH",
}

// TypeWord returns the word that error texts use for a kind: `Invalid types:
// int and string for '-'.`
func (k Kind) TypeWord() string {
	if int(k) < len(typeWords) {
		return typeWords[k]
	}
	return "unknown"
}

// invalidTypes is the error of a binary operator that has no meaning for its operands.
func invalidTypes(a, b Value, op string) error {
	return typeError("Invalid types: %s and %s for '%s'.", a.kind.TypeWord(), b.kind.TypeWord(), op)
}
