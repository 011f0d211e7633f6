package auth

import (
	"context"
	"hash/maphash"
	"maps"
	"runtime"
	"sync"
	"time"
)

// How failed logins are slowed down. An address and a user that fail together
// wait from the fourth time on, an address with whatever users from the 31st: 100 ms,
// and each time twice as long as before. It is forgotten after a minute, or with
// a login that succeeds.
const (
	freeByUser    = 3
	freeByAddress = 30
	firstDelay    = 100 * time.Millisecond
	longestDelay  = 5 * time.Second
	forgetAfter   = time.Minute
	mostFailing   = 4096 // addresses and pairs that are remembered
)

// attempts slows down who guesses passwords. Those who wait have their turns one
// after the other, so that many connections gain nothing. It is safe for concurrent use.
type attempts struct {
	seed   maphash.Seed
	checks chan struct{} // bounds the passwords that are checked at a time, for that takes a core

	mu      sync.Mutex // guards failing
	failing map[uint64]*failures
}

// failures are those of an address, or of an address and a user.
type failures struct {
	count, free int
	next        time.Time // when the next attempt may be made
}

func newAttempts() *attempts {
	return &attempts{
		seed: maphash.MakeSeed(), checks: make(chan struct{}, runtime.GOMAXPROCS(0)), failing: map[uint64]*failures{},
	}
}

// keys are what failures of an address and a user are remembered under. Both are
// hashed: what clients send is not kept.
func (a *attempts) keys(from, user string) [2]uint64 {
	return [2]uint64{maphash.String(a.seed, from), maphash.Comparable(a.seed, [2]string{from, user})}
}

// admit waits for the turn of an attempt, which leave must end. It refuses one
// that would have to wait too long.
func (a *attempts) admit(ctx context.Context, from, user string) error {
	wait := a.reserve(from, user)
	if wait > longestDelay {
		return ErrDenied
	}
	if wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	select {
	case a.checks <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// leave ends an admitted attempt.
func (a *attempts) leave(from, user string, passed bool) {
	<-a.checks
	a.mu.Lock()
	defer a.mu.Unlock()
	now := time.Now()
	for i, key := range a.keys(from, user) {
		if passed {
			delete(a.failing, key)
			continue
		}
		f := a.find(key, now)
		if f == nil {
			if f = a.add(key, now); f == nil {
				continue
			}
			f.free = [...]int{freeByAddress, freeByUser}[i]
		}
		f.count++
		f.next = later(f.next, now.Add(f.delay()))
	}
}

// reserve returns how long an attempt has to wait, and takes the turn.
func (a *attempts) reserve(from, user string) (wait time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := time.Now()
	var found []*failures
	for _, key := range a.keys(from, user) {
		if f := a.find(key, now); f != nil {
			found = append(found, f)
			wait = max(wait, f.next.Sub(now))
		}
	}
	if wait > longestDelay {
		return wait
	}
	for _, f := range found {
		f.next = now.Add(wait + f.delay())
	}
	return wait
}

// find returns the failures under a key that are not forgotten; nil if there are none.
func (a *attempts) find(key uint64, now time.Time) *failures {
	f := a.failing[key]
	if f != nil && now.Sub(f.next) > forgetAfter {
		delete(a.failing, key)
		return nil
	}
	return f
}

// add makes room for failures under a key; nil if there is none.
func (a *attempts) add(key uint64, now time.Time) *failures {
	if len(a.failing) >= mostFailing {
		maps.DeleteFunc(a.failing, func(_ uint64, f *failures) bool { return now.Sub(f.next) > forgetAfter })
	}
	if len(a.failing) >= mostFailing {
		return nil
	}
	f := &failures{next: now}
	a.failing[key] = f
	return f
}

// delay is the time from one attempt to the next.
func (f *failures) delay() time.Duration {
	if f.count < f.free {
		return 0
	}
	return min(firstDelay<<min(f.count-f.free, 10), longestDelay)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
