package gate

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// seen makes a pass of a query that has run for long.
func seen(g *Gate) *Pass {
	p := &Pass{}
	p.Begin(g, time.Time{})
	p.looks = 1
	return p
}

// look looks in the background; the channel is closed once that was let go on.
func look(ctx context.Context, p *Pass) chan error {
	done := make(chan error, 1)
	go func() { done <- p.Look(ctx) }()
	synctest.Wait()
	return done
}

func wantWaiting(t *testing.T, done chan error, want bool) {
	t.Helper()
	synctest.Wait()
	if waits := len(done) == 0; waits != want {
		t.Fatalf("waits: %v, want %v", waits, want)
	}
}

func TestShortQueryNeedsNoPass(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(Options{})
		wantWaiting(t, look(t.Context(), seen(g)), false)
		short := &Pass{}
		short.Begin(g, time.Now())
		for range 100 {
			if err := short.Look(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if short.held || g.Free() != 0 {
			t.Fatal("the short query has a pass")
		}
	})
}

func TestLongQueryNeedsPass(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(Options{Cores: 2})
		p := &Pass{}
		p.Begin(g, time.Now())
		for range firstLooks {
			time.Sleep(g.opts.Grace)
			_ = p.Look(t.Context())
		}
		if !p.held || g.Free() != 1 {
			t.Fatalf("it runs with %d cores free", g.Free())
		}
		p.Rest()
		if g.Free() != 2 {
			t.Fatal("the pass was not given back")
		}
	})
}

// TestSlowLooksAreClocked: a query that looks rarely is noticed as soon as one that looks often.
func TestSlowLooksAreClocked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, pause := range []time.Duration{time.Microsecond, 20 * time.Microsecond, 90 * time.Microsecond, time.Millisecond} {
			g := New(Options{})
			p := &Pass{}
			began := time.Now()
			p.Begin(g, began)
			for !p.held {
				time.Sleep(pause)
				_ = p.Look(t.Context())
			}
			latest := g.opts.Grace + max(firstLooks*pause, clockEvery+looksPerClock*min(pause, clockEvery/2))
			if took := time.Since(began); took > latest {
				t.Errorf("looks every %v: it has a pass after %v, not %v", pause, took, latest)
			}
			p.Rest()
		}
	})
}

// TestStopIsNoticed: by one of a few looks where they come fast, and by each where they are slow or the query is long.
func TestStopIsNoticed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, c := range []struct {
			pause time.Duration
			looks int
		}{{0, looksPerClock}, {2 * clockEvery, 1}, {time.Second, 1}} {
			p := &Pass{}
			p.Begin(New(Options{}), time.Now())
			ctx, cancel := context.WithCancel(t.Context())
			for range 3 * looksPerClock {
				time.Sleep(c.pause)
				if err := p.Look(ctx); err != nil {
					t.Fatal(err)
				}
			}
			cancel()
			n := 1
			for p.Look(ctx) == nil {
				n++
			}
			if n > c.looks {
				t.Errorf("looks every %v: the end is noticed by look %d", c.pause, n)
			}
		}
	})
}

func TestPassesGoRound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(Options{})
		a, b := seen(g), seen(g)
		wantWaiting(t, look(t.Context(), a), false)
		second := look(t.Context(), b)
		wantWaiting(t, second, true)
		wantWaiting(t, look(t.Context(), a), false) // its turn is not over
		wantWaiting(t, second, true)
		time.Sleep(g.opts.Turn)
		first := look(t.Context(), a)
		wantWaiting(t, first, true)
		wantWaiting(t, second, false)
		b.Rest()
		wantWaiting(t, first, false)
	})
}

func TestPassIsKeptWhereNobodyWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(Options{})
		a := seen(g)
		_ = a.Look(t.Context())
		since := a.since
		time.Sleep(time.Hour)
		_ = a.Look(t.Context())
		if !a.held || a.since != since {
			t.Fatal("the pass was handed on to nobody")
		}
	})
}

func TestPassOfBlockedQueryIsTakenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(Options{})
		a, b := seen(g), seen(g)
		_ = a.Look(t.Context())
		second := look(t.Context(), b)
		time.Sleep(2 * g.opts.Patience)
		wantWaiting(t, second, false)
		first := look(t.Context(), a) // it goes on, and has to ask again
		wantWaiting(t, first, true)
		b.Rest()
		wantWaiting(t, first, false)
		a.Rest()
		if g.Free() != 1 || len(g.inside) != 0 {
			t.Fatalf("%d are inside in the end", len(g.inside))
		}
	})
}

func TestWaitEndsWithQuery(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(Options{})
		a, b := seen(g), seen(g)
		_ = a.Look(t.Context())
		ctx, cancel := context.WithCancel(t.Context())
		done := look(ctx, b)
		wantWaiting(t, done, true)
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		a.Rest()
		if g.Free() != 1 || g.waiting.Load() != 0 {
			t.Fatal("who was stopped is still in the queue")
		}
	})
}

// polled is a context that tells its end only to who asks.
type polled struct {
	context.Context
	err error
}

func (p *polled) Err() error { return p.err }

func TestWaitEndsWithTransaction(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(Options{Patience: time.Minute})
		a, b := seen(g), seen(g)
		time.Sleep(time.Second)
		_ = a.Look(t.Context())
		end := errors.New("the transaction was terminated")
		done := look(&polled{context.Background(), nil}, b)
		wantWaiting(t, done, true)
		b.Rest() // has none
		over := seen(g)
		stopped := look(&polled{context.Background(), end}, over)
		time.Sleep(time.Minute)
		if err := <-stopped; !errors.Is(err, end) {
			t.Fatal(err)
		}
		a.Rest()
		wantWaiting(t, done, false)
	})
}

func TestOpenGate(t *testing.T) {
	var none *Pass
	none.Rest()
	if none.Gate() != nil || none.Look(t.Context()) != nil {
		t.Fatal("no pass does not mean no limit")
	}
	p := &Pass{}
	p.Begin(nil, time.Now())
	for range 3 * looksPerClock {
		_ = p.Look(t.Context())
	}
	if p.held {
		t.Fatal("an open gate gave a pass")
	}
}

// TestBusy: that there are long queries is told once, and that there are none only after a while.
func TestBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told []bool
		g := New(Options{Busy: func(busy bool) { told = append(told, busy) }})
		want := func(when string, n int) {
			t.Helper()
			synctest.Wait()
			g.mu.Lock() // under which it is told
			defer g.mu.Unlock()
			if len(told) != n || n > 0 && told[n-1] != (n%2 == 1) {
				t.Fatalf("%s: %v was told", when, told)
			}
		}
		run := func() *Pass {
			p := seen(g)
			wantWaiting(t, look(t.Context(), p), false)
			return p
		}
		want("at first", 0)
		run().Rest()
		time.Sleep(calmAfter / 2)
		p := run()
		time.Sleep(2 * calmAfter)
		want("while one runs", 1)
		p.Rest()
		time.Sleep(calmAfter / 2)
		want("soon after", 1)
		time.Sleep(calmAfter)
		want("later", 2)
		run().Rest()
		want("again", 3)
		time.Sleep(2 * calmAfter)
		want("at last", 4)
	})
}
