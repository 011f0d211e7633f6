package exec

import (
	"context"
	"time"

	"memgraphd/cypher/gate"
)

// wavesAhead is how many waves are on their way at once: one is created while the next is filled.
const wavesAhead = 2

// readingAhead runs the input of createMany in a goroutine of its own, which fills waves of relationships. It
// reads what the transaction sees: the planner has made sure that the relationships make no difference
// to that, and they are in doubt for everybody until they are committed.
type readingAhead struct {
	reader Execution // runs the input
	pass   gate.Pass
	cancel context.CancelFunc
	full   chan filled // closed when the goroutine has ended
	free   chan *wave  // to be filled
	waves  [wavesAhead]wave
}

// filled is a wave, nil at the end of the input, or why there is none.
type filled struct {
	wave     *wave
	err      error
	panicked any
}

// readAhead starts the goroutine; stop must be called. The transaction must have been written to.
func (m *createMany) readAhead(x *Execution) *readingAhead {
	a := &readingAhead{reader: *x, full: make(chan filled, wavesAhead), free: make(chan *wave, wavesAhead)}
	a.waves[0], m.wave = m.wave, wave{}
	r := &a.reader
	r.ctx.Txn = x.ctx.Txn.Reader()
	var ctx context.Context
	ctx, a.cancel = context.WithCancel(x.ctx.Ctx)
	r.ctx.Ctx = &workContext{ctx, x.given.Stopped}
	a.pass.Begin(x.ctx.Pass.Gate(), time.Time{})
	r.ctx.Pass = &a.pass
	for i := range a.waves {
		a.free <- &a.waves[i]
	}
	go a.run(m)
	return a
}

func (a *readingAhead) run(m *createMany) {
	defer close(a.full)
	defer a.pass.Rest()
	for {
		var w *wave
		select {
		case w = <-a.free:
		default:
			a.pass.Rest()
			select {
			case w = <-a.free:
			case <-a.reader.ctx.Ctx.Done():
				return
			}
		}
		f := a.fill(m, w)
		a.full <- f // there is room for all waves
		if f.wave == nil {
			return
		}
	}
}

// fill reads as much of the input as a wave takes.
func (a *readingAhead) fill(m *createMany, w *wave) (f filled) {
	defer func() {
		if f.panicked = recover(); f.panicked != nil {
			f.wave = nil
		}
	}()
	for {
		b, err := m.input.next(&a.reader)
		switch {
		case err != nil:
			return filled{err: err}
		case b == nil && w.len() == 0:
			return filled{}
		case b == nil:
			return filled{wave: w}
		}
		full, err := w.add(&a.reader, &m.maker, b)
		if err != nil {
			return filled{err: err}
		}
		if full {
			return filled{wave: w}
		}
	}
}

// next returns the next wave, or nil at the end.
func (a *readingAhead) next(x *Execution) (*wave, error) {
	var f filled
	var ok bool
	select {
	case f, ok = <-a.full:
	default:
		x.ctx.Pass.Rest()
		f, ok = <-a.full
	}
	switch {
	case !ok: // it was stopped
		return nil, x.ctx.Ctx.Err()
	case f.panicked != nil:
		panic(f.panicked) // where the query's own goroutine deals with it
	}
	return f.wave, f.err
}

// again hands back a wave whose relationships have been created.
func (a *readingAhead) again(w *wave) { a.free <- w }

// stop ends the goroutine and waits for it.
func (a *readingAhead) stop(x *Execution) {
	a.cancel()
	for range a.full {
	}
	x.ctx.Hops = a.reader.ctx.Hops
	for i := range a.waves {
		a.waves[i].free(x)
	}
}
