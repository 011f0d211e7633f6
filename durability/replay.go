package durability

import (
	"context"
	"path/filepath"

	"memgraphd/durability/wal"

	"golang.org/x/sync/errgroup"
)

// replayBatch is the number of records that are handed from the goroutine that
// reads and checks the log to the one that applies it.
const replayBatch = 256

// replay applies the log to what was loaded, reading ahead meanwhile.
func (r *recovery) replay(ctx context.Context, opts wal.ScanOptions, into loading) (*wal.State, error) {
	var state *wal.State
	batches := make(chan []wal.Record, 4)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		defer close(batches)
		state, err = r.scan(ctx, opts, batches)
		return err
	})
	g.Go(func() error {
		applied := 0
		for batch := range batches {
			for i := range batch {
				if err := into.replay(batch[i]); err != nil {
					return err
				}
			}
			applied += len(batch)
			r.progress("replay log", applied, 0)
		}
		return nil
	})
	return state, g.Wait()
}

// scan sends the records of the log in batches.
func (r *recovery) scan(ctx context.Context, opts wal.ScanOptions, batches chan<- []wal.Record) (*wal.State, error) {
	var batch []wal.Record
	send := func() error {
		select {
		case batches <- batch:
			batch = nil
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	state, err := wal.Scan(r.fs, filepath.Join(r.dir, walDir), opts, func(rec wal.Record) error {
		batch = append(batch, rec)
		if len(batch) < replayBatch {
			return nil
		}
		return send()
	})
	if err != nil {
		return nil, err
	}
	return state, send()
}
