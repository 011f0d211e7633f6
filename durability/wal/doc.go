// Package wal is the write-ahead log: an endless row of records, one for each
// committed transaction, in commit order, cut into segment files.
//
//	Append ─▶ queue ─▶ Flush: one write, one fdatasync for all that wait ─▶ done, in order
//
// What a record holds is the engine's business; the log adds the commit
// timestamp, the time of day and checksums.
//
// # Segments
//
// A segment is named by its sequence number once and for all; it is never
// renamed, copied or reused. It is preallocated before the first record needs
// it, so that a full disk shows before a record is half written. A record is
// never split, so a segment may exceed its size. A full segment is sealed by a
// footer before its successor is begun; only the last segment is open.
//
// # What is believed at start
//
// Records are chained: each holds the checksum of the one before it. Each also
// holds the offset up to which its segment had been synced when it was written.
// A bad record is a torn tail, and is cut, only if that is provably all it is:
// in the open segment, with no whole record after it that was written once the
// bad one had been synced. Everything else is a [CorruptError]. See [Scan].
//
// # Failures
//
// A write that fails is undone and its commits are refused, as is everything
// queued behind them ([ErrRefused]). A sync that fails, or an undo, poisons the
// log: no more is known about the disk, so nothing is accepted any more
// ([ErrPoisoned]) until a restart has read what is there.
//
// # Locks
//
// Writer.mu guards the queue and the figures that others read. Files belong to
// one goroutine at a time, the flusher: who finds nobody writing, or the writer's own. No lock is held over I/O or over done.
package wal
