package expiry

import (
	"context"
	"sync"
	"time"
)

// Clock does something by a schedule, in a goroutine that is there while there is a schedule.
// It is safe for concurrent use; the zero value rests.
type Clock struct {
	mu     sync.Mutex // guards the rest
	cancel context.CancelFunc
	done   chan struct{} // closed when the goroutine has ended; nil: there is none
}

// Start does something by a schedule, in place of what was done before. now returns the time in the zone
// of the schedule. The context that do gets ends with the schedule.
func (c *Clock) Start(s Schedule, now func() time.Time, do func(context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	before := c.replace(cancel, done)
	go func() {
		defer close(done)
		defer cancel()
		if before != nil {
			<-before
		}
		run(ctx, s, now, do)
	}()
}

// Stop ends what is done, without waiting for it.
func (c *Clock) Stop() { c.replace(nil, nil) }

// Halt ends what is done and waits for it, unless ctx is done first.
func (c *Clock) Halt(ctx context.Context) error {
	done := c.replace(nil, nil)
	if done == nil {
		return nil
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// replace ends the goroutine in favour of another, or of none, and returns what tells that it has ended.
func (c *Clock) replace(cancel context.CancelFunc, done chan struct{}) (before chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cancel != nil {
		c.cancel()
	}
	before = c.done
	c.cancel, c.done = cancel, done
	return before
}

func run(ctx context.Context, s Schedule, now func() time.Time, do func(context.Context)) {
	next := s.First(now())
	for {
		timer := time.NewTimer(time.Until(next))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
		do(ctx)
		next = s.Following(next, now())
	}
}
