package wal

import (
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"memgraphd/durability/format"
	"memgraphd/durability/vfs"
)

// Options configure a [Writer].
type Options struct {
	// Database and Generation go into the header of every segment.
	Database   uuid.UUID
	Generation uint64
	// Base is the last commit that the database holds. If the log ends before
	// it (there is none, or a newer snapshot was loaded) a new log is begun
	// that needs a snapshot of at least Base.
	Base uint64
	// SegmentSize in bytes; 0 is 20 MiB.
	SegmentSize int64
	// SyncEvery is the number of commits between syncs. 1 (or 0) acknowledges
	// a commit only when it is on disk; with more a power cut can lose commits
	// that were acknowledged since the last sync.
	SyncEvery int
	// Logger is told of failures; nil is silent.
	Logger *zap.Logger
}

const defaultSegmentSize = 20 << 20

// minSegmentSize has room for a header, a small record and a footer.
const minSegmentSize = 512

func (o *Options) withDefaults() Options {
	d := *o
	if d.SegmentSize == 0 {
		d.SegmentSize = defaultSegmentSize
	}
	d.SegmentSize = (max(d.SegmentSize, minSegmentSize) + 7) &^ 7
	d.SyncEvery = max(1, d.SyncEvery)
	if d.Logger == nil {
		d.Logger = zap.NewNop()
	}
	return d
}

// Writer appends records to a log. It is safe for concurrent use.
type Writer struct {
	fs   vfs.FS
	dir  string
	opts Options
	done chan struct{} // closed when the flusher has ended
	end  sync.Once     // of Close
	err  error         // its result

	mu       sync.Mutex // guards queue, flushing, closing, stats and segments
	wake     *sync.Cond // there is something to do for the flusher, or it may do it now
	queue    []request
	flushing bool // somebody has what belongs to the flusher
	closing  bool
	stats    Stats
	segments []SegmentInfo

	// The rest belongs to the flusher: the writer's own goroutine, or one that has called Flush.
	active   *segment // nil: the next record begins a segment
	next     *preparation
	sequence uint64 // of the newest segment begun
	chain    uint32
	last     uint64 // timestamp of the last record
	restart  bool   // the next segment follows a snapshot
	clean    bool   // the mark of a clean stop may be there
	copying  bool   // see BeginCopy
	unsynced int    // commits acknowledged since the last sync
	refusing bool   // the last commit was refused
	poison   error
	spare    []request
	buf      []byte
}

// request is a record to write or, if control is set, something else for the
// flusher to do in its turn.
type request struct {
	timestamp uint64
	payload   []byte
	done      func(error)
	control   func() error
}

// Stats are figures on a log since it was opened.
type Stats struct {
	Commits  int64         // written
	Bytes    int64         // written, with framing
	Syncs    int64         // of the commit path
	SyncTime time.Duration // spent in them
	Last     uint64        // timestamp of the last commit written
	Poison   error         // why the log takes nothing any more, or nil
}

// Open continues the log in dir where state, the result of a [Scan] with the
// same database and generation, says that it ends, and cuts its torn tail.
// The directory is made if it is missing.
func Open(fsys vfs.FS, dir string, opts Options, state *State) (*Writer, error) {
	w := &Writer{fs: fsys, dir: dir, opts: opts.withDefaults(), done: make(chan struct{})}
	w.wake = sync.NewCond(&w.mu)
	w.sequence, w.clean = state.sequence, true
	if err := vfs.MkdirAll(fsys, dir); err != nil {
		return nil, err
	}
	w.segments = append(w.segments, state.segments...)
	if state.Empty() || state.Last < opts.Base {
		w.last, w.restart = opts.Base, opts.Base > 0
	} else if err := w.resume(state); err != nil {
		return nil, fmt.Errorf("continue the write-ahead log: %w", err)
	}
	w.stats.Last = w.last
	go w.run()
	return w, nil
}

// resume takes over the end of the log.
func (w *Writer) resume(state *State) error {
	w.chain, w.last = state.chain, state.Last
	if state.open == nil {
		return nil
	}
	active, err := continueSegment(w.fs, w.path(state.open.sequence), state.open)
	if err != nil {
		return err
	}
	if state.Torn != nil {
		if err := active.erase(state.Torn.Bytes); err != nil {
			_ = active.file.Close()
			return err
		}
	}
	w.active = active
	return nil
}

// Append queues a record, which is written when Flush is called after it. Timestamps must ascend. It does no I/O; payload
// must stay unchanged until done was called. done is called exactly once, in the
// order of the calls to Append, from one goroutine at a time: with nil when the
// record is as durable as Options.SyncEvery promises, otherwise with an error
// that matches [ErrRefused], [ErrPoisoned] (and [ErrUnknown] if the record may
// turn up after a restart) or [ErrClosed]. When a record is refused then so is
// everything that is appended until done has returned for it, since that may
// have been built on it.
func (w *Writer) Append(timestamp uint64, payload []byte, done func(error)) {
	if !w.enqueue(request{timestamp: timestamp, payload: payload, done: done}) {
		go done(ErrClosed)
	}
}

// enqueue reports false if the writer is closed.
func (w *Writer) enqueue(r request) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closing {
		return false
	}
	w.queue = append(w.queue, r)
	return true
}

// Flush sees to it that what was appended is written: at once by the goroutine that calls it, which then has called
// done before it returns, or by whoever is writing just now, next. A lone commit thus hands nothing
// to another goroutine and back, and many go in one write.
func (w *Writer) Flush() {
	w.mu.Lock()
	if w.flushing || len(w.queue) == 0 {
		w.mu.Unlock()
		return
	}
	batch := w.takeLocked()
	w.mu.Unlock()
	w.steps(batch)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.flushing = false
	if len(w.queue) > 0 || w.closing {
		w.wake.Signal() // who has done its own work leaves the rest to the writer's goroutine
	}
}

// control has the flusher do something in its turn and waits for it.
func (w *Writer) control(do func() error) error {
	result := make(chan error, 1)
	r := request{control: do, done: func(err error) { result <- err }}
	if !w.enqueue(r) {
		return ErrClosed
	}
	w.Flush()
	return <-result
}

// Sync makes everything durable that was appended before.
func (w *Writer) Sync() error { return w.control(w.syncNow) }

// Stats returns figures on the log.
func (w *Writer) Stats() Stats {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.stats
}

// Close writes what is queued, syncs it and leaves the mark of a clean stop.
// It returns the reason if the log was poisoned. Append must not be called any more.
func (w *Writer) Close() error {
	w.end.Do(func() {
		w.mu.Lock()
		w.closing = true
		w.wake.Signal()
		w.mu.Unlock()
		<-w.done
		w.err = w.finish()
	})
	return w.err
}

// finish runs after the flusher has ended.
func (w *Writer) finish() error {
	err := w.syncNow()
	if w.active != nil {
		if closeErr := w.active.file.Close(); err == nil {
			err = closeErr
		}
	}
	w.next.discard()
	if err != nil || w.clean || len(w.segments) == 0 {
		return err
	}
	return writeClean(w.fs, w.dir, format.Header{
		Database: w.opts.Database, Generation: w.opts.Generation,
		Sequence: w.sequence, Timestamp: w.last, Chain: w.chain,
		Created: uint64(time.Now().UnixMicro()),
	})
}

// KeepFrom returns the sequence number of the oldest segment that is needed to
// recover from a snapshot of commit ts. All segments below it may be removed;
// none if the log does not reach back that far.
func (w *Writer) KeepFrom(ts uint64) uint64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := len(w.segments)
	for n > 0 && w.segments[n-1].After > ts {
		n--
	}
	if n == 0 {
		return 0
	}
	w.segments = w.segments[n-1:]
	return w.segments[0].Sequence
}
