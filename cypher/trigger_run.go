package cypher

import (
	"context"
	"errors"
	"sync"
	"time"

	"go.uber.org/zap"

	"memgraphd/engine"
)

// commitFiring commits a transaction, with the triggers that wait for what it did: those
// before the commit run in the transaction, and may make it fail; those after it run one by
// one in transactions of their own. What triggers do fires none.
func (s *Session) commitFiring(ctx context.Context, t *transaction) error {
	e, after, err := s.beforeCommit(ctx, t)
	if err != nil {
		t.txn.Abort()
		return err
	}
	if err := t.txn.Commit(ctx); err != nil || len(after) == 0 {
		e.close()
		return err
	}
	s.in.triggers.after.add(func() {
		defer e.close()
		for _, tr := range after {
			s.in.runAfter(tr, e, s.user)
		}
	})
	return nil
}

// beforeCommit runs the triggers before the commit and returns the event, which is to be
// closed, with those that are to run afterwards.
func (s *Session) beforeCommit(ctx context.Context, t *transaction) (*event, []*trigger, error) {
	db := t.txn.Database()
	if s.triggered || !t.txn.Changed() {
		return nil, nil, nil
	}
	all := s.in.triggersOf(db)
	if len(all) == 0 {
		return nil, nil, nil
	}
	e := newEvent(t)
	var after []*trigger
	for _, tr := range all {
		switch {
		case !e.concerns(tr):
		case !tr.Before:
			after = append(after, tr)
		default:
			if err := s.runBefore(ctx, t, tr, e); err != nil {
				e.close()
				cause := asError(err)
				return nil, nil, &Error{Class: cause.Class, Err: cause, Msg: "Trigger '" + tr.Name + "' caused the transaction to fail. " + cause.Msg}
			}
		}
	}
	return e, after, nil
}

// runBefore runs the query of a trigger in the transaction that fired it.
func (s *Session) runBefore(ctx context.Context, t *transaction, tr *trigger, e *event) error {
	c, err := tr.prepare(s.in, e.db)
	if err != nil {
		return err
	}
	q := &query{session: s, t: t, cached: c, text: tr.Text, started: time.Now(), depth: s.depth, past: e.past}
	q.params = parameters{given: e.parameters(tr, c.parameters)}
	q.memory.Parent = s.in.memory
	q.ctx.t = t
	defer q.memory.Close()
	if err := q.start(ctx); err != nil {
		return err
	}
	defer q.ex.Close()
	for {
		b, err := q.step(ctx)
		if err != nil || b == nil {
			return err
		}
	}
}

// attempts is how often a trigger after a commit is run while others are in its way.
const attempts = 10

// runAfter runs the query of a trigger in a transaction of its own. Nobody is there to be
// told of an error.
func (in *Interpreter) runAfter(tr *trigger, e *event, user string) {
	var err error
	for range attempts {
		if err = in.runApart(tr, e, user); !errors.Is(err, engine.ErrConflict) {
			break
		}
	}
	if err != nil {
		in.opts.Log.Warn("a trigger failed", zap.String("trigger", tr.Name), zap.Error(err))
	}
}

func (in *Interpreter) runApart(tr *trigger, e *event, user string) error {
	ctx := context.Background()
	c, err := tr.prepare(in, e.db)
	if err != nil {
		return err
	}
	s := in.NewSession(user)
	s.triggered = true
	defer s.Close()
	given := e.parameters(tr, c.parameters)
	s.past = e.past
	r, err := s.runQuery(ctx, e.db, c, tr.Text, parameters{given: given}, TxOptions{}, nil)
	if err != nil {
		return err
	}
	_, err = r.Rows(ctx)
	return err
}

// afterQueue runs functions one after the other, in a goroutine that is there while there are any.
type afterQueue struct {
	mu      sync.Mutex // guards the rest
	waiting []func()
	running bool
	idle    chan struct{} // closed when nothing is running any more; nil if nobody waits
}

func (q *afterQueue) add(f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, f)
	if !q.running {
		q.running = true
		go q.run()
	}
}

func (q *afterQueue) run() {
	for {
		q.mu.Lock()
		if len(q.waiting) == 0 {
			q.running, q.waiting = false, nil
			if q.idle != nil {
				close(q.idle)
				q.idle = nil
			}
			q.mu.Unlock()
			return
		}
		f := q.waiting[0]
		q.waiting = q.waiting[1:]
		q.mu.Unlock()
		f()
	}
}

// AwaitTriggers waits until all triggers that were fired after commits have run, or ctx is done.
func (in *Interpreter) AwaitTriggers(ctx context.Context) {
	q := &in.triggers.after
	q.mu.Lock()
	if !q.running {
		q.mu.Unlock()
		return
	}
	if q.idle == nil {
		q.idle = make(chan struct{})
	}
	idle := q.idle
	q.mu.Unlock()
	select {
	case <-idle:
	case <-ctx.Done():
	}
}
