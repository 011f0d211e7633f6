package tck

import (
	"memgraphd/cypher/procedure"
	"memgraphd/engine/value"
)

// Target is a database that scenarios run on, one after the other.
type Target interface {
	// Reset empties the database and ends whatever a scenario left behind.
	Reset() error
	// Execute runs a query to its end; params is a map. What the query itself is
	// to blame for is a *[Failure].
	Execute(query string, params value.Value) (*Answer, error)
	// Graph tells what is stored.
	Graph() (*Graph, error)
	// Register makes a test procedure callable.
	Register(p *procedure.Procedure) error
}

// Preparer is a target that is told when the graph of a scenario is given and a query comes next. It may change how
// the graph is held, but not the graph.
type Preparer interface {
	Prepare(query string) error
}

// Answer is the result of a query.
type Answer struct {
	Columns []string
	Rows    [][]Shape
}

// Failure is the error of a query.
type Failure struct {
	Err error
	// Running says that the query was accepted and failed while it ran.
	Running bool
	// Detail is the cause as the scenarios name it; empty where the target can't tell.
	Detail string
}

// Error returns the text of the error.
func (f *Failure) Error() string { return f.Err.Error() }

// Unwrap returns the error.
func (f *Failure) Unwrap() error { return f.Err }
