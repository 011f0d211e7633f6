package engine

import (
	"context"
	"errors"
	"testing"
)

// refusingLog refuses the first record that it is given, in the background as the log on disk
// does, goes on with something else at once, and accepts everything after that.
type refusingLog struct {
	refused bool
	then    func()
}

func (l *refusingLog) Append(_ uint64, _ []byte, done func(error)) error {
	if l.refused {
		done(nil)
		return nil
	}
	l.refused = true
	go func() {
		done(errors.New("no space is left"))
		l.then()
	}()
	return nil
}

func (*refusingLog) Flush() {}

// TestRefusedCommitFreesNothing: what a refused commit would have made room for stays taken, also
// for whoever commits before its transaction has noticed the refusal.
func TestRefusedCommitFreesNothing(t *testing.T) {
	for range 50 {
		p := newPeople(t)
		if err := p.CreateConstraint(background, p.unique(p.name)); err != nil {
			t.Fatal(err)
		}
		ann := must[uint64](t)(p.put(t, text(p.name, "Ann")))
		leaving := p.Begin(TxnOptions{})
		if err := leaving.DeleteNode(ann); err != nil {
			t.Fatal(err)
		}
		coming := p.Begin(TxnOptions{})
		p.add(t, coming, text(p.name, "Ann"))
		outcome := make(chan error, 1)
		p.log = &refusingLog{then: func() { outcome <- coming.Commit(background) }}
		if err := leaving.Commit(background); err == nil {
			t.Fatal("the refused commit succeeded")
		}
		wantViolation(t, <-outcome, "Unable to commit due to unique constraint violation on :Person(name)")
	}
}

// at is a context that does something when it is looked at for the n-th time.
type at struct {
	context.Context
	n  int
	do func()
}

func (c *at) Err() error {
	if c.n--; c.n == 0 {
		c.do()
	}
	return c.Context.Err()
}

// TestRefusedCommitAndNewConstraint: nor does a constraint come to be because of it. It is refused when
// the check of the data has passed the node in question.
func TestRefusedCommitAndNewConstraint(t *testing.T) {
	p := newPeople(t)
	nameless := must[uint64](t)(p.put(t))
	for range ChunkRows {
		must[uint64](t)(p.put(t, text(p.name, "Ann")))
	}
	log := newQueueLog()
	p.log = log
	leaving := p.Begin(TxnOptions{})
	if err := leaving.DeleteNode(nameless); err != nil {
		t.Fatal(err)
	}
	left := log.start(background, leaving)
	refuse := func() {
		log.decide(errRefused)
		if err := <-left; !errors.Is(err, errRefused) {
			t.Errorf("the refused commit: %v", err)
		}
	}
	err := p.CreateConstraint(&at{background, 2, refuse}, p.exists(p.name))
	wantViolation(t, err, "Unable to create existence constraint :Person(name), because an existing node violates it.")
}
