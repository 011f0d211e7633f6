package cypher

import (
	"context"
	"errors"
	"time"

	"go.uber.org/zap"

	"memgraphd/cypher/trigger"
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
		e.Close()
		return err
	}
	s.in.triggers.after.Add(func() {
		defer e.Close()
		for _, tr := range after {
			s.in.runAfter(tr, e, s.user)
		}
	})
	return nil
}

// beforeCommit runs the triggers before the commit and returns the event, which is to be
// closed, with those that are to run afterwards.
func (s *Session) beforeCommit(ctx context.Context, t *transaction) (*trigger.Event, []*firing, error) {
	db := t.txn.Database()
	if s.triggered || !t.txn.Changed() {
		return nil, nil, nil
	}
	all := s.in.triggersOf(db)
	if len(all) == 0 {
		return nil, nil, nil
	}
	e := trigger.NewEvent(t.txn)
	var after []*firing
	for _, tr := range all {
		switch {
		case !e.Concerns(tr.Trigger):
		case !tr.Before:
			after = append(after, tr)
		default:
			if err := s.runBefore(ctx, t, tr, e); err != nil {
				e.Close()
				cause := asError(err)
				return nil, nil, &Error{Class: cause.Class, Err: cause, Msg: "Trigger '" + tr.Name + "' caused the transaction to fail. " + cause.Msg}
			}
		}
	}
	return e, after, nil
}

// runBefore runs the query of a trigger in the transaction that fired it.
func (s *Session) runBefore(ctx context.Context, t *transaction, tr *firing, e *trigger.Event) error {
	c, err := tr.prepare(s.in, e.DB)
	if err != nil {
		return err
	}
	q := &query{session: s, t: t, cached: c, text: tr.Text, started: time.Now(), depth: s.depth, past: e.Past}
	q.params = parameters{given: e.Parameters(tr.Trigger, namesOf(c.parameters))}
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
func (in *Interpreter) runAfter(tr *firing, e *trigger.Event, user string) {
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

func (in *Interpreter) runApart(tr *firing, e *trigger.Event, user string) error {
	ctx := context.Background()
	c, err := tr.prepare(in, e.DB)
	if err != nil {
		return err
	}
	s := in.NewSession(user)
	s.triggered = true
	defer s.Close()
	given := parameters{given: e.Parameters(tr.Trigger, namesOf(c.parameters))}
	s.past = e.Past
	r, err := s.runQuery(ctx, c, request{text: tr.Text, params: given, db: e.DB})
	if err != nil {
		return err
	}
	_, err = r.Rows(ctx)
	return err
}

// AwaitTriggers waits until all triggers that were fired after commits have run, or ctx is done.
func (in *Interpreter) AwaitTriggers(ctx context.Context) { in.triggers.after.Wait(ctx) }
