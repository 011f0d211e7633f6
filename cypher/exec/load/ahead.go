package load

import "memgraphd/engine/value"

// aheadBatches is how many batches are read before they are asked for.
const aheadBatches = 4

// Ahead reads a [Reader] in a goroutine of its own, in batches of a fixed size, a few
// batches before they are asked for. Order and errors are those of the reader.
type Ahead struct {
	from    Reader
	batches chan records       // closed when the goroutine has ended
	free    chan []value.Value // memory of batches that are done with
	stop    chan struct{}
	done    bool
}

// records is what a call of Next has returned, or what it has panicked with.
type records struct {
	values   []value.Value
	err      error
	panicked any
}

// NewAhead starts reading batches of size records. Who has called it must call Close.
func NewAhead(from Reader, size int) *Ahead {
	a := &Ahead{
		from: from, batches: make(chan records, aheadBatches), stop: make(chan struct{}),
		free: make(chan []value.Value, aheadBatches+2),
	}
	go a.run(size)
	return a
}

func (a *Ahead) run(size int) {
	defer close(a.batches)
	for {
		var room []value.Value
		select {
		case room = <-a.free:
		default:
		}
		b := a.read(room[:0], size)
		select {
		case a.batches <- b:
		case <-a.stop:
			return
		}
		if b.err != nil || b.panicked != nil || len(b.values) == 0 {
			return
		}
	}
}

func (a *Ahead) read(room []value.Value, size int) (b records) {
	defer func() { b.panicked = recover() }()
	b.values, b.err = a.from.Next(room, size)
	return b
}

// Next returns the next batch in place of dst, whose memory it takes. It returns none at the end.
func (a *Ahead) Next(dst []value.Value) ([]value.Value, error) {
	if cap(dst) > 0 {
		select {
		case a.free <- dst:
		default:
		}
	}
	if a.done {
		return nil, nil
	}
	b, ok := <-a.batches
	if a.done = !ok || b.err != nil || len(b.values) == 0; b.panicked != nil {
		panic(b.panicked) // where the query's own goroutine deals with it
	}
	return b.values, b.err
}

// Close ends the goroutine. It waits for a read that is under way.
func (a *Ahead) Close() {
	close(a.stop)
	for range a.batches {
	}
}
