// Package vector finds the nearest of many vectors by looking at all of them.
//
// # Structure
//
//	Config ── what an index holds, and by which [Metric]
//	Block  ── the vectors of a few hundred rows, one behind the other as float32
//	Query  ── a vector to be near to; offers what it meets to a Top
//	Top    ── the k nearest so far
//
// The search is exact. A hundred thousand vectors of 128 dimensions are 51 MB,
// which a core reads in a few milliseconds; a graph of neighbours (HNSW) would
// answer faster from about a million vectors on, but finds only most of the
// nearest, and takes minutes to build where a block takes milliseconds.
//
// # Precision
//
// Coordinates are float32 whatever the scalar kind of the index says. The sums of
// the common metrics are float32, too, while candidates are picked;
// [Query.Distance] gives the distance of those that are reported as float64.
//
// # Concurrency
//
// A block is read by many or written by one; a Query is read by many. The
// package knows nothing of rows and transactions.
package vector
