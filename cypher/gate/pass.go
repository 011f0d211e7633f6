package gate

import (
	"context"
	"sync/atomic"
	"time"
)

// looksPerClock is how many looks share a reading of the clock.
const looksPerClock = 8

// Pass is what one goroutine of a query needs in order to go on for long. The zero value and nil
// need nothing. It belongs to its goroutine and must not be copied once it is used.
type Pass struct {
	gate  *Gate
	looks uint32
	held  bool
	since time.Time // when it was got, or before: when the query was seen first
	lost  atomic.Bool
	ready chan struct{} // tells that it was got; nil until it was waited for
}

// Begin makes p that of a query that begins. A nil gate is open.
func (p *Pass) Begin(g *Gate) {
	p.gate, p.looks, p.held, p.since = g, 0, false, time.Time{}
}

// Gate returns the gate that p is for; nil if that is open.
func (p *Pass) Gate() *Gate {
	if p == nil {
		return nil
	}
	return p.gate
}

// Look is called once a batch, where the goroutine holds nothing that others need. It waits where
// it is the turn of others, and returns why the query is to stop, or nil.
func (p *Pass) Look(ctx context.Context) error {
	if p != nil && p.gate != nil {
		if p.looks++; p.held || p.looks%looksPerClock == 0 {
			p.take(ctx)
		}
	}
	return ctx.Err()
}

// take sees to it that the query has a pass if it needs one.
func (p *Pass) take(ctx context.Context) {
	g := p.gate
	if p.held {
		lost := p.lost.Load()
		if !lost && (g.waiting.Load() == 0 || time.Since(p.since) < g.opts.Turn) {
			return
		}
		g.leave(p)
		g.enter(ctx, p)
		return
	}
	if p.since.IsZero() {
		p.since = time.Now()
	}
	if time.Since(p.since) >= g.opts.Grace {
		g.enter(ctx, p)
	}
}

// Rest gives the pass away before the goroutine waits for something, or ends. The next look takes it again.
func (p *Pass) Rest() {
	if p != nil && p.held {
		p.gate.leave(p)
	}
}
