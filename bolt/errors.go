package bolt

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"memgraphd/bolt/message"
	"memgraphd/bolt/packstream"
)

// Class tells a client what to do about an error.
type Class uint8

// The classes of errors.
const (
	DatabaseError  Class = iota // the server is at fault; drivers drop the connection
	ClientError                 // the request is at fault
	TransientError              // the same request may succeed if it is tried again
)

var classNames = [...]string{
	DatabaseError: "DatabaseError", ClientError: "ClientError", TransientError: "TransientError",
}

// String returns the class as it stands in codes.
func (c Class) String() string { return classNames[c] }

// The last two parts of codes. An empty one means CodeGeneral.
const (
	CodeGeneral         = "MemgraphError.MemgraphError"
	CodeUnauthenticated = "Security.Unauthenticated"
	CodeSessionLimit    = "Statement.SessionLimitReached"
	CodePlannerBug      = "Planner.InternalBug"
	CodeInvalidRequest  = "Request.Invalid" // the client broke the protocol
)

// Error is a failure as the client sees it.
type Error struct {
	Class   Class
	Code    string // one of the constants, or another "Category.Title"
	Message string
	Status  string // one of the GQL statuses; if empty, code and class tell
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

// Errorf returns an error of a class with the general code.
func Errorf(class Class, format string, args ...any) *Error {
	return &Error{Class: class, Message: fmt.Sprintf(format, args...)}
}

// ErrUnauthenticated is the error of wrong credentials.
var ErrUnauthenticated = &Error{Class: ClientError, Code: CodeUnauthenticated, Message: "Authentication failure"}

// The causes for which the context of a session's call is cancelled.
var (
	ErrReset        = &Error{Class: ClientError, Message: "Transaction was asked to abort by a RESET of its client."}
	ErrDisconnected = &Error{Class: ClientError, Message: "Transaction was asked to abort because its client went away."}
	ErrShutdown     = &Error{Class: TransientError, Message: "Transaction was asked to abort because of database shutdown."}
)

// CodePrefix chooses the first part of error codes.
type CodePrefix uint8

// The ways to choose the prefix.
const (
	PrefixByClient CodePrefix = iota // "Neo" for the .NET driver, which knows no other, else "Memgraph"
	PrefixMemgraph                   // always "Memgraph"
	PrefixNeo                        // always "Neo"
)

// of returns the prefix for a client.
func (p CodePrefix) of(m *message.Hello) string {
	const dotnet = "neo4j-dotnet"
	known := strings.HasPrefix(m.UserAgent, dotnet) || strings.HasPrefix(m.Product, dotnet)
	if p == PrefixNeo || p == PrefixByClient && known {
		return "Neo"
	}
	return "Memgraph"
}

// codeOf returns the code of an error in the dialect of a client.
func codeOf(e *Error, prefix string) string {
	code := e.Code
	switch {
	case code == "":
		code = CodeGeneral
	case code == CodeUnauthenticated && prefix == "Neo":
		code = "Security.Unauthorized"
	}
	return prefix + "." + e.Class.String() + "." + code
}

// errorOf returns err as the client is to see it. If the context of the call
// was cancelled, its cause is the better explanation of whatever came back.
func errorOf(ctx context.Context, err error) *Error {
	if known, ok := errors.AsType[*Error](err); ok {
		return known
	}
	if cause, ok := errors.AsType[*Error](context.Cause(ctx)); ok {
		return cause
	}
	if unsupported, ok := errors.AsType[*packstream.UnsupportedError](err); ok {
		return &Error{Class: ClientError, Message: unsupported.Msg}
	}
	if syntax, ok := errors.AsType[*packstream.SyntaxError](err); ok {
		return &Error{Class: ClientError, Code: CodeInvalidRequest, Message: syntax.Error()}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return Errorf(TransientError, "Transaction was asked to abort because of transaction timeout.")
	}
	return &Error{Class: DatabaseError, Message: err.Error()}
}
