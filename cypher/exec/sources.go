package exec

import (
	"context"
	"io"

	"memgraphd/cypher/eval"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// FileOpener opens what LOAD reads.
type FileOpener interface {
	// Open opens a path or a URL as it stands in the query, with what WITH CONFIG says; it decides
	// which it allows.
	Open(ctx context.Context, location string, config map[string]string) (io.ReadCloser, error)
}

// ProcedureSource finds procedures by name.
type ProcedureSource interface {
	Procedure(name string) (Procedure, bool)
}

// Procedure is what CALL calls.
type Procedure interface {
	// Fields returns the names of the result fields, in the order of the columns of a call.
	Fields() []string
	// Call begins a call. Its arguments are as many as the query gives.
	Call(x *eval.Context, args []value.Value) (ProcedureCall, error)
}

// ProcedureCall is a call that yields rows.
type ProcedureCall interface {
	// Next makes dst, one column per field, the next rows, at most limit of them,
	// and returns their number; 0 is the end.
	Next(x *eval.Context, dst []*column.Column, limit int) (int, error)
	// Close ends the call, before its end or after it.
	Close()
}
