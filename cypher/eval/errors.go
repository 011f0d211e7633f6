package eval

import (
	"fmt"

	"memgraphd/engine/value"
)

// typeErrorf is the error of an operand or argument of the wrong type.
func typeErrorf(format string, args ...any) error {
	return &value.Error{Class: value.TypeError, Msg: fmt.Sprintf(format, args...)}
}

// argumentErrorf is the error of an argument of the right type that is out of range or malformed.
func argumentErrorf(format string, args ...any) error {
	return &value.Error{Class: value.ArgumentError, Msg: fmt.Sprintf(format, args...)}
}
