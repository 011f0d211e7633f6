package cypher

import (
	"context"

	"memgraphd/cypher/batch"
	"memgraphd/cypher/exec"
	"memgraphd/cypher/explain"
	"memgraphd/cypher/gate"
	"memgraphd/cypher/plan"
	"memgraphd/engine"
	"memgraphd/engine/column"
	"memgraphd/engine/value"
)

// Result is the answer to a statement: a stream of batches. It belongs to the
// goroutine of its session. A result that was not read to its end must be closed.
type Result struct {
	columns []string
	slots   []batch.Slot
	source  source
	summary Summary
	txn     *engine.Txn
	open    *transaction // in which it is produced; nil if it is known as a whole
	pass    *gate.Pass
	done    bool
}

// source produces the batches of a result. finish is called once: after the
// last batch, or early with the reason.
type source interface {
	next(ctx context.Context) (*batch.Batch, error)
	finish(ctx context.Context, failure error) error
}

// Summary is what is known of a statement after its last batch.
type Summary struct {
	// Type is "r", "w" or "rw"; the last one also for what is no query.
	Type string
	// Stats counts what was changed.
	Stats         exec.Counters
	Notifications []plan.Notification
	Timings       Timings
	CostEstimate  float64
	Hops          int64
	Database      string
	// Plan is the plan of a query that was to be explained, Profile that of one that was profiled.
	Plan, Profile *explain.Node
}

// Timings are in seconds.
type Timings struct{ Parsing, Planning, Execution float64 }

// Columns returns the names of the columns.
func (r *Result) Columns() []string { return r.columns }

// Slots returns which column of a batch holds each column of the result.
func (r *Result) Slots() []batch.Slot { return r.slots }

// Txn returns the transaction in which references in the batches are to be
// looked up. It is valid until the result has ended; nil for administrative
// statements.
func (r *Result) Txn() *engine.Txn { return r.txn }

// Next returns the next batch, which is valid until the following call, or nil
// after the last one: by then an auto-commit transaction has been committed.
func (r *Result) Next(ctx context.Context) (*batch.Batch, error) {
	if r.done {
		return nil, nil
	}
	b, err := r.source.next(ctx)
	if err == nil && b != nil {
		return b, nil
	}
	r.done = true
	return nil, r.source.finish(ctx, err)
}

// Pause tells that it is up to the client now to ask for more. If it does not, the
// transaction is ended at its deadline. Meanwhile others compute.
func (r *Result) Pause() {
	r.pass.Rest()
	if r.open != nil && !r.done {
		r.open.watch()
	}
}

// Close gives up what was not read yet; the transaction of an unfinished auto-commit
// statement is rolled back.
func (r *Result) Close() {
	if r.done {
		return
	}
	r.done = true
	_ = r.source.finish(context.Background(), errClosed)
}

var (
	errClosed = clientErrorf("The result was closed before its end.")
	errEnded  = clientErrorf("The result was not read to its end before its transaction was ended.")
)

// Summary returns the summary; it is complete once Next has returned nil.
func (r *Result) Summary() *Summary { return &r.summary }

// Rows reads the rest of a result as values; for tools and tests.
func (r *Result) Rows(ctx context.Context) ([][]value.Value, error) {
	var rows [][]value.Value
	for {
		b, err := r.Next(ctx)
		if err != nil || b == nil {
			return rows, err
		}
		for _, i := range b.Rows() {
			row := make([]value.Value, len(r.slots))
			for c, slot := range r.slots {
				row[c] = b.Cols[slot].Value(int(i))
			}
			rows = append(rows, row)
		}
	}
}

// table is a result that is known as a whole.
type table struct {
	batches []*batch.Batch
}

func (t *table) next(context.Context) (*batch.Batch, error) {
	if len(t.batches) == 0 {
		return nil, nil
	}
	b := t.batches[0]
	t.batches = t.batches[1:]
	return b, nil
}

func (t *table) finish(_ context.Context, failure error) error {
	t.batches = nil
	return failure
}

// newTable makes a result of rows.
func newTable(columns []string, rows ...[]value.Value) *Result {
	r := &Result{columns: columns, slots: make([]batch.Slot, len(columns))}
	for i := range r.slots {
		r.slots[i] = batch.Slot(i)
	}
	r.summary.Type = "rw"
	t := &table{}
	for len(rows) > 0 {
		n := min(len(rows), column.BatchSize)
		t.batches = append(t.batches, rowsToBatch(len(columns), rows[:n]))
		rows = rows[n:]
	}
	r.source = t
	return r
}

func rowsToBatch(width int, rows [][]value.Value) *batch.Batch {
	b := &batch.Batch{N: len(rows), Cols: make([]*column.Column, width)}
	for c := range b.Cols {
		col := &column.Column{}
		for _, row := range rows {
			col.Append(row[c])
		}
		b.Cols[c] = col
	}
	return b
}
