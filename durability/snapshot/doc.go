// Package snapshot writes and reads snapshot files: the whole database as of
// one commit.
//
//	header │ catalog │ chunks of nodes and relationships, in any order │ footer │ trailer
//
// Everything between header and trailer is in blocks with a checksum each. A
// chunk block is an image of a chunk of the store, column by column, so that
// loading is mostly reading. The footer lists all blocks, the trailer finds the
// footer; both are written last, so a file without them was never finished.
// Blocks are encoded, written, read and decoded by several goroutines at once.
//
// [Write] makes a file, [Open] and [Reader.Each] read one, [Verify] reads one
// for nothing but the checks. Names, retention and recovery are the business of
// package durability.
package snapshot
