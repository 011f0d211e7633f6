package cypher

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"memgraphd/engine"
	"memgraphd/engine/value"
)

// transaction is an open transaction with what others may see and do of it.
type transaction struct {
	id       uint64
	user     string
	started  time.Time
	timeout  time.Duration // after started; zero: none
	metadata value.Value
	readOnly bool         // as its client asked
	outer    *transaction // whose query runs it beside others, nil: none
	status   atomic.Pointer[string]
	stopped  atomic.Pointer[stopCause]
	timer    *time.Timer // see watch; nil if there is none

	// use is held by whoever works with txn: its session, or kill.
	use sync.Mutex

	mu      sync.Mutex // guards the rest
	txn     *engine.Txn
	queries []string
	kept    int       // bytes of queries
	first   [1]string // backing of queries
}

// keptQueries bounds the bytes of texts that a transaction remembers for SHOW TRANSACTIONS.
const keptQueries = 64 << 10

// stopCause says why a transaction is to stop.
type stopCause struct{ err error }

// stop makes the transaction fail with err at the next look, if nothing stopped it before.
func (t *transaction) stop(err error) { t.stopped.CompareAndSwap(nil, &stopCause{err}) }

// watch ends the transaction at its timeout even if it is idle then: nobody looks at it, and
// its view must not be kept for ever. Its session calls it.
func (t *transaction) watch() {
	if t.timer == nil && t.timeout > 0 {
		t.timer = time.AfterFunc(t.timeout-time.Since(t.started), func() { t.kill(errTimeout) })
	}
}

// kill stops the transaction and rolls it back as soon as nothing works with it: its session may be
// idle and never look.
func (t *transaction) kill(err error) {
	t.stop(err)
	t.use.Lock()
	defer t.use.Unlock()
	t.txn.Abort()
}

// err returns why the transaction is to stop, or nil.
func (t *transaction) err() error {
	if c := t.stopped.Load(); c != nil {
		return c.err
	}
	if t.outer != nil {
		return t.outer.err()
	}
	if t.timeout > 0 && time.Since(t.started) > t.timeout { // Since takes half the time of Now
		t.stop(errTimeout)
		return errTimeout
	}
	return nil
}

// txContext is a context that ends with the caller's or with a transaction. It is
// looked at (Err) once a batch; its Done channel is that of the caller alone, so that a
// short query starts neither timer nor goroutine.
type txContext struct {
	context.Context
	t *transaction
}

// Err returns why to stop, or nil.
func (c *txContext) Err() error {
	if err := c.t.err(); err != nil {
		return err
	}
	if c.Context.Err() != nil {
		return context.Cause(c.Context)
	}
	return nil
}

// The states of a transaction as SHOW TRANSACTIONS tells them.
var (
	statusIdle        = "idle"
	statusRunning     = "running"
	statusTerminating = "terminating"
	statusCommitting  = "committing"
)

// state returns what the transaction is doing: it is idle while its client has nothing running in it.
func (t *transaction) state() string {
	state := *t.status.Load()
	if state == statusRunning && t.use.TryLock() {
		t.use.Unlock()
		return statusIdle
	}
	return state
}

// replace makes the transaction read and write in another one of the store's.
func (t *transaction) replace(txn *engine.Txn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.txn.Abort()
	t.txn = txn
}

// texts returns the queries of the transaction, the newest ones if they are long.
func (t *transaction) texts() []value.Value {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := make([]value.Value, len(t.queries))
	for i, q := range t.queries {
		list[i] = value.String(q)
	}
	return list
}

// about returns what the client said of the transaction, as a map.
func (t *transaction) about() value.Value {
	if t.metadata.IsNull() {
		return value.Map(nil)
	}
	return t.metadata
}

func (t *transaction) addQuery(text string) {
	t.mu.Lock()
	if t.queries == nil {
		t.queries = t.first[:0]
	}
	t.queries = append(t.queries, text)
	t.kept += len(text)
	for t.kept > keptQueries && len(t.queries) > 1 {
		t.kept -= len(t.queries[0])
		t.queries = t.queries[1:]
	}
	t.mu.Unlock()
}

// registry knows all open transactions. It is safe for concurrent use.
type registry struct {
	nextID atomic.Uint64
	mu     sync.Mutex // guards open
	open   map[uint64]*transaction
}

func (r *registry) add(t *transaction) {
	t.id = r.nextID.Add(1) | 1<<63
	r.mu.Lock()
	if r.open == nil {
		r.open = make(map[uint64]*transaction)
	}
	r.open[t.id] = t
	r.mu.Unlock()
}

func (r *registry) remove(t *transaction) {
	r.mu.Lock()
	delete(r.open, t.id)
	r.mu.Unlock()
}

// all returns the open transactions, oldest first.
func (r *registry) all() []*transaction {
	r.mu.Lock()
	list := make([]*transaction, 0, len(r.open))
	for _, t := range r.open {
		list = append(list, t)
	}
	r.mu.Unlock()
	slices.SortFunc(list, func(a, b *transaction) int {
		if a.id < b.id {
			return -1
		}
		return 1
	})
	return list
}

// terminate stops the transaction with this id, or all but self for "*".
func (r *registry) terminate(id string, self *transaction) bool {
	found := false
	for _, t := range r.all() {
		if t == self || (id != "*" && strconv.FormatUint(t.id, 10) != id) {
			continue
		}
		t.status.Store(&statusTerminating)
		go t.kill(errTerminated)
		found = true
	}
	return found
}

// cancelAll stops every transaction for a reason.
func (r *registry) cancelAll(cause error) {
	for _, t := range r.all() {
		t.stop(cause)
	}
}
