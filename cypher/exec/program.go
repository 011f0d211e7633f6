package exec

import (
	"context"
	"sync"
	"time"

	"memgraphd/cypher/eval"
	"memgraphd/cypher/gate"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/value"
)

// Program is a plan made ready to be run. It is immutable and safe for
// concurrent use.
type Program struct {
	plan *plan.Plan
	env  *eval.Env
	pool sync.Pool // of *Execution that are not in use

	leaf    plan.Operator              // of a worker's program: the scan that is divided
	mu      sync.Mutex                 // guards workers
	workers map[plan.Operator]*Program // by the operator that they are for
}

// Prepare makes a plan ready; it fails if an expression cannot be compiled.
func Prepare(p *plan.Plan, env *eval.Env) (*Program, error) {
	prog := &Program{plan: p, env: env}
	x, err := build(prog)
	if err != nil {
		return nil, err
	}
	prog.pool.Put(x)
	if p.Parallel && len(x.gathers) == 0 {
		p.Notifications = append(p.Notifications, plan.Notification{
			Severity: "INFO", Code: "ParallelExecutionFallback",
			Title: "Parallel execution was asked for, but nothing in the query can be divided among workers. It runs on one.",
		})
	}
	return prog, nil
}

// Plan returns the plan.
func (p *Program) Plan() *plan.Plan { return p.plan }

// Start says what an execution works on and with.
type Start struct {
	Txn *engine.Txn
	// Past is where the execution finds what Txn has deleted; nil: nowhere.
	Past *engine.Txn
	// Parameter must be safe for concurrent use where workers are.
	Parameter func(name string) (value.Value, bool)
	// Now is the instant at which the statement began, in the server's zone.
	Now     time.Time
	Session eval.SessionInfo
	// Memory is charged for what the query keeps; nil means no limit.
	Memory *eval.Memory
	// Commit commits and returns the transaction to go on in, for PERIODIC COMMIT
	// and CALL {} IN TRANSACTIONS; nil refuses them with [ErrNoCommit].
	Commit func(ctx context.Context) (*engine.Txn, error)
	// Restart takes the transaction back and returns the one to go on in, for CALL {} IN
	// TRANSACTIONS ON ERROR; nil where that can't be done.
	Restart func() *engine.Txn
	// Fork begins a transaction beside Txn, for CALL {} IN CONCURRENT TRANSACTIONS: it replaces in a copy of what was
	// given all that belongs to the transaction, and returns what ends it. Nil where that can't be done.
	Fork func(*Start) (end func())
	// Message returns the text of an error as its client is told it, for REPORT STATUS; nil: as it is.
	Message    func(error) string
	Procedures ProcedureSource // nil: there are none
	Files      FileOpener      // nil: LOAD is refused
	Profile    bool            // measure the operators
	// BatchSize is the number of rows that operators aim to hand on at once, at
	// most and by default [column.BatchSize].
	BatchSize int
	// Pass is what the query needs in order to go on for long; nil: nothing.
	Pass *gate.Pass
	// Workers is how many goroutines may work on parts of the plan; 0 is one per
	// core where the work is large and none elsewhere, 1 none.
	Workers int
	// HopsStrict: a query that would exceed its HOPS LIMIT fails, rather than to
	// end with the rows it has got.
	HopsStrict bool
	// Stopped says why the transaction is to stop, or nil; nil where that can't be. It must
	// be safe for concurrent use: workers ask it, who outlive the context of a Next.
	Stopped func() error

	morsels *morsels // of a worker: where its scan takes chunks from
	crew    *crew    // of a worker: where its transactions take their rows from
}

// Start begins an execution, which must be closed. The context is the one of
// the first batch; each Next has its own.
func (p *Program) Start(ctx context.Context, s Start) (*Execution, error) {
	x, ok := p.pool.Get().(*Execution)
	if !ok {
		var err error
		if x, err = build(p); err != nil {
			return nil, err
		}
	}
	if err := x.start(ctx, s); err != nil {
		x.Close()
		return nil, err
	}
	return x, nil
}
