package durability

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/google/uuid"

	"memgraphd/durability/snapshot"
	"memgraphd/durability/wal"
)

// Report is what [Verify] finds.
type Report struct {
	Database  uuid.UUID
	Snapshots []FileReport // newest first
	// Recoverable says why a start from the directory would be refused; nil if
	// it would recover everything.
	Recoverable error
	Last        uint64    // the last commit that it would recover
	Records     int64     // of the log that it would replay
	Torn        *wal.Tail // that it would cut
	// Chain says why the log does not lead from the oldest whole snapshot to
	// the end; nil if it does.
	Chain error
}

// FileReport is the verdict on a file.
type FileReport struct {
	Path  string
	Bytes int64
	Err   error // nil: every byte of it is good
}

// Problems returns all that is wrong.
func (r *Report) Problems() []error {
	var problems []error
	for _, f := range r.Snapshots {
		if f.Err != nil {
			problems = append(problems, f.Err)
		}
	}
	if r.Recoverable != nil {
		problems = append(problems, r.Recoverable)
	}
	if r.Chain != nil && (r.Recoverable == nil || r.Chain.Error() != r.Recoverable.Error()) {
		problems = append(problems, r.Chain)
	}
	return problems
}

// Verify reads every byte of the data directory opts.Directory with what would
// read it at a start, changes nothing and takes no lock. Of the other options
// it needs FS, Logger, Workers and Progress. The error is not nil only if the
// directory could not be read at all.
func Verify(ctx context.Context, opts Options) (*Report, error) {
	opts = opts.withDefaults()
	report := &Report{}
	if _, err := opts.FS.ReadDir(opts.Directory); err != nil {
		return nil, explainPermission(opts.Directory, err)
	}
	files, err := listSnapshots(opts.FS, filepath.Join(opts.Directory, snapshotsDir))
	if err != nil {
		return nil, err
	}
	oldest := -1
	for i, f := range files {
		err := f.damage
		if err == nil {
			_, err = snapshot.Verify(ctx, opts.FS, f.path, opts.Workers)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil && f.header.Generation == files[0].header.Generation {
			oldest = i
		}
		report.Snapshots = append(report.Snapshots, FileReport{f.path, f.info.Size, err})
	}
	r := recovery{
		fs: opts.FS, dir: opts.Directory, log: opts.Logger, workers: opts.Workers,
		progress: progressTo(opts.Logger, opts.Progress), begin: func(uuid.UUID) loading { return &verifying{} },
	}
	found, err := r.attempt(ctx, files)
	switch {
	case err == nil:
		report.Database, report.Last = found.database, found.last
		report.Records, report.Torn = found.log.Records, found.log.Torn
	case ctx.Err() != nil:
		return nil, ctx.Err()
	default:
		report.Recoverable = err
	}
	if oldest >= 0 {
		report.Chain = verifyChain(opts, &files[oldest])
	}
	return report, nil
}

// verifyChain reads the log from the oldest snapshot on.
func verifyChain(opts Options, f *snapshotFile) error {
	scan := wal.ScanOptions{Database: f.header.Database, Generation: f.header.Generation, From: f.commit}
	_, err := wal.Scan(opts.FS, filepath.Join(opts.Directory, walDir), scan, func(wal.Record) error { return nil })
	if err != nil && errors.Is(err, ErrCorrupt) {
		return err
	}
	return nil
}
