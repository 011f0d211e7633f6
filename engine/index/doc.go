// Package index is the ordered structure behind the store's indexes and unique
// constraints: a set of entries (key, id), where a key is a tuple of values.
//
// # Order
//
// Entries are ordered as [value.Order] orders their keys, column by column, and
// by id within equal keys; 1 and 1.0 are the same key. Keys are held as byte
// strings whose bytewise order is that order ([AppendKey]). The numbers of an
// index of one column are held apart, as pairs of machine words.
//
// # Versions
//
// The package knows nothing of transactions. The store inserts an entry for
// every version that it writes and removes it when no version has that key any
// more, so a reader finds at least what it may see and checks each candidate
// against its snapshot ([Index.SeekEntries] gives it the keys to do so).
//
// # Structure
//
//	Index ─┬─ tree of words  (one column: integers and floats)
//	       └─ tree of bytes  (everything else)
//
// Both are the same B+tree ([tree]) over two layouts of nodes. Leaves are linked,
// inner nodes count what is below them: a range is estimated exactly in one
// descent, and the number of distinct keys is kept as entries come and go. Nodes
// hold no pointers per entry, so the garbage collector passes over them.
//
// # Concurrency
//
// Each tree has one latch: readers share it for a batch at a time, writers hold
// it for an entry or a few hundred. A [Cursor] remembers the key at which it
// stopped, not a place in the tree, and thus survives every change in between.
// No call is made out of the package under a latch.
package index
