// Package durability keeps a database on disk: it recovers it at start, logs
// its commits, writes snapshots, and retires files that are not needed any more.
//
//	<dir>/.lock                          held while the database is open
//	<dir>/snapshots/<T>_timestamp_<N>    snapshots; N is the last commit in it
//	<dir>/wal/<sequence>.wal             segments of the log
//	<dir>/wal/CLEAN                      where the log ends, after a clean stop
//
// # Recovery
//
//	newest snapshot that is whole ─▶ log after it ─▶ indexes ─▶ log continues
//
// ends in one of three ways: everything is there; a torn tail, which holds
// nothing that was acknowledged, was cut, and is reported; or it is refused with
// a [CorruptError] that names file, offset, damage and remedy. A damaged snapshot
// is passed over only if an older one and the log prove to reach as far. The
// database never starts empty, or with less than was acknowledged, because a
// file could not be read. Recovery changes nothing but the torn tail.
//
// # Generations
//
// RECOVER SNAPSHOT replaces the data as a whole. The new data get the next
// generation number, which every file carries; only the newest counts. So the
// moment in which the new snapshot gets its name decides, and a crash before or
// after it leaves the old data or the new, never a mixture.
//
// # Locks
//
// Store.replacing is held while data are replaced (exclusively) and while
// someone works with the present ones (shared). Store.mu guards figures. Both
// may be held when the retainer's own lock is taken, and none is needed to
// commit. Deletions go through package retain alone.
package durability
