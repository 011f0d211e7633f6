package exec

import "errors"

var (
	errNoArgument    = errors.New("the plan has an Argument outside of any right side")
	errHopsLimit     = errors.New("Query exceeded the maximum number of hops.")
	errDeletedTarget = errors.New("Trying to change a node or an edge that was deleted in this transaction.")
	errPathCount     = errors.New("The number of shortest paths must be a non-negative integer.")
	errNullEnd       = errors.New("A relationship cannot be created: one of its nodes is null.")
)
