package eval

import (
	"errors"
	"fmt"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/batch"
	"memgraphd/engine/column"
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

// Located is an error with the place where it arose, in the text for which the
// plan was made: a text with the same plan may have it elsewhere.
type Located struct {
	Pos ast.Pos
	Err error
}

// Error returns the text with the place.
func (e *Located) Error() string { return e.Pos.Mark(e.Err.Error()) }

// Unwrap returns the error without its place.
func (e *Located) Unwrap() error { return e.Err }

// Locate says where an error arose, unless that has been said before. It returns
// nil for no error.
func Locate(pos ast.Pos, err error) error {
	var located *Located
	if err == nil || errors.As(err, &located) {
		return err
	}
	return &Located{Pos: pos, Err: err}
}

// site is a kernel that may fail, at its place in the statement.
type site struct {
	kernel Kernel
	pos    ast.Pos
}

func (k *site) Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error) {
	c, err := k.kernel.Eval(x, b, sel)
	if err != nil {
		return nil, Locate(k.pos, err)
	}
	return c, nil
}

// mayFail reports whether an expression has errors of its own, besides those of its parts.
func mayFail(e ast.Expr) bool {
	switch e.(type) {
	case *ast.Variable, *ast.Literal, *ast.IsNull, *ast.ListLit, *ast.MapLit, *ast.EnumLit, *ast.CaseSubject:
		return false
	}
	return true
}
