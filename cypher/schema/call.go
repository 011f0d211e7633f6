package schema

import (
	"context"
	"errors"
	"fmt"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// Call is what a statement is run with.
type Call struct {
	Ctx context.Context
	DB  *engine.Database
	// Constant evaluates an operand: an expression without variables.
	Constant func(ast.Expr) (value.Value, error)
	// Text evaluates an operand that must be a string; what says in errors which one it is.
	Text func(e ast.Expr, what string) (string, error)
	// Write changes data in a transaction of its own, which it commits unless change fails.
	Write func(change func(*engine.Txn) error) error
}

// Table is the answer to a statement.
type Table struct {
	Columns []string
	Rows    [][]value.Value
	Notes   []plan.Notification
}

func newTable(columns []string, rows ...[]value.Value) *Table {
	return &Table{Columns: columns, Rows: rows}
}

// note makes an empty table with a notification.
func note(severity, code, title string) *Table {
	return &Table{Notes: []plan.Notification{{Severity: severity, Code: code, Title: title}}}
}

func errorf(format string, args ...any) error { return fmt.Errorf(format, args...) }

// errorAt is the error of what is wrong at a place of the statement.
func errorAt(pos ast.Pos, format string, args ...any) error {
	return errors.New(pos.Mark(fmt.Sprintf(format, args...)))
}
