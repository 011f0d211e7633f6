// Package gate has long queries take turns at the cores, so that short ones find
// a processor that is free.
//
// Go gives a goroutine that computes its processor for 10 ms, and looks whether
// the network has something only where a processor has nothing to do. As many
// goroutines as processors that compute therefore keep each request waiting for
// that long. Here at most as many compute as there are cores; the server has Go run one
// processor more while there are any (Options.Busy), which waits for the network meanwhile.
//
// A query needs a [Pass] through the [Gate] only when it has run for a while; one
// that ends before pays a counter. Where others wait, passes go round at intervals, first
// come, first served.
package gate

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Options say when a pass is needed and for how long it is good. Zero is the default.
type Options struct {
	// Cores is how many passes there are; default 1.
	Cores int
	// Grace is how long a query runs without a pass; default 200 µs. Negative: not at all.
	Grace time.Duration
	// Turn is how long a pass is kept while others wait; default 2 ms. Negative: not at all.
	Turn time.Duration
	// Patience is after how long a pass is taken from a query that does not hand it on
	// although others wait, because it is blocked itself; default 100 ms.
	Patience time.Duration
	// Busy is told when there are long queries, and when there have been none for a while. It is
	// called by one goroutine at a time and must not block. Nil: nobody is told.
	Busy func(bool)
}

// calmAfter is after how long without a long query there are none.
const calmAfter = time.Second

func (o Options) withDefaults() Options {
	o.Cores = max(1, o.Cores)
	for _, d := range []struct {
		set      *time.Duration
		default_ time.Duration
	}{{&o.Grace, 200 * time.Microsecond}, {&o.Turn, 2 * time.Millisecond}, {&o.Patience, 100 * time.Millisecond}} {
		if *d.set == 0 {
			*d.set = d.default_
		}
	}
	return o
}

// Gate lets so many long queries compute at once as there are cores. It is safe for
// concurrent use.
type Gate struct {
	opts    Options
	mu      sync.Mutex // guards the next two, and the state of passes in them
	inside  []*Pass
	queue   []*Pass
	waiting atomic.Int32 // len(queue)
	busy    bool         // what Busy was told last; guarded by mu, too
	calm    *time.Timer  // runs from when the last pass came back
}

// New returns a gate.
func New(opts Options) *Gate { return &Gate{opts: opts.withDefaults()} }

// Free returns how many cores nobody computes on or waits for.
func (g *Gate) Free() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return max(0, g.opts.Cores-len(g.inside)-len(g.queue))
}

// enter waits for a pass, but not beyond the end of ctx.
func (g *Gate) enter(ctx context.Context, p *Pass) {
	g.mu.Lock()
	if len(g.inside) < g.opts.Cores && len(g.queue) == 0 {
		g.admit(p)
		g.mu.Unlock()
		return
	}
	if p.ready == nil {
		p.ready = make(chan struct{}, 1)
	}
	g.queue = append(g.queue, p)
	g.waiting.Add(1)
	g.mu.Unlock()
	g.wait(ctx, p)
}

// admit gives a pass away. The mutex is held.
func (g *Gate) admit(p *Pass) {
	p.held, p.since = true, time.Now()
	p.lost.Store(false)
	g.inside = append(g.inside, p)
	g.tell(true)
}

// tell tells Busy what is new to it. The mutex is held.
func (g *Gate) tell(busy bool) {
	if g.opts.Busy != nil && g.busy != busy {
		g.busy = busy
		g.opts.Busy(busy)
	}
}

// settle is called when no pass has been out for a while, if none was given away at the last moment.
func (g *Gate) settle() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.inside) == 0 {
		g.tell(false)
	}
}

func (g *Gate) wait(ctx context.Context, p *Pass) {
	timer := time.NewTimer(g.opts.Patience)
	defer timer.Stop()
	for {
		select {
		case <-p.ready:
			return
		case <-ctx.Done():
			g.quit(p)
			return
		case <-timer.C:
			if ctx.Err() != nil {
				g.quit(p)
				return
			}
			g.takeBack()
			timer.Reset(g.opts.Patience)
		}
	}
}

// quit ends the wait of a query that is to stop. If it has got a pass meanwhile it keeps
// it until it ends.
func (g *Gate) quit(p *Pass) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if i := slices.Index(g.queue, p); i >= 0 {
		g.queue = slices.Delete(g.queue, i, i+1)
		g.waiting.Add(-1)
		return
	}
	<-p.ready
}

// takeBack takes passes from those who do not hand them on.
func (g *Gate) takeBack() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inside = slices.DeleteFunc(g.inside, func(p *Pass) bool {
		late := time.Since(p.since) >= g.opts.Patience
		if late {
			p.lost.Store(true)
		}
		return late
	})
	g.hand()
}

// leave hands the pass on.
func (g *Gate) leave(p *Pass) {
	g.mu.Lock()
	defer g.mu.Unlock()
	p.held = false
	if i := slices.Index(g.inside, p); i >= 0 {
		g.inside = slices.Delete(g.inside, i, i+1)
	}
	g.hand()
}

// hand hands free passes to those who wait. The mutex is held.
func (g *Gate) hand() {
	for len(g.inside) < g.opts.Cores && len(g.queue) > 0 {
		p := g.queue[0]
		g.queue = slices.Delete(g.queue, 0, 1)
		g.waiting.Add(-1)
		g.admit(p)
		p.ready <- struct{}{}
	}
	if g.busy && len(g.inside) == 0 {
		if g.calm == nil {
			g.calm = time.AfterFunc(calmAfter, g.settle)
		} else {
			g.calm.Reset(calmAfter)
		}
	}
}
