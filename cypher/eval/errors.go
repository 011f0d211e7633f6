package eval

import (
	"errors"
	"fmt"

	"memgraphd/cypher/ast"
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

// placed adds to what is wrong with an expression where it stands.
func placed(e ast.Expr, err error) error {
	var wrong *value.Error
	if pos := e.Position(); pos.Line > 0 && errors.As(err, &wrong) {
		return &value.Error{Class: wrong.Class, Msg: fmt.Sprintf("%s (line %d, column %d)", wrong.Msg, pos.Line, pos.Column)}
	}
	return err
}
