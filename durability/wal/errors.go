package wal

import (
	"errors"
	"fmt"

	"memgraphd/durability/format"
)

// The ways in which the log says no.
var (
	// ErrPoisoned: writing failed in a way that leaves the state of the disk
	// unknown, and the log takes nothing any more.
	ErrPoisoned = errors.New("the write-ahead log failed and takes no more commits until a restart")
	// ErrUnknown: the log was poisoned while this very commit was being written;
	// after a restart it may be there or not.
	ErrUnknown = errors.New("it is not known whether the commit will be there after a restart")
	// ErrRefused: the commit was not written and will never be visible.
	ErrRefused = errors.New("the commit was refused because the write-ahead log could not be written; nothing of it will be visible")
	// ErrClosed: the log was closed before the commit reached it.
	ErrClosed = errors.New("the write-ahead log is closed")
	// ErrCorrupt is matched by every *CorruptError.
	ErrCorrupt = format.ErrCorrupt
)

// CorruptError names a damaged or missing file.
type CorruptError = format.CorruptError

func refused(cause error) error {
	return fmt.Errorf("%w: %w: make room or repair the disk and repeat the transaction", ErrRefused, cause)
}

func unknown(cause error) error { return fmt.Errorf("%w: %w", ErrUnknown, cause) }
