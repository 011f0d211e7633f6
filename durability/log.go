package durability

import (
	"errors"
	"fmt"
	"sync/atomic"

	"memgraphd/durability/wal"
	"memgraphd/engine"
)

// log is what a database commits to.
type log struct {
	writer *wal.Writer           // nil: commits are kept in memory only
	refuse atomic.Pointer[error] // why there are no commits any more
}

// errReplaced is what commits to replaced data fail with.
var errReplaced = errors.New("the commit was refused because the data were replaced by RECOVER SNAPSHOT; repeat the transaction")

// Append implements engine.Log.
func (l *log) Append(commit uint64, redo []byte, done func(error)) error {
	if err := l.refuse.Load(); err != nil {
		return *err
	}
	if l.writer == nil {
		done(nil)
		return nil
	}
	l.writer.Append(commit, redo, func(err error) { done(translate(err)) })
	return nil
}

// Flush implements engine.Log.
func (l *log) Flush() {
	if l.writer != nil {
		l.writer.Flush()
	}
}

// stop refuses all further commits and waits for those under way.
func (l *log) stop(reason error) {
	l.refuse.Store(&reason)
	if l.writer != nil {
		_ = l.writer.Sync() // a poisoned log has answered all of them
	}
}

// translate gives the log's failures the names that the store knows.
func translate(err error) error {
	if errors.Is(err, wal.ErrPoisoned) {
		return fmt.Errorf("%w: %w", engine.ErrPoisoned, err)
	}
	return err
}
