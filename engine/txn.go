package engine

import (
	"context"
	"math"
)

// TxnOptions configure a transaction.
type TxnOptions struct {
	ReadOnly bool
	// ReadCommitted and ReadUncommitted weaken snapshot isolation, as Memgraph's isolation levels do: a new read timestamp per statement (Txn.Refresh), or the newest versions.
	ReadCommitted, ReadUncommitted bool
}

// Txn is a transaction. A Txn that writes belongs to one goroutine; the read
// methods may be called from several goroutines at once as long as none writes.
type Txn struct {
	db      *Database
	id      uint64
	opts    TxnOptions
	start   uint64 // commits up to it are seen
	horizon uint64 // stamps up to it are seen: start, or everything for ReadUncommitted
	slot    *slot  // nil once the transaction has ended

	stamp    *stamp // nil until the first write
	undo     undoLog
	created  [2]*undo    // the newest created record of nodes and of relationships, to be extended
	redo     *redoWriter // nil without a log
	delta    delta
	schema   *schema   // that was in force at the first write
	touched  []*Index  // indexes that say something else because of t
	entering *entering // nil until the first row is entered into an index
	broken   error     // why only Abort is left
	direct   bool      // recovery: nobody looks, so nothing is kept of the old versions
}

// Reader returns a view of t for another goroutine to read in, while t itself goes on to write
// what the reader does not look at. It sees what t sees, and what t writes. T must have
// written, must not end or move to another commit as long as the reader is used, and ends it.
func (t *Txn) Reader() *Txn {
	r := &Txn{db: t.db, id: t.id, opts: t.opts, start: t.start, horizon: t.horizon, slot: t.slot, stamp: t.stamp}
	r.opts.ReadOnly = true
	r.undo.n = t.undo.n // it has changed
	r.broken = ErrReadOnly
	return r
}

// Begin starts a transaction that sees all commits that were published before.
func (db *Database) Begin(opts TxnOptions) *Txn {
	t := &Txn{db: db, id: db.transactions.Add(1), opts: opts}
	t.slot, t.start = db.active.enter(&db.lastCommit)
	t.see(t.start)
	return t
}

// see moves the view of the transaction to a commit.
func (t *Txn) see(start uint64) {
	t.start, t.horizon = start, start
	if t.opts.ReadUncommitted {
		t.horizon = math.MaxUint64
	}
}

// Database returns the database of the transaction.
func (t *Txn) Database() *Database { return t.db }

// ID returns a number unique to the transaction.
func (t *Txn) ID() uint64 { return t.id }

// Start returns the commit timestamp up to which the transaction sees.
func (t *Txn) Start() uint64 { return t.start }

// Refresh moves a ReadCommitted transaction to the newest commit.
func (t *Txn) Refresh() {
	if t.slot == nil || !t.opts.ReadCommitted && !t.opts.ReadUncommitted {
		return
	}
	// An index is settled once nobody is left who may have written before it came: who goes
	// past its commit must have touched it. One that is not in the schema here has a later commit.
	newest := t.db.lastCommit.Load()
	if t.stamp != nil {
		t.touchNew(t.db.schema.Load())
	}
	t.slot.start.Store(newest)
	t.see(newest)
}

// Changed reports whether the transaction has written anything.
func (t *Txn) Changed() bool { return t.undo.n > 0 }

// Commit checks constraints, takes the commit order, waits for the log and
// publishes. On error the transaction is rolled back. After ctx is done the
// outcome is still awaited if the record was already queued.
func (t *Txn) Commit(ctx context.Context) error {
	switch {
	case t.slot == nil:
		return errEnded
	case t.broken != nil:
		err := t.broken
		t.Abort()
		return err
	case !t.Changed():
		t.end()
		return nil
	}
	if err := ctx.Err(); err != nil {
		t.Abort()
		return err
	}
	if err := t.db.commit(t); err != nil {
		t.Abort()
		return err
	}
	t.end()
	return nil
}

// Abort rolls the transaction back; it is harmless after Commit or Abort.
func (t *Txn) Abort() {
	if t.slot == nil {
		return
	}
	t.rollback()
	settle(t.touched)
	t.end()
}

// end leaves the list of active transactions.
func (t *Txn) end() {
	t.db.active.leave(t.slot)
	t.slot = nil
	t.undo, t.redo, t.touched, t.entering = undoLog{}, nil, nil, nil
	t.db.garbage.wake(t.start)
}

// write prepares for a change.
func (t *Txn) write() error {
	switch {
	case t.stamp != nil && t.broken == nil:
		return nil
	case t.slot == nil && !t.direct:
		return errEnded
	case t.broken != nil:
		return t.broken
	case t.opts.ReadOnly:
		return ErrReadOnly
	}
	if t.db.log != nil && !t.direct {
		t.redo = &redoWriter{}
	}
	t.stamp = &stamp{}
	t.stamp.commit.Store(inFlight | t.id)
	t.schema = t.db.schema.Load()
	return nil
}

// fail notes that a change was applied in part, so that only Abort is left.
func (t *Txn) fail(err error) error {
	t.broken = err
	return err
}
