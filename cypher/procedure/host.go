package procedure

import (
	"context"
	"io"

	"memgraphd/cypher/exec"
	"memgraphd/engine/value"
)

// Host is what a call may ask of the session that it runs in.
type Host interface {
	// Query runs a query in the transaction of the call and hands its rows to
	// each, which may be nil. params is a map or null. It returns what was changed.
	Query(ctx context.Context, text string, params value.Value, each RowFunc) (exec.Counters, error)
	// Read is Query for queries that change nothing; others are refused.
	Read(ctx context.Context, text string, params value.Value, each RowFunc) error
	// Apart runs a statement in a transaction of its own and commits it.
	Apart(ctx context.Context, text string, params value.Value, each RowFunc) error
	// Implicit returns the error of what explicit transactions refuse, if the call is part of one; what says
	// what it does, as in "Creating snapshots".
	Implicit(what string) error
	// Open opens a file or URL, where the server allows it.
	Open(ctx context.Context, location string) (io.ReadCloser, error)
}

// RowFunc takes a row of a query. Neither slice may be kept.
type RowFunc func(columns []string, row []value.Value) error
