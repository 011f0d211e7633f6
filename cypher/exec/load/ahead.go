package load

// aheadBatches is how many batches are read before they are asked for.
const aheadBatches = 4

// Ahead reads a [Source] in a goroutine of its own, in batches of a fixed size, a few
// batches before they are asked for. Order and errors are those of the source.
type Ahead struct {
	from    Source
	batches chan records // closed when the goroutine has ended
	free    chan *Batch  // that are done with
	stop    chan struct{}
	done    bool
}

// records is what a call of Read has made, or what it has panicked with.
type records struct {
	batch    *Batch
	err      error
	panicked any
}

// NewAhead starts reading batches of size records. Who has called it must call Close.
func NewAhead(from Source, size int) *Ahead {
	a := &Ahead{
		from: from, batches: make(chan records, aheadBatches), stop: make(chan struct{}),
		free: make(chan *Batch, aheadBatches+2),
	}
	go a.run(size)
	return a
}

func (a *Ahead) run(size int) {
	defer close(a.batches)
	for {
		var room *Batch
		select {
		case room = <-a.free:
		default:
			room = new(Batch)
		}
		b := a.read(room, size)
		select {
		case a.batches <- b:
		case <-a.stop:
			return
		}
		if b.err != nil || b.panicked != nil || b.batch.N == 0 {
			return
		}
	}
}

func (a *Ahead) read(room *Batch, size int) (b records) {
	defer func() { b.panicked = recover() }()
	b.batch = room
	b.err = a.from.Read(room, size)
	return b
}

// Next returns the next batch in place of one that is done with, which may be nil. It returns nil at the end
// and with an error.
func (a *Ahead) Next(last *Batch) (*Batch, error) {
	if last != nil {
		select {
		case a.free <- last:
		default:
		}
	}
	if a.done {
		return nil, nil
	}
	b, ok := <-a.batches
	if b.panicked != nil {
		a.done = true
		panic(b.panicked) // where the query's own goroutine deals with it
	}
	if a.done = !ok || b.err != nil || b.batch.N == 0; a.done {
		return nil, b.err
	}
	return b.batch, nil
}

// Close ends the goroutine. It waits for a read that is under way.
func (a *Ahead) Close() {
	close(a.stop)
	for range a.batches {
	}
}
