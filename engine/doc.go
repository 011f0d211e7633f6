// Package engine is the store: a property graph in memory under
// multi-version concurrency control.
//
// # Shape
//
// Nodes and relationships live in tables of chunks of [ChunkRows] rows. Within a
// chunk each property key is a typed column that holds only the rows that have
// it. Relationships are found from their nodes through adjacency runs, one run
// per node, direction and type.
//
// # Versions
//
// The newest version of a row lies in place; older ones are in undo records
// that hang off the row, newest first (Neumann, Mühlbauer, Kemper: Fast
// Serializable Multi-Version Concurrency Control for Main-Memory Database
// Systems, SIGMOD 2015). A chunk without undo is quiet and is read without any
// check per row. The first updater of a row wins, the loser gets [ErrConflict].
//
// # Commit
//
//	changes ─▶ redo record ─▶ commit lock: order, constraints, Log.Append ─▶ group sync ─▶ publish in order
//
// The store reaches the disk only through [Log]; snapshots are read through
// [Database.Snapshot] and loaded through [Database.Load] and [Database.Replay].
package engine
