package cypher

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"memgraphd/cypher/ast"
	"memgraphd/cypher/eval"
	"memgraphd/cypher/exec"
	"memgraphd/engine"
	"memgraphd/engine/value"
	"memgraphd/internal/spelling"
)

// Class says whose fault an error is, which tells a client what to do about it.
type Class uint8

// The classes of errors.
const (
	ClientError    Class = iota // the statement or its data: change it
	TransientError              // the moment: try again
	DatabaseError               // the server: report it
)

// Error is an error as the client sees it.
type Error struct {
	Class Class
	// Code is the last part of the code, where it isn't the usual one.
	Code string
	Msg  string
	// Err is the cause.
	Err error
}

// Error returns the text for the client.
func (e *Error) Error() string { return e.Msg }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

func clientErrorf(format string, args ...any) error {
	return &Error{Class: ClientError, Msg: fmt.Sprintf(format, args...)}
}

// clientErrorAt is clientErrorf for what is wrong at a place of the statement.
func clientErrorAt(pos ast.Pos, format string, args ...any) error {
	return &Error{Class: ClientError, Msg: pos.Mark(fmt.Sprintf(format, args...))}
}

// What ends a transaction from outside.
var (
	errTimeout    = &Error{Class: TransientError, Msg: "Transaction was asked to abort because of transaction timeout."}
	errTerminated = &Error{Class: TransientError, Msg: "Transaction was asked to abort by another user."}
	errShutdown   = &Error{Class: TransientError, Msg: "Transaction was asked to abort because of database shutdown."}
)

// classify turns whatever a statement failed with into an *Error.
func classify(err error) error {
	if err == nil {
		return nil
	}
	return asError(err)
}

func asError(err error) *Error {
	var e *Error
	var memory *eval.MemoryError
	var located *eval.Located
	var wrong *value.Error
	switch {
	case errors.As(err, &e):
		return e
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &Error{Class: TransientError, Msg: "Transaction was asked to abort.", Err: err}
	case errors.Is(err, engine.ErrConflict):
		return &Error{Class: TransientError, Msg: engine.ErrConflict.Error() + ".", Err: err}
	case errors.Is(err, exec.ErrNoCommit):
		return asError(inMulticommand("Committing in batches (PERIODIC COMMIT, CALL {} IN TRANSACTIONS)"))
	case errors.As(err, &located):
		return mark(located)
	case errors.As(err, &memory):
		return &Error{Class: TransientError, Msg: memory.Error(), Err: err}
	case errors.Is(err, engine.ErrNotFound):
		return &Error{Class: ClientError, Msg: "Record invalid after WITH clause. Most likely deleted by a preceding DELETE.", Err: err}
	case errors.Is(err, engine.ErrPoisoned):
		return &Error{Class: DatabaseError, Msg: err.Error(), Err: err}
	case errors.As(err, &wrong) && wrong.Word != "":
		return &Error{Class: ClientError, Msg: hinted(err.Error(), wrong.Word, wrong.Known), Err: err}
	default:
		return &Error{Class: ClientError, Msg: err.Error(), Err: err}
	}
}

// hinted adds the known name that was meant by a word, if there is one.
func hinted(text, word string, known []string) string {
	hint := spelling.Hint(word, known)
	if hint != "" && !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text + hint
}

// mark adds the place to an error that the client has to do something about.
func mark(err *eval.Located) *Error {
	e := asError(err.Err)
	if e.Class != ClientError {
		return e
	}
	return &Error{Class: e.Class, Code: e.Code, Msg: err.Pos.Mark(e.Msg), Err: err}
}
