package exec

import (
	"time"

	"memgraphd/cypher/plan"
)

// OperatorProfile is what was measured of an operator.
type OperatorProfile struct {
	Operator plan.Operator
	// Rows is the number of rows that it handed on.
	Rows int64
	// Time includes that of the operators below.
	Time time.Duration
}

// Profile returns what was measured of each operator so far, in the order of the
// plan (an operator before its inputs, the plan of the query before those of the
// subqueries in expressions), if the execution was started with Profile.
// Operators that were run as part of another are missing; those of a script come last.
func (x *Execution) Profile() []OperatorProfile {
	if !x.profile {
		return nil
	}
	out := make([]OperatorProfile, 0, len(x.nodes)+len(x.ran))
	for _, n := range x.nodes {
		out = append(out, OperatorProfile{Operator: n.plan, Rows: n.rows, Time: n.time})
	}
	return append(out, x.ran...)
}
