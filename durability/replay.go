package durability

import (
	"context"
	"path/filepath"

	"memgraphd/durability/wal"
)

// A batch is the records that are handed at once from the goroutine that reads and
// checks the log to the one that applies it.
const (
	batchRecords = 256
	batchBytes   = 1 << 20
	batchesAhead = 4
)

// reading is a log that is being read ahead of who applies it.
type reading struct {
	batches chan []wal.Record
	cancel  context.CancelFunc
	state   *wal.State // this and err are there once batches is closed
	err     error
}

// readLog begins to read the log; it is checked while the snapshot is still being
// loaded. The result must be applied or ended.
func (r *recovery) readLog(ctx context.Context, opts wal.ScanOptions) *reading {
	ctx, cancel := context.WithCancel(ctx)
	l := &reading{batches: make(chan []wal.Record, batchesAhead), cancel: cancel}
	go func() {
		defer close(l.batches)
		l.state, l.err = r.scan(ctx, opts, l.batches)
	}()
	return l
}

// end stops reading and waits until it has stopped.
func (l *reading) end() {
	l.cancel()
	for range l.batches {
		continue
	}
}

// apply applies the records to what was loaded, and returns where the log ends.
func (l *reading) apply(into loading, progress func(stage string, done, total int)) (*wal.State, error) {
	applied := 0
	for batch := range l.batches {
		for i := range batch {
			if err := into.replay(batch[i]); err != nil {
				return nil, err
			}
		}
		applied += len(batch)
		progress("replay log", applied, 0)
	}
	return l.state, l.err
}

// scan sends the records of the log in batches.
func (r *recovery) scan(ctx context.Context, opts wal.ScanOptions, batches chan<- []wal.Record) (*wal.State, error) {
	var batch []wal.Record
	bytes := 0
	send := func() error {
		select {
		case batches <- batch:
			batch, bytes = nil, 0
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	state, err := wal.Scan(r.fs, filepath.Join(r.dir, walDir), opts, func(rec wal.Record) error {
		batch = append(batch, rec)
		if bytes += len(rec.Payload); len(batch) < batchRecords && bytes < batchBytes {
			return nil
		}
		return send()
	})
	if err != nil {
		return nil, err
	}
	return state, send()
}
