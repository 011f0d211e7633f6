package eval

import (
	"context"
	"time"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/gate"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// Kernel computes an expression for rows of a batch.
type Kernel interface {
	// Eval returns a column of b.N rows in which the rows of sel are defined and
	// the others are not to be looked at. The column may be one of the batch;
	// otherwise it is valid until the kernel's next Eval. Only the rows of sel are
	// evaluated: a row that was filtered out can't fail. Sel is not empty.
	Eval(x *Context, b *batch.Batch, sel []int32) (*column.Column, error)
}

// Context is what an execution hands to its kernels. It belongs to one
// execution (or one worker of it) and is not safe for concurrent use.
type Context struct {
	// Ctx is cancelled when the query is to stop.
	Ctx context.Context
	Txn *engine.Txn
	// Past is where nodes and relationships are looked up that Txn has deleted; nil: nowhere.
	Past *engine.Txn
	// Parameter returns the value of $name, lifted literals included.
	Parameter func(name string) (value.Value, bool)
	// Now is the instant at which the statement began, in the server's zone.
	Now time.Time
	// Subplans runs the subqueries inside expressions.
	Subplans SubplanRunner
	// Memory accounts for what expressions keep; nil means no limit.
	Memory *Memory
	// Session is what functions may ask about the session.
	Session SessionInfo
	// Hops counts the relationships followed so far, for HOPS LIMIT and getHopsCounter().
	Hops int64
	// Counters are the states of counter(name, …).
	Counters map[string]int64
	// Pass is what the query needs in order to go on for long; nil: nothing.
	Pass *gate.Pass
}

// Look is called once a batch: it lets other queries go first where it is their turn, and returns why
// the query is to stop, or nil.
func (x *Context) Look() error { return x.Pass.Look(x.Ctx) }

// cancelled returns why the query is to stop, if it is.
func (x *Context) cancelled() error {
	if x.Ctx.Err() == nil {
		return nil
	}
	return context.Cause(x.Ctx)
}

// SessionInfo is what functions may ask about the session.
type SessionInfo struct {
	User  string
	Roles []string
}

// SubplanRunner runs the plan of a subquery inside an expression for rows of
// a batch: row i of the answer (b.N rows, those of sel defined) is a boolean,
// a count, a list or a value, as the kind of the subplan says.
type SubplanRunner interface {
	RunSubplan(x *Context, sub *plan.Subplan, b *batch.Batch, sel []int32, dst *column.Column) error
}

// Aggregator computes one aggregation for many groups at once.
type Aggregator interface {
	// Reset forgets all groups.
	Reset()
	// Add takes in the rows of sel: row sel[i] belongs to group groups[i]; groups are dense, and a
	// group number may be new. args are the columns of the arguments (none for count(*)).
	Add(x *Context, groups []uint32, args []*column.Column, sel []int32) error
	// Result makes dst the results of the groups from ≤ g < to. Groups that never got a row have
	// the result of an empty input.
	Result(x *Context, from, to int, dst *column.Column) error
}
