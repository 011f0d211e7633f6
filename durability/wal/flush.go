package wal

import (
	"fmt"
	"time"

	"go.uber.org/zap"
)

// run is the writer's own goroutine. It takes all that is queued while somebody else was writing, writes it, and
// reports.
func (w *Writer) run() {
	defer close(w.done)
	for {
		batch := w.take()
		if batch == nil {
			return
		}
		w.steps(batch)
		w.mu.Lock()
		w.flushing = false
		w.mu.Unlock()
	}
}

// take waits for requests that nobody writes and returns all of them; nil when the writer is
// closed and nothing is left.
func (w *Writer) take() []request {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.flushing || len(w.queue) == 0 {
		if w.closing && !w.flushing {
			return nil
		}
		w.wake.Wait()
	}
	return w.takeLocked()
}

// takeLocked makes its caller the flusher and returns all requests.
func (w *Writer) takeLocked() []request {
	batch := w.queue
	w.queue, w.spare = w.spare[:0], batch
	w.flushing = true
	return batch
}

func (w *Writer) steps(batch []request) {
	for len(batch) > 0 {
		batch = w.step(batch)
	}
}

// step handles the first requests of a batch, those that one write can carry,
// and returns the others.
func (w *Writer) step(batch []request) []request {
	if batch[0].control != nil {
		batch[0].done(batch[0].control())
		return batch[1:]
	}
	n, err := w.write(batch)
	if err != nil {
		w.reject(batch, err)
		return nil
	}
	if w.refusing {
		w.refusing = false
		w.opts.Logger.Info("The write-ahead log takes commits again.")
	}
	for i := range batch[:n] {
		batch[i].done(nil)
		batch[i] = request{}
	}
	return batch[n:]
}

// reject fails a batch and everything that was queued until its callbacks have
// returned. Controls among them still run.
func (w *Writer) reject(batch []request, err error) {
	if !w.refusing {
		w.refusing = true
		w.opts.Logger.Error("The write-ahead log refuses commits.", zap.Error(err))
	}
	for len(batch) > 0 {
		for i := range batch {
			r := &batch[i]
			if r.control != nil {
				r.done(r.control())
			} else {
				r.done(err)
			}
			*r = request{}
		}
		w.mu.Lock()
		batch, w.queue = w.queue, nil
		w.mu.Unlock()
	}
}

// write puts the first n records of a batch on disk, as many as fit into the
// active segment, which it changes first if not even one does.
func (w *Writer) write(batch []request) (n int, err error) {
	if w.poison != nil {
		return 0, w.poison
	}
	if err := w.unmark(); err != nil {
		return 0, refused(err)
	}
	if err := w.makeRoom(frameSize(len(batch[0].payload))); err != nil {
		return 0, err
	}
	n, end, err := w.group(batch)
	if err != nil {
		return 0, refused(err)
	}
	if err := w.active.reserve(end + footerSize); err != nil {
		return 0, refused(err)
	}
	if err := w.writeRecords(batch[:n]); err != nil {
		return 0, err
	}
	w.prepareAhead()
	return n, nil
}

// group counts the records at the head of a batch that go into the active
// segment together, at least one, and returns where they will end.
func (w *Writer) group(batch []request) (n int, end int64, err error) {
	end, last := w.active.end, w.last
	for n < len(batch) && batch[n].control == nil {
		r := &batch[n]
		if r.timestamp <= last {
			return 0, 0, fmt.Errorf("commit %d was appended after commit %d", r.timestamp, last)
		}
		next := end + frameSize(len(r.payload))
		if n > 0 && next+footerSize > w.limit() {
			break
		}
		n, end, last = n+1, next, r.timestamp
	}
	return n, end, nil
}

// unmark removes the mark of a clean stop before the first write.
func (w *Writer) unmark() error {
	if !w.clean {
		return nil
	}
	if err := removeClean(w.fs, w.dir); err != nil {
		return fmt.Errorf("remove the mark of the last clean stop: %w", err)
	}
	w.clean = false
	return nil
}

// writeRecords writes records in one go and syncs them if it is time to.
func (w *Writer) writeRecords(records []request) error {
	s := w.active
	p := pen{file: s.file, offset: s.end, buf: w.buf[:0]}
	now := uint64(time.Now().UnixMicro())
	chain := w.chain
	for i := range records {
		f := frame{
			prev: chain, typ: typeTransaction, timestamp: records[i].timestamp,
			time: now, synced: uint64(s.synced), payload: records[i].payload,
		}
		p.put(&f, s.seed)
		chain = f.sum
	}
	p.flush()
	w.buf = p.buf
	if p.err != nil {
		return w.undo(p.offset-s.end, p.err)
	}
	if s.records == 0 {
		s.first = records[0].timestamp
	}
	written := p.offset - s.end
	s.records += uint64(len(records))
	s.end = p.offset
	s.size = max(s.size, s.end)
	w.chain, w.last = chain, records[len(records)-1].timestamp
	w.unsynced += len(records)
	if w.unsynced >= w.opts.SyncEvery {
		if err := w.syncNow(); err != nil {
			return unknown(err)
		}
	}
	w.count(len(records), written)
	return nil
}

func (w *Writer) count(commits int, bytes int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stats.Commits += int64(commits)
	w.stats.Bytes += bytes
	w.stats.Last = w.last
}

// undo takes back a write of n bytes behind the last good record, durably, so
// that what is now refused cannot turn up after a restart.
func (w *Writer) undo(n int64, cause error) error {
	if err := w.active.erase(n); err != nil {
		return unknown(w.setPoison(fmt.Errorf("%w; and undoing the write failed: %w", cause, err)))
	}
	w.unsynced = 0
	return refused(cause)
}

// syncNow syncs the active segment if anything in it needs that.
func (w *Writer) syncNow() error {
	if w.poison != nil {
		return w.poison
	}
	if w.active == nil || w.active.synced == w.active.end {
		return nil
	}
	start := time.Now()
	if err := w.active.file.Sync(); err != nil {
		return w.setPoison(err)
	}
	w.active.synced = w.active.end
	w.unsynced = 0
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stats.Syncs++
	w.stats.SyncTime += time.Since(start)
	return nil
}

// setPoison ends the log's life and returns the error it is refused with from now on.
func (w *Writer) setPoison(cause error) error {
	w.poison = fmt.Errorf("%w: %w", ErrPoisoned, cause)
	w.opts.Logger.Error("The write-ahead log takes no more commits.", zap.Error(w.poison))
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stats.Poison = w.poison
	return w.poison
}
