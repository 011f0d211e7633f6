package exec

import (
	"errors"
	"fmt"

	"memgraphd/engine/value"
)

// errNoArgument says that a plan is malformed.
var errNoArgument = errors.New("the plan has an Argument outside of any right side")

// refusal is an error whose text is what a client sees.
func refusal(format string, args ...any) error {
	return &value.Error{Class: value.ArgumentError, Msg: fmt.Sprintf(format, args...)}
}

// What operators refuse.
var (
	errHopsLimit     = refusal("Query exceeded the maximum number of hops.")
	errDeletedTarget = refusal("Trying to change a node or an edge that was deleted in this transaction.")
	errPathCount     = refusal("The number of shortest paths must be a non-negative integer.")
	errNullEnd       = refusal("A relationship cannot be created: one of its nodes is null.")
)
