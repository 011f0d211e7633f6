package gate

import (
	"context"
	"sync/atomic"
	"time"
)

const (
	// looksPerClock is how many looks at most are one at the clock and the context, and firstLooks how many are at first.
	looksPerClock, firstLooks = 8, 2
	// clockEvery is how long it may take from one reading to the next.
	clockEvery = 50 * time.Microsecond
)

// Pass is what one goroutine of a query needs in order to go on for long. The zero value and nil
// need nothing. It belongs to its goroutine and must not be copied once it is used.
type Pass struct {
	gate   *Gate
	held   bool
	lost   atomic.Bool
	since  time.Time     // when it was got, or before: when the query began
	read   time.Duration // after since, when the clock was read
	stride int           // looks from one reading to the next
	looks  int           // until then
	ready  chan struct{} // tells that it was got; nil until it was waited for
}

// Begin makes p that of a query that began at since; zero is long ago. A nil gate is open.
func (p *Pass) Begin(g *Gate, since time.Time) {
	p.gate, p.held, p.since, p.read = g, false, since, 0
	p.stride, p.looks = firstLooks, firstLooks
}

// Gate returns the gate that p is for; nil if that is open.
func (p *Pass) Gate() *Gate {
	if p == nil {
		return nil
	}
	return p.gate
}

// Look is called once a batch, where the goroutine holds nothing that others need. It waits where
// it is the turn of others, and returns why the query is to stop, or nil. Where looks come fast, not each
// of them does so.
func (p *Pass) Look(ctx context.Context) error {
	switch {
	case p == nil || p.gate == nil:
	case p.held:
		p.keep(ctx)
	default:
		if p.looks--; p.looks > 0 {
			return nil
		}
		p.ask(ctx)
	}
	return ctx.Err()
}

// keep hands the pass on if others wait for it and its turn is over, and gets another one.
func (p *Pass) keep(ctx context.Context) {
	g := p.gate
	if p.lost.Load() || g.waiting.Load() > 0 && time.Since(p.since) >= g.opts.Turn {
		g.leave(p)
		g.enter(ctx, p)
	}
}

// ask sees to it that a query that has run for a while has a pass. Otherwise it looks at the clock the
// less often, the faster the looks come.
func (p *Pass) ask(ctx context.Context) {
	now := time.Since(p.since)
	if now >= p.gate.opts.Grace {
		p.gate.enter(ctx, p)
		return
	}
	if now-p.read > clockEvery {
		p.stride = 1
	} else {
		p.stride = min(2*p.stride, looksPerClock)
	}
	p.read, p.looks = now, p.stride
}

// Rest gives the pass away before the goroutine waits for something, or ends. The next look takes it again.
func (p *Pass) Rest() {
	if p != nil && p.held {
		p.gate.leave(p)
		p.read, p.looks = 0, 0
	}
}
