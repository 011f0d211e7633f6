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
// # Indexes
//
// An index holds an entry for every version that anybody may read. Readers check
// what they find against their view, except where nothing is open; see
// index_write.go for how entries come and go, and package index for what they
// lie in.
//
// Text and vector indexes are another matter: they hold the newest version of each row, are
// brought up to date when they are searched, and leave rows in doubt to the
// search (see search.go).
//
// # Commit
//
//	changes ─▶ redo record ─▶ commit lock: order, constraints, Log.Append ─▶ group sync ─▶ publish in order
//
// The store reaches the disk only through [Log]; snapshots are read through
// [Database.Snapshot] and loaded through [Database.Load] and [Database.Replay].
// The timestamps of refused commits are not used again, so that they have gaps.
//
// # What is guarded by what
//
// Names, label sets, the list of chunks and the schema are only ever replaced by
// longer copies: read without a lock, written under a mutex of their own.
//
// A chunk's latch guards its rows: live, labels or endpoints, columns, zone, and
// the undo records of its rows. It is held for a batch of rows of the chunk, shared to
// read and exclusively to write.
//
// A chunk's adjacency is written under its hops mutex and read without a latch: memory
// that a reader may have reached is extended behind the length it has read, never
// rewritten (see adjacency). While a node has relationships that not every transaction
// sees alike it is in doubt, and its readers look at the rows of its relationships.
//
// A stamp is an atomic. Storing a commit timestamp in it commits all changes of a
// transaction at once, for the readers that start later.
//
// # Order of locks
//
// Who holds one of these may wait only for those below it.
//
//	Database.schemaMu
//	Database.commitMu        commit order; the log is only appended to
//	collector.working        garbage collection, Check
//	search.mu                of a text or vector index: searches share it, a refresh holds it
//	chunk.hops               of one node chunk
//	chunk.latch              of one chunk; several only shared and without waiting (gatherScattered)
//	latch of an index's tree (so that an entry goes in one step with the look at its row)
//	Database.publishMu       counts, meta, and the moment at which a commit becomes visible
//	collector.mu, registry.mu, directory.mu, staleRows.mu, the mutexes of names and label sets
//
// Nothing is held over I/O or across a call to another room, save that
// Log.Append is called under commitMu and must not block on its own.
package engine
